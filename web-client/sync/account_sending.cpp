// The way of a command: into the outbox, to the server, and from there into the world, into the
// tray, or back again later.
#include <algorithm>

#include "shared/base/check.hpp"
#include "web-client/sync/account.hpp"
#include "web-client/sync/fate.hpp"

namespace syncing {

using platform::Write;

namespace {

constexpr int most_doubts = 4;

}  // namespace

template <class Domain>
std::optional<base::Refusal> Account::want_in(Replica<Domain>& replica,
                                              typename Domain::Command command,
                                              Origin const& origin) {
    base::Problems problems;
    base::check(command, "", problems);
    if (!problems.empty()) return base::Refusal{problems[0].rule, problems[0].arguments};
    auto const verdict = replica.mind().judge(command);
    if (auto const* refusal = std::get_if<base::Refusal>(&verdict)) return *refusal;
    std::vector<Write> also;
    if (!origin.draft.empty()) drafts_.leave(origin.draft, also);
    if (!origin.tray.empty()) {
        replica.discard(origin.tray, also);
        tell({"tray", std::string(Domain::name), 0, origin.tray + "\n"});
    }
    replica.want(std::move(command), std::move(also),
                 guarded([this, &replica](std::int64_t number, std::string const& json) {
                     if (number != 0) tell_stored(replica, number, json);
                     changed();
                 }));
    changed();
    return std::nullopt;
}

template <class Domain>
void Account::tell_stored(Replica<Domain> const& replica, std::int64_t number,
                          std::string const& json) {
    bool const strayed = number == Replica<Domain>::in_another_queue;
    tell({"wanted", std::string(Domain::name), number, json,
          strayed ? std::string() : replica.identity()});
    if (strayed && leads_) return lead();
    // A store that was lost counts from the beginning. The server would take what has a new number
    // before what has one that it knows.
    if (leads_ && number <= replica.mind().answered()) return fork();
    send_all();
}

void Account::send_all() {
    send<accounts::AccountsCommands>(people_, sending_people_);
    send<messaging::MessagingCommands>(channels_, sending_channels_);
}

template <class Endpoint, class Domain>
void Account::send(Replica<Domain>& replica, bool& sending) {
    if (!leads_ || !ready_ || sending || forking_ || fork_wanted_ || link_ == Link::ended ||
        sealing_.waits() || (failures_ > 0 && retry_at_ms_ != 0))
        return;
    auto batch = replica.batch(most_in_batch_);
    if (batch.empty()) return;
    sending = true;
    std::vector<std::int64_t> asked;
    for (auto const& each : batch) asked.push_back(each.number);
    typename Endpoint::Request request{identity_, std::move(batch)};
    api_.call<Endpoint>(request, guarded([this, &replica, &sending, asked,
                                          under = identity_](Reply<world::CommandsAnswer> reply) {
                            sending = false;
                            // It is sent again, and answered the same, when the session goes on.
                            if (link_ == Link::ended) return void(fork_wanted_ = false);
                            // Under a new identity all that waits has other numbers, and is sent
                            // again.
                            if (under == identity_) answers(replica, reply, asked);
                            if (fork_wanted_) fork();
                            send_all();
                        }));
}

template <class Domain>
void Account::answers(Replica<Domain>& replica, Reply<world::CommandsAnswer> const& reply,
                      std::vector<std::int64_t> const& asked) {
    if (!reply) return not_taken(replica, reply.failure, asked);
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
        tell({"answer", std::string(Domain::name), answer.number, wire::json::text(answer)});
    }
    tell_tray(Domain::name, writes);
    write(std::move(writes));
    changed();
    if (forked) return fork();
    if (!any) return fell_off({});  // an answer that says nothing is no reason to ask at once
    failures_ = 0;
    most_in_batch_ = std::min(most_in_batch_ * 2, largest_batch);
}

// Halves what is sent until the one stands alone that cannot be taken. It goes to the tray, and the
// others are sent on.
template <class Domain>
void Account::not_taken(Replica<Domain>& replica, Failure const& failure,
                        std::vector<std::int64_t> const& asked) {
    auto const fate = fate_of(failure);
    bool const is_sure = fate == Fate::theirs || (fate == Fate::doubtful && doubts_ >= most_doubts);
    if (!is_sure) {
        // A server that does not even tell news is broken as a whole, and no command's fault.
        if (fate == Fate::doubtful && link_ == Link::online) ++doubts_;
        return fell_off(failure);
    }
    if (asked.size() > 1) {
        most_in_batch_ = asked.size() / 2;
        return;
    }
    doubts_ = 0;
    std::vector<Write> writes;
    replica.give_up(asked[0], reason_of(failure), writes);
    tell_tray(Domain::name, writes);
    write(std::move(writes));
    changed();
    fork();  // its number will never be answered
}

void Account::tell_tray(std::string_view domain, std::vector<Write> const& writes) {
    for (auto const& write : writes)
        if (write.kind == Write::Kind::put && write.key.rfind("tray/", 0) == 0)
            tell({"tray", std::string(domain), 0, write.key + "\n" + write.value});
}

// Takes a new identity. What waits is numbered anew, in one batch with it, and all tabs open again.
void Account::fork() {
    // What is under way is answered under the old numbers, and first.
    fork_wanted_ = forking_ || sending_people_ || sending_channels_;
    if (fork_wanted_) return;
    forking_ = true;
    auto const next = base::to_text(new_id(platform_));
    std::vector<Write> writes{{Write::Kind::append, "identity", next},
                              {Write::Kind::erase, identity_key_, {}}};
    each([&](auto& replica) { replica.renumber(next, writes); });
    store_.write(std::move(writes), guarded([this](platform::Written written) {
                     if (!written.ok) {
                         forking_ = false;
                         return fell_off({});
                     }
                     tell({"reload", {}, 0, {}});
                     store_.read("", guarded([this](bool, platform::Store::Entries entries) {
                                     forking_ = false;
                                     open_with(entries);
                                     lead();  // what was stored meanwhile under the old identity
                                 }));
                 }));
}

template std::optional<base::Refusal> Account::want_in(Replica<accounts::Domain>&,
                                                       accounts::Command, Origin const&);
template std::optional<base::Refusal> Account::want_in(Replica<messaging::Domain>&,
                                                       messaging::Command, Origin const&);

}  // namespace syncing
