// Two roles: what requests are answered as has no power over the tables themselves.
#include "server/database/roles.hpp"

#include <doctest/doctest.h>

#include <sstream>
#include <string>

#include "server/database/cluster.hpp"
#include "server/database/migrate.hpp"
#include "server/database/pqxx.hpp"
#include "tests/support/throwaway.hpp"

namespace roles_test {
namespace {

// Whether it is refused for want of a right, and for no other reason.
bool is_refused(pqxx::connection& connection, std::string const& statement) {
    auto const transaction = database::begin(connection, database::Isolation::read_committed);
    try {
        transaction->exec(statement);
    } catch (pqxx::insufficient_privilege const&) {
        return true;
    }
    return false;
}

std::string ask(std::string const& url, std::string const& statement) {
    auto const connection = database::open(url);
    pqxx::nontransaction session(*connection);
    return session.exec(statement)[0][0].as<std::string>();
}

std::string as_owner(support::Throwaway const& base) { return base.owner_url(); }

TEST_CASE("who answers requests neither owns tables nor changes what they are") {
    support::Throwaway const base(support::Throwaway::Start::migrated);
    // What a database itself allows is not copied with it.
    database::give_rights(as_owner(base), base.url(), support::quiet());
    auto const connection = database::open(base.url());
    for (std::string const statement :
         {"drop table server.audit",
          "drop trigger keep_audit on server.audit",
          "alter table server.audit disable trigger keep_audit",
          "alter table server.audit rename to elsewhere",
          "truncate messaging.message",
          "create or replace function server.keep_audit() returns trigger language plpgsql as $$ "
          "begin return new; end $$",
          "create table public.mine (x int)",
          "create table accounts.mine (x int)",
          "create table server.mine (x int)",
          "create temporary table mine (x int)",
          "create schema mine",
          "create role mine",
          "alter role kontor_app superuser",
          "grant kontor to kontor_app",
          "set role kontor",
          "set session authorization kontor",
          "set session_replication_role = replica",
          "copy accounts.person to program 'true'",
          "copy accounts.person from '/etc/passwd'",
          "select pg_read_file('/etc/passwd')",
          "select lo_import('/etc/passwd')",
          "select pg_reload_conf()",
          "create extension dblink"}) {
        CAPTURE(statement);
        CHECK(is_refused(*connection, statement));
    }
}

TEST_CASE("the audit log and the history of the tables are not rewritten") {
    support::Throwaway const base(support::Throwaway::Start::migrated);
    auto const connection = database::open(base.url());
    for (std::string const statement :
         {"delete from server.audit", "update server.audit set action = 'x'",
          "update server.audit set at = 0", "update server.audit set detail = ''",
          "delete from server.migration", "update server.migration set fingerprint = ''",
          "insert into server.migration (part, number, name, fingerprint) values ('', 9, '', '')",
          "update accounts.history set id = gen_random_uuid()", "delete from messaging.history",
          "delete from accounts.invitation"}) {
        CAPTURE(statement);
        CHECK(is_refused(*connection, statement));
    }
    for (std::string const statement :
         {"update server.audit set address = ''",  // which of them, the trigger says
          "insert into server.audit (id, at, actor, subject, action, address, detail) values "
          "(gen_random_uuid(), 1, gen_random_uuid(), gen_random_uuid(), 'x', '', '')"}) {
        CAPTURE(statement);
        CHECK_FALSE(is_refused(*connection, statement));
    }
}

TEST_CASE("nobody else than the two has rights on any table") {
    support::Throwaway const base(support::Throwaway::Start::migrated);
    CHECK(ask(as_owner(base),
              "select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace, "
              "aclexplode(c.relacl) a where n.nspname in ('public', 'server', "
              "'accounts', 'messaging', 'jobs') and c.relkind in ('r', 'v', 'S') and a.grantee not "
              "in "
              "('kontor'::regrole, 'kontor_app'::regrole)") == "0");
    CHECK(ask(as_owner(base),
              "select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace where "
              "n.nspname in ('server', 'accounts', 'messaging', 'jobs') and c.relkind in ('r', "
              "'v') and not "
              "has_table_privilege('kontor_app', c.oid, 'select')") == "0");
}

TEST_CASE("one role for both is taken, and said") {
    support::Throwaway const base(support::Throwaway::Start::migrated);
    std::ostringstream said;
    auto const log = server::Log::to(said, server::Level::info);
    database::give_rights(as_owner(base), as_owner(base), log);
    CHECK(said.str().find("database.one_role") != std::string::npos);
    said.str("");
    database::give_rights(as_owner(base), base.url(), log);
    CHECK(said.str().empty());
}

TEST_CASE("with the rights of requests one sees that nothing is to be brought up to date") {
    support::Throwaway const base(support::Throwaway::Start::migrated);
    CHECK(database::migrate(base.url(), database::embedded_migrations(), support::quiet()) == 0);
    auto more = database::embedded_migrations();
    more.push_back({1, "more", "create schema more", "a_domain_to_come"});
    CHECK_THROWS_AS(database::migrate(base.url(), more, support::quiet()),
                    database::MigrationRefused);
}

TEST_CASE("a cluster from before there were two roles is brought forward") {
    support::TemporaryFolder const folder;
    database::ClusterOptions options;
    options.data = folder.path() / "data";
    options.run_as = support::whom_to_run_as();
    options.durable = false;
    support::place_cluster(options.data);
    {
        database::Cluster const before(options, support::quiet());
        database::migrate(before.owner_url(), database::embedded_migrations(), support::quiet());
        auto const owner = database::open(before.owner_url());
        pqxx::nontransaction(*owner).exec("drop role kontor_app");
    }
    database::Cluster const cluster(options, support::quiet());
    database::give_rights(cluster.owner_url(), cluster.url(), support::quiet());
    CHECK(ask(cluster.url(), "select current_user") == "kontor_app");
    CHECK(ask(cluster.url(), "select count(*) from accounts.person") == "0");
    CHECK(ask(cluster.url(),
              "select rolsuper or rolcreaterole or rolcreatedb or rolbypassrls from "
              "pg_roles where rolname = current_user") == "f");
}

}  // namespace
}  // namespace roles_test
