// That a running server cleans up by itself, and what: its own clean-up, made to come often, and
// nobody who asks for it.
#include <doctest/doctest.h>

#include "server/jobs/clean_up.hpp"
#include "server/outside.hpp"
#include "tests/server/app/running.hpp"
#include "tests/server/app/scene.hpp"
#include "tests/server/http/served.hpp"

namespace app_clean_up_test {
namespace {

using jobs::day_us;
using scene::Running;

// Looks into the database while no server but the one under test runs on it.
class Look {
public:
    explicit Look(std::string const& url) : connection_(database::open(url)) {}
    pqxx::result sql(std::string const& statement) const {
        pqxx::work work(*connection_);
        auto result = work.exec(statement);
        work.commit();
        return result;
    }
    bool has(std::string const& from_where) const {
        return !sql("select 1 from " + from_where).empty();
    }

private:
    decltype(database::open("")) connection_;
};

std::string in_quotes(base::Id128 id) { return "'" + base::to_text(id) + "'"; }

void add_entry(Look const& look, std::int64_t days_ago, std::string const& detail) {
    look.sql(
        "insert into server.audit (id, at, actor, subject, action, address, detail) select "
        "gen_random_uuid(), " +
        std::to_string(server::now().us - days_ago * day_us) +
        ", id, id, 'signed-in', '192.0.2.7', '" + detail +
        "' from (select gen_random_uuid() as id) as somebody");
}
bool knows_address(Look const& look, std::string const& detail) {
    return look.has("server.audit where address = '192.0.2.7' and detail = '" + detail + "'");
}

// Waits until all has been done that one more clean-up gives to do; addresses are forgotten after
// the due deletions were looked for.
bool once_more(Look const& look) {
    add_entry(look, 1000, "mark");
    return http_test::eventually([&] { return !knows_address(look, "mark"); }) &&
           http_test::eventually(
               [&] { return !look.has("jobs.job where state in ('waiting', 'running')"); });
}

TEST_CASE("a running server deletes by itself whose week is over, and nobody else") {
    std::shared_ptr<support::Throwaway> base;
    base::Id<accounts::Person> leaves, may_stay, stays;
    {
        scene::Server const server;
        base = server.database();
        auto anna = server.registered("anna");
        auto boris = server.registered("boris");
        leaves = anna.person;
        may_stay = boris.person;
        stays = server.registered("vera").person;
        for (auto* peer : {&anna, &boris})
            REQUIRE(peer->ask<accounts::DeleteMe>({{scene::password}, false}).status() == 200);
    }
    Look const look(base->url());
    look.sql("update accounts.account set deletion = deletion - " +
             std::to_string(accounts::Departure::grace_us) +
             " where id = " + in_quotes(leaves.value));
    auto const is_there = [&](base::Id<accounts::Person> person) {
        return look.has("accounts.person where id = " + in_quotes(person.value));
    };
    Running const running(*base);
    CHECK(http_test::eventually([&] { return !is_there(leaves); }));
    CHECK(once_more(look));
    CHECK(is_there(may_stay));
    CHECK(is_there(stays));
    CHECK(look.has("server.audit where action = 'deleted'"));
}

TEST_CASE("a running server forgets by itself from where something was done, after 90 days") {
    auto const base = std::make_shared<support::Throwaway>(support::Throwaway::Start::migrated);
    Look const look(base->url());
    add_entry(look, 91, "old");
    add_entry(look, 89, "young");
    REQUIRE(knows_address(look, "old"));
    Running const running(*base);
    CHECK(http_test::eventually([&] { return !knows_address(look, "old"); }));
    CHECK(knows_address(look, "young"));
    CHECK(look.has("server.audit where detail = 'old'"));  // the entry itself stays
}

}  // namespace
}  // namespace app_clean_up_test
