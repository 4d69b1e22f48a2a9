// Who may do what: every endpoint that the server describes, and everybody who could ask. An
// endpoint without a row here fails, and so does a row without an endpoint.
#include <doctest/doctest.h>
#include <rapidjson/document.h>

#include <array>
#include <map>
#include <set>

#include "tests/server/app/scene.hpp"

namespace {

enum Asker { nobody, member, owner, administrator, blocked, reads, writes, administers, ended };
constexpr std::array<char const*, 9> asker_names{
    "nobody",       "a member",      "the owner",      "an administrator", "a blocked person",
    "a read token", "a write token", "an admin token", "an ended session"};

// One line for each endpoint: what is asked, and the status that each asker is answered.
//
// The target and the body may hold {owner} (a person), {session} (a session of the owner's),
// {channel} (the owner's, whose only member they are), {id} (a fresh one), and {refresh} (the
// refresh token of whoever asks). Tokens are those of an administrator, so that their scope alone
// decides. Where the owner differs from a member, the target names a thing of the owner's.
struct Row {
    char const* endpoint;  // as the description has it
    char const* target;    // with its query; empty: the endpoint's path
    char const* body;
    // nobody, member, owner, administrator, blocked, read, write, admin, ended
    std::array<int, 9> expected;
    char const* content_type = "application/json";
};

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
     R"({"email":"{id}@example.org","password":"correct horse battery"})",
     {401, 202, 202, 202, 401, 403, 403, 403, 401}},
    {"GET /api/v1/me", "", "", to_read},
    {"POST /api/v1/accounts/tokens", "", R"({"name":"a script","scope":"read","days":1})",
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
    {"POST /api/v1/accounts/sign-address", "", R"({"path":"/api/v1/me"})", signed_in},
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
     R"({"password":"correct horse battery"})",
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
    {"GET /api/v1/admin/accounts", "", "", administration},
    {"POST /api/v1/admin/accounts", "", R"({"name":"Somebody","email":"{id}@example.org"})",
     administration},
    {"POST /api/v1/admin/accounts/{person}/delete",
     "/api/v1/admin/accounts/{id}/delete",
     "{}",
     {401, 403, 403, 409, 401, 403, 403, 409, 401}},  // there is nobody with this id
    {"POST /api/v1/admin/invitations", "", R"({"email":"{id}@example.org"})", administration},
    {"POST /api/v1/accounts/change-password", "",
     R"({"current":"correct horse battery","password":"another good password"})", signed_in},
    // Last, since it ends the sessions that the rows above use
    {"POST /api/v1/accounts/sign-out", "", "{}", signed_in},
};

class Stage {
public:
    Stage() {
        auto boss = server_.administrator();
        for (auto const asker : {member, owner, blocked, ended})
            at(asker) = server_.registered(asker == owner ? "owner" : "p" + std::to_string(asker));
        at(nobody) = server_.stranger();
        at(administrator) = boss;
        for (auto const scope :
             {accounts::Scope::read, accounts::Scope::write, accounts::Scope::admin}) {
            auto const made = boss.ask<accounts::CreateToken>({"a script", scope, 1});
            REQUIRE_MESSAGE(made.status() == 200, made.raw.body);
            auto& script = at(static_cast<Asker>(reads + static_cast<int>(scope)));
            script.token = made.value.token;
        }
        session_ = plain(at(owner).session);
        person_ = plain(at(owner).person);
        channel_ = plain(server::fresh_id());
        auto const made = at(owner).send(messaging::CreateChannel{
            {*base::id_from_text(channel_)}, {server::fresh_id()}, at(owner).person, "x", ""});
        REQUIRE(made.outcome == world::Outcome::accepted);
        auto const stopped = boss.send(accounts::SetBlocked{at(blocked).person, true});
        REQUIRE(stopped.outcome == world::Outcome::accepted);
        REQUIRE(at(ended).ask<accounts::SignOut>().status() == 200);
    }

    scene::Server const& server() const { return server_; }

    http_test::Answer ask(Row const& row, Asker asker) {
        std::string const endpoint = row.endpoint;
        auto const space = endpoint.find(' ');
        std::string const target = *row.target ? row.target : endpoint.substr(space + 1);
        auto& peer = at(asker);
        return peer.raw(endpoint.substr(0, space), filled(target, peer), filled(row.body, peer),
                        std::string("Content-Type: ") + row.content_type + "\r\n");
    }

private:
    template <class Id>
    static std::string plain(Id const& id) {
        return scene::plain_text(id);
    }
    scene::Peer& at(Asker asker) {
        return peers_.try_emplace(asker, server_.stranger()).first->second;
    }
    std::string filled(std::string text, scene::Peer const& peer) const {
        auto const put = [&](std::string const& name, auto const& value) {
            for (auto i = text.find(name); i != text.npos; i = text.find(name))
                text.replace(i, name.size(), value());
        };
        put("{owner}", [&] { return person_; });
        put("{session}", [&] { return session_; });
        put("{channel}", [&] { return channel_; });
        put("{refresh}", [&] { return peer.refresh_token; });
        put("{id}", [] { return plain(server::fresh_id()); });
        return text;
    }

    scene::Server server_{
        [](server::Settings& settings) { settings.picture_program = KONTOR_PICTURE; }};
    std::map<Asker, scene::Peer> peers_;
    std::string session_, person_, channel_;
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

}  // namespace
