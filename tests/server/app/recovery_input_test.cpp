// What strangers may send to the ways in beyond a password: every field at its limits, and beyond.
#include <doctest/doctest.h>

#include "tests/server/app/mail_stage.hpp"

namespace recovery_input_test {
namespace {

using scene::MailStage;

struct Sent {
    std::string path;
    std::string body;
    int status;
    std::string says;
};

std::string times(std::size_t count, std::string const& text) {
    std::string all;
    for (std::size_t i = 0; i < count; ++i) all += text;
    return all;
}

TEST_CASE("what is too long, empty, of another kind or no text is refused by its field") {
    MailStage stage;
    std::string const word = R"("word":")", password = R"("password":")";
    std::string const good = R"("a good long password")";
    auto const reset = "/api/v1/accounts/reset-password";
    auto const confirm = "/api/v1/accounts/confirm-email";
    auto const request = "/api/v1/accounts/request-reset";
    Sent const all[] = {
        {confirm, "{}", 400, "/word"},
        {confirm, R"({"word":""})", 422, "required"},
        {confirm, R"({"word":7})", 400, "not-text"},
        {confirm, R"({"word":"a","more":1})", 400, "/more"},
        {confirm, "{" + word + times(101, "x") + "\"}", 422, "too-long"},
        {confirm, "{" + word + times(100, "ж") + "\"}", 409, "link-unknown"},
        {confirm, "{" + word + times(100, "🙂") + "\"}", 409, "link-unknown"},
        {confirm, "{" + word + "\u202eabc\"}", 409, "link-unknown"},
        {confirm, "{" + word + "a\\u0000b\"}", 422, "/word"},
        {confirm, "{" + word + "a\\nb\"}", 422, "/word"},
        {confirm, "{" + word + "\xff\"}", 400, ""},
        {confirm, "[]", 400, "not-an-object"},
        {reset, "{" + word + "x\"," + password + times(201, "p") + "\"}", 422, "/password"},
        {reset, "{" + word + "x\"," + password + "\"}", 422, "/password"},
        {reset, R"({"word":"' or 1=1 --","password":)" + good + "}", 409, "link-unknown"},
        {request, R"({"email":"a@b"})", 422, "not-an-email"},
        {request, R"({"email":"a@b.example\r\nBcc: c@d.example"})", 422, "not-an-email"},
        {request, R"({"email":"Анна@почта.рф"})", 422, "not-a-local-part"},
        {request, R"({"email":"anna@почта.рф"})", 202, ""},
        {request, R"({"email":"anna@почта..рф"})", 422, "not-an-email"},
        {request, R"({"email":"a@b.example, c@d.example"})", 422, "not-an-email"},
        {request, R"({"email":"\"a b\"@b.example"})", 422, "not-a-local-part"},
        {request, R"({"email":")" + times(65, "a") + R"(@b.example"})", 422, "not-an-email"},
        {request, R"({"email":")" + times(64, "a") + R"(@b.example"})", 202, ""},
    };
    for (auto const& sent : all) {
        CAPTURE(sent.path);
        CAPTURE(sent.body);
        auto const answer = stage.server.stranger().raw("POST", sent.path, sent.body);
        CHECK(answer.status == sent.status);
        CHECK(answer.body.find(sent.says) != std::string::npos);
    }
    CHECK(stage.sink.all().empty());
}

TEST_CASE("only a session changes what belongs to its person, never a script's token") {
    MailStage stage;
    auto script = stage.admin_script();
    auto stranger = stage.server.stranger();
    for (auto* peer : {&script, &stranger}) {
        int const expected = peer == &script ? 403 : 401;
        CHECK(peer->ask<accounts::SendConfirmation>().status() == expected);
        CHECK(peer->ask<accounts::ChangePassword>({{scene::password}, scene::other_password})
                  .status() == expected);
        CHECK(peer->ask<accounts::ChangeEmail>({"new@example.org", {scene::password}}).status() ==
              expected);
    }
    CHECK(script.ask<accounts::ListLetters>().status() == 200);
    CHECK(script.ask<accounts::InvitePerson>({"b@example.org", ""}).status() == 200);
    CHECK(stranger.ask<accounts::ListLetters>().status() == 401);
    CHECK(stage.sign_in("admin@example.org").status() == 200);
}

}  // namespace
}  // namespace recovery_input_test
