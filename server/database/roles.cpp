#include "server/database/roles.hpp"

#include "server/database/failure.hpp"
#include "server/database/migrate.hpp"
#include "server/database/pool.hpp"

namespace database {
namespace {

// Everything is taken and given anew, so that the text says all. In a transaction others see no
// moment in between.
constexpr auto rights = R"(
do $rights$
declare
    app constant text := current_setting('kontor.app_role');
    -- All schemas of the owner's, whichever domains there are.
    ours constant name[] := array(
        select nspname from pg_namespace
        where (nspname = 'public' or nspowner = current_user::regrole)
          and nspname not like 'pg\_%' and nspname <> 'information_schema');
    part name;
    thing regclass;
begin
    execute format('revoke create, temporary on database %I from public, %I',
                   current_database(), app);
    execute format('grant connect on database %I to %I', current_database(), app);
    foreach part in array ours loop
        execute format('revoke all on schema %I from public, %I', part, app);
        execute format('revoke all on all tables in schema %I from public, %I', part, app);
        execute format('grant usage on schema %I to %I', part, app);
        execute format('grant usage on all sequences in schema %I to %I', part, app);
        execute format('grant select, insert, update, delete on all tables in schema %I to %I',
                       part, app);
    end loop;
    -- What is only read: what has run, the domains' histories, and what is only a view of others.
    for thing in select c.oid from pg_class as c join pg_namespace as n on n.oid = c.relnamespace
                 where n.nspname = any (ours)
                   and (c.relkind = 'v' or (c.relkind = 'r' and c.relname = 'history')
                        or (n.nspname = 'server' and c.relname = 'migration')) loop
        execute format('revoke insert, update, delete on %s from %I', thing, app);
    end loop;
    if to_regclass('server.audit') is null then return; end if;
    -- What is only added to: of what stands there addresses are forgotten, and ids become nobody's.
    execute format('revoke update, delete on server.audit from %I', app);
    execute format('grant update (actor, subject, address) on server.audit to %I', app);
end $rights$)";

std::string role_of(std::string const& url) {
    auto const connection = open(with_network_limits(url, "kontor-start"));
    pqxx::nontransaction session(*connection);
    return session.exec("select session_user")[0][0].as<std::string>();
}

// The work of a start, whose failures are told as those of migrations are.
void give(pqxx::connection& connection, std::string const& role) {
    auto const transaction = begin(connection, Isolation::read_committed);
    run(*transaction, take_turns);
    run(*transaction, "select set_config('kontor.app_role', $1, true)", role);
    transaction->exec(rights);
    transaction->commit();
}

}  // namespace

void give_rights(std::string const& owner_url, std::string const& url, server::Log const& log) {
    Connection connection;
    try {
        auto const role = role_of(url);
        connection = open(with_network_limits(owner_url, "kontor-migrate"));
        auto const session = begin(*connection, Isolation::read_committed);
        auto const same =
            run(*session, "select pg_has_role($1::text::name, session_user, 'member')", role);
        bool const is_one = same[0][0].as<bool>();
        session->abort();
        if (is_one) return log.warning("database.one_role", {{"role", role}});
        give(*connection, role);
    } catch (...) {
        throw_as(caught(connection && connection->is_open()));
    }
}

}  // namespace database
