// Who guesses passwords is slowed down and closed out; whose password it is comes in all the same.
#include <doctest/doctest.h>

#include <future>
#include <thread>

#include "server/accounts/proofs/lockout.hpp"
#include "shared/accounts/admin_api.hpp"
#include "shared/accounts/own_api.hpp"
#include "shared/accounts/recovery_api.hpp"
#include "tests/server/app/scene.hpp"
#include "tests/server/http/served.hpp"

namespace guessing_test {
namespace {

using accounts::Lockout;

constexpr char const* wrong = "not the password";
constexpr std::int64_t hour_s = 60 * 60;

struct Tried {
    int status = 0;
    std::string rule;
    std::vector<std::string> cookies;
};

// A server behind a proxy that says from where somebody comes.
struct Gate {
    explicit Gate(double rate_limits = 0)
        : server([&](server::Settings& settings) {
              settings.trusted_proxies = {{"127.0.0.1", 32}};
              settings.rate_limits = rate_limits;
          }) {}

    Tried sign_in(std::string const& email, std::string const& with, std::string const& from,
                  std::string const& cookie = "") const {
        auto more = "X-Forwarded-For: " + from + "\r\n";
        if (!cookie.empty()) more += "Cookie: " + cookie + "\r\n";
        auto const answer = server.stranger().raw(
            "POST", "/api/v1/accounts/sign-in",
            R"({"email":")" + email + R"(","password":")" + with + R"(","cookie":true})", more);
        Tried tried{answer.status, scene::rule_in(answer.body), {}};
        for (auto const& [name, value] : answer.headers)
            if (name == "set-cookie") tried.cookies.push_back(value.substr(0, value.find(';')));
        return tried;
    }
    // The times that somebody has to wait are made longer by so much, that a slow machine does not
    // let them pass meanwhile; or shorter.
    void prolong(std::int64_t seconds) const {
        server.sql("update accounts.failure set waits_until = waits_until + 1000000::bigint * " +
                   std::to_string(seconds) + " where waits_until > at");
    }
    void close_out(std::string const& email, std::string const& from) const {
        for (int i = 0; i < Lockout::free_failures; ++i)
            REQUIRE(sign_in(email, wrong, from).status == 401);
        prolong(hour_s);
        REQUIRE(sign_in(email, wrong, from).rule == "locked-out");
    }
    std::string device_of(std::string const& email, std::string const& before = "") const {
        auto const in = sign_in(email, scene::password, "203.0.113.9", before);
        REQUIRE(in.status == 200);
        for (auto const& cookie : in.cookies)
            if (cookie.find("kontor_device=") != std::string::npos) return cookie;
        FAIL("no cookie of the device");
        return {};
    }

