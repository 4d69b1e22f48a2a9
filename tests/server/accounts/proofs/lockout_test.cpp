// How long who has to wait after how many wrong passwords, by a clock that stands.
#include "server/accounts/proofs/lockout.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <thread>

#include "server/outside.hpp"
#include "tests/support/throwaway.hpp"

namespace lockout_test {
namespace {

using accounts::Guesser;
using accounts::Lockout;

base::Instant const noon{1'795'000'000'000'000};
base::Instant after(std::int64_t s) { return {noon.us + s * 1'000'000}; }

database::PoolOptions pool_options(std::string const& url) {
    database::PoolOptions options;
    options.url = url;
    options.most = 8;
    return options;
}

struct Desk {
    support::Throwaway database{support::Throwaway::Start::migrated};
    database::Pool pool{pool_options(database.url())};
    jobs::Runner runner{pool, {}, support::quiet()};
    mail::Smtp smtp{{}};
    server::InstallationKey key = server::InstallationKey::make();
    mail::Letters letters{{pool, runner, smtp, key, "http://127.0.0.1", support::quiet()}};
    Lockout lockout{pool, runner, letters};

    // "" for a guess that was judged, "locked-out 60" for one that was not.
    std::string guess(Guesser const& guesser, base::Instant now) const {
        auto fault = lockout.bars(guesser, now);
        if (!fault) fault = lockout.failed(guesser, now);
        if (!fault) return "";
        CHECK(fault->status == 429);
        return fault->rule + " " + fault->headers.at(0).second;
    }
};

Guesser from(int number) {
    return accounts::stranger("anna@example.org", "198.51.100." + std::to_string(number));
}

TEST_CASE("an account is closed for longer with each failure, for an hour at most") {
    using accounts::locked_for_s;
    CHECK(locked_for_s(9) == 0);
    CHECK(locked_for_s(10) == 60);
    CHECK(locked_for_s(11) == 120);
    CHECK(locked_for_s(15) == 1'920);
    CHECK(locked_for_s(16) == 3'600);
    CHECK(locked_for_s(1'000'000) == 3'600);
}

TEST_CASE(
    "between guesses of strangers lies a second, then twice that, and half a minute at most") {
    using accounts::paused_for_s;
    std::vector<std::int64_t> pauses;
    for (int failures = 9; failures < 19; ++failures) pauses.push_back(paused_for_s(failures));
    CHECK(pauses == std::vector<std::int64_t>{0, 0, 1, 2, 4, 8, 16, 30, 30, 30});
    CHECK(paused_for_s(1'000'000'000) == Lockout::longest_pause_s);
}

TEST_CASE("who guesses is closed out by the network, and others are not") {
    Desk const desk;
    for (int i = 0; i < Lockout::free_failures; ++i) CHECK(desk.guess(from(1), noon).empty());
    CHECK(desk.guess(from(1), noon) == "locked-out 60");
    CHECK(desk.guess(from(1), after(59)) == "locked-out 1");
    CHECK(desk.guess(from(1), after(60)).empty());
    CHECK(desk.guess(from(1), after(60)) == "locked-out 120");
    // For a stranger of another network there is the pause alone.
    CHECK(desk.guess(from(2), after(60)) == "too-many-attempts 1");
    CHECK(desk.guess(from(2), after(61)).empty());
    auto const six = [](std::string const& rest) {
        return accounts::stranger("boris@example.org", "2001:db8:1:" + rest);
    };
    for (int i = 0; i < Lockout::free_failures; ++i)
        CHECK(desk.guess(six("2::" + std::to_string(i)), noon).empty());
    CHECK(desk.guess(six("2:ffff::1"), noon) == "locked-out 60");
    CHECK_FALSE(desk.lockout.bars(six("3::1"), noon));
}

TEST_CASE("guesses from everywhere wait for one another, and never for more than half a minute") {
    Desk const desk;
    int next = 0;
    for (; next < Lockout::free_failures + 1; ++next) CHECK(desk.guess(from(next), noon).empty());
    std::int64_t passed = 0;
    for (std::int64_t const pause : {1, 2, 4, 8, 16, 30, 30, 30}) {
        CHECK(desk.guess(from(++next), after(passed)) ==
              "too-many-attempts " + std::to_string(pause));
        passed += pause;
        CHECK(desk.guess(from(++next), after(passed)).empty());
    }
    // Those who are known do not wait for strangers, nor strangers for them.
    auto const device = accounts::known_device("anna@example.org", "d", "198.51.100.1");
    auto const session = accounts::open_session("anna@example.org", {1, 2}, "198.51.100.1");
    for (auto const& known : {device, session}) {
        for (int i = 0; i < Lockout::free_failures; ++i)
            CHECK(desk.guess(known, after(passed)).empty());
        CHECK(desk.guess(known, after(passed)) == "locked-out 60");
    }
    CHECK(desk.guess(from(++next), after(passed)) == "too-many-attempts 30");
    CHECK_FALSE(desk.lockout.bars(from(next), after(passed + 30)));
    CHECK_FALSE(desk.lockout.bars(
        accounts::known_device("anna@example.org", "another", "198.51.100.1"), after(passed)));

    // A stranger who turns out to know the password is none: it begins anew.
    desk.lockout.succeeded(from(next));
    CHECK(desk.guess(from(++next), after(passed)).empty());
    CHECK(desk.guess(from(++next), after(passed)).empty());
    CHECK(desk.guess(device, after(passed)) == "locked-out 60");
    desk.lockout.succeeded(device);
    CHECK(desk.guess(device, after(passed)).empty());
}

TEST_CASE("a day without a failure forgets all of them") {
    Desk const desk;
    for (int i = 0; i < Lockout::free_failures; ++i) desk.guess(from(1), noon);
    auto const later = after(Lockout::remembered_s + 1);
    for (int i = 0; i < Lockout::free_failures; ++i) CHECK(desk.guess(from(1), later).empty());
    CHECK(desk.guess(from(1), later) == "locked-out 60");
}

TEST_CASE("of many guesses at once as many are judged as of those in a row") {
    bool spread = false;
    SUBCASE("from one network") {}
    SUBCASE("from as many networks") { spread = true; }
    Desk const desk;
    std::atomic<int> judged = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 25; ++i)
        threads.emplace_back([&, i] {
            // As those do that were let through before any was found wrong.
            judged += !desk.lockout.failed(from(spread ? i : 1), noon);
        });
    for (auto& thread : threads) thread.join();
    CHECK(judged == Lockout::free_failures + (spread ? 1 : 0));
    CHECK(desk.guess(from(1), noon) != "");
}

}  // namespace
}  // namespace lockout_test
