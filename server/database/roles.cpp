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
    part name;
begin
    execute format('revoke create, temporary on database %I from public, %I',
                   current_database(), app);
    execute format('grant connect on database %I to %I', current_database(), app);
    for part in select nspname from pg_namespace
                where nspname = any ('{public,server,accounts,messaging,jobs}') loop
        execute format('revoke all on schema %I from public, %I', part, app);
        execute format('revoke all on all tables in schema %I from public, %I', part, app);
        execute format('grant usage on schema %I to %I', part, app);
        execute format('grant usage on all sequences in schema %I to %I', part, app);
        execute format('grant select, insert, update, delete on all tables in schema %I to %I',
                       part, app);
    end loop;
    -- What is only read.
    execute format('revoke insert, update, delete on server.migration from %I', app);
    if to_regclass('accounts.audit') is null then return; end if;
    execute format('revoke insert, update, delete on public.history, accounts.overview from %I',
                   app);
    -- What is only added to: of what stands there addresses are forgotten, and ids become nobody's.
    execute format('revoke update, delete on accounts.audit from %I', app);
    execute format('grant update (actor, subject, address) on accounts.audit to %I', app);
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
