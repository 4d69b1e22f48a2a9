// That versions which went back with a backup are never taken for those from before.
#include "server/sync/history.hpp"

#include <doctest/doctest.h>

#include "server/database/values.hpp"
#include "tests/server/app/scene.hpp"

namespace history_test {
namespace {

base::Id128 history_of(scene::Server const& server, std::string const& domain) {
    return database::read<base::Id128>(
        server.sql("select id from " + domain + ".history order by began desc, id limit 1")[0][0]);
}

// As pg_restore does with one schema: the rows are there again, the tables are others.
void restore_by_itself(scene::Server const& server, std::string const& domain) {
    server.sql("create table " + domain + ".restored (like " + domain + ".history including all)");
    server.sql("insert into " + domain + ".restored select * from " + domain + ".history");
    server.sql("drop table " + domain + ".history");
    server.sql("alter table " + domain + ".restored rename to history");
}

TEST_CASE("each domain has a history of its own, which stays from start to start") {
    std::shared_ptr<support::Throwaway> base;
    std::vector<base::Id128> before, after;
    {
        scene::Server server;
        base = server.database();
        for (auto const* domain : {"accounts", "messaging"})
            before.push_back(history_of(server, domain));
    }
    CHECK(before[0] != before[1]);
    scene::Server server(base);
    for (auto const* domain : {"accounts", "messaging"})
        after.push_back(history_of(server, domain));
    CHECK(before == after);
    auto anna = server.registered("anna");
    CHECK(scene::told<accounts::Domain>(anna.news()).history == after[0]);
    CHECK(scene::told<messaging::Domain>(anna.news()).history == after[1]);
}

TEST_CASE("a domain that is restored by itself begins a new history, and no other one does") {
    std::shared_ptr<support::Throwaway> base;
    base::Id128 accounts, messaging;
    {
        scene::Server server;
        base = server.database();
        accounts = history_of(server, "accounts");
        messaging = history_of(server, "messaging");
        restore_by_itself(server, "messaging");
        CHECK(history_of(server, "messaging") == messaging);
    }
    base::Id128 anew;
    {
        scene::Server server(base);
        CHECK(history_of(server, "accounts") == accounts);
        anew = history_of(server, "messaging");
        CHECK(anew != messaging);
        scene::Talk talk(server);
        CHECK(scene::told<::messaging::Domain>(talk.anna.news()).history == anew);
    }
    // Once: the next start is a usual one.
    CHECK(history_of(scene::Server(base), "messaging") == anew);
}

}  // namespace
}  // namespace history_test
