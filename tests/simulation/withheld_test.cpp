// A space that may grow beyond what a client holds: who begins when it is large is told that it is
// withheld, and who has it already goes on.
#include <doctest/doctest.h>

#include "server/sync/news.hpp"
#include "server/sync/teller.hpp"
#include "shared/wire/json.hpp"
#include "shared/world/optimistic.hpp"
#include "tests/support/memory_store.hpp"

namespace withheld_test {
namespace {

using namespace accounts;
using world::NewsKind;
using Mind = world::Optimistic<Domain>;
using PersonId = base::Id<Person>;

PersonId const anna{{1, 1}}, boris{{1, 2}};
base::Id128 const phone{9, 9};

// A workspace of so many members, Anna and Boris among them.
struct Office {
    support::Killer killer;
    support::MemoryStore<Domain> store{killer};
    std::uint64_t last = 0;

    explicit Office(std::int64_t members) { hire(members); }
    void hire(std::int64_t members) {
        for (std::int64_t i = 0; i < members; ++i) {
            PersonId const id{{1, ++last}};
            put(Person{id, "Person", base::to_text(id) + "@example.org", false, {1}});
        }
    }
    template <class Row>
    void put(Row const& row) {
        store.state.world.put(row);
        store.state.revisions[row.id.value] = ++store.state.last_revision;
        for (auto const& space : world::spaces_of(row))
            store.state.log[space].push_back({++store.state.versions[space],
                                              {std::string(Row::type_name), row.id.value},
                                              syncing::Op::put});
    }
    void become(PersonId person, PersonKind kind) {
        auto changed = *store.state.world.find(person);
        changed.kind = kind;
        put(changed);
    }
    void group_all(std::int64_t members) {
        Group const group{{{2, 1}}, "Everybody", {1}};
        put(group);
        for (std::int64_t i = 0; i < members; ++i) {
            auto const n = static_cast<std::uint64_t>(i) + 1;
            put(GroupMember{{{3, n}}, group.id, {{1, n}}});
        }
    }
    world::News<Domain> ask(Mind const& mind) {
        return syncing::news<Domain>(store, anna.value, phone, {store.state.history, mind.have()},
                                     {});
    }
    // Until nothing is new; the kinds of news of the space, in their order.
    std::vector<NewsKind> follow(Mind& mind, world::Space const& of = directory()) {
        std::vector<NewsKind> kinds;
        for (int asked = 0;; ++asked) {
            REQUIRE(asked < 20);
            auto const news = ask(mind);
            for (auto const& told : news.spaces)
                if (told.space == of) kinds.push_back(told.kind);
            mind.receive(news);
            if (news.spaces.empty()) return kinds;
        }
    }
};

struct Client : Mind {
    Client() : Mind([](Command const&) { return Domain::Context{anna.value, true, {1}, {}}; }) {}
    std::size_t people() const { return shown().table<Person>().size(); }
};

template <class Asked>
bool is_left_to_the_server(Client const& client, Asked const& command) {
    return std::holds_alternative<world::ServerDecides>(client.judge(command));
}

}  // namespace

TEST_CASE("as many people as a client holds are told, and of one more it is said that they are") {
    Office office(most_in_directory);
    Client small;
    CHECK(office.follow(small) ==
          std::vector{NewsKind::snapshot, NewsKind::snapshot});  // it comes in two pages
    CHECK(small.people() == most_in_directory);
    CHECK(small.shown().knows(directory()));
    office.hire(1);
    Client large;
    auto const first = office.ask(large);
    CHECK(wire::json::text(first).size() < 2'000);
    CHECK(office.follow(large) == std::vector{NewsKind::withheld});
    CHECK(large.rows_held() == 1);  // oneself
    CHECK(large.is_withheld(directory()));
    CHECK_FALSE(large.shown().knows(directory()));
    CHECK(large.shown().knows(groups_space()));
    CHECK(large.shown().knows(memberships_space()));
    // Whoever has it goes on.
    CHECK(office.follow(small) == std::vector{NewsKind::delta});
    CHECK(small.people() == most_in_directory + 1);
}

TEST_CASE("what was withheld is not told while it is named so, and nobody waits for it") {
    Office office(most_in_directory + 1);
    Client client;
    office.follow(client);
    office.hire(1);
    CHECK(office.ask(client).spaces.empty());
    news::Held const held = world::Held<Domain>{office.store.state.history, client.have()};
    auto const told = syncing::teller_of<Domain>(office.store).tell({anna.value, phone, &held});
    CHECK_FALSE(told.is_news);
    std::vector<std::string> waits;
    for (auto const& space : {groups_space(), everybody(), memberships_space(), world::me({1, 1})})
        waits.push_back(syncing::key_of(Domain::name, space));
    auto keys = told.keys;
    std::sort(keys.begin(), keys.end());
    std::sort(waits.begin(), waits.end());
    CHECK(keys == waits);
    // Who reads with a cursor is told everything, however much it is.
    auto const all =
        syncing::teller_of<Domain>(office.store).tell({anna.value, phone, nullptr, true});
    for (auto const& space : std::get<world::News<Domain>>(all.news).spaces)
        CHECK(space.kind == NewsKind::snapshot);
}

TEST_CASE("who would have to be told all of it again holds it no longer") {
    Office office(most_in_directory);
    Client client;
    office.follow(client);
    office.hire(10);
    SUBCASE("since the log begins later") {
        office.store.state.forgotten[directory()] = office.store.state.versions[directory()];
    }
    SUBCASE("since more has changed than is told at once") { office.hire(6'000); }
    SUBCASE("since versions begin anew") {
        office.store.state.history = {8, 8};
        Client anew;  // as Replica makes one
        CHECK(office.follow(anew) == std::vector{NewsKind::withheld});
    }
    if (office.store.state.history == base::Id128{7, 7}) {
        CHECK(office.follow(client) == std::vector{NewsKind::withheld});
        CHECK(client.rows_held() == 1);
        CHECK(client.people() == 1);
        CHECK_FALSE(client.shown().knows(directory()));
    }
}

TEST_CASE("the right to see it comes and goes, whether it is told or withheld") {
    Office office(most_in_directory + 1);
    Client client;
    office.follow(client);
    office.become(anna, PersonKind::guest);
    CHECK(office.follow(client) == std::vector{NewsKind::gone});
    CHECK_FALSE(client.is_withheld(directory()));
    CHECK_FALSE(client.shown().knows(groups_space()));
    // A guest is not even told that there is something.
    Client guest;
    CHECK(office.follow(guest).empty());
    CHECK(guest.have().size() == 2);
    office.become(anna, PersonKind::member);
    CHECK(office.follow(client) == std::vector{NewsKind::withheld});
    CHECK(client.shown().knows(groups_space()));
}

TEST_CASE("what needs to know who is there is left to the server by who does not") {
    Office office(2);
    Group const group{{{2, 1}}, "Everybody", {1}};
    auto boss = *office.store.state.world.find(anna);
    boss.administrator = true;
    office.put(boss);
    AddToGroup const adds{group.id, boris, {{3, 9'999}}};
    TakeFromGroup const takes{group.id, boris};
    SetPersonKind const turns{boris, PersonKind::guest};
    SUBCASE("all is known") {
        office.put(group);
        Client client;
        office.follow(client);
        for (Command const& command : std::vector<Command>{adds, takes, turns})
            CHECK_FALSE(is_left_to_the_server(client, command));
    }
    SUBCASE("who is in groups is not known") {
        office.group_all(most_memberships + 1);
        Client client;
        CHECK(office.follow(client, memberships_space()) == std::vector{NewsKind::withheld});
        CHECK(client.shown().table<Group>().size() == 1);
        for (Command const& command : std::vector<Command>{adds, takes, turns})
            CHECK(is_left_to_the_server(client, command));
        CHECK(is_left_to_the_server(client, RemoveGroup{group.id}));
        // The groups themselves are known.
        CHECK_FALSE(is_left_to_the_server(client, RenameGroup{group.id, "All"}));
    }
    SUBCASE("people are not known") {
        office.put(group);
        office.hire(most_in_directory);
        Client client;
        office.follow(client);
        CHECK(is_left_to_the_server(client, adds));
        CHECK(is_left_to_the_server(client, turns));
        CHECK_FALSE(is_left_to_the_server(client, MakeGroup{{{2, 2}}, "Others"}));
    }
}

}  // namespace withheld_test
