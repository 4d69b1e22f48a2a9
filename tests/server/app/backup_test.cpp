// What a copy of the database is worth to whoever holds it: nothing to act with.
#include <doctest/doctest.h>

#include <fstream>

#include "server/accounts/keys/installation.hpp"
#include "server/accounts/keys/key_ring.hpp"
#include "server/accounts/proofs/one_time_code.hpp"
#include "server/app.hpp"
#include "server/database/cluster.hpp"
#include "server/outside.hpp"
#include "server/secrets.hpp"
#include "shared/accounts/own_api.hpp"
#include "tests/server/app/factor_stage.hpp"
#include "tests/server/app/process.hpp"

namespace backup_test {
namespace {

using accounts::Me;
using accounts::Refresh;
using accounts::SignIn;

std::string hex(std::string_view bytes) {
    std::string text;
    for (char const c : bytes)
        for (int const nibble : {static_cast<unsigned char>(c) >> 4, c & 0xF})
            text += "0123456789abcdef"[nibble];
    return text;
}

int come_in(scene::Server const& server, std::string const& email, std::string const& code) {
    return server.stranger().ask<SignIn>({email, scene::password, "", false, code}).status();
}
// In any of the windows that are left, since a code is good once.
bool lets_in(scene::Server const& server, std::string const& email, scene::Factor const& factor) {
    return come_in(server, email, factor.device.code()) == 200 ||
           come_in(server, email, factor.device.code(1)) == 200;
}

// Every row of every table, as a dump holds them.
std::string dump_of(scene::Server const& server) {
    std::string dump;
    for (auto const& table : scene::tables_of(server))
        for (auto const& row : server.sql("select t::text from " + table + " as t"))
            dump += row[0].as<std::string>() + "\n";
    return dump;
}

accounts::KeptKeys keys_of(scene::Server const& server) {
    database::Pool pool({server.database()->url()});
    auto const key = server::read_key_file(scene::key_file_of(*server.database()));
    REQUIRE(key);
    return accounts::kept_keys(pool, *key);
}

TEST_CASE("no row of a dump holds what signs tokens, proves them, or makes codes") {
    scene::Server server;
    auto anna = server.administrator("anna");
    auto const factor = scene::turned_on(anna);
    auto const keys = keys_of(server);
    auto const installation = server::read_key_file(scene::key_file_of(*server.database()))->text();
    auto const dump = dump_of(server);
    REQUIRE(dump.find("anna@example.org") != std::string::npos);
    auto const holds = [&](std::string const& text) {
        return dump.find(text) != std::string::npos;
    };
    CHECK_FALSE(holds("PRIVATE KEY"));
    CHECK_FALSE(holds(installation));
    std::vector<std::string> secrets{factor.device.secret};
    for (auto const& key : keys.refresh) secrets.push_back(key.bytes);
    for (auto const& secret : secrets) {
        REQUIRE(secret.size() >= 20);
        CHECK_FALSE(holds(hex(secret)));
        CHECK_FALSE(holds(server::base64(secret).substr(0, 24)));
        CHECK_FALSE(holds(server::base64url(secret)));
        CHECK_FALSE(holds(accounts::in_base32(secret)));
    }
    for (auto const& key : keys.signing) {
        std::string_view const begin = "-----BEGIN PRIVATE KEY-----\n";
        REQUIRE(key.private_pem.rfind(begin, 0) == 0);
        CHECK_FALSE(holds(key.private_pem.substr(begin.size(), 60)));
    }
    for (auto const& token : {anna.token, anna.refresh_token}) CHECK_FALSE(holds(token));
}

TEST_CASE("what is sealed for one row opens at no other, and nothing that stands there signs") {
    scene::Server server;
    auto anna = server.registered("anna"), boris = server.registered("boris");
    auto const of_anna = scene::turned_on(anna), of_boris = scene::turned_on(boris);
    // Whoever may write to the database would give themselves the other's second factor.
    server.sql(
        "update accounts.second_factor as one set sealed = other.sealed, last_step = 0 from "
        "accounts.second_factor as other where other.person <> one.person");
    CHECK_FALSE(lets_in(server, anna.email, of_boris));
    CHECK_FALSE(lets_in(server, boris.email, of_anna));
    CHECK(come_in(server, anna.email, of_anna.codes[0]) == 200);

    for (auto const& row : server.sql("select id, sealed from accounts.key where kind = 'refresh'"))
        for (auto const& guessed : {row[1].as<std::string>(), row[0].as<std::string>()})
            CHECK(anna.ask<Refresh>(
                          {accounts::RefreshTokens({guessed.substr(0, 43)}).make(anna.session)})
                      .rule() == "token-invalid");
    CHECK(anna.ask<Refresh>({anna.refresh_token}).status() == 200);
}

std::string why_not(scene::Server const& other_than, std::filesystem::path const& key_file) {
    server::Settings settings;
    settings.listen.port = 0;
    settings.database_url = other_than.database()->url();
    settings.key_file = key_file;
    server::App app(settings, support::quiet());
    try {
        app.prepare([] { return false; });
    } catch (server::CannotRun const& error) {
        return error.what();
    }
    return {};
}

void write_key(std::filesystem::path const& file, std::string const& text) {
    std::ofstream(file, std::ios::trunc) << text << "\n";
    std::filesystem::permissions(file, std::filesystem::perms(0600));
}
std::string key_in(std::filesystem::path const& file) {
    auto const key = server::read_key_file(file);
    return key ? key->text() : "";
}

TEST_CASE("several servers share one key; one with another does not start, and says what helps") {
    scene::Server one;
    auto anna = one.registered("anna");
    support::TemporaryFolder const folder;
    auto const file = folder.path() / "key";
    auto const none = why_not(one, file);
    CHECK(none.find("There is no key at " + file.string()) != std::string::npos);
    CHECK(none.find("--new-keys") != std::string::npos);
    CHECK_FALSE(std::filesystem::exists(file));  // nor is one made that fits to nothing
    write_key(file, server::InstallationKey::make().text());
    auto const another = why_not(one, file);
    CHECK(another.find("The key in " + file.string() + " is not the one") != std::string::npos);
    CHECK(another.find("--key-file") != std::string::npos);
    CHECK(anna.ask<Me>().status() == 200);

    write_key(file, key_in(scene::key_file_of(*one.database())));
    scene::Server two(one.database(),
                      [&](server::Settings& settings) { settings.key_file = file; });
    auto there = two.stranger();
    auto const renewed = there.ask<Refresh>({anna.refresh_token});
    REQUIRE(renewed.status() == 200);
    anna.keep(renewed.value);
    CHECK(anna.ask<Me>().status() == 200);
}

// As `kontor-server --new-keys` does it, while no server runs.
std::string make_new_keys(std::shared_ptr<support::Throwaway> const& database) {
    server::Settings settings;
    settings.listen.port = 0;
    settings.database_url = database->url();
    settings.migration_url = database->owner_url();
    settings.key_file = scene::key_file_of(*database);
    server::App app(settings, support::quiet());
    auto const said = app.renew_keys([] { return false; });
    REQUIRE(said);
    return *said;
}

struct Before {
    scene::Peer anna{0};
    scene::Factor factor;
    std::string history, browser_key;
};
std::string history_of(scene::Server const& server) {
    return server.sql("select id from accounts.history order by began desc limit 1")[0][0]
        .as<std::string>();
}
Before live_a_while(std::shared_ptr<support::Throwaway> const& database) {
    scene::Server server(database);
    Before before;
    before.anna = server.registered("anna");
    before.factor = scene::turned_on(before.anna);
    before.history = history_of(server);
    before.browser_key = keys_of(server).browser;
    REQUIRE(before.browser_key.size() == 32);
    REQUIRE(before.anna.ask<Me>().status() == 200);
    return before;
}
void nobody_is_signed_in(scene::Server const& server, Before const& before) {
    auto anna = server.stranger();
    anna.token = before.anna.token;
    CHECK(anna.ask<Me>().status() == 401);
    anna.token.clear();
    CHECK(anna.ask<Refresh>({before.anna.refresh_token}).rule() == "token-invalid");
    CHECK(server.sql("select 1 from accounts.session").empty());
    CHECK(server.sql("select 1 from server.audit where action = 'keys-renewed'").size() == 1);
}

TEST_CASE("new keys end what was signed before, and second factors go on") {
    auto const database = std::make_shared<support::Throwaway>(support::Throwaway::Start::migrated);
    auto const before = live_a_while(database);
    auto const old_key = key_in(scene::key_file_of(*database));
    CHECK(make_new_keys(database).find(scene::key_file_of(*database).string()) !=
          std::string::npos);
    CHECK(key_in(scene::key_file_of(*database)) != old_key);
    scene::Server server(database);
    nobody_is_signed_in(server, before);
    CHECK(lets_in(server, before.anna.email, before.factor));
    CHECK(history_of(server) != before.history);
    // What browsers sealed with theirs waits for it.
    CHECK(keys_of(server).browser == before.browser_key);
    support::TemporaryFolder const folder;
    write_key(folder.path() / "key", old_key);
    CHECK(why_not(server, folder.path() / "key").find("is not the one") != std::string::npos);
}

TEST_CASE("a lost key costs the codes of second factors, and nothing else") {
    auto const database = std::make_shared<support::Throwaway>(support::Throwaway::Start::migrated);
    auto const before = live_a_while(database);
    SUBCASE("it is gone") { std::filesystem::remove(scene::key_file_of(*database)); }
    SUBCASE("another lies there") {
        write_key(scene::key_file_of(*database), server::InstallationKey::make().text());
    }
    auto const said = make_new_keys(database);
    CHECK(said.find("1 second factor") != std::string::npos);
    CHECK(said.find("recovery codes") != std::string::npos);
    scene::Server server(database);
    nobody_is_signed_in(server, before);
    CHECK_FALSE(lets_in(server, before.anna.email, before.factor));
    CHECK(keys_of(server).browser.size() == 32);
    CHECK(keys_of(server).browser != before.browser_key);
    CHECK(come_in(server, before.anna.email, "") == 401);
    CHECK(come_in(server, before.anna.email, before.factor.codes[0]) == 200);
}

TEST_CASE("a server that is killed while it makes new keys starts with whichever fits") {
    auto const database = std::make_shared<support::Throwaway>(support::Throwaway::Start::migrated);
    auto const before = live_a_while(database);
    auto const file = scene::key_file_of(*database);
    auto const old_key = key_in(file);
    auto draft = file;
    draft += ".new";
    bool sealed = false;
    SUBCASE("before the database was sealed anew") {
        write_key(draft, server::InstallationKey::make().text());
    }
    SUBCASE("after that") {
        make_new_keys(database);
        std::filesystem::rename(file, draft);
        write_key(file, old_key);
        sealed = true;
    }
    auto const drafted = key_in(draft);
    scene::Server server(database);
    CHECK(key_in(file) == (sealed ? drafted : old_key));
    CHECK(lets_in(server, before.anna.email, before.factor));
}

std::string name_in(std::string const& url) {
    auto const connection = database::open(url);
    return connection->dbname();
}
// As a dump that is restored makes it; nobody may be connected to either.
std::shared_ptr<support::Throwaway> copy_of(support::Throwaway const& database) {
    auto copy = std::make_shared<support::Throwaway>();
    auto const from = name_in(database.url()), to = name_in(copy->url());
    auto const connection = database::open(support::shared_cluster().owner_url("postgres"));
    pqxx::nontransaction administration(*connection);
    administration.exec("drop database " + to);
    administration.exec("create database " + to + " template " + from);
    return copy;
}

TEST_CASE("a dump that is restored elsewhere begins with new keys by itself") {
    auto const database = std::make_shared<support::Throwaway>(support::Throwaway::Start::migrated);
    auto const before = live_a_while(database);
    auto const restored = copy_of(*database);
    std::filesystem::copy_file(scene::key_file_of(*database), scene::key_file_of(*restored));
    {
        scene::Server server(restored);
        nobody_is_signed_in(server, before);
        CHECK(lets_in(server, before.anna.email, before.factor));
        CHECK(history_of(server) != before.history);
        CHECK(keys_of(server).browser == before.browser_key);
    }
    // Once: the next start is a usual one.
    scene::Server again(restored);
    CHECK(again.sql("select 1 from server.audit where action = 'keys-renewed'").size() == 1);
    scene::Server first(database);
    auto anna = first.stranger();
    CHECK(anna.ask<Refresh>({before.anna.refresh_token}).status() == 200);
}

TEST_CASE("what stood in clear before there was a key is sealed, and its keys are replaced") {
    auto const database = std::make_shared<support::Throwaway>(support::Throwaway::Start::migrated);
    auto const before = live_a_while(database);
    {
        scene::Server server(database);
        server.sql("update accounts.second_factor set sealed = null, secret = decode('" +
                   hex(before.factor.device.secret) + "', 'hex')");
        server.sql("delete from installation");
    }
    std::filesystem::remove(scene::key_file_of(*database));
    scene::Server server(database);
    nobody_is_signed_in(server, before);
    CHECK(dump_of(server).find(hex(before.factor.device.secret)) == std::string::npos);
    CHECK(server.sql("select 1 from accounts.second_factor where secret is not null").empty());
    CHECK(lets_in(server, before.anna.email, before.factor));
}

TEST_CASE("the program makes its key at the first start, and other ones when it is asked to") {
    support::TemporaryFolder folder;
    auto const data = folder.path() / "data";
    support::place_cluster(data);
    scene::Peer anna(0);
    {
        scene::Process server(folder);
        anna = scene::Peer(server.port());
        anna.register_as("anna");
        CHECK(WEXITSTATUS(server.end(SIGTERM)) == 0);
    }
    auto const key = key_in(data / "key");
    CHECK(key.size() == 43);
    auto const ended = database::run_to_end(
        {{(folder.path() / "kontor-server").string(), "--listen", "127.0.0.1:0", "--data",
          data.string(), "--log-level", "error", "--new-keys"},
         support::whom_to_run_as()});
    CHECK_MESSAGE(ended.well, ended.output);
    CHECK(ended.output.find("everybody signs in again") != std::string::npos);
    CHECK(key_in(data / "key") != key);
    scene::Process server(folder);
    scene::Peer again(server.port());
    CHECK(again.ask<Refresh>({anna.refresh_token}).status() == 401);
    again.email = anna.email;
    again.sign_in();
    CHECK(again.ask<Me>().status() == 200);
}

}  // namespace
}  // namespace backup_test
