// Who may do what: every endpoint that the server describes, and everybody who could ask. An
// endpoint without a row here fails, and so does a row without an endpoint.
#include <doctest/doctest.h>
#include <rapidjson/document.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <set>
#include <thread>
#include <variant>

#include "tests/server/app/held.hpp"
#include "tests/server/app/permission_stage.hpp"

namespace {

using namespace permissions;

// What signing in, or a token of whatever scope, is enough for; and so on.
constexpr std::array<int, 9> open{200, 200, 200, 200, 200, 200, 200, 200, 200};
constexpr std::array<int, 9> to_read{401, 200, 200, 200, 401, 200, 200, 200, 401};
constexpr std::array<int, 9> to_write{401, 200, 200, 200, 401, 403, 200, 200, 401};
constexpr std::array<int, 9> signed_in{401, 200, 200, 200, 401, 403, 403, 403, 401};
constexpr std::array<int, 9> administration{401, 403, 403, 200, 401, 403, 403, 200, 401};

// What a wrong word opens to nobody, whoever they are.
constexpr std::array<int, 9> nobody_may{409, 409, 409, 409, 409, 409, 409, 409, 409};

constexpr Row table[] = {
    // The server
    {"GET /healthz", "", "", open},
    {"GET /readyz", "", "", open},
    {"GET /metrics", "", "", open},  // by where it comes from: tests/server/app/metrics_test.cpp
    {"GET /.well-known/jwks.json", "", "", open},
    {"GET /api/v1/openapi.json", "", "", open},
    // Coming in. Credentials of others change nothing for whoever sends the right ones.
    {"POST /api/v1/accounts/register", "",
     R"({"name":"Somebody","email":"{id}@example.org","password":"correct horse battery"})", open},
    {"POST /api/v1/accounts/sign-in", "",
     R"({"email":"owner@example.org","password":"correct horse battery"})", open},
    {"POST /api/v1/accounts/refresh",
     "",
     R"({"refresh_token":"{refresh}"})",
     {401, 200, 200, 200, 401, 401, 401, 401, 401}},
    {"GET /api/v1/server", "", "", open},
    {"POST /api/v1/accounts/confirm-email", "", R"({"word":"wrong"})", nobody_may},
    {"POST /api/v1/accounts/link-info", "", R"({"word":"wrong"})", nobody_may},
    {"POST /api/v1/accounts/confirm-registration", "",
     R"({"word":"wrong","password":"another good password"})", nobody_may},
    {"POST /api/v1/accounts/request-reset",
     "",
     R"({"email":"owner@example.org"})",
     {202, 202, 202, 202, 202, 202, 202, 202, 202}},
    {"POST /api/v1/accounts/reset-password", "",
     R"({"word":"wrong","password":"another good password"})", nobody_may},
    // One's own
    {"POST /api/v1/accounts/send-confirmation",
     "",
     "{}",
     {401, 202, 202, 202, 401, 403, 403, 403, 401}},
    {"POST /api/v1/accounts/change-email",
     "",
     R"({"email":"{id}@example.org","again":{"password":"correct horse battery"}})",
     {401, 202, 202, 202, 401, 403, 403, 403, 401}},
    {"GET /api/v1/me", "", "", to_read},
    {"POST /api/v1/accounts/tokens", "",
     R"({"name":"a script","scope":"read","days":1,"again":{"password":"correct horse battery"}})",
     signed_in},
    {"POST /api/v1/accounts/second-factor/begin", "", R"({"password":"correct horse battery"})",
     signed_in},
    {"POST /api/v1/accounts/second-factor/confirm",
     "",
     R"({"code":"wrong"})",
     {401, 422, 422, 422, 401, 403, 403, 403, 401}},
    {"POST /api/v1/accounts/second-factor/recovery-codes",
     "",
     R"({"password":"correct horse battery"})",
     {401, 409, 409, 409, 401, 403, 403, 403, 401}},
    {"POST /api/v1/accounts/second-factor/end",
     "",
     R"({"password":"correct horse battery","code":"wrong"})",
     {401, 409, 409, 409, 401, 403, 403, 403, 401}},
    {"POST /api/v1/accounts/sign-address", "", R"({"path":"/api/v1/me/archive"})", signed_in},
    {"GET /api/v1/me/archive", "", "", to_read},
    {"PUT /api/v1/me/avatar",
     "",
     "not a picture",
     {401, 422, 422, 422, 401, 403, 422, 422, 401},
     "image/png"},
    {"DELETE /api/v1/me/avatar", "", "", to_write},
    {"GET /api/v1/people/{person}/avatar/{size}",
     "/api/v1/people/{owner}/avatar/64",
     "",
     {401, 404, 404, 404, 401, 404, 404, 404, 401}},
    {"POST /api/v1/accounts/delete-me",
     "",
     R"({"again":{"password":"correct horse battery"}})",
     {401, 200, 200, 409, 401, 403, 403, 403, 401}},  // the last administrator cannot leave
    {"POST /api/v1/reports", "", R"({"place":"a screen","text":"it broke"})", open},
    // The workspace
    {"GET /api/v1/people", "", "", to_read},
    {"POST /api/v1/accounts/commands", "",
     R"({"client":"{id}","commands":[{"number":1,"command":{"type":"accounts.end-sessions",)"
     R"("value":{"person":"{owner}","but":"{session}"}}}]})",
     to_write},
    {"POST /api/v1/messaging/commands", "",
     R"({"client":"{id}","commands":[{"number":1,"command":{"type":"messaging.create-channel",)"
     R"("value":{"channel":"{id}","member":"{id}","owner":"{owner}","title":"x","about":""}}}]})",
     to_write},
    {"GET /api/v1/channels/{channel}/messages",
     "",
     "",
     {401, 404, 200, 404, 401, 404, 404, 404, 401}},
    {"GET /api/v1/channels/{channel}/messages/{number}/readers",
     "/api/v1/channels/{channel}/messages/1/readers",
     "",
     {401, 404, 404, 404, 401, 404, 404, 404, 401}},  // to its owner since nothing was written
    {"GET /api/v1/news", "", "", to_read},
    {"POST /api/v1/news", "", R"({"client":"{id}"})", to_write},
    // Administration
    {"GET /api/v1/admin/audit", "", "", administration},
    {"GET /api/v1/admin/reports", "", "", administration},
    {"GET /api/v1/admin/letters", "", "", administration},
    {"POST /api/v1/admin/letters/{letter}/send",
     "/api/v1/admin/letters/{id}/send",
     "{}",
     {401, 403, 403, 409, 401, 403, 403, 409, 401}},
    {"POST /api/v1/admin/letters/{letter}/link",
     "/api/v1/admin/letters/{id}/link",
     R"({"again":{"password":"correct horse battery"}})",
     {401, 403, 403, 409, 401, 403, 403, 403, 401}},  // there is none with this id
    {"GET /api/v1/admin/accounts", "", "", administration},
    {"POST /api/v1/admin/accounts", "", R"({"name":"Somebody","email":"{id}@example.org"})",
     administration},
    {"POST /api/v1/admin/accounts/{person}/right",
     "/api/v1/admin/accounts/{owner}/right",
     R"({"again":{"password":"correct horse battery"},"administrator":false})",
     {401, 403, 403, 200, 401, 403, 403, 403, 401}},
    {"POST /api/v1/admin/accounts/{person}/delete",
     "/api/v1/admin/accounts/{id}/delete",
     R"({"again":{"password":"correct horse battery"}})",
     {401, 403, 403, 409, 401, 403, 403, 403, 401}},  // there is nobody with this id
    {"POST /api/v1/admin/invitations", "", R"({"email":"{id}@example.org"})", administration},
    {"GET /api/v1/admin/invitations", "", "", administration},
    {"POST /api/v1/admin/invitations/{invitation}/take-back",
     "/api/v1/admin/invitations/{id}/take-back",
     "{}",
     {401, 403, 403, 409, 401, 403, 403, 409, 401}},
    {"POST /api/v1/admin/accounts/{person}/forget-factor",
     "/api/v1/admin/accounts/{owner}/forget-factor",
     R"({"again":{"password":"correct horse battery"}})",
     {401, 403, 403, 409, 401, 403, 403, 403, 401}},  // without a factor of one's own
    {"POST /api/v1/accounts/change-password", "",
     R"({"again":{"password":"correct horse battery"},"password":"another good password",)"
     R"("keep_tokens":true})",
     signed_in},
    // Last, since it ends the sessions that the rows above use
    {"POST /api/v1/accounts/sign-out", "", "{}", signed_in},
};

// What is only its owner's; what administrators may, too; what no other than a member sees.
constexpr Expected own(char const* by_owner) {
    return {"not-yours", by_owner, "not-yours", "not-yours", "not-yours"};
}
// …and no script's, since it would outlive whoever takes it away.
constexpr Expected own_by_session(char const* by_owner) {
    return {"not-yours", by_owner, "not-yours", "session-needed", "session-needed"};
}
constexpr Expected administering(char const* by_owner) {
    return {"administrators-only", by_owner, "accepted", "administrators-only", "accepted"};
}
constexpr Expected in_channel(char const* by_owner) {
    return {"channel-unknown", by_owner, "channel-unknown", "channel-unknown", "channel-unknown"};
}

constexpr CommandRow commands[] = {
    {"accounts.edit-profile", R"({"person":"{owner}","name":"x","biography":"","location":""})",
     own("accepted")},
    {"accounts.choose-settings", R"({"person":"{owner}","language":"ru","theme":"dark"})",
     own("accepted")},
    {"accounts.end-session", R"({"person":"{owner}","session":"{id}"})",
     own_by_session("session-unknown")},
    {"accounts.end-sessions",
     R"({"person":"{owner}","but":"{session}","tokens":true})",
     {"administrators-only", "accepted", "accepted", "session-needed", "session-needed"}},
    {"accounts.revoke-token", R"({"person":"{owner}","token":"{id}"})",
     own_by_session("token-unknown")},
    {"accounts.keep-account", R"({"person":"{owner}"})", own_by_session("accepted")},
    {"accounts.set-blocked", R"({"person":"{owner}","blocked":false})",
     administering("administrators-only")},
    {"messaging.create-channel",
     R"({"channel":"{id}","member":"{id}","owner":"{owner}","title":"x","about":""})",
     own("accepted")},
    {"messaging.rename-channel", R"({"channel":"{channel}","title":"x","about":""})",
     in_channel("accepted")},
    {"messaging.invite", R"({"channel":"{channel}","member":"{id}","person":"{owner}"})",
     in_channel("already-member")},
    {"messaging.remove-member", R"({"channel":"{channel}","person":"{id}"})",
     in_channel("member-unknown")},
    {"messaging.post", R"({"channel":"{channel}","message":"{id}","text":"x"})",
     in_channel("accepted")},
    {"messaging.read-up-to", R"({"channel":"{channel}","person":"{owner}","number":0})",
     own("accepted")},
};

std::set<std::string> described(scene::Server const& server) {
    auto const answer = server.stranger().raw("GET", "/api/v1/openapi.json", "");
    rapidjson::Document document;
    document.Parse(answer.body.c_str());
    REQUIRE_FALSE(document.HasParseError());
    std::set<std::string> endpoints;
    // By numbers, since rapidjson's iterators are compared in two ways at once in C++20.
    auto const& paths = document["paths"];
    for (auto path = paths.MemberBegin(), end = paths.MemberEnd(); path - end < 0; ++path)
        for (auto method = path->value.MemberBegin(); method - path->value.MemberEnd() < 0;
             ++method) {
            std::string name = method->name.GetString();
            for (auto& c : name) c = static_cast<char>(c - 'a' + 'A');
            endpoints.insert(name + " " + path->name.GetString());
        }
    return endpoints;
}

TEST_CASE("everybody may do what the table of permissions says, and nothing else") {
    Stage stage;
    auto endpoints = described(stage.server());
    for (auto const& row : table) {
        CHECK_MESSAGE(endpoints.erase(row.endpoint) == 1, row.endpoint, " is no endpoint");
        for (int i = nobody; i <= ended; ++i) {
            auto const asker = static_cast<Asker>(i);
            auto const answer = stage.ask(row, asker);
            CHECK_MESSAGE(answer.status == row.expected[static_cast<std::size_t>(asker)],
                          row.endpoint, " by ", asker_names[static_cast<std::size_t>(asker)], ": ",
                          answer.body);
        }
    }
    for (auto const& endpoint : endpoints) FAIL_CHECK("no row for ", endpoint);
}

// Those that are for clients; what the server keeps to itself is refused as unknown.
std::set<std::string> commands_of_all_domains() {
    std::set<std::string> names;
    Domains::each([&]<class Domain>(std::type_identity<Domain>) {
        world::each_command<Domain>([&]<class Command>(std::type_identity<Command>) {
            if constexpr (!requires { Command::internal; }) names.emplace(Command::type_name);
        });
    });
    return names;
}

TEST_CASE("everybody may command what the table says, and nothing else") {
    Stage stage;
    auto types = commands_of_all_domains();
    for (auto const& row : commands) {
        CHECK_MESSAGE(types.erase(row.type) == 1, row.type, " is no command");
        for (std::size_t i = 0; i < who_commands.size(); ++i) {
            auto const asker = who_commands[i];
            auto const said = stage.command(row, asker);
            CHECK_MESSAGE(said == row.expected[i], row.type, " by ",
                          asker_names[static_cast<std::size_t>(asker)], ": ", said);
        }
        for (auto const asker : who_cannot) {
            auto const said = stage.command(row, asker);
            CHECK_MESSAGE(said == (asker == reads ? "403" : "401"), row.type, " by ",
                          asker_names[static_cast<std::size_t>(asker)], ": ", said);
        }
    }
    for (auto const& type : types) FAIL_CHECK("no row for ", type);
}

// It needs the password, which no command holds.
TEST_CASE("the right of administrators is given by no command, whoever sends it") {
    Stage stage;
    CommandRow const row{"accounts.set-administrator",
                         R"({"person":"{owner}","administrator":true})",
                         {"400", "400", "400", "400", "400"}};
    for (std::size_t i = 0; i < who_commands.size(); ++i)
        CHECK(stage.command(row, who_commands[i]) == row.expected[i]);
    for (auto const asker : who_cannot)
        CHECK(stage.command(row, asker) == (asker == reads ? "403" : "401"));
    CHECK_FALSE(stage.at(owner).ask<accounts::Me>().value.person.administrator);
}

// What is asked for here writes nothing with these bodies, so that there is nothing to be late for.
constexpr std::string_view never_writes[] = {
    "POST /api/v1/accounts/sign-address",  // is good as long as the session is open
    "PUT /api/v1/me/avatar",               // this is no picture; DELETE is written alike
    "POST /api/v1/news",
    "POST /api/v1/admin/letters/{letter}/send",  // without mail; with it, it is written alike
    "POST /api/v1/admin/accounts/{person}/forget-factor",  // without a factor of one's own
};

TEST_CASE("what a session has begun is not done once it has ended, whatever it is") {
    Stage stage;
    for (auto const& row : table) {
        std::string_view const endpoint = row.endpoint;
        bool const is_for_anybody = row.expected[nobody] != 401;
        if (is_for_anybody || endpoint.substr(0, 4) == "GET ") continue;
        CAPTURE(endpoint);
        bool const writes = std::find(std::begin(never_writes), std::end(never_writes), endpoint) ==
                            std::end(never_writes);
        auto late = stage.at(administrator);
        late.sign_in();
        REQUIRE(late.ask<accounts::Me>().status() == 200);
        http_test::Answer answer;
        {
            scene::Held held(stage.server(), late.person);
            held.run("delete from accounts.session where id = $1", late.session);
            std::atomic<bool> done = false;
            std::thread asking([&] {
                answer = stage.ask(row, late);
                done = true;
            });
            bool const waits = held.is_waited_for_unless([&] { return done.load(); });
            held.commit();
            asking.join();
            CHECK(waits == writes);
        }
        if (!writes) continue;
        CHECK(answer.status == 401);
        CHECK(scene::rule_in(answer.body) == "session-ended");
    }
}

TEST_CASE("what a script has begun is not done once its token has ended") {
    Stage stage;
    for (auto const* endpoint :
         {"POST /api/v1/accounts/commands", "POST /api/v1/messaging/commands",
          "DELETE /api/v1/me/avatar", "POST /api/v1/admin/invitations"}) {
        CAPTURE(endpoint);
        auto& boss = stage.at(administrator);
        auto const made =
            boss.ask<accounts::CreateToken>({"late", accounts::Scope::admin, 1, {scene::password}});
        REQUIRE(made.status() == 200);
        auto late = boss;
        late.token = made.value.token;
        REQUIRE(late.ask<accounts::Me>().status() == 200);  // and its use is written down
        auto const row = *std::find_if(std::begin(table), std::end(table), [&](auto const& each) {
            return std::string_view(each.endpoint) == endpoint;
        });
        http_test::Answer answer;
        scene::Held held(stage.server(), late.person);
        held.run("delete from accounts.token where id = $1", made.value.row.id);
        std::thread asking([&] { answer = stage.ask(row, late); });
        CHECK(held.is_waited_for());
        held.commit();
        asking.join();
        CHECK(answer.status == 401);
        CHECK(scene::rule_in(answer.body) == "token-invalid");
    }
}

}  // namespace
