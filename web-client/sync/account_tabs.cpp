// What the tabs of one browser share: which of them holds the connection, what they tell one
// another, and what becomes of what was refused.
#include "shared/wire/recall.hpp"
#include "web-client/sync/account.hpp"

namespace client {

using platform::Write;

namespace {
constexpr int lease_ms = 6'000, lease_renewal_ms = 2'000, freeing_ms = 300;
}  // namespace

// ---- who holds the connection

void Account::seek_lease() {
    if (link_ != Link::ended || returning_) take_lease();
    platform_.after(lease_renewal_ms, guarded([this] { seek_lease(); }));
}

void Account::let_go() {
    leads_ = false;
    store_.release("leader", tab_);
    tell(tabs::Free{});
}

void Account::step_down() {
    if (!leads_) return;
    drop_question();
    let_go();
}

void Account::take_lease() {
    store_.lease("leader", tab_, lease_ms, guarded([this](bool held) {
                     if (held && link_ == Link::ended && !returning_) {
                         store_.release("leader", tab_);  // it ended while this was asked
                     } else if (held && !leads_) {
                         leads_ = true;
                         lead();
                     } else if (!held) {
                         leads_ = false;
                     }
                 }));
}

// Whoever led before may have died in the middle of anything; what counts is what it stored.
void Account::lead() {
    store_.read("", guarded([this](bool, platform::Store::Entries entries) {
                    if (!leads_) return;  // it ended while this was asked
                    sealing_.look(entries);
                    if (sealing_.can_open()) return unseal();
                    if (returning_) returned();
                    std::vector<Write> adopted;
                    parts_.each([&](auto& part) { part.replica.adopt(entries, adopted); });
                    auto const go = [this](platform::Store::Entries const& now) {
                        open_with(now);
                        tell(tabs::WhatIsFollowed{});
                        caught_up_ = false;  // and how do things stand? that is answered at once
                        ask_news();
                        send_all();
                    };
                    if (adopted.empty()) return go(entries);
                    store_.write(
                        std::move(adopted), guarded([this, go](platform::Written) {
                            store_.read(
                                "", guarded([go](bool, platform::Store::Entries now) { go(now); }));
                        }));
                }));
}

// ---- what was sealed when a session ended

void Account::seal_what_was_written() {
    drafts_.flush();
    drafts_.hold(true);
    sealing_.close(drafts_.all());
}

void Account::hear_key(std::string const& key) {
    sealing_.hear_key(key);
    if (leads_ && sealing_.can_open()) lead();
}

void Account::unseal() {
    sealing_.open([this](Sealing::Opened const& found) { return opened(found); }, guarded([this] {
                      tell(tabs::Reload{});
                      if (leads_) lead();
                  }));
}

// What was sealed by several tabs is one and the same, but for drafts, which are put together as
// those of two tabs are.
std::vector<Write> Account::opened(Sealing::Opened const& opened) {
    std::vector<Write> writes;
    for (auto const& entry : opened) {
        auto const& key = entry.first;
        auto const& texts = entry.second;
        if (auto const place = Drafts::place_in(key)) {
            for (auto const& text : texts) drafts_.put_back(*place, text);
            auto const& text = drafts_.at(*place);
            tell(tabs::Draft{*place, text});
            writes.push_back({Write::Kind::put, key, text});
        } else if (key.rfind("tray/", 0) == 0) {
            writes.push_back({Write::Kind::put, key, texts.front()});
        } else {
            parts_.each([&](auto& part) { part.replica.put_back(key, texts.front(), writes); });
        }
    }
    return writes;
}

// What is shown here is all there is when the machine's store was lost: it goes on from that.
void Account::keep_again() {
    if (!ready_) return;
    std::vector<Write> writes;
    if (!identity_key_.empty())
        writes.push_back({Write::Kind::put, identity_key_, base::to_text(identity_)});
    parts_.each([&](auto& part) { part.replica.keep_again(writes); });
    drafts_.keep_again(writes);
    write(std::move(writes));
    changed();
}

// ---- the tray

void Account::discard(std::string const& tray_key) {
    std::vector<Write> writes;
    parts_.each([&](auto& part) { part.discard(tray_key, writes); });
    write(std::move(writes));
    changed();
}

void Account::again(std::string const& tray_key) {
    parts_.each([&](auto& part) { part.again(tray_key); });
}

// ---- other tabs

void Account::tell(Note note) { store_.broadcast(wire::json::text(note)); }

// What becomes of each note; true: something else is to be shown.
struct Account::Hearing {
    Account& account;

