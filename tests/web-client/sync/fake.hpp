// A machine and a server in memory, with a clock that the test moves: several tabs share one store,
// the network can be cut, and whatever is on its way arrives when the test says so.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include "server/sync/take.hpp"
#include "shared/news.hpp"
#include "tests/support/memory_store.hpp"
#include "web-client/platform/lasting_store.hpp"

namespace fake {

// What all tabs of one browser share.
struct Disk {
    std::map<std::string, std::string> entries;
    std::map<std::string, std::uint64_t> counters;
    struct Lease {
        std::string holder;
        std::int64_t until_ms = 0;
    };
    std::map<std::string, Lease> leases;
    bool full = false;    // nothing is written
    bool broken = false;  // nor read, nor leased
};

class Machine;

// The server's answers to a request; status 0 while it is unreachable.
class Server {
public:
    platform::Answer answer(platform::Request const& request);

    base::Id<accounts::Person> add_person(std::string const& name, bool administrator = false);
    void carry_out(accounts::Command const& command);  // as the server itself asks for it
    template <class Command>
    void carry_out(Command const& command, base::Id<accounts::Person> actor) {
        using Domain = Domains::OfCommand<Command>;
        stores.of<Domain>().write([&](syncing::Unit<Domain>& unit) {
            syncing::decide_and_write<Domain>(unit, command, asking<Domain>(actor.value, {1}));
        });
    }
    std::string token_of(base::Id<accounts::Person> person) const { return base::to_text(person); }
    // As the answer to signing in with the browser whose cookie this is.
    accounts::SignedIn signed_in(base::Id<accounts::Person> person,
                                 base::Id<accounts::Session> session);
    // Texts of a channel in the order of their numbers.
    std::vector<std::string> texts(std::string const& channel_title) const;

    bool reachable = true;
    bool tells_news = true;      // false: there are none, not even of what a client lacks
    bool loses_answers = false;  // takes what is sent, but nobody hears of it
    bool session_ended = false;
    std::string why_ended = "session-ended";
    bool refuses_everything = false;  // with 422, as a server that cannot read it
    // Answers commands in its place, as a proxy or a broken server would.
    std::function<std::optional<platform::Answer>(platform::Request const&)> instead;
    // Answers what is neither news nor a command.
    std::function<std::optional<platform::Answer>(platform::Request const&)> also;
    base::Id128 history{7, 7};
    // Whose session the cookie of the machine is of, and how long an access token lives.
    base::Id<accounts::Person> cookie;
    std::int64_t token_life_s = 86'400;
    bool gives_browser_keys = true;
    std::string key_word = "key of ";
    bool heeds_person = true;  // false: as one that gives the cookie's tokens to whoever asks
    int requests = 0;
    support::Killer killer;
    Domains::EachOf<support::MemoryStore> stores{killer};
    support::MemoryStore<accounts::Domain>& people = stores.of<accounts::Domain>();
    support::MemoryStore<messaging::Domain>& channels = stores.of<messaging::Domain>();

private:
    template <class Domain>
    static syncing::Asking<Domain> asking(base::Id128 actor, base::Instant now) {
        syncing::Asking<Domain> asking;
        asking.actor = actor;
        asking.clock = [now] { return now; };
        if constexpr (std::is_same_v<Domain, messaging::Domain>) asking.facts.person_exists = true;
        return asking;
    }
    template <class Domain>
    platform::Answer take(support::MemoryStore<Domain>& store, base::Id128 person,
                          std::string const& body);
    // Commands of whichever domain; nothing: it is something else.
    std::optional<platform::Answer> take_any(base::Id128 person, platform::Request const& request);
    platform::Answer tell(base::Id128 person, std::string const& body);
    platform::Answer refresh(std::string const& body);
};

// One tab: a platform of its own over the shared disk.
class Tab : public platform::Platform {
public:
    Tab(Machine& machine, int number);
    ~Tab() override;

    std::int64_t now_us() const override;
    std::int64_t steady_ms() const override;
    int utc_offset_s(std::int64_t) const override { return 0; }
    void random(std::span<unsigned char> bytes) override;
    void seal(std::string const& key, std::vector<std::string> texts,
              std::function<void(platform::Texts)> done) override;
    void unseal(std::string const& key, std::vector<std::string> texts,
                std::function<void(platform::Texts)> done) override;
    platform::Ticket send(platform::Request request,
                          std::function<void(platform::Answer)> done) override;
    platform::Ticket after(int delay_ms, std::function<void()> done) override;
    void cancel(platform::Ticket ticket) override;
    platform::Store& store(std::string const& account) override;
    void wake() override {}
    std::string route() const override { return place; }
    void go(std::string const& route, bool) override { place = route; }
    void on_route(std::function<void(std::string)>) override {}
    void title(std::string const&) override {}
    std::string language() const override { return speaks; }
    std::string speaks = "en";
    bool prefers_dark() const override { return true; }
    std::string device() const override { return "A device of the test"; }
    void copy(std::string const& text) override { copied = text; }
    void open_link(std::string const&) override {}
    void save_file(std::string const& name, std::string const& bytes) override {
        saved[name] = bytes;
    }
    bool choose_file(std::string const& types) override {
        chooser = types;
        return has_chooser;
    }
    void on_file(std::function<void(platform::LocalFile)> taken) override {
        give_file = std::move(taken);
    }
    bool has_real_fields() const override { return false; }
    void show_fields(std::vector<look::RealField> const&) override {}
    void on_field(std::function<void(std::string const&, std::string const&)>,
                  std::function<void()>) override {}
    void mirror(look::SemanticTree const&) override {}

    std::string place = "/";  // what the address bar says
    std::string copied;
    std::string chooser;  // the types that the dialog for files was opened for
    bool has_chooser = true;
    std::function<void(platform::LocalFile)> give_file;  // as if the person had chosen it
    std::map<std::string, std::string> saved;            // files, by name
    bool has_cipher = true;
    bool frozen = false;  // nothing reaches it, as if its process had been killed

private:
    friend class Machine;
    class TabStore;
    Machine& machine_;
    int number_;
    std::uint64_t chance_;
    std::map<std::string, std::unique_ptr<TabStore>> stores_;
    std::map<std::string, std::unique_ptr<platform::LastingStore>> lasting_;
    std::set<platform::Ticket> cancelled_;
    platform::Ticket last_ticket_ = 0;
};

class Machine {
public:
    explicit Machine(Server& server) : server_(server) {}

    Tab& open_tab();
    void kill(Tab& tab);
    // Lets time pass, and everything that is due happen in its order.
    void pass(int ms);

    std::map<std::string, Disk> disks;  // by account
    int long_poll_ms = 1'000;           // after so long one is answered, with whatever there is

private:
    friend class Tab;
    struct Due {
        std::int64_t at_ms = 0;
        std::uint64_t order = 0;
        Tab* tab = nullptr;
        platform::Ticket ticket = 0;
        std::function<void()> act;
    };
    void at(Tab* tab, int delay_ms, platform::Ticket ticket, std::function<void()> act);

    Server& server_;
    std::int64_t now_ms_ = 1'000;
    std::uint64_t last_order_ = 0;
    std::vector<Due> due_;
    std::vector<std::unique_ptr<Tab>> tabs_;
};

}  // namespace fake
