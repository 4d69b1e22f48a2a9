// How a script's token ends by its date, and that no token stands in the database.
#include <doctest/doctest.h>

#include <thread>

#include "server/app.hpp"
#include "server/outside.hpp"
#include "server/secrets.hpp"
#include "shared/accounts/own_api.hpp"
#include "tests/server/app/scene.hpp"
#include "tests/server/http/served.hpp"

namespace script_tokens_test {
namespace {

using accounts::CreateToken;
using accounts::Me;

struct Script {
    Script(scene::Peer& owner, std::string const& name) : peer(owner) {
        auto const made =
            owner.ask<CreateToken>({name, accounts::Scope::write, 30, {scene::password}});
        REQUIRE_MESSAGE(made.status() == 200, made.raw.body);
        row = made.value.row.id;
        peer.token = made.value.token;
        peer.client = server::fresh_id();
        peer.numbers.clear();
    }
    void ends_in(scene::Server const& server, std::int64_t seconds) const {
        auto const changed = server.sql("update accounts.token set ends = " +
                                        std::to_string(server::now().us + seconds * 1'000'000) +
                                        " where id = '" + base::to_text(row) + "' returning 1");
        REQUIRE(changed.size() == 1);
    }

    scene::Peer peer;
    base::Id<accounts::ScriptToken> row;
};

TEST_CASE("a script's token is refused from its end on, and no other is") {
    scene::Server const server;
    auto anna = server.registered("anna");
    Script ending(anna, "ending"), lasting(anna, "lasting");
    CHECK(ending.peer.ask<Me>().status() == 200);
    ending.ends_in(server, 3600);
    CHECK(ending.peer.ask<Me>().status() == 200);
    ending.ends_in(server, 0);
    for (int i = 0; i < 2; ++i) {
        auto const refused = ending.peer.ask<Me>();
        CHECK(refused.status() == 401);
        CHECK(refused.rule() == "token-invalid");
        CHECK(refused.raw.header("www-authenticate") == "Bearer");
    }
    accounts::EditProfile const edit{anna.person, "Анна"};
    auto const command =
        ending.peer.ask<accounts::AccountsCommands>({ending.peer.client, {{1, edit}}});
    CHECK(command.status() == 401);
    CHECK(ending.peer.ask<news::FollowNews>().rule() == "token-invalid");
    CHECK(lasting.peer.ask<Me>().status() == 200);
    CHECK(anna.ask<Me>().status() == 200);
}

TEST_CASE("a script that waits for news hears nothing of what happens after its token's end") {
    scene::Server server;
    scene::Talk talk(server);
    Script script(talk.anna, "waits");
    auto const before = script.peer.news();
    scene::Answered<news::Answer> polled;
    std::thread waiting([&] {
        auto same = script.peer;
        polled = same.ask<news::FollowNews>({before.since, news::longest_wait_s});
    });
    bool const waits = http_test::eventually([&] { return server.app().waiting_polls() == 1; });
    script.ends_in(server, 0);
    auto const posted = talk.boris.send(talk.post("too late for the script"));
    waiting.join();
    CHECK(waits);
    CHECK(posted.outcome == world::Outcome::accepted);
    CHECK(polled.status() == 401);
    CHECK(polled.rule() == "token-invalid");
    CHECK_FALSE(polled.says("too late"));
    CHECK(script.peer.ask<news::FollowNews>({before.since, 0}).rule() == "token-invalid");
    CHECK(talk.anna.ask<Me>().status() == 200);
}

std::string hex(std::string const& bytes) {
    constexpr char digits[] = "0123456789abcdef";
    std::string text;
    for (char const c : bytes) {
        auto const byte = static_cast<unsigned char>(c);
        text += digits[byte >> 4];
        text += digits[byte & 0xF];
    }
    return text;
}

std::vector<std::string> first_column(pqxx::result const& rows) {
    std::vector<std::string> texts;
    for (auto const& row : rows) texts.push_back(row[0].as<std::string>());
    return texts;
}

// The tables whose rows hold the text anywhere: "accounts.person jobs.job ".
std::string holders_of(scene::Server const& server, std::vector<std::string> const& tables,
                       std::string const& text) {
    std::string all, holders;
    for (auto const& table : tables)
        all += std::string(all.empty() ? "" : " union ") + "select '" + table + "' from " + table +
               " as r where position('" + text + "' in r::text) > 0";
    for (auto const& table : first_column(server.sql(all + " order by 1"))) holders += table + " ";
    return holders;
}

TEST_CASE("of tokens and passwords the database holds no word, only hashes") {
    scene::Server const server;
    auto anna = server.registered("anna");
    Script script(anna, "backup");
    CHECK(script.peer.ask<Me>().status() == 200);
    for (auto const* scheme : {"bearer ", "BEARER ", "Bearer  "})
        CHECK_MESSAGE(server.stranger()
                              .raw("GET", Me::path.data(), "",
                                   "Authorization: " + (scheme + script.peer.token) + "\r\n")
                              .status == 200,
                      scheme);
    auto const first = anna.refresh_token;
    auto const renewed = anna.ask<accounts::Refresh>({first});
    REQUIRE(renewed.status() == 200);
    auto const next = renewed.value.refresh_token;

    auto const tables = scene::tables_of(server);
    auto const holders = [&](std::string const& text) { return holders_of(server, tables, text); };
    // The search finds what is there: addresses, and the hashes in whatever column.
    CHECK(holders("anna@example.org") != "");
    CHECK(holders(server::sha256_hex(script.peer.token)) == "accounts.token_word ");
    CHECK(holders(server::sha256_hex(first)) == "accounts.refresh ");
    CHECK(holders(server::sha256_hex(next)) == "accounts.refresh ");

    auto const script_word = script.peer.token.substr(std::string("kontor_").size());
    for (auto const& word : {script.peer.token, script_word, first, next, anna.token,
                             renewed.value.access_token, std::string(scene::password)}) {
        CHECK_MESSAGE(holders(word) == "", word);
        CHECK_MESSAGE(holders(hex(word)) == "", word);
    }
    // Nor what a word is made of, as bytes.
    for (auto const& word : {script_word, first, next}) {
        auto const bytes = server::from_base64url(word);
        REQUIRE(bytes);
        CHECK_MESSAGE(holders(hex(*bytes)) == "", word);
    }
}

}  // namespace
}  // namespace script_tokens_test
