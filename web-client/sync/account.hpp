// The signed-in person on this client: all domains, kept in the store that all tabs share, and the
// connection to the server, which one tab holds for all of them.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "web-client/sync/drafts.hpp"
#include "web-client/sync/personal_api.hpp"
#include "web-client/sync/replica.hpp"
#include "web-client/sync/sealing.hpp"
#include "web-client/sync/tab_notes.hpp"

namespace client {

struct Status {
    Link link = Link::connecting;
    std::size_t unsent = 0, refused = 0;
    int answer_ms = -1;
    std::int64_t retry_at_ms = 0;  // by the platform's steady clock; 0: no attempt is planned
    bool lasts = true;             // false: what is unsent is lost with this program
};

// Where the content of a command stood until now; it leaves that place in the transaction in which
// the command enters the outbox, so that it is at no moment in both or in neither.
struct Origin {
    std::string draft{}, tray{};
};

class Account;

// What this client knows beside a domain's own rows and may decide by; what it does not know is
// left to the server. Each domain defines it beside its replica (web-client/<domain>/replica.cpp).
template <class Domain>
typename Domain::Facts known_facts(Account const& account, typename Domain::Command const& command);

class Account {
public:
    // Whose session is open on this machine. A page's cookie holds the refresh token: empty here.
    Account(platform::Platform& platform, accounts::Person me, base::Id<accounts::Session> session,
            std::string refresh_token);
    Account(platform::Platform& platform, accounts::SignedIn const& signed_in);
    ~Account();
    Account(Account const&) = delete;
    Account& operator=(Account const&) = delete;

    bool ready() const { return ready_; }  // what the store held is shown
    accounts::Person const& me() const { return me_; }
    bool is_administrator() const;  // as is shown
    bool is_guest() const;          // likewise
    PersonalApi& api() { return api_; }
    PersonalApi const& api() const { return api_; }
    base::Id<accounts::Session> session() const { return session_; }
    template <class Domain>
    Replica<Domain> const& of() const {
        return parts_.template of<Domain>().replica;
    }
    template <class Domain>
    typename Domain::World const& shown() const {
        return of<Domain>().shown();
    }
    Status status() const;
    // Grows whenever anything that is shown may have changed.
    std::uint64_t changes() const {
        std::uint64_t all = changes_ + drafts_.changes();
        parts_.each([&](auto const& part) { all += part.replica.changes(); });
        return all;
    }
    bool leads() const { return leads_; }
    // A store of this account's beside its own, for names and pictures of people.
    platform::Store& of_people() { return of_people_; }

    // Decides at once: the refusal, or nothing when it is on its way. What is refused stays where
    // it was.
    template <class Command>
    std::optional<base::Refusal> want(Command command, Origin const& origin = {}) {
        return parts_.template of<Domains::OfCommand<Command>>().want(std::move(command), origin);
    }
    // From now on, as long as the program runs and few others are opened after it, what is seen in
    // this space is here: from the store at once, and from the server as soon as it answers.
    template <class Domain>
    void follow(world::Space const& space) {
        parts_.template of<Domain>().follow(space);
    }
    // It leaves memory, and stays in the store.
    template <class Domain>
    void leave(world::Space const& space) {
        parts_.template of<Domain>().leave(space);
    }
    // The workspace's row, as far as it is here.
    accounts::Workspace const* workspace() const;
    std::string workspace_name() const;          // the program's where it has none
    static std::string workspace_id();           // by which its picture is found
    bool is_off(std::string_view domain) const;  // a domain, for everybody
    Drafts& drafts() { return drafts_; }
    Drafts const& drafts() const { return drafts_; }

    void again(std::string const& tray_key);  // sends it as it is, and takes it out of the tray
    void discard(std::string const& tray_key);
    void retry_now();
    // The machine says that its network has gone, or that one is there: whether that is so for this
    // server is asked at once, instead of waiting for an answer or for the next attempt.
    void hear_network(bool there);
    // This tab goes away: another one may hold the connection at once.
    void step_down();
    // Called when this person signed in again after the session had ended; false for another one.
    bool resume(accounts::SignedIn const& signed_in);
    // The same, or only the next refresh token, in another tab or window of this machine.
    void resume_elsewhere(base::Id<accounts::Session> session, std::string refresh_token);
    void on_signed_out(std::function<void()> act) { signed_out_ = std::move(act); }
    // The session ended elsewhere: what came from the server goes from this machine, what was
    // written here stays, sealed, and nothing goes out until one of resume().
    void end(std::string why);
    // Told each new refresh token that is to be kept.
    void on_rotated(std::function<void()> act) { api_.on_rotated(std::move(act)); }
    // By which rule, as far as this tab or the one that leads was told: "person-blocked".
    std::string const& why_ended() const { return why_ended_; }
    // Everything of this account leaves this machine, in all tabs.
    void wipe(std::function<void()> done);
    std::string unsent_as_text() const;  // to be saved to a file, before it is discarded

private:
    static constexpr std::size_t largest_batch = 50;
    static constexpr int news_patience_ms = static_cast<int>(news::longest_wait_s) * 1000 + 15'000;
    // One domain, compiled with its replica (account_part.hpp).
    template <class Domain>
    struct Part {
        using Command = typename Domain::Command;