    // Whoever opens is told at once how things stand, and not with the next change.
    bool operator()(tabs::Hello const&) const {
        if (account.leads_) account.tell_link();
        return false;
    }
    bool operator()(tabs::Stands const& note) const {
        if (!account.leads_) account.hear_link(note.link, note.why);
        return true;
    }
    bool operator()(tabs::Retry const&) const {
        if (account.leads_) account.retry_now();
        return false;
    }
    // Said as it is let go, which may take a moment to arrive in the store.
    bool operator()(tabs::Free const&) const {
        if (account.link_ == Link::ended && !account.returning_) return false;
        account.take_lease();
        account.platform_.after(freeing_ms,
                                account.guarded([&account = account] { account.take_lease(); }));
        return false;
    }
    // The tab that says so was opened later, and perhaps knows more.
    bool operator()(tabs::OtherBuild const& note) const {
        if (!account.leads_ || note.rows == account.cache_) return false;
        account.leads_ = false;
        account.drop_question();
        account.store_.release("leader", account.tab_);
        account.store_.lease("leader", note.tab, lease_ms, [](bool) {});
        return true;
    }
    bool operator()(tabs::Reload const&) const {
        account.open();
        return true;
    }
    bool operator()(tabs::SignedOut const&) const {
        if (!account.signed_out_) return false;
        account.forget();
        account.signed_out_();  // which may end this account
        return false;
    }
    bool operator()(tabs::News const& note) const {
        account.heard_news(note.answer, false);
        return true;
    }
    bool operator()(tabs::WhatIsFollowed const&) const {
        account.tell_all_followed();
        return true;
    }
    bool operator()(tabs::Followed const& note) const {
        account.hear_followed(note);
        return true;
    }
    bool operator()(tabs::Wanted const& note) const {
        if (note.identity != base::to_text(account.identity_)) {
            // It was stored under an identity that is given up: the tab that leads takes it over.
            if (account.leads_) account.lead();
            return true;
        }
        account.with_domain(note.domain,
                            [&](auto& replica) { replica.hear_wanted(note.number, note.waiting); });
        account.send_all();
        return true;
    }
    bool operator()(tabs::Answered const& note) const {
        std::vector<Write> not_ours;  // the tab that leads writes
        account.with_domain(note.domain,
                            [&](auto& replica) { replica.hear_answer(note.answer, not_ours); });
        return true;
    }
    bool operator()(tabs::Tray const& note) const {
        account.with_domain(note.domain,
                            [&](auto& replica) { replica.hear_tray(note.key, note.returned); });
        return true;
    }
    bool operator()(tabs::Draft const& note) const {
        account.drafts_.hear(note.place, note.text);
        return true;
    }
};

void Account::hear(std::string const& text) {
    Note note;
    if (!ready_ || !wire::json::recall(text, note)) return;
    if (std::visit(Hearing{*this}, note)) changed();
}

void Account::hear_followed(tabs::Followed const& note) {
    if (!leads_) return;
    parts_.each([&](auto& part) {
        if (part.replica.domain_name() == note.domain) part.hear_followed(note.space);
    });
}

// Another tab leads by now, and asks what this one wants.
void Account::tell_all_followed() {
    parts_.each([](auto& part) {
        auto const followed = part.replica.followed();
        for (auto at = followed.rbegin(); at != followed.rend(); ++at) part.tell_followed(*at);
    });
}

void Account::hear_link(Link link, std::string const& why) {
    if (link == Link::ended) {
        bool const ends = (link_ != link || returning_) && why != another_person;
        returning_ = false;
        link_ = link;
        why_ended_ = why;
        if (ends) seal_what_was_written();
    } else if (link_ != Link::ended) {
        link_ = link;
        why_ended_ = why;
    } else {
        sealing_.keep_open();
        why_ended_.clear();
        returning_ = true;
        if (!awaits_) await_opening();
    }
}

void Account::forget() {
    drafts_.forget();
    sealing_.forget();
}

void Account::wipe(std::function<void()> done) {
    tell(tabs::SignedOut{});
    forget();
    leads_ = false;
    link_ = Link::ended;
    store_.release("leader", tab_);
    // What is sealed is not shown here, and so nobody was asked: it waits for its writer.
    std::vector<Write> here;
    for (auto const* kind :
         {"agreed/", "browser-key", "cache/", "draft/", "identity", "outbox", "tray/"})
        here.push_back({Write::Kind::wipe, kind, {}});
    std::vector<Write> const everything{{Write::Kind::wipe, "", {}}};
    write_aside(everything);
    of_people_.write(everything, guarded([this, writes = sealing_.waits() ? here : everything,
                                          done = std::move(done)](platform::Written) {
                         store_.write(writes, guarded([done](platform::Written) { done(); }));
                     }));
}

std::string Account::unsent_as_text() const {
    std::string unsent, refused, drafts;
    auto const add = [](std::string& list, auto const& described) {
        list += (list.empty() ? "" : ",") + wire::json::text(described);
    };
    auto const add_all = [&](auto const& replica) {
        for (auto const& [number, entry] : replica.outbox())
            if (!entry.accepted) add(unsent, entry.waiting);
        for (auto const& pending : replica.mind().pending())  // not on disk yet
            if (pending.number == 0) add(unsent, replica.waiting_of(pending));
        for (auto const& [key, returned] : replica.tray()) add(refused, returned);
    };
    parts_.each([&](auto const& part) { add_all(part.replica); });
    for (auto const& [place, draft] : drafts_.all()) add(drafts, draft);
    return "{\"unsent\":[" + unsent + "],\"refused\":[" + refused + "],\"drafts\":[" + drafts +
           "]}\n";
}

}  // namespace client
