#include "web-client/house/names.hpp"

#include <doctest/doctest.h>

#include "server/sync/take.hpp"
#include "tests/web-client/app/visit.hpp"

namespace names_test {

using visit::Member;

namespace {

using PersonId = base::Id<accounts::Person>;

// A client that is connected and holds nobody yet, since the server tells no news.
struct Newcomer : visit::Place {
    Newcomer() : anna(server.add_person("Anna")), tab(machine.open_tab()) {
        server.tells_news = false;
        account = std::make_unique<client::Account>(tab, server.signed_in(anna, {{9, 9}}));
        machine.pass(3'000);
    }
    // How often the server was asked for people.
    int asked() const {
        int count = 0;
        for (auto const& request : answers.asked)
            count += request.path.rfind("/api/v1/people/names?", 0) == 0;
        return count;
    }
    PersonId anna;
    fake::Tab& tab;
    std::unique_ptr<client::Account> account;
};

words::Words const english(words::Language::english);

}  // namespace

TEST_CASE("whom this client holds is called as they are called now") {
    Member anna("/");
    house::Names names(anna.tab, anna.account->api(), *anna.account);
    CHECK(names.of(english, anna.boris) == "Boris");
    auto const before = names.version();
    auto boris = *anna.server.people.state.world.find(anna.boris);
    boris.name = "Boris Orlov";
    anna.server.people.write([&](syncing::Unit<accounts::Domain>& unit) {
        syncing::decide_and_write<accounts::Domain>(
            unit, accounts::EditProfile{boris.id, boris.name, "", ""},
            {boris.id.value, false, [] { return base::Instant{5}; }, {}});
    });
    anna.settle();
    CHECK(names.of(english, anna.boris) == "Boris Orlov");
    CHECK(names.version() > before);
    // Whoever is held is not asked for.
    CHECK(anna.answers.last_to("/api/v1/people").empty());
    CHECK(names.of(english, {{1, 99}}) == "somebody");  // who may be a guest
    anna.answers.give<accounts::NamePeople>({});
    anna.machine.pass(100);
    CHECK(names.of(english, {{1, 99}}) == "deleted person");
}

TEST_CASE("whom this client does not hold it asks for, once") {
    Newcomer anna;
    REQUIRE(anna.account->status().link == client::Link::online);
    house::Names names(anna.tab, anna.account->api(), *anna.account);
    anna.machine.pass(10);  // what the store holds is known
    REQUIRE_FALSE(names.all_here());
    PersonId const boris{{1, 7}}, gone{{1, 8}};
    accounts::NamePeople::Response cards;
    cards.people = {{boris, "Boris"}};
    anna.answers.give<accounts::NamePeople>(cards);
    auto const before = names.version(), searched = names.searched();
    CHECK(names.of(english, boris) == "somebody");
    CHECK(names.of(english, boris) == "somebody");
    anna.machine.pass(100);
    CHECK(anna.asked() == 1);
    CHECK(names.version() > before);
    CHECK(names.searched() == searched);  // nobody has searched
    CHECK(names.of(english, boris) == "Boris");
    CHECK(anna.asked() == 1);
    CHECK(anna.answers.last<accounts::NamePeople>().find(base::to_text(boris)) !=
          std::string::npos);
    SUBCASE("who is not there is gone") {
        anna.answers.give<accounts::NamePeople>({});
        CHECK(names.of(english, gone) == "somebody");
        anna.machine.pass(100);
        CHECK(names.of(english, gone) == "deleted person");
        CHECK(anna.asked() == 2);
    }
    SUBCASE("whoever is drawn at once is asked for at once") {
        anna.answers.give<accounts::NamePeople>({});
        for (std::uint64_t id = 100; id < 180; ++id) names.of(english, {{1, id}});
        anna.machine.pass(100);
        CHECK(anna.asked() == 2);
    }
    SUBCASE("an answer that did not come is asked for again later") {
        anna.answers.refuse<accounts::NamePeople>(500, "failed");
        CHECK(names.of(english, gone) == "somebody");
        anna.machine.pass(100);
        CHECK(names.of(english, gone) == "somebody");
        CHECK(anna.asked() == 2);
        anna.machine.pass(31'000);
        CHECK(names.of(english, gone) == "somebody");
        anna.machine.pass(100);
        CHECK(anna.asked() == 3);
    }
}

TEST_CASE("people are found by a part of name or e-mail, in the order of their names") {
    Member anna("/");
    anna.server.add_person("Zoe");
    anna.server.add_person("Carol");
    anna.settle();
    house::Names names(anna.tab, anna.account->api(), *anna.account);
    bool more = false;
    auto const found = [&](std::string const& part, std::size_t most) {
        std::string list;
        auto const people = names.search(part, most);
        CHECK_FALSE(people.loading);
        more = people.more;
        for (auto const* person : people.people) list += person->name + " ";
        return list;
    };
    CHECK(found("", 9) == "Boris Carol Zoe ");
    CHECK_FALSE(more);
    CHECK(found("", 2) == "Boris Carol ");
    CHECK(more);
    CHECK(found("o", 9) == "Boris Carol Zoe ");
    CHECK(found("CAR", 9) == "Carol ");
    CHECK(found("nobody", 9).empty());
    base::Id<accounts::Person> const ilya{{7, 7}};
    anna.server.carry_out(
        accounts::Register{{ilya, "Ilya", "ilya@xn--e1afmkfd.xn--p1ai", false, {1}}});
    anna.settle();
    for (auto const* part : {"ilya@пример.рф", "Пример", "@пример.", "e1afmkfd"})
        CHECK_MESSAGE(found(part, 9) == "Ilya ", part);
    CHECK(found("примеры.рф", 9).empty());
}

}  // namespace names_test
