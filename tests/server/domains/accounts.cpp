// What the server's tests ask of accounts.
#include "server/outside.hpp"
#include "shared/accounts/bytes_api.hpp"
#include "shared/accounts/own_api.hpp"
#include "shared/wire/json.hpp"
#include "tests/server/domains/described.hpp"

namespace described {

using namespace permissions;
using Accounts = ServerTests<accounts::Domain>;

namespace {

// What a wrong word opens to nobody, whoever they are.
constexpr std::array<int, 9> nobody_may{409, 409, 409, 409, 409, 409, 409, 409, 409};
constexpr std::array<int, 9> nothing_there{404, 404, 404, 404, 404, 404, 404, 404, 404};

// What no script does, since it would outlive whoever takes it away; and what administrators may,
// too.
constexpr Expected own_by_session(char const* by_owner) {
    return {"not-yours", by_owner, "not-yours", "session-needed", "session-needed"};
}
constexpr Expected administering(char const* by_owner) {
    return {"administrators-only", by_owner, "accepted", "administrators-only", "accepted"};
}
// What needs the right to groups, which administrators have.
constexpr Expected managing(char const* by_administrator) {
    return {"group-managers-only", "group-managers-only", by_administrator, "group-managers-only",
            by_administrator};
}

std::vector<Row> coming_in() {
    return {
        {"GET /.well-known/jwks.json", "", "", open},
        {"POST /api/v1/accounts/register", "",
         R"({"name":"Somebody","email":"{id}@example.org","password":"correct horse battery"})",
         open},
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
    };
}

std::vector<Row> ones_own() {
    return {
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
         R"({"name":"a script","scope":"read","days":1,)"
         R"("again":{"password":"correct horse battery"}})",
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
        {"GET /api/v1/people", "", "", to_read},
        {"GET /api/v1/groups/{group}/people",
         "/api/v1/groups/{id}/people",
         "",
         {401, 404, 404, 404, 401, 404, 404, 404, 401}},
        {"GET /api/v1/people/{person}/groups", "/api/v1/people/{owner}/groups", "", to_read},
        {"GET /api/v1/people/names", "/api/v1/people/names?ids={owner}", "", to_read},
        {"POST /api/v1/accounts/commands", "",
         R"({"client":"{id}","commands":[{"number":1,"command":{"type":"accounts.end-sessions",)"
         R"("value":{"person":"{owner}","but":"{session}"}}}]})",
         to_write},
    };
}

std::vector<Row> administering_others() {
    return {
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
        {"PUT /api/v1/workspace/picture",
         "",
         "not a picture",
         {401, 403, 403, 422, 401, 403, 403, 422, 401},
         "image/png"},
        {"DELETE /api/v1/workspace/picture", "", "", administration},
        {"GET /api/v1/workspace/picture/{size}", "/api/v1/workspace/picture/64", "", nothing_there},
        {"POST /api/v1/accounts/sign-out", "", "{}", signed_in, "application/json", true},
    };
}

}  // namespace

template <>
Things Accounts::things(scene::Peer&) {
    return {};
}

template <>
std::vector<Row> Accounts::endpoints() {
    std::vector<Row> rows;
    for (auto const& some : {coming_in(), ones_own(), administering_others()})
        rows.insert(rows.end(), some.begin(), some.end());
    return rows;
}

template <>
std::vector<CommandRow> Accounts::commands() {
    return {
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
        {"accounts.edit-rows",
         R"({"act":"{id}","rows":[{"edit":"{id}",)"
         R"("before":{"type":"accounts.person","value":{"id":"{owner}","name":"x",)"
         R"("email":"x@example.org"}},"after":{"type":"accounts.person","value":{"id":"{owner}",)"
         R"("name":"x","email":"x@example.org"}}}]})",
         by_administrators},
        {"accounts.keep-account", R"({"person":"{owner}"})", own_by_session("accepted")},
        {"accounts.set-blocked", R"({"person":"{owner}","blocked":false})",
         administering("administrators-only")},
        {"accounts.make-group", R"({"group":"{id}","name":"{id}"})", managing("accepted")},
        {"accounts.rename-group", R"({"group":"{id}","name":"x"})", managing("group-unknown")},
        {"accounts.remove-group", R"({"group":"{id}"})", managing("group-unknown")},
        {"accounts.add-to-group", R"({"group":"{id}","person":"{owner}","member":"{id}"})",
         managing("group-unknown")},
        {"accounts.take-from-group",
         R"({"group":"{id}","person":"{owner}"})",
         {"group-managers-only", "group-unknown", "group-unknown", "group-managers-only",
          "group-unknown"}},
        {"accounts.set-manages-groups", R"({"person":"{owner}","manages":false})",
         by_administrators},
        {"accounts.set-person-kind", R"({"person":"{owner}","kind":"member"})", by_administrators},
        {"accounts.save-view", R"({"id":"{id}","table":"accounts.person","name":"x"})",
         by_administrators},
        {"accounts.remove-view",
         R"({"id":"{id}"})",
         {"administrators-only", "administrators-only", "view-unknown", "administrators-only",
          "view-unknown"}},
    };
}

template <>
std::vector<std::string_view> Accounts::never_writes() {
    return {
        "POST /api/v1/accounts/sign-address",        // is good as long as the session is open
        "PUT /api/v1/me/avatar",                     // this is no picture; DELETE is written alike
        "PUT /api/v1/workspace/picture",             // nor is this
        "POST /api/v1/admin/letters/{letter}/send",  // without mail; with it, it is written alike
        "POST /api/v1/admin/accounts/{person}/forget-factor",  // without a factor of one's own
    };
}

template <>
std::string Accounts::good(Blank const& blank) {
    auto const& [form, name, schema, who, things] = blank;
    bool const signs_in = form.path == accounts::SignIn::path;
    bool const confirms = form.path == accounts::ConfirmSecondFactor::path;
    if (name == "person" || name == "owner") return wire::json::text(who.person);
    if (name == "but") return wire::json::text(who.session);
    if (is_id(schema)) return wire::json::text(server::fresh_id());
    // No two groups are called the same.
    if (name == "name" && form.command == accounts::MakeGroup::type_name)
        return described::in_quotes(base::to_text(server::fresh_id()));
    if (name == "email" && signs_in) return described::in_quotes(who.email);
    if (name == "email")
        return described::in_quotes(base::to_text(server::fresh_id()) + "@example.org");
    if (name == "refresh_token") return described::in_quotes(who.refresh_token);
    if (name == "password") return described::in_quotes(scene::password);
    if (name == "invitation" || (name == "code" && !confirms)) return R"("")";
    if (name == "language") return R"("ru")";
    if (name == "path") return R"("/api/v1/me/archive")";
    if (name == "administrator") return "true";  // which the asker is
    if (is_secret(schema)) return R"("a word")";
    return {};
}

template <>
void Accounts::live(scene::Peer& person, std::string const& mark) {
    REQUIRE(person.send(accounts::EditProfile{person.person, mark, mark, mark}).outcome ==
            world::Outcome::accepted);
    REQUIRE(person.ask<accounts::CreateToken>({mark, accounts::Scope::read, 30, {scene::password}})
                .status() == 200);
    REQUIRE(person.ask<accounts::BeginSecondFactor>({scene::password}).status() == 200);
}

template <>
std::vector<std::string_view> Accounts::keeps_nobody() {
    // Only administrators change rows by hand and save views of tables, and only who manages groups
    // puts somebody into one.
    return {"accounts.edit", "accounts.group-member", "accounts.view"};
}

template <>
std::vector<std::string> Accounts::archived() {
    return {"profile.json", "tokens.json"};
}

template <>
std::vector<std::string_view> Accounts::not_archived() {
    return {};
}

template <>
std::int64_t Accounts::stored(std::string const&) {
    return 0;  // nothing but a picture counts, which is counted where it lies
}

template <>
std::vector<std::string> Accounts::gauges() {
    return {"kontor_sessions"};
}

}  // namespace described