    scene::Server server;
};

std::string network(int number) { return "198.51.100." + std::to_string(number); }

TEST_CASE("who guesses closes the account for their own network only, whether it is there or not") {
    Gate const gate;
    auto const anna = gate.server.registered("anna");
    for (auto const& email : {anna.email, std::string("nobody@example.org")}) {
        CAPTURE(email);
        bool const is_there = email == anna.email;
        gate.close_out(email, network(1));
        CHECK(gate.sign_in(email, scene::password, network(1)).rule == "locked-out");
        // Elsewhere it is open; an eleventh wrong one makes strangers wait for one another.
        auto const elsewhere = gate.sign_in(email, scene::password, network(2));
        CHECK(elsewhere.status == (is_there ? 200 : 401));
        for (int i = 3; i < 14; ++i) gate.sign_in(email, wrong, network(i));
        gate.prolong(hour_s);
        CHECK(gate.sign_in(email, scene::password, network(20)).rule == "too-many-attempts");
        gate.prolong(-hour_s - Lockout::longest_pause_s);
        CHECK(gate.sign_in(email, scene::password, network(20)).status == (is_there ? 200 : 401));
        CHECK(gate.sign_in(email, scene::password, network(1)).rule == "locked-out");
    }
}

TEST_CASE("a browser that was let in before comes in, whatever strangers do") {
    Gate const gate;
    auto const anna = gate.server.registered("anna");
    auto const device = gate.device_of(anna.email);
    // From its own network, and from many others.
    gate.close_out(anna.email, "203.0.113.9");
    CHECK(gate.sign_in(anna.email, wrong, network(1)).status == 401);
    gate.prolong(hour_s);
    CHECK(gate.sign_in(anna.email, scene::password, network(2)).status == 429);
    CHECK(gate.sign_in(anna.email, scene::password, "203.0.113.9").status == 429);
    CHECK(gate.sign_in("Anna@Example.org", scene::password, "203.0.113.9", device).status == 200);
    CHECK(gate.sign_in(anna.email, scene::password, network(3), device).status == 200);

    // What it is wrong about counts for itself, and harms nobody else.
    for (int i = 0; i < Lockout::free_failures; ++i)
        CHECK(gate.sign_in(anna.email, wrong, network(4), device).status == 401);
    gate.prolong(hour_s);
    CHECK(gate.sign_in(anna.email, scene::password, network(5), device).rule == "locked-out");
    gate.prolong(-3 * hour_s);
    CHECK(gate.sign_in(anna.email, scene::password, network(5), device).status == 200);
    CHECK(gate.sign_in(anna.email, scene::password, network(6)).status == 200);
}

TEST_CASE(
    "what strangers guess keeps nobody from their own account, nor what one session does others") {
    Gate const gate;
    auto anna = gate.server.registered("anna");
    auto phone = anna;
    phone.sign_in();
    gate.close_out(anna.email, "127.0.0.1");
    for (int i = 0; i < Lockout::free_failures; ++i)
        CHECK(phone.ask<accounts::BeginSecondFactor>({wrong}).says("wrong-password"));
    gate.prolong(hour_s);
    CHECK(phone.ask<accounts::BeginSecondFactor>({scene::password}).rule() == "locked-out");
    CHECK(anna.ask<accounts::BeginSecondFactor>({wrong}).says("wrong-password"));
    CHECK(anna.ask<accounts::BeginSecondFactor>({scene::password}).status() == 200);
}

TEST_CASE("no word but a device's own makes anybody known") {
    Gate const gate;
    auto const anna = gate.server.registered("anna"), boris = gate.server.registered("boris");
    auto const device = gate.device_of(anna.email), of_boris = gate.device_of(boris.email);
    auto const shared = gate.device_of(boris.email, device);
    gate.close_out(anna.email, network(1));
    auto const tries = [&](std::string const& cookie) {
        return gate.sign_in(anna.email, scene::password, network(1), cookie).status;
    };
    for (std::size_t i = std::string("kontor_device=").size(); i < device.size(); i += 5) {
        auto bent = device;
        bent[i] = bent[i] == 'A' ? 'B' : 'A';
        CHECK(tries(bent) == 429);
    }
    CHECK(tries(of_boris) == 429);
    CHECK(tries("kontor_device=") == 429);
    CHECK(tries("kontor_device=" + std::string(5000, '.')) == 429);
    CHECK(tries(device.substr(0, device.find('.')) + of_boris.substr(of_boris.find('.'))) == 429);
    CHECK(tries(device) == 200);
    // A browser that two people share knows both.
    CHECK(tries(shared) == 200);
    gate.close_out(boris.email, network(1));
    CHECK(gate.sign_in(boris.email, scene::password, network(1), shared).status == 200);
    CHECK(gate.sign_in(boris.email, scene::password, network(1), device).status == 429);
}

TEST_CASE("of many guesses at once no more are judged than of as many in a row") {
    constexpr std::size_t at_once = 25;
    Gate const gate;
    auto const anna = gate.server.registered("anna");
    std::promise<void> begin;
    auto const begun = begin.get_future().share();
    std::vector<int> statuses(at_once);
    std::vector<std::thread> threads;
    for (auto& status : statuses)
        threads.emplace_back([&, begun] {
            begun.wait();
            status = gate.sign_in(anna.email, wrong, network(1)).status;
        });
    begin.set_value();
    for (auto& thread : threads) thread.join();
    auto const judged = std::count(statuses.begin(), statuses.end(), 401);
    CHECK(judged <= Lockout::free_failures);
    CHECK(std::count(statuses.begin(), statuses.end(), 429) ==
          static_cast<std::ptrdiff_t>(at_once) - judged);
}

TEST_CASE("strangers use up none of the attempts of whoever is known") {
    Gate const gate(1);
    auto const anna = gate.server.registered("anna");
    auto const device = gate.device_of(anna.email);
    std::string last;
    for (int i = 0; i < 30; ++i) last = gate.sign_in(anna.email, wrong, network(1)).rule;
    CHECK(last == "too-many-attempts");
    CHECK(gate.sign_in(anna.email, scene::password, network(2), device).status == 200);
    CHECK(gate.sign_in(anna.email, scene::password, network(1), device).status == 200);
}

TEST_CASE("who sets a new password by a letter comes in at once, however strangers guess") {
    Gate gate;
    auto boss = gate.server.administrator("boss");
    auto const anna = gate.server.registered("anna");
    REQUIRE(gate.server.stranger().ask<accounts::RequestReset>({anna.email}).status() == 202);
    accounts::Letter letter;
    REQUIRE(http_test::eventually([&] {
        for (auto const& each : boss.ask<accounts::ListLetters>().value.rows)
            if (each.kind == "reset") letter = each;
        return letter.has_link;
    }));
    auto const seen = boss.ask<accounts::SeeLetterLink>({letter.id, {scene::password}});
    auto const reset = gate.server.stranger().raw(
        "POST", "/api/v1/accounts/reset-password",
        R"({"word":")" + scene::word_in(seen.value.link) + R"(","password":"another good one"})");
    REQUIRE(reset.status == 200);
    auto const cookie = reset.header("set-cookie");
    for (int i = 1; i < 14; ++i) gate.sign_in(anna.email, wrong, network(i));
    gate.prolong(hour_s);
    auto const enters = [&](std::string const& shown) {
        return gate.sign_in(anna.email, "another good one", network(20), shown);
    };
    CHECK(enters("").rule == "too-many-attempts");
    CHECK(enters(cookie.substr(0, cookie.find(';'))).status == 200);
}

}  // namespace
}  // namespace guessing_test
