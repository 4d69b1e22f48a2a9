// Staying in: one refresh token in many hands of its owner's at once, and the cookie that keeps it.
#include <doctest/doctest.h>

#include <future>
#include <set>
#include <thread>

#include "tests/server/app/scene.hpp"

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
    std::string const narrow = "HttpOnly; Path=/api/v1/accounts; SameSite=Strict; Secure; ";
    auto const cookie = in.raw.header("set-cookie");
    CHECK(cookie.rfind("kontor_refresh=", 0) == 0);
    CHECK(attributes_of(cookie) == narrow);
    auto const pair = cookie.substr(0, cookie.find(';'));
    CHECK(pair.size() > std::string("kontor_refresh=").size());

    auto const renewed =
        browser.raw("POST", "/api/v1/accounts/refresh", "{}", "Cookie: " + pair + "\r\n");
    REQUIRE(renewed.status == 200);
    CHECK(renewed.header("set-cookie").rfind("kontor_refresh=", 0) == 0);
    CHECK(attributes_of(renewed.header("set-cookie")) == narrow);

    // Browsers take back only what has the same name and path, and Secure is not undone without it.
    browser.keep(in.value);
    auto const out = browser.ask<accounts::SignOut>();
    REQUIRE(out.status() == 200);
    auto const ended = out.raw.header("set-cookie");
    CHECK(ended.rfind("kontor_refresh=;", 0) == 0);
    CHECK(ended.find("; Max-Age=0;") != std::string::npos);
    CHECK(attributes_of(ended) == narrow);
}

}  // namespace
