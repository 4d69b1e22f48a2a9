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
    tell("free");
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
                        tell("follow");      // what do the others want?
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
                      tell("reload");
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
            tell("draft", *place, 0, text);
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

void Account::tell(std::string_view kind, std::string_view domain, std::int64_t number,
                   std::string text, std::string identity) {
    store_.broadcast(wire::json::text(Note{std::string(kind), std::string(domain), number,
                                           std::move(text), std::move(identity)}));
}

void Account::hear(std::string const& text) {
    Note note;
    if (!ready_ || !wire::json::recall(text, note)) return;
    std::vector<Write> not_ours;  // the tab that leads writes
    if (note.kind == "hello") {
        // Whoever opens is told at once how things stand, and not with the next change.
        if (leads_) tell_link();
        return;
    }
    if (note.kind == "retry") {
        if (leads_) retry_now();
        return;
    }
    if (note.kind == "free") {
        // Said as it is let go, which may take a moment to arrive in the store.
        if (link_ == Link::ended && !returning_) return;
        take_lease();
        platform_.after(freeing_ms, guarded([this] { take_lease(); }));
        return;
    }
    if (note.kind == "news") {
        news::Answer answer;
        if (wire::json::recall(note.text, answer)) heard_news(answer, false);
    } else if (note.kind == "wanted" && note.identity != base::to_text(identity_)) {
        // It was stored under an identity that is given up: the tab that leads takes it over.
        if (leads_) lead();
    } else if (note.kind == "wanted") {
        with_domain(note.domain,
                    [&](auto& replica) { replica.hear_wanted(note.number, note.text); });
        send_all();
    } else if (note.kind == "answer") {
        world::Answer answer;
        if (!wire::json::recall(note.text, answer)) return;
        with_domain(note.domain, [&](auto& replica) { replica.hear_answer(answer, not_ours); });
    } else if (note.kind == "tray") {
        auto const cut = note.text.find('\n');
        if (cut == std::string::npos) return;
        with_domain(note.domain, [&](auto& replica) {
            replica.hear_tray(note.text.substr(0, cut), note.text.substr(cut + 1));
        });
    } else if (note.kind == "draft") {
        drafts_.hear(note.domain, note.text);
    } else if (note.kind == "link") {
        if (!leads_ && note.number >= 0 && note.number <= static_cast<int>(Link::ended)) {
            hear_link(static_cast<Link>(note.number), note.text);
        }
    } else if (note.kind == "follow") {
        hear_followed(note.domain, note.text);
    } else if (note.kind == "reload") {
        open();
    } else if (note.kind == "other-build") {
        // The tab that says so was opened later, and perhaps knows more.
        if (!leads_ || note.domain == cache_) return;
        leads_ = false;
        drop_question();
        store_.release("leader", tab_);
        store_.lease("leader", note.text, lease_ms, [](bool) {});
    } else if (note.kind == "signed-out" && signed_out_) {
        forget();
        return signed_out_();
    }
    changed();
}

// Without a name: another tab leads by now, and asks what this one wants.
void Account::hear_followed(std::string const& domain, std::string const& text) {
    auto const space = world::space_from_text(text);
    if (domain.empty()) return tell_all_followed();
    if (!leads_ || !space) return;
    parts_.each([&](auto& part) {
        if (part.replica.domain_name() == domain) part.hear_followed(*space);
    });
}

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
    tell("signed-out");
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
