// One session's refresh tokens: a reply that was lost, tabs of one browser, and two who hold the
// same. By a clock that stands.
#include <doctest/doctest.h>

#include "server/accounts/store.hpp"
#include "server/outside.hpp"
#include "server/secrets.hpp"
#include "tests/support/throwaway.hpp"

namespace refreshing_test {
namespace {

using accounts::Refreshed;
using Outcome = accounts::Refreshed::Outcome;

base::Instant const noon{1'795'000'000'000'000};
base::Instant after(std::int64_t s) { return {noon.us + s * 1'000'000}; }

database::PoolOptions options(std::string const& url) {
    database::PoolOptions options;
    options.url = url;
    return options;
}

constexpr char const *home = "192.0.2.0", *elsewhere = "198.51.100.0";

struct Family {
    Family() {
        accounts::NewPerson made;
        made.person = {{server::fresh_id()}, "Анна", "anna@example.org", false, noon};
        made.password_hash = "a hash";
        session = {server::fresh_id()};
        person = made.person.id;
        made.session = {session, person, "a test", "::1", noon, noon};
        first = tokens.make(session);
        made.refresh_hash = accounts::RefreshTokens::hash_of(first);
        REQUIRE(accounts::register_person(store, made));
    }
    Refreshed show(std::string const& token, base::Instant at, std::string const& network = home) {
        auto const read = tokens.read(token);
        REQUIRE(read);
        return accounts::refresh(
            store,
            {session, read->hash, network, network,
             [&](std::int64_t turn) { return tokens.successors(*read, turn); }},
            [at] { return at; },
            [this](pqxx::transaction_base& t, accounts::PersonId owner) {
                // Within the transaction in which it is written down.
                CHECK(written_down(t) == 1);
                CHECK(owner == person);
                ++told;
            });
    }
    // With the access token that was made then.
    bool works(base::Instant issued) {
        return accounts::identify(pool, {person, session, issued}).has_value();
    }
    bool is_open() { return works({}); }
    static int written_down(pqxx::transaction_base& t) {
        auto const entries =
            database::run(t, "select 1 from server.audit where action = 'token-reused'");
        return static_cast<int>(entries.size());
    }
    bool is_written_down() {
        return database::with_transaction(pool, database::Isolation::read_committed,
                                          written_down) == 1;
    }

    support::Throwaway database{support::Throwaway::Start::migrated};
    database::Pool pool{options(database.url())};
    accounts::Store store{pool};
    std::vector<std::string> keys{server::random_bytes(32)};
    accounts::RefreshTokens tokens{keys};
    base::Id<accounts::Session> session;
    accounts::PersonId person;
    std::string first;
    int told = 0;  // how often the owner was
};

TEST_CASE("tabs that ask within moments have one successor, also when it is in use already") {
    Family family;
    auto const rotated = family.show(family.first, noon);
    REQUIRE(rotated.outcome == Outcome::rotated);
    CHECK(rotated.changed == std::vector{world::me(family.person.value)});
    CHECK(family.works(noon));
    auto const again = family.show(family.first, after(accounts::repeat_limit_s));
    CHECK(again.outcome == Outcome::repeated);
    CHECK(again.successor == rotated.successor);
    CHECK(again.person);
    CHECK(family.told == 0);

    SUBCASE("later it is held by two") {
        auto const late = family.show(family.first, after(accounts::repeat_limit_s + 1));
        CHECK(late.outcome == Outcome::reused);
        CHECK_FALSE(late.person);
        CHECK(late.changed == std::vector{world::me(family.person.value)});
    }
    SUBCASE("so it is from another network, be it at once") {
        CHECK(family.show(family.first, noon, elsewhere).outcome == Outcome::reused);
    }
    SUBCASE("and so it is when the successor was renewed") {
        REQUIRE(family.show(rotated.successor, after(1)).outcome == Outcome::rotated);
        CHECK(family.show(family.first, after(1)).outcome == Outcome::reused);
    }
    CHECK_FALSE(family.is_open());
    CHECK(family.is_written_down());
    CHECK(family.show(rotated.successor, after(2)).outcome == Outcome::unknown);
    CHECK(family.show(family.first, after(2)).outcome == Outcome::unknown);
    CHECK(family.told == 1);
}

TEST_CASE("a reply that was lost is given anew, however late and wherever the phone is by then") {
    Family family;
    auto const lost = family.show(family.first, noon);
    // The access token before is still in use meanwhile, and says nothing of the reply.
    CHECK(family.works(after(-1)));
    auto const found = family.show(family.first, after(7200), elsewhere);
    REQUIRE(found.outcome == Outcome::rotated);
    CHECK(found.successor != lost.successor);
    // Lost again, and again by a hair: two tries of the same phone.
    auto const lost_again = family.show(family.first, after(9000), elsewhere);
    REQUIRE(lost_again.outcome == Outcome::rotated);
    auto const repeated = family.show(family.first, after(9001), elsewhere);
    REQUIRE(repeated.outcome == Outcome::repeated);
    CHECK(repeated.successor == lost_again.successor);
    CHECK(family.works(after(9001)));
    CHECK(family.show(repeated.successor, after(9600)).outcome == Outcome::rotated);
    CHECK(family.is_open());
    CHECK_FALSE(family.is_written_down());
    CHECK(family.told == 0);
}

TEST_CASE("who took a refresh token is seen, whoever of the two comes first") {
    Family family;
    SUBCASE("the thief comes first, and acts") {
        REQUIRE(family.show(family.first, noon, elsewhere).outcome == Outcome::rotated);
        CHECK(family.works(noon));
        CHECK(family.show(family.first, after(3)).outcome == Outcome::reused);
    }
    SUBCASE("the owner comes first, and acts") {
        REQUIRE(family.show(family.first, noon).outcome == Outcome::rotated);
        CHECK(family.works(noon));
        CHECK(family.show(family.first, after(3), elsewhere).outcome == Outcome::reused);
    }
    SUBCASE("the thief keeps still until the owner has come") {
        auto const thief = family.show(family.first, noon, elsewhere);
        auto const owner = family.show(family.first, after(3));
        REQUIRE(owner.outcome == Outcome::rotated);
        CHECK(family.works(after(3)));
        CHECK(thief.successor != owner.successor);
        CHECK(family.show(thief.successor, after(600), elsewhere).outcome == Outcome::reused);
    }
    SUBCASE("the thief asks at the same moment as the owner") {
        auto const owner = family.show(family.first, noon);
        auto const thief = family.show(family.first, noon, elsewhere);
        REQUIRE(thief.outcome == Outcome::rotated);
        CHECK(family.works(noon));
        CHECK(family.show(owner.successor, after(600)).outcome == Outcome::reused);
    }
    CHECK_FALSE(family.is_open());
    CHECK(family.is_written_down());
    CHECK(family.told == 1);
}

TEST_CASE(
    "successors are made with the newest key, and repeated with the one they were made with") {
    Family family;
    auto const rotated = family.show(family.first, noon);
    auto const newest = server::random_bytes(32);
    family.keys.insert(family.keys.begin(), newest);
    family.tokens = accounts::RefreshTokens(family.keys);
    auto const again = family.show(family.first, after(1));
    CHECK(again.outcome == Outcome::repeated);
    CHECK(again.successor == rotated.successor);
    auto const next = family.show(rotated.successor, after(600));
    REQUIRE(next.outcome == Outcome::rotated);
    // A session that goes on and on outlives the key that it began with.
    family.tokens = accounts::RefreshTokens({newest});
    CHECK(family.show(next.successor, after(1200)).outcome == Outcome::rotated);
}

}  // namespace
}  // namespace refreshing_test
