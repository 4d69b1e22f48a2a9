#include "web-client/sync/account.hpp"

#include <algorithm>
#include <array>
#include <iterator>

#include "shared/protocol.hpp"

namespace client {

using platform::Write;

namespace {

constexpr int opening_pause_ms = 200;
// Whoever waits is told within a second that there is no connection.
constexpr int probe_ms = 800;
constexpr int first_wait_ms = 500, longest_wait_ms = 15'000;

std::string tab_name(platform::Platform& platform) { return base::to_text(new_id(platform)); }

// Of this program, and made from all that it knows: once is enough.
std::string const& cache_prefix() {
    static std::string const prefix = [] {
        auto const type = protocol::content_type();
        return "cache/" + type.substr(type.rfind('=') + 1) + "/";
    }();
    return prefix;
}

}  // namespace

base::Id128 new_id(platform::Platform& platform) {
    std::array<unsigned char, 10> chance{};
    platform.random(chance);
    return base::make_id128(platform.now_us() / 1000, chance);
}

Account::Account(platform::Platform& platform, accounts::SignedIn const& signed_in)
    : Account(platform, signed_in.person, signed_in.session, signed_in.refresh_token) {
    api_.signed_in(signed_in);
}

Account::Account(platform::Platform& platform, accounts::Person me,
                 base::Id<accounts::Session> session, std::string refresh_token)
    : platform_(platform),
      api_(platform, me.id, std::move(refresh_token)),
      me_(std::move(me)),
      session_(session),
      store_(platform.store(base::to_text(me_.id))),
      aside_(platform.store(base::to_text(me_.id) + "-opened")),
      of_people_(platform.store(base::to_text(me_.id) + "-people")),
      tab_(tab_name(platform)),
      cache_(cache_prefix()),
      parts_(*this),
      drafts_(platform, store_,
              [this](std::string const& place, std::string const& text) {
                  tell(tabs::Draft{place, text});
              }),
      sealing_(platform, store_, tab_) {
    store_.on_broadcast(guarded([this](std::string const& text) { hear(text); }));
    store_.on_lost(guarded([this] { keep_again(); }));
    api_.on_ended([this] { end(api_.why_ended()); });
    api_.on_browser_key([this](std::string const& key) { hear_key(key); });
    open();
}

Account::~Account() {
    if (leads_) let_go();
    store_.on_broadcast([](std::string const&) {});
    store_.on_lost([] {});
    if (retry_ticket_ != 0) platform_.cancel(retry_ticket_);
}

void Account::changed() {
    ++changes_;
    platform_.wake();
}

// ---- the store

void Account::open() {
    store_.read("",
                guarded([this](bool, platform::Store::Entries entries) { open_with(entries); }));
}

void Account::open_with(platform::Store::Entries const& entries) {
    sealing_.look(entries);
    identity_ = {};
    for (auto const& [key, value] : entries) {
        if (!begins_with(key, "identity/") || !identity_.is_none()) continue;
        if (auto const id = base::id_from_text(value)) {
            identity_ = *id;
            identity_key_ = key;
        }
    }
    if (identity_.is_none()) {
        // Tabs that do this at once both append, and both then read the same first one.
        store_.write({{Write::Kind::append, "identity", base::to_text(new_id(platform_))}},
                     guarded([this](platform::Written written) {
                         if (written.ok) return open();
                         identity_ = new_id(
                             platform_);  // nothing can be kept here; at least this run can work
                         begin();
                     }));
        return;
    }
    platform::Store::Entries mine;
    bool stale = false;
    for (auto const& entry : entries) {
        if (begins_with(entry.first, "cache/") && !begins_with(entry.first, cache_))
            stale = true;
        else
            mine.push_back(entry);
    }
    if (stale) {
        // Rows of another release are asked for anew; the outbox is never touched. A tab of that
        // release may still lead, and its news build on what only it has: it is asked to let this
        // one lead, and what it writes is wiped by whoever leads after it.
        mine.erase(std::remove_if(mine.begin(), mine.end(),
                                  [](auto const& e) { return begins_with(e.first, "cache/"); }),
                   mine.end());
        if (leads_) {
            write({{Write::Kind::wipe, "cache/", {}}});
            write_aside({{Write::Kind::wipe, "", {}}});
        } else if (!ready_) {
            tell(tabs::OtherBuild{cache_, tab_});
        }
    }
    parts_.each([&](auto& part) { part.replica.open(base::to_text(identity_), mine, cache_); });
    if (!ready_) drafts_.open(entries);  // from then on the tabs tell one another
    begin();
}

// What the store held is shown.
void Account::begin() {
    bool const first = !ready_;
    ready_ = true;
    changed();
    if (!first) return;
    tell(tabs::Hello{});
    seek_lease();
}

void Account::write(std::vector<Write> batch) {
    if (batch.empty()) return;
    store_.write(std::move(batch), guarded([this](platform::Written written) {
                     // The cache may be behind then; the outbox keeps what it has, and everything
                     // is sent again.
                     if (!written.ok) changed();
                 }));
}

void Account::write_aside(std::vector<Write> batch) {
    if (batch.empty()) return;
    aside_.write(std::move(batch), guarded([this](platform::Written written) {
                     if (!written.ok) changed();
                 }));
}

// ---- news

void Account::ask_news(int patience_ms) {
    if (!leads_ || !ready_ || asking_ || link_ == Link::ended) return;
    asking_ = true;
    question_ = std::make_shared<platform::Ticket>(0);
    news::AskNews::Request request{
        identity_, {}, caught_up_ && link_ == Link::online ? news::longest_wait_s : 0};
    parts_.each([&](auto const& part) { request.have.push_back(part.replica.held()); });
    api_.call<news::AskNews>(
        request,
        guarded([this, under = identity_, question = question_](Reply<news::Answer> reply) {
            if (question != question_) return;  // another one was asked
            asking_ = false;
            // Nothing comes in any more: it would lie there unsealed.
            if (link_ == Link::ended) return;
            if (!reply) return fell_off(reply.failure);
            // Numbers of an identity that was given up meanwhile mean nothing.
            if (under != identity_)
                for (auto& news : reply.value->domains)
                    std::visit([](auto& n) { n.answered = 0; }, news);
            failures_ = 0;
            retry_at_ms_ = 0;
            heard_news(*reply.value, true);
            set_link(Link::online);
            send_all();
            ask_news();
        }),
        patience_ms, question_);
}

// The one that waits, if there is one, is not heard any more.
void Account::drop_question() {
    if (asking_ && *question_ != 0) platform_.cancel(*question_);
    asking_ = caught_up_ = false;
    question_.reset();
}

void Account::hear_network(bool there) {
    if (!leads_ || !ready_ || link_ == Link::ended) return;  // the tab that leads hears it, too
    drop_question();
    if (there) return retry_now();
    ask_news(probe_ms);
}

// What is wanted has changed, and the question that waits does not know of it. Many changes of one
// moment make one question.
void Account::ask_anew() {
    if (asks_anew_ || link_ == Link::offline) return;  // then all is asked when it is tried again
    asks_anew_ = true;
    platform_.after(0, guarded([this] {
                        asks_anew_ = false;
                        drop_question();
                        ask_news();
                    }));
}

void Account::heard_news(news::Answer const& answer, bool from_server) {
    std::vector<Write> writes, aside;
    caught_up_ = true;
    for (auto const& of_domain : answer.domains)
        std::visit(
            [&]<class Domain>(world::News<Domain> const& news) {
                auto const missed = parts_.of<Domain>().replica.hear_news(news, writes, aside);
                if (!from_server)
                    for (auto const& space : missed)
                        if (world::is_on_request<Domain>(space.kind))
                            parts_.of<Domain>().tell_followed(space);
                for (auto const& space : news.spaces) caught_up_ = caught_up_ && space.next.empty();
            },
            of_domain);
    if (auto const* me = shown<accounts::Domain>().find(me_.id)) me_ = *me;
    if (from_server) keep_news(std::move(writes), std::move(aside), answer);
    changed();
}

accounts::Person const& Account::me_as_shown() const {
    auto const* shown_me = shown<accounts::Domain>().find(me_.id);
    return shown_me ? *shown_me : me_;
}
bool Account::is_administrator() const { return me_as_shown().administrator; }
bool Account::is_guest() const { return me_as_shown().kind == accounts::PersonKind::guest; }
accounts::Workspace const* Account::workspace() const {
    return shown<accounts::Domain>().find(accounts::the_workspace);
}
std::string Account::workspace_id() { return base::to_text(accounts::the_workspace); }
std::string Account::workspace_name() const {
    auto const* row = workspace();
    return row && !row->name.empty() ? row->name : "Kontor";
}
bool Account::is_off(std::string_view domain) const {
    auto const* row = workspace();
    return row && accounts::is_off(*row, domain);
}

// Rows can be asked for again, and nothing that leaves the outbox has to wait for them.
void Account::keep_news(std::vector<Write> writes, std::vector<Write> aside,
                        news::Answer const& answer) {
    auto const others = std::stable_partition(
        writes.begin(), writes.end(), [](Write const& w) { return begins_with(w.key, "cache/"); });
    std::vector<Write> answered(std::make_move_iterator(others),
                                std::make_move_iterator(writes.end()));
    writes.erase(others, writes.end());
    write(std::move(writes));
    write_aside(std::move(aside));
    write(std::move(answered));
    if (!answer.domains.empty()) tell(tabs::News{answer});
}

void Account::fell_off(Failure const& failure) {
    if (failure.status == 401) return end(api_.why_ended());
    ++failures_;
    set_link(Link::offline);
    int const doubled = first_wait_ms << std::min(failures_ - 1, 5);
    unsigned char chance[1] = {0};
    platform_.random(chance);
    int wait_ms = std::min(doubled, longest_wait_ms) * (192 + chance[0] / 2) /
                  256;  // not all clients at once
    wait_ms = std::max(wait_ms, failure.retry_after_s * 1000);
    retry_at_ms_ = platform_.steady_ms() + wait_ms;
    if (retry_ticket_ != 0) platform_.cancel(retry_ticket_);
    retry_ticket_ = platform_.after(wait_ms, guarded([this] {
                                        retry_ticket_ = 0;
                                        retry_now();
                                    }));
    changed();
}

void Account::retry_now() {
    if (!leads_) return tell(tabs::Retry{});
    if (retry_ticket_ != 0) platform_.cancel(retry_ticket_);
    retry_ticket_ = 0;
    retry_at_ms_ = 0;
    ask_news();
    send_all();
}

void Account::set_link(Link link) {
    if (link_ == link) return;
    link_ = link;
    if (leads_) tell_link();
    changed();
}

void Account::tell_link() { tell(tabs::Stands{link_, why_ended_}); }

void Account::end(std::string why) {
    // Somebody else's coming in ends nothing; all else does.
    if (why != another_person && (link_ != Link::ended || returning_)) {
        forget_what_came();
        seal_what_was_written();
    }
    returning_ = false;
    why_ended_ = why;
    api_.end(std::move(why));
    set_link(Link::ended);
    // A tab in which this person signs in again must not have to wait for one that has stopped.
    if (leads_) let_go();
    changed();
}

// Whoever may no longer ask the server may not read here what it once answered. What was written
// here and not sent stays: it is nowhere else.
void Account::forget_what_came() {
    write({{Write::Kind::wipe, "cache/", {}}});
    write_aside({{Write::Kind::wipe, "", {}}});
    of_people_.write({{Write::Kind::wipe, "", {}}}, guarded([this](platform::Written written) {
                         if (!written.ok) changed();
                     }));
}

bool Account::resume(accounts::SignedIn const& signed_in) {
    if (!api_.signed_in(signed_in)) return false;
    go_on(signed_in.session);
    return true;
}

void Account::resume_elsewhere(base::Id<accounts::Session> session, std::string refresh_token) {
    api_.resume(std::move(refresh_token));
    if (session != session_ || link_ == Link::ended) go_on(session);
}

void Account::go_on(base::Id<accounts::Session> session) {
    session_ = session;
    failures_ = 0;
    why_ended_.clear();
    sealing_.keep_open();
    if (link_ == Link::ended) {
        returning_ = true;
        take_lease();
        return tell(tabs::Hello{});
    }
    set_link(Link::connecting);
    retry_now();
    leads_ = false;  // another tab may have sealed what this one has to open
    take_lease();
    tell(tabs::Hello{});
}

// All is there again: nothing is done with what was sealed before it is open, for else it would be
// both done and there.
void Account::returned() {
    returning_ = false;
    drafts_.hold(false);
    set_link(Link::connecting);
    if (!leads_) tell(tabs::Hello{});
}

// The tab that leads opens what was sealed, and this one goes on when it has.
void Account::await_opening() {
    awaits_ = returning_ && !leads_;
    if (!awaits_) return;
    store_.read("", guarded([this](bool, platform::Store::Entries const& entries) {
                    sealing_.look(entries);
                    awaits_ = returning_ && !leads_ && sealing_.waits();
                    if (returning_ && !leads_ && !awaits_) return returned();
                    if (!awaits_) return;
                    platform_.after(opening_pause_ms, guarded([this] { await_opening(); }));
                }));
}

// Beside what this tab holds, having been open before it was sealed.
std::size_t Account::sealed_unsent() const {
    return sealing_.unsent([this](std::string const& key) {
        bool held = false;
        parts_.each([&](auto const& part) { held = held || part.replica.holds(key); });
        return held;
    });
}

Status Account::status() const {
    std::size_t unsent = sealed_unsent(), refused = 0;
    parts_.each([&](auto const& part) {
        unsent += part.replica.unsent();
        refused += part.replica.tray().size();
    });
    return {link_, unsent, refused, api_.last_answer_ms(), retry_at_ms_, store_.lasts()};
}

}  // namespace client
