// Who may do what: every endpoint that the server describes, and everybody who could ask. An
// endpoint without a row here fails, and so does a row without an endpoint.
#include <doctest/doctest.h>
#include <rapidjson/document.h>

#include <array>
#include <map>
#include <set>
#include <variant>

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

using Expected = std::array<char const*, 5>;
// Commands, each aimed at what is the owner's: whether it is carried out, or by which rule not. No
// command is taken from nobody, from the blocked, from a session that has ended (401), or from a
// token that only reads (403).
struct CommandRow {
    char const* type;
    char const* value;
    // by a member, the owner, an administrator, a write token, an admin token
    Expected expected;
};
constexpr std::array<Asker, 5> who_commands{member, owner, administrator, writes, administers};
constexpr std::array<Asker, 4> who_cannot{nobody, blocked, reads, ended};

// What is only its owner's; what administrators may, too; what no other than a member sees.
constexpr Expected own(char const* by_owner) {
    return {"not-yours", by_owner, "not-yours", "not-yours", "not-yours"};
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
    {"accounts.end-session", R"({"person":"{owner}","session":"{id}"})", own("session-unknown")},
    {"accounts.end-sessions", R"({"person":"{owner}","but":"{session}"})",
     administering("accepted")},
    {"accounts.revoke-token", R"({"person":"{owner}","token":"{id}"})", own("token-unknown")},
    {"accounts.keep-account", R"({"person":"{owner}"})", own("accepted")},
    {"accounts.set-administrator", R"({"person":"{owner}","administrator":false})",
     administering("administrators-only")},
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

    // The status of what was refused as a whole; else "accepted", or the rule.
    std::string command(CommandRow const& row, Asker asker) {
        std::string const type = row.type;
        auto& peer = at(asker);
        auto const body = R"({"client":"{id}","commands":[{"number":1,"command":{"type":")" + type +
                          R"(","value":)" + row.value + "}}]}";
        auto const answer =
            peer.raw("POST", "/api/v1/" + type.substr(0, type.find('.')) + "/commands",
                     filled(body, peer), "Content-Type: application/json\r\n");
        if (answer.status != 200) return std::to_string(answer.status);
        world::CommandsAnswer told;
        REQUIRE_MESSAGE(wire::json::parse(answer.body, told).empty(), answer.body);
        REQUIRE(told.answers.size() == 1);
        auto const& refusal = told.answers[0].refusal;
        return refusal ? refusal->reason : std::string(base::name_of(told.answers[0].outcome));
    }

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

// Those that are for clients; what the server keeps to itself is refused as unknown.
template <class Command, std::size_t i = 0>
std::set<std::string> commands_of() {
    if constexpr (i == std::variant_size_v<Command>) {
        return {};
    } else {
        using One = std::variant_alternative_t<i, Command>;
        auto names = commands_of<Command, i + 1>();
        if constexpr (!requires { One::internal; }) names.emplace(One::type_name);
        return names;
    }
}

TEST_CASE("everybody may command what the table says, and nothing else") {
    Stage stage;
    auto types = commands_of<accounts::Command>();
    types.merge(commands_of<messaging::Command>());
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

}  // namespace
