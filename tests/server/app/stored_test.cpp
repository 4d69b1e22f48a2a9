// What each domain stores of a person: counted where it is written, and told to the list of
// accounts.
#include <doctest/doctest.h>

#include "tests/server/app/elsewhere.hpp"
#include "tests/server/http/served.hpp"

namespace stored_test {
namespace {

using world::Outcome;

std::string in_quotes(base::Id128 id) { return "'" + base::to_text(id) + "'"; }

// What is counted of somebody, and what there is to count.
void check_counted(scene::Server const& server, scene::Peer const& who) {
    auto const id = in_quotes(who.person.value);
    auto const counted = server
                             .sql(
                                 "select coalesce(sum(bytes), 0)::bigint from messaging.stored "
                                 "where person = " +
                                 id)[0][0]
                             .as<std::int64_t>();
    auto const there = server
                           .sql(
                               "select coalesce(sum(octet_length(text)), 0)::bigint from "
                               "messaging.message where author = " +
                               id)[0][0]
                           .as<std::int64_t>();
    CHECK(counted == there);
}
std::int64_t listed(scene::Peer& boss, scene::Peer const& who) {
    wire::ListRequest asked;
    asked.search = who.email;
    return boss.ask<accounts::ListAccounts>(asked).value.rows.at(0).stored_bytes;
}

TEST_CASE("what is stored is counted exactly, told, and forgotten with what was erased") {
    scene::Server server;
    auto boss = server.administrator("boss");
    scene::Talk talk(server);
    auto& anna = talk.anna;
    auto& boris = talk.boris;
    auto const post = talk.post("привет");
    REQUIRE(anna.send(post).outcome == Outcome::accepted);
    REQUIRE(anna.send(post).outcome == Outcome::accepted);  // the same once more is not counted
    REQUIRE(anna.send(talk.post("hi")).outcome == Outcome::accepted);
    REQUIRE(boris.send(talk.post("a")).outcome == Outcome::accepted);
    check_counted(server, anna);
    check_counted(server, boris);
    CHECK(http_test::eventually([&] { return listed(boss, anna) == 14; }));
    CHECK(http_test::eventually([&] { return listed(boss, boris) == 1; }));
    scene::Elsewhere const other(server.database()->url(), "/nowhere");
    REQUIRE(other.channels_departure.step(anna.person, true));
    check_counted(server, anna);
    CHECK(server
              .sql("select bytes from messaging.stored where person = " +
                   in_quotes(anna.person.value))[0][0]
              .as<int>() == 0);
    CHECK(http_test::eventually([&] { return listed(boss, anna) == 0; }));
}

TEST_CASE("messages that go with their channel are not counted any more") {
    scene::Server server;
    scene::Talk talk(server);
    auto& anna = talk.anna;
    auto& boris = talk.boris;
    REQUIRE(anna.send(talk.post("hers")).outcome == Outcome::accepted);
    REQUIRE(boris.send(talk.post("his own")).outcome == Outcome::accepted);
    scene::Elsewhere const other(server.database()->url(), "/nowhere");
    REQUIRE(boris.send(messaging::RemoveMember{talk.channel, boris.person}).outcome ==
            Outcome::accepted);
    check_counted(server, boris);
    REQUIRE(other.channels_departure.step(anna.person, false));  // the last one in it
    CHECK(server.sql("select 1 from messaging.message").empty());
    check_counted(server, anna);
    check_counted(server, boris);
}

TEST_CASE("of two servers that tell at one moment the list ends with what is so") {
    scene::Server server;
    auto boss = server.administrator("boss");
    scene::Talk talk(server);
    scene::Elsewhere one(server.database()->url(), "/nowhere");
    for (int i = 0; i < 20; ++i) {
        REQUIRE(talk.anna.send(talk.post("1234567890")).outcome == Outcome::accepted);
        server::tell_stored(one.pool, "messaging", "accounts");
    }
    CHECK(http_test::eventually([&] { return listed(boss, talk.anna) == 200; }));
    CHECK_FALSE(server::tell_stored(one.pool, "messaging", "accounts"));
}

}  // namespace
}  // namespace stored_test
