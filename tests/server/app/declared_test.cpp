// Large bodies are for whoever may send them, and what strangers declare keeps nobody waiting.
#include <doctest/doctest.h>

#include <cstdio>
#include <list>

#include "server/http/body_limit.hpp"
#include "shared/accounts/bytes_api.hpp"
#include "tests/server/app/scene.hpp"
#include "tests/server/pictures.hpp"

namespace declared_test {
namespace {

struct Stage {
    support::TemporaryFolder folder;
    scene::Server::Change const change = [this](server::Settings& settings) {
        settings.data = folder.path() / "data";
        settings.picture_program = KONTOR_PICTURE;
    };
    scene::Server server{change};
};

std::string large_picture() {
    auto jpeg = pictures::made("jpeg", 300, 200);
    while (jpeg.size() < 2'000'000)
        jpeg = pictures::with_segment(jpeg, 0xFE, std::string(60'000, 'x'));
    return jpeg;
}

http_test::Answer put(scene::Peer& peer, std::string const& bytes) {
    return peer.raw("PUT", "/api/v1/me/avatar", bytes, "Content-Type: image/jpeg\r\n");
}

std::string head_of(std::string const& request_line, std::size_t bytes,
                    std::string const& more_headers = "") {
    return request_line + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" +
           more_headers + "Content-Length: " + std::to_string(bytes) + "\r\n\r\n";
}

TEST_CASE("people sign in, renew, post and follow beside hundreds who declare all they may") {
    scene::Server server;
    scene::Talk talk(server);
    std::list<http_test::Client> silent;
    for (int i = 0; i < 300; ++i) {
        silent.emplace_back(server.port());
        silent.back().send(i % 3 == 0
                               ? head_of("PUT /api/v1/me/avatar", accounts::most_picture_bytes)
                           : i % 3 == 1 ? head_of("POST /api/v1/accounts/sign-in", 64 * 1024) + "{"
                                        : head_of("POST /api/v1/messaging/commands", 1024 * 1024,
                                                  "Authorization: Bearer a.b.c\r\n"));
    }
    talk.anna.sign_in();
    auto const renewed = talk.boris.ask<accounts::Refresh>({talk.boris.refresh_token});
    REQUIRE(renewed.status() == 200);
    talk.boris.keep(renewed.value);
    auto const since = talk.boris.news().since;
    CHECK(talk.anna.send(talk.post("здесь тихо")).outcome == world::Outcome::accepted);
    CHECK_FALSE(scene::told<messaging::Domain>(talk.boris.news(since, 25)).spaces.empty());
}

TEST_CASE("a stranger's large body is refused before it comes, and so is a guess at a token") {
    scene::Server server;
    auto const anna = server.registered("anna");
    auto const refused = [&](std::string const& line, std::size_t bytes,
                             std::string const& authorization, int status,
                             std::string const& rule) {
        CAPTURE(line);
        CAPTURE(authorization);
        auto const more =
            authorization.empty() ? "" : "Authorization: Bearer " + authorization + "\r\n";
        http_test::Client client(server.port());
        auto const answer = client.ask(head_of(line, bytes, more));
        REQUIRE(answer);
        CHECK(answer->status == status);
        CHECK(scene::rule_in(answer->body) == rule);
        CHECK(answer->header("www-authenticate") == (status == 401 ? "Bearer" : ""));
        CHECK(client.at_end());
    };
    std::string const avatar = "PUT /api/v1/me/avatar";
    std::size_t const large = accounts::most_picture_bytes;
    refused(avatar, large, "", 401, "signed-out");
    refused(avatar, large, "a.b.c", 401, "token-invalid");
    refused(avatar, large, anna.token + "x", 401, "token-invalid");
    refused(avatar, large, "kontor_nobody", 401, "token-invalid");
    refused(avatar, large + 1, anna.token, 413, "body-too-large");
    refused("POST /api/v1/messaging/commands", 64 * 1024 + 1, "", 401, "signed-out");
    refused("POST /api/v1/messaging/commands", 1024 * 1024 + 1, anna.token, 413, "body-too-large");
    refused("POST /api/v1/accounts/sign-in", 64 * 1024 + 1, "", 413, "body-too-large");
    refused("POST /api/v1/accounts/sign-in", 64 * 1024 + 1, anna.token, 413, "body-too-large");
    refused("POST /api/v1/nowhere", 64 * 1024 + 1, anna.token, 413, "body-too-large");
    refused("PATCH /api/v1/me/avatar", 64 * 1024 + 1, anna.token, 413, "body-too-large");
}

TEST_CASE("a body in chunks is taken up to what its route takes, from whoever may send it") {
    Stage stage;
    auto const anna = stage.server.registered("anna");
    auto const asked = [&](std::string const& line, std::string const& fields,
                           std::string const& body) {
        http_test::Client client(stage.server.port());
        client.send(line + " HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n" +
                    fields + "\r\n");
        for (std::size_t at = 0; at < body.size(); at += 60'000) {
            auto const part = body.substr(at, 60'000);
            char size[20];
            std::snprintf(size, sizeof size, "%zx\r\n", part.size());
            if (!client.send(size + part + "\r\n")) break;
        }
        client.send("0\r\n\r\n");
        auto const answer = client.receive();
        REQUIRE(answer);
        return std::to_string(answer->status) + " " +
               (answer->status == 200 ? "" : scene::rule_in(answer->body));
    };
    auto const sign_in = [&](std::size_t padding) {
        return asked("POST /api/v1/accounts/sign-in", "Content-Type: application/json\r\n",
                     R"({"email":"anna@example.org","device":"test","password":")" +
                         std::string(scene::password) + "\"}" + std::string(padding, ' '));
    };
    CHECK(sign_in(0) == "200 ");
    auto const most = http::body_limit_of(base::type_of<accounts::SignIn::Request>());
    CHECK(sign_in(most) == "413 body-too-large");
    CHECK(sign_in(100'000) == "413 body-too-large");
    auto const put_picture = [&](std::string const& token, std::size_t at_least) {
        auto picture = large_picture();
        picture.resize(std::max(at_least, picture.size()));
        return asked("PUT /api/v1/me/avatar",
                     "Content-Type: image/jpeg\r\nAuthorization: Bearer " + token + "\r\n",
                     picture);
    };
    CHECK(put_picture(anna.token, 0) == "200 ");
    CHECK(put_picture(anna.token + "x", 0) == "401 token-invalid");
    CHECK(put_picture(anna.token, accounts::most_picture_bytes + 1) == "413 body-too-large");
}

TEST_CASE("a body that has to be unpacked is refused, a large one before it comes") {
    scene::Server server;
    auto const anna = server.registered("anna");
    auto const sent = [&](std::string const& line, std::size_t declared,
                          std::string const& encoding, std::string const& body) {
        http_test::Client client(server.port());
        auto const answer = client.ask(head_of(line, declared,
                                               "Authorization: Bearer " + anna.token +
                                                   "\r\nContent-Encoding: " + encoding + "\r\n") +
                                       body);
        REQUIRE(answer);
        return *answer;
    };
    auto const is_refused = [](http_test::Answer const& answer) {
        return answer.status == 415 && answer.header("accept-encoding") == "identity" &&
               scene::rule_in(answer.body) == "content-encoding-unknown";
    };
    std::string const sign_out = "POST /api/v1/accounts/sign-out";
    CHECK(is_refused(sent("PUT /api/v1/me/avatar", 100'000, "gzip", "")));
    CHECK(is_refused(sent(sign_out, 2, "br", "{}")));
    CHECK(sent(sign_out, 2, "identity", "{}").status == 200);
}

TEST_CASE("a large body comes from a session that this server has not seen yet") {
    Stage stage;
    auto const anna = stage.server.registered("anna");
    scene::Server other(stage.server.database(), stage.change);
    scene::Peer there(other.port());
    there.token = anna.token;
    CHECK(put(there, large_picture()).status == 200);
}

TEST_CASE("a large body comes from a script, by its first request, if it may write") {
    Stage stage;
    auto anna = stage.server.registered("anna");
    auto const script = [&](accounts::Scope scope) {
        auto const made =
            anna.ask<accounts::CreateToken>({"pictures", scope, 1, {scene::password}});
        REQUIRE_MESSAGE(made.status() == 200, made.raw.body);
        auto peer = anna;
        peer.token = made.value.token;
        return peer;
    };
    auto writes = script(accounts::Scope::write);
    CHECK(put(writes, large_picture()).status == 200);
    auto reads = script(accounts::Scope::read);
    auto const refused = put(reads, large_picture());
    CHECK(refused.status == 403);
    CHECK(scene::rule_in(refused.body) == "scope-too-small");
}

TEST_CASE("a large body of a session that has ended is told so") {
    scene::Server server;
    auto anna = server.registered("anna");
    REQUIRE(anna.ask<accounts::SignOut>().status() == 200);
    auto const refused = put(anna, std::string(200'000, 'x'));
    CHECK(refused.status == 401);
    CHECK(scene::rule_in(refused.body) == "session-ended");
}

}  // namespace
}  // namespace declared_test