        explicit Part(Account& of);
        Part(Part const&) = delete;
        Part& operator=(Part const&) = delete;
        std::optional<base::Refusal> want(Command command, Origin const& origin);
        void send();
        void follow(world::Space const& space);
        void leave(world::Space const& space);
        void tell_followed(world::Space const& space);
        void hear_followed(world::Space const& space);
        void again(std::string const& tray_key);
        void discard(std::string const& tray_key, std::vector<platform::Write>& writes);

        Account& account;
        Replica<Domain> replica;
        bool sending = false;

    private:
        void tell_stored(std::int64_t number, std::string const& json);
        void answers(Reply<world::CommandsAnswer> const& reply,
                     std::vector<std::int64_t> const& asked);
        void not_taken(Failure const& failure, std::vector<std::int64_t> const& asked);
    };
    // act(replica) of the domain of that name, if there is one.
    template <class Act>
    void with_domain(std::string_view name, Act&& act) {
        parts_.each([&](auto& part) {
            if (part.replica.domain_name() == name) act(part.replica);
        });
    }
    void tell_tray(std::string_view domain, std::vector<platform::Write> const& writes);

    void open();
    void begin();
    void keep_again();
    void open_with(platform::Store::Entries const& entries);
    void seek_lease();
    void take_lease();
    void lead();
    void send_all();
    void ask_news(int patience_ms = news_patience_ms);
    void drop_question();
    void let_go();
    void ask_anew();
    void heard_news(news::Answer const& answer, bool from_server);
    void keep_news(std::vector<platform::Write> writes, std::vector<platform::Write> aside,
                   news::Answer const& answer);
    void tell_all_followed();
    void hear_followed(tabs::Followed const& note);
    void fork();
    void fell_off(Failure const& failure);
    void set_link(Link link);
    void tell_link();
    void forget_what_came();
    void seal_what_was_written();
    void forget();
    void hear_key(std::string const& key);
    void unseal();
    std::vector<platform::Write> opened(Sealing::Opened const& opened);
    void go_on(base::Id<accounts::Session> session);
    void returned();
    void await_opening();
    std::size_t sealed_unsent() const;
    void write(std::vector<platform::Write> batch);
    void write_aside(std::vector<platform::Write> batch);
    void tell(Note note);
    void hear(std::string const& text);
    struct Hearing;
    void hear_link(Link link, std::string const& why);
    void changed();
    template <class Act>
    auto guarded(Act act) {
        return alive_.guard(std::move(act));
    }

    accounts::Person const& me_as_shown() const;

    platform::Platform& platform_;
    PersonalApi api_;
    accounts::Person me_;
    base::Id<accounts::Session> session_;
    platform::Store& store_;
    platform::Store& aside_;  // rows of what is followed on request: never read as a whole
    platform::Store& of_people_;
    std::string const tab_;    // this tab's name, for the lease
    std::string const cache_;  // the prefix of what came from the server
    platform::Alive alive_;
    base::Id128 identity_;
    std::string identity_key_;
    Domains::EachOf<Part> parts_;
    Drafts drafts_;
    Sealing sealing_;
    bool ready_ = false, leads_ = false, asking_ = false, forking_ = false, fork_wanted_ = false;
    bool returning_ = false;  // the session goes on as soon as what was sealed is open
    bool awaits_ = false;     // that the tab that leads has opened it
    bool caught_up_ = false;  // the last news left no page to fetch
    std::size_t most_in_batch_ = largest_batch;
    int failures_ = 0;
    int doubts_ = 0;  // answers in a row that may have been a command's fault
    Link link_ = Link::connecting;
    std::string why_ended_;
    std::int64_t retry_at_ms_ = 0;
    platform::Ticket retry_ticket_ = 0;
    std::uint64_t changes_ = 0;
    std::shared_ptr<platform::Ticket> question_;  // of the news that are asked for
    bool asks_anew_ = false;
    std::function<void()> signed_out_;
};

base::Id128 new_id(platform::Platform& platform);

}  // namespace client
