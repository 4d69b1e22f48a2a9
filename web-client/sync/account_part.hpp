// The way of a command: into the outbox, to the server, and from there into the world, into the
// tray, or back again later. Included by the one file of each domain in which it is compiled.
#pragma once

#include <algorithm>

#include "shared/base/check.hpp"
#include "shared/base/take_in.hpp"
#include "web-client/sync/account.hpp"
#include "web-client/sync/fate.hpp"
#include "web-client/sync/replica_opened.hpp"

namespace client {

constexpr int most_doubts = 4;  // answers in a row that may have been a command's fault

template <class Domain>
Account::Part<Domain>::Part(Account& of)
    : account(of), replica(of.platform_, of.store_, of.aside_, [&of](Command const& command) {
          typename Domain::Context context{of.me_.id.value,
                                           of.me_.administrator,
                                           {of.platform_.now_us()},
                                           known_facts<Domain>(of, command)};
          context.guest = of.is_guest();
          return context;
      }) {}

template <class Domain>
std::optional<base::Refusal> Account::Part<Domain>::want(Command command, Origin const& origin) {
    base::take_in(command);
    base::Problems problems;
    base::check(command, "", problems);
    if (!problems.empty()) return base::Refusal{problems[0].rule, problems[0].arguments};
    auto const verdict = replica.mind().judge(command);
    if (auto const* refusal = std::get_if<base::Refusal>(&verdict)) return *refusal;
    std::vector<Write> also;
    if (!origin.draft.empty()) account.drafts_.leave(origin.draft, also);
    if (!origin.tray.empty()) {
        replica.discard(origin.tray, also);
        account.tell(tabs::Tray{std::string(Domain::name), origin.tray, {}});
    }
    replica.want(std::move(command), std::move(also),
                 account.guarded([this](std::int64_t number, std::string const& json) {
                     if (number != 0) tell_stored(number, json);
                     account.changed();
                 }));
    account.changed();
    return std::nullopt;
}

// The tab that leads asks the server, and tells the others what comes.
template <class Domain>
void Account::Part<Domain>::follow(world::Space const& space) {
    replica.follow(space, account.guarded([this, space] {
        account.changed();
        if (account.leads_)
            account.ask_anew();
        else
            tell_followed(space);
    }));
    if (!account.leads_) return;
    std::vector<Write> writes, aside;
    replica.note_opened(space, writes, aside);
    account.write(std::move(writes));
    account.write_aside(std::move(aside));
}

template <class Domain>
void Account::Part<Domain>::leave(world::Space const& space) {
    replica.leave(space);
    account.changed();
}

template <class Domain>
void Account::Part<Domain>::tell_followed(world::Space const& space) {
    account.tell(tabs::Followed{std::string(Domain::name), space});
}

// Another tab opened it: it may lack what was told here before.
template <class Domain>
void Account::Part<Domain>::hear_followed(world::Space const& space) {
    if (auto told = replica.told_of(space)) {
        news::Answer answer;
        answer.domains.push_back(*std::move(told));
        account.tell(tabs::News{std::move(answer)});
    }
    follow(space);
}

template <class Domain>
void Account::Part<Domain>::tell_stored(std::int64_t number, std::string const& json) {
    bool const strayed = number == Replica<Domain>::in_another_queue;
    account.tell(tabs::Wanted{std::string(Domain::name), number, json,
                              strayed ? std::string() : replica.identity()});
    if (strayed && account.leads_) return account.lead();
    // A store that was lost counts from the beginning. The server would take what has a new number
    // before what has one that it knows.
    if (account.leads_ && number <= replica.mind().answered()) return account.fork();
    account.send_all();
}

template <class Domain>
void Account::Part<Domain>::send() {
    using Endpoint = world::TakeCommands<Domain>;
    if (!account.leads_ || !account.ready_ || sending || account.forking_ || account.fork_wanted_ ||
        account.link_ == Link::ended || account.sealing_.waits() ||
        (account.failures_ > 0 && account.retry_at_ms_ != 0))
        return;
    auto batch = replica.batch(account.most_in_batch_);
    if (batch.empty()) return;
    sending = true;
    std::vector<std::int64_t> asked;
    for (auto const& each : batch) asked.push_back(each.number);
    typename Endpoint::Request request{account.identity_, std::move(batch)};
    account.api_.call<Endpoint>(request, account.guarded([this, asked, under = account.identity_](
                                                             Reply<world::CommandsAnswer> reply) {
        sending = false;
        // It is sent again, and answered the same, when the session goes on.
        if (account.link_ == Link::ended) return void(account.fork_wanted_ = false);
        // Under a new identity all that waits has other numbers, and is sent
        // again.
        if (under == account.identity_) answers(reply, asked);
        if (account.fork_wanted_) account.fork();
        account.send_all();
    }));
}

template <class Domain>
void Account::Part<Domain>::answers(Reply<world::CommandsAnswer> const& reply,
                                    std::vector<std::int64_t> const& asked) {
    if (!reply) return not_taken(reply.failure, asked);
    std::vector<Write> writes;
    bool forked = false, any = false;
    for (auto const& answer : reply.value->answers) {
        if (answer.outcome == world::Outcome::forked) forked = true;
        // What the server never had and we no longer have cannot be sent: begin a numbering of our
        // own.
        if (answer.outcome == world::Outcome::gap && replica.outbox().count(answer.expected) == 0)
            forked = true;
        any = any || answer.outcome == world::Outcome::accepted ||
              answer.outcome == world::Outcome::refused;
        replica.hear_answer(answer, writes);
        account.tell(tabs::Answered{std::string(Domain::name), answer});
    }
    account.tell_tray(Domain::name, writes);
    account.write(std::move(writes));
    account.changed();
    if (forked) return account.fork();
    if (!any)
        return account.fell_off({});  // an answer that says nothing is no reason to ask at once
    account.failures_ = 0;
    account.most_in_batch_ = std::min(account.most_in_batch_ * 2, Account::largest_batch);
}

// Halves what is sent until the one stands alone that cannot be taken. It goes to the tray, and the
// others are sent on.
template <class Domain>
void Account::Part<Domain>::not_taken(Failure const& failure,
                                      std::vector<std::int64_t> const& asked) {
    auto const fate = fate_of(failure);
    bool const is_sure =
        fate == Fate::theirs || (fate == Fate::doubtful && account.doubts_ >= most_doubts);
    if (!is_sure) {
        // A server that does not even tell news is broken as a whole, and no command's fault.
        if (fate == Fate::doubtful && account.link_ == Link::online) ++account.doubts_;
        return account.fell_off(failure);
    }
    if (asked.size() > 1) {
        account.most_in_batch_ = asked.size() / 2;
        return;
    }
    account.doubts_ = 0;
    std::vector<Write> writes;
    replica.give_up(asked[0], reason_of(failure), writes);
    account.tell_tray(Domain::name, writes);
    account.write(std::move(writes));
    account.changed();
    account.fork();  // its number will never be answered
}

template <class Domain>
void Account::Part<Domain>::again(std::string const& tray_key) {
    auto const at = replica.tray().find(tray_key);
    if (at == replica.tray().end()) return;
    auto const command = at->second.command;
    want(command, {{}, tray_key});
}

template <class Domain>
void Account::Part<Domain>::discard(std::string const& tray_key, std::vector<Write>& writes) {
    if (replica.tray().count(tray_key) == 0) return;
    replica.discard(tray_key, writes);
    account.tell(tabs::Tray{std::string(Domain::name), tray_key, {}});
}

}  // namespace client
