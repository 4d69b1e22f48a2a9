// Staying in: one refresh token in many hands of its owner's at once, and the cookie that keeps it.
#include <doctest/doctest.h>

#include <future>
#include <map>
#include <set>
#include <thread>

#include "server/accounts/entry/refresh_cookie.hpp"
#include "tests/server/app/mail_stage.hpp"

namespace refresh_test {
namespace {

using accounts::Refresh;
using accounts::SignIn;

// Two tabs, or a client whose answers are lost; on two servers, as a balancer would have it.
TEST_CASE("one refresh token shown by many at once has one successor, and ends no session") {
    constexpr std::size_t tabs = 8;
    scene::Server one([](server::Settings& settings) { settings.workers = 8; });
    scene::Server other(one.database());
    auto anna = one.registered("anna");
    auto const session = anna.session;
    for (int round = 0; round < 8; ++round) {
        CAPTURE(round);
        std::promise<void> begin;
        auto const begun = begin.get_future().share();
        std::vector<scene::Answered<Refresh::Response>> answers(tabs);
        std::vector<std::thread> threads;
        for (std::size_t i = 0; i < tabs; ++i)
            threads.emplace_back([&, i, begun, token = anna.refresh_token] {
                auto tab = (i % 4 == 3 ? other : one).stranger();
                begun.wait();
                answers[i] = tab.ask<Refresh>({token});
            });
        begin.set_value();
        for (auto& thread : threads) thread.join();
        std::set<std::string> successors;
        for (auto const& answer : answers) {
            REQUIRE_MESSAGE(answer.status() == 200, answer.raw.body);
            CHECK(answer.value.session == session);
            successors.insert(answer.value.refresh_token);
            // Each got an access token that works.
            auto tab = anna;
            tab.keep(answer.value);
            CHECK(tab.ask<accounts::Me>().status() == 200);
        }
        CHECK(successors.size() == 1);
        CHECK(*successors.begin() != anna.refresh_token);
        anna.keep(answers[0].value);  // what the next round shows
    }
    auto const last = anna.ask<Refresh>({anna.refresh_token});
    REQUIRE(last.status() == 200);
    anna.keep(last.value);
    CHECK(anna.ask<accounts::Me>().status() == 200);
    CHECK(one.sql("select 1 from accounts.session where id = '" + base::to_text(session) + "'")
              .size() == 1);
}

TEST_CASE("of a token that two hold its owner hears by one letter, however often it is shown") {
    scene::MailStage stage;
    auto boris = stage.member("boris");
    REQUIRE(
        boris.send(accounts::ChooseSettings{boris.person, "en", accounts::Theme::dark}).outcome ==
        world::Outcome::accepted);
    auto const show = [&](std::string const& token) {
        return stage.server.stranger().ask<Refresh>({token});
    };
    auto const letters = [&] {
        return stage.sql("select 1 from server.letter where kind = 'session-copied'").size();
    };
    auto const before = stage.sink.count_to(boris.email);
    auto const second = show(boris.refresh_token), repeated = show(boris.refresh_token);
    REQUIRE(second.status() == 200);
    CHECK(repeated.value.refresh_token == second.value.refresh_token);
    REQUIRE(show(second.value.refresh_token).status() == 200);
    CHECK(letters() == 0);

    SUBCASE("in their own language") {
        std::vector<std::future<int>> thieves;
        for (int i = 0; i < 4; ++i)
            thieves.push_back(
                std::async(std::launch::async, [&] { return show(boris.refresh_token).status(); }));
        for (auto& thief : thieves) CHECK(thief.get() == 401);
        auto const letter = stage.sink.next_to(boris.email, before);
        CHECK(letter.text().find("One of your sessions was ended") != std::string::npos);
        CHECK(show(boris.refresh_token).rule() == "session-ended");
        CHECK(letters() == 1);
        CHECK(stage.was_audited("token-reused"));
        CHECK(stage.administrator.ask<accounts::ListLetters>().says("session-copied"));
    }
    SUBCASE("but not who may not come in any more") {
        // By hand, which ends no sessions.
        stage.sql("update accounts.person set blocked = true where id = '" +
                  base::to_text(boris.person) + "'");
        CHECK(show(boris.refresh_token).rule() == "session-ended");
        CHECK(stage.was_audited("token-reused"));
        CHECK(letters() == 0);
    }
}

// A browser has one cookie for all its tabs, and each of them knows whom it shows.
TEST_CASE("a token is not renewed for whoever expects another person's, and is still good then") {
    scene::Server const server;
    auto const anna = server.registered("anna");
    auto boris = server.registered("boris");
    auto const asked = boris.ask<Refresh>({boris.refresh_token, anna.person});
    CHECK(asked.status() == 409);
    CHECK(asked.rule() == "another-person");
    CHECK_FALSE(asked.says(boris.refresh_token));
    auto const in = boris.ask<SignIn>({boris.email, scene::password, "browser", true});
    auto const cookie = in.raw.header("set-cookie");
    auto const by_cookie = [&](base::Id<accounts::Person> expected) {
        return boris.raw("POST", "/api/v1/accounts/refresh",
                         R"({"person":")" + base::to_text(expected) + R"("})",
                         "Cookie: " + cookie.substr(0, cookie.find(';')) + "\r\n");
    };
    auto const refused = by_cookie(anna.person);
    CHECK(refused.status == 409);
    CHECK(refused.header("set-cookie").empty());
    CHECK(by_cookie(boris.person).status == 200);
    // Nothing was used up, and nobody was taken for a thief.
    auto const renewed = boris.ask<Refresh>({boris.refresh_token, boris.person});
    REQUIRE(renewed.status() == 200);
    CHECK(renewed.value.session == boris.session);
    CHECK(boris.ask<accounts::Me>().status() == 200);
}

TEST_CASE("a browser gets its person's key with each token, the same each time; scripts get none") {
    scene::Server const server;
    auto anna = server.registered("anna");
    auto const boris = server.registered("boris");
    auto const in = [&](scene::Peer const& peer, bool browser) {
        auto const came = server.stranger().ask<SignIn>({peer.email, scene::password, "", browser});
        REQUIRE(came.status() == 200);
        return came;
    };
    auto const first = in(anna, true);
    CHECK(first.value.browser_key.size() == 43);
    CHECK(in(anna, true).value.browser_key == first.value.browser_key);
    CHECK(in(boris, true).value.browser_key != first.value.browser_key);
    CHECK(in(anna, false).value.browser_key.empty());
    auto const cookie = first.raw.header("set-cookie");
    auto const renewed =
        server.stranger().raw("POST", "/api/v1/accounts/refresh", "{}",
                              "Cookie: " + cookie.substr(0, cookie.find(';')) + "\r\n");
    CHECK(renewed.body.find(first.value.browser_key) != std::string::npos);
    CHECK(anna.ask<Refresh>({anna.refresh_token}).value.browser_key.empty());
}

// "Path=/x; Secure; " and so on, sorted; without the value and without its age, which differ.
std::string attributes_of(std::string const& cookie) {
    std::set<std::string> attributes;
    auto begin = cookie.find(';');
    while (begin != std::string::npos) {
        auto const end = cookie.find(';', begin + 1);
        auto const first = cookie.find_first_not_of(' ', begin + 1);
        auto const attribute = cookie.substr(first, end == std::string::npos ? end : end - first);
        if (attribute.rfind("Max-Age=", 0) != 0) attributes.insert(attribute);
        begin = end;
    }
    std::string all;
    for (auto const& attribute : attributes) all += attribute + "; ";
    return all;
}

TEST_CASE("behind https the cookie travels encrypted only, also when it is taken back") {
    scene::Server const server(
        [](server::Settings& settings) { settings.public_url = "https://kontor.example.org"; });
    auto const anna = server.registered("anna");
    auto browser = server.stranger();
    auto const in = browser.ask<SignIn>({anna.email, scene::password, "browser", true});
    REQUIRE(in.status() == 200);
    CHECK(in.value.refresh_token.empty());
    // Only a cookie of this host itself, set by https, may have that name.
    std::string const name = "__Host-kontor_refresh=";
    std::string const narrow = "HttpOnly; Path=/; SameSite=Strict; Secure; ";
    CHECK(in.raw.header("strict-transport-security") == "max-age=31536000");
    auto const cookie = in.raw.header("set-cookie");
    CHECK(cookie.rfind(name, 0) == 0);
    CHECK(attributes_of(cookie) == narrow);
    auto const pair = cookie.substr(0, cookie.find(';'));
    CHECK(pair.size() > name.size());

    auto const renewed =
        browser.raw("POST", "/api/v1/accounts/refresh", "{}", "Cookie: " + pair + "\r\n");
    REQUIRE(renewed.status == 200);
    CHECK(renewed.header("set-cookie").rfind(name, 0) == 0);
    CHECK(attributes_of(renewed.header("set-cookie")) == narrow);
    // Without the prefix anybody below the same domain may have set it.
    auto const tossed =
        browser.raw("POST", "/api/v1/accounts/refresh", "{}", "Cookie: " + pair.substr(7) + "\r\n");
    CHECK(tossed.status == 401);
    CHECK(scene::rule_in(tossed.body) == "signed-out");

    // Browsers take back only what has the same name and path, and Secure is not undone without it.
    browser.keep(in.value);
    auto const out = browser.ask<accounts::SignOut>();
    REQUIRE(out.status() == 200);
    auto const ended = out.raw.header("set-cookie");
    CHECK(ended.rfind(name + ";", 0) == 0);
    CHECK(ended.find("; Max-Age=0;") != std::string::npos);
    CHECK(attributes_of(ended) == narrow);
}

std::vector<std::string> cookies_of(http_test::Answer const& answer) {
    std::vector<std::string> cookies;
    for (auto const& [name, value] : answer.headers)
        if (name == "set-cookie") cookies.push_back(value);
    return cookies;
}

// A neighbour on the host, or on one beside it, tosses a cookie of the same name into the browser:
// a page that is reloaded must not become somebody else's.
TEST_CASE("of two refresh cookies none counts, and both are taken back") {
    scene::Server const server;
    auto const anna = server.registered("anna");
    auto const eve = server.registered("eve");
    auto browser = server.stranger();
    auto const asked = [&](std::string const& cookies, std::string const& more = "") {
        return browser.raw("POST", "/api/v1/accounts/refresh", "{}",
                           "Cookie: " + cookies + "\r\n" + more);
    };
    auto const mine = "kontor_refresh=" + anna.refresh_token;
    for (auto const& tossed :
         {"kontor_refresh=" + eve.refresh_token, std::string("kontor_refresh="),
          std::string("kontor_refresh=x"), mine})
        for (auto const& both :
             {tossed + "; " + mine, mine + ";" + tossed, mine + "; a=b; " + tossed}) {
            auto const refused = asked(both);
            CHECK(refused.status == 401);
            CHECK(scene::rule_in(refused.body) == "refresh-cookie-doubled");
            CHECK(refused.body.find("\"access_token\"") == std::string::npos);
            std::set<std::string> paths;
            for (auto const& cookie : cookies_of(refused)) {
                CHECK(cookie.rfind("kontor_refresh=; Max-Age=0; Path=", 0) == 0);
                CHECK(cookie.find("Domain") == std::string::npos);  // "localhost" has none
                paths.insert(cookie.substr(33, cookie.find(';', 33) - 33));
            }
            CHECK(paths == std::set<std::string>{"/", "/api", "/api/", "/api/v1", "/api/v1/",
                                                 "/api/v1/accounts", "/api/v1/accounts/",
                                                 "/api/v1/accounts/refresh"});
        }
    // Names that only look like it are others' cookies; and nobody's session has ended by all this.
    CHECK(asked("xkontor_refresh=1; kontor_refresh2=2; KONTOR_REFRESH=3; " + mine).status == 200);
    CHECK(asked("kontor_refresh=" + eve.refresh_token).status == 200);
    // In two lines there is no telling at all, whoever they name.
    auto const lines = asked("a=b", "Cookie: c=d\r\n");
    CHECK(lines.status == 400);
    CHECK(scene::rule_in(lines.body) == "cookie-doubled");
}

TEST_CASE("tossed cookies are taken back by every domain that may have set them") {
    auto const taken_back = [](std::string const& host) {
        http::Request request;
        request.host = host;
        request.path = accounts::Refresh::path;
        std::map<std::string, std::size_t> domains;
        for (auto const& cookie : accounts::no_refresh_cookies(request, false)) {
            auto const begin = cookie.find("Domain=");
            auto const end = cookie.find(';', std::min(begin, cookie.size() - 1));
            ++domains[begin == cookie.npos ? "" : cookie.substr(begin + 7, end - begin - 7)];
        }
        return domains;
    };
    using Domains = std::map<std::string, std::size_t>;
    CHECK(taken_back("kontor.corp.example:8080") ==
          Domains{{"", 8}, {"kontor.corp.example", 8}, {"corp.example", 8}});
    for (auto const* host : {"127.0.0.1:8080", "[::1]", "localhost", "kontor", ""})
        CHECK_MESSAGE((taken_back(host) == Domains{{"", 8}}), host);
}

}  // namespace
}  // namespace refresh_test
