#include "server/database/migrate.hpp"

#include <doctest/doctest.h>

#include <sstream>
#include <thread>

#include "server/database/failure.hpp"
#include "server/database/fingerprint.hpp"
#include "server/database/pqxx.hpp"
#include "shared/domains.hpp"
#include "tests/support/throwaway.hpp"

namespace migrate_test {
namespace {

using database::migrate;
using database::Migration;
using database::MigrationRefused;
using support::quiet;

std::vector<Migration> three() {
    return {{1, "people", "create table person (id int primary key, name text);"},
            {2, "two_statements", "create table a (x int); insert into a values (1), (2);"},
            {3, "more", "alter table person add column email text;"}};
}

std::string refusal_of(std::string const& url, std::vector<Migration> const& migrations) {
    try {
        migrate(url, migrations, quiet());
    } catch (MigrationRefused const& refused) {
        return refused.what();
    }
    return "it ran";
}

bool says(std::string const& text, std::string const& part) {
    return text.find(part) != std::string::npos;
}

std::string ask(std::string const& url, std::string const& sql) {
    auto const connection = database::open(url);
    pqxx::nontransaction session(*connection);
    return session.exec(sql)[0][0].as<std::string>();
}

TEST_CASE("each migration runs once, in order, and later ones are added") {
    support::Throwaway const base;
    auto migrations = three();
    CHECK(migrate(base.url(), std::span(migrations).first(1), quiet()) == 1);
    CHECK(migrate(base.url(), migrations, quiet()) == 2);
    CHECK(migrate(base.url(), migrations, quiet()) == 0);
    CHECK(ask(base.url(), "select count(*) from a") == "2");
    CHECK(ask(base.url(),
              "select string_agg(number || ' ' || name, ', ' order by number) from "
              "server.migration") == "1 people, 2 two_statements, 3 more");
}

TEST_CASE("an edited migration is refused by its name, and nothing runs") {
    support::Throwaway const base;
    auto migrations = three();
    migrate(base.url(), std::span(migrations).first(2), quiet());
    migrations[1].text += " ";
    auto const why = refusal_of(base.url(), migrations);
    CHECK(says(why, "2 (two_statements) of ground was edited"));
    CHECK(ask(base.url(), "select count(*) from server.migration") == "2");
}

TEST_CASE("a database from a newer server is refused") {
    support::Throwaway const base;
    auto migrations = three();
    migrate(base.url(), migrations, quiet());
    migrations.pop_back();
    auto const why = refusal_of(base.url(), migrations);
    CHECK(says(why, "newer than this server"));
    CHECK(says(why, "3 (more)"));
}

TEST_CASE("numbers with gaps, and a list changed by hand, are refused") {
    support::Throwaway const base;
    CHECK(says(refusal_of(base.url(), {{1, "a", ""}, {3, "c", ""}}), "number 2 is missing"));
    CHECK(says(refusal_of(base.url(), {{1, "a", ""}, {1, "c", ""}}), "number 2 is missing"));
    migrate(base.url(), three(), quiet());
    ask(base.url(), "delete from server.migration where number = 2 returning 1");
    CHECK(says(refusal_of(base.url(), three()), "changed by hand"));
}

TEST_CASE("a migration that fails leaves nothing of itself, and those before it stay") {
    support::Throwaway const base;
    auto migrations = three();
    migrations[1].text = "create table half (x int); insert into half values (1/0);";
    auto const why = refusal_of(base.url(), migrations);
    CHECK(says(why, "2 (two_statements) of ground failed and was rolled back"));
    CHECK(says(why, "division by zero"));
    CHECK(ask(base.url(), "select to_regclass('half') is null") == "t");
    CHECK(ask(base.url(), "select count(*) from server.migration") == "1");
    migrations[1] = three()[1];
    CHECK(migrate(base.url(), migrations, quiet()) == 2);
}

TEST_CASE("servers that start together take turns, and each migration runs once") {
    support::Throwaway const base;
    std::vector<Migration> migrations;
    for (int i = 1; i <= 12; ++i) {
        migrations.push_back({i, "step", "create table step_" + std::to_string(i) + " (x int)"});
    }
    int ran[4] = {};
    std::vector<std::thread> servers;
    for (auto& count : ran)
        servers.emplace_back([&] { count = migrate(base.url(), migrations, quiet()); });
    for (auto& server : servers) server.join();
    CHECK(ran[0] + ran[1] + ran[2] + ran[3] == 12);
    CHECK(ask(base.url(), "select count(*) from server.migration") == "12");
}

TEST_CASE("what ran is logged, and a database that is away is Unavailable") {
    support::Throwaway const base;
    std::ostringstream out;
    migrate(base.url(), std::vector<Migration>{three()[0]},
            server::Log::to(out, server::Level::info));
    CHECK(says(out.str(), R"("event":"database.migrated","number":1,"name":"people")"));
    CHECK_THROWS_AS(migrate("host=/nowhere dbname=x", three(), quiet()), database::Unavailable);
}

TEST_CASE("the migrations of this server are numbered, and run on an empty database") {
    auto const migrations = database::embedded_migrations();
    support::Throwaway const base;
    CHECK(migrate(base.url(), migrations, quiet()) == static_cast<int>(migrations.size()));
    support::Throwaway const copy(support::Throwaway::Start::migrated);
    CHECK(ask(copy.url(), "select count(*) from server.migration") ==
          std::to_string(migrations.size()));
}

TEST_CASE("each part is numbered by itself, and later ones of an earlier part are added") {
    support::Throwaway const base;
    std::vector<Migration> migrations{{1, "ground", "create table g (x int)"},
                                      {1, "people", "create table p (x int)", "accounts"}};
    CHECK(migrate(base.url(), migrations, quiet()) == 2);
    migrations.insert(migrations.begin() + 1, {2, "more", "create table more (x int)"});
    migrations.push_back({1, "talk", "create table t as select * from more", "messaging"});
    CHECK(migrate(base.url(), migrations, quiet()) == 2);
    CHECK(ask(base.url(),
              "select string_agg(part || ' ' || number, ', ' order by applied_at, part) from "
              "server.migration") == "ground 1, accounts 1, ground 2, messaging 1");
    migrations.pop_back();
    auto const why = refusal_of(base.url(), migrations);
    CHECK(says(why, "newer than this server"));
    CHECK(says(why, "1 (talk) of messaging"));
    CHECK(says(refusal_of(base.url(), {{1, "a", ""}, {2, "b", "", "accounts"}}),
               "of accounts must be numbered"));
}

TEST_CASE("a database from before the parts is refused in words") {
    support::Throwaway const base;
    ask(base.url(), "create schema server; create table server.migration (number int); select 1");
    CHECK(says(refusal_of(base.url(), three()), "Start with a new one"));
}

TEST_CASE("each domain brings migrations, which run after the ground's and in the listed order") {
    std::vector<std::string> listed{"ground"}, embedded;
    Domains::each(
        [&]<class Domain>(std::type_identity<Domain>) { listed.emplace_back(Domain::name); });
    for (auto const& migration : database::embedded_migrations())
        if (embedded.empty() || embedded.back() != migration.part)
            embedded.push_back(migration.part);
    CHECK(embedded == listed);
}

TEST_CASE("the fingerprint is SHA-256") {
    CHECK(database::fingerprint("abc") ==
          "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(database::fingerprint("") ==
          "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

}  // namespace
}  // namespace migrate_test
