#include "server/accounts/proofs/passwords.hpp"

#include <doctest/doctest.h>
#include <time.h>

#include <atomic>
#include <future>
#include <mutex>
#include <thread>

namespace passwords_test {
namespace {

using accounts::Passwords;

TEST_CASE("a password's hash knows its password and no other") {
    auto const hash = accounts::hash_password("correct horse");
    CHECK(hash.rfind("$argon2id$v=19$m=19456,t=2,p=1$", 0) == 0);
    CHECK(accounts::is_password("correct horse", hash));
    CHECK_FALSE(accounts::is_password("correct horse ", hash));
    CHECK_FALSE(accounts::is_password("", hash));
    CHECK(accounts::hash_password("correct horse") != hash);
}

TEST_CASE("hashes are computed and checked on threads of their own; nobody is never right") {
    Passwords passwords({1, 8});
    std::promise<std::string> hashed;
    CHECK(passwords.hash("слово и дело", [&](std::string hash) { hashed.set_value(hash); }));
    auto const hash = hashed.get_future().get();
    auto const verified = [&](std::string const& password, std::string const& of) {
        std::promise<bool> right;
        CHECK(passwords.verify(password, of, [&](bool is) { right.set_value(is); }));
        return right.get_future().get();
    };
    CHECK(verified("слово и дело", hash));
    CHECK_FALSE(verified("слово", hash));
    CHECK_FALSE(verified("слово", ""));
}

// What the whole process has worked, however long that took.
double worked_s() {
    timespec time{};
    REQUIRE(clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time) == 0);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

TEST_CASE("an unknown person's password costs as much work as a known one's") {
    Passwords passwords({1, 8});
    auto const known = accounts::hash_password("correct horse");
    auto const work_for = [&](std::string const& hash, int times) {
        auto const before = worked_s();
        for (int i = 0; i < times; ++i) {
            std::promise<bool> right;
            REQUIRE(
                passwords.verify("not the password", hash, [&](bool is) { right.set_value(is); }));
            CHECK_FALSE(right.get_future().get());
        }
        return worked_s() - before;
    };
    work_for(known, 1);
    work_for("", 1);  // both have had their memory by now
    double for_known = 0, for_unknown = 0;
    for (int i = 0; i < 4; ++i) {
        for_known += work_for(known, 2);
        for_unknown += work_for("", 2);
    }
    INFO(for_known << " s and " << for_unknown << " s");
    REQUIRE(for_known > 0);
    CHECK(for_unknown / for_known > 0.5);
    CHECK(for_unknown / for_known < 2);
}

TEST_CASE("whoever asks for many hashes at once holds up nobody else") {
    std::mutex mutex;
    std::string served;
    std::promise<void> begun, go_on, ended;
    auto const gate = go_on.get_future().share();
    Passwords passwords({1, 16});
    REQUIRE(passwords.verify("a", "", [&, gate](bool) {
        begun.set_value();
        gate.wait();
    }));
    begun.get_future().wait();
    auto const ask = [&](std::string const& address) {
        auto const done = [&, address](bool) {
            std::lock_guard const lock(mutex);
            served += address;
            if (served.size() == 7) ended.set_value();
        };
        return passwords.verify("a", "", done, address);
    };
    for (int i = 0; i < 4; ++i) CHECK(ask("x"));
    CHECK_FALSE(ask("x"));  // a quarter of the places is enough for one
    CHECK(ask("y"));
    CHECK(ask("z"));
    CHECK(ask("y"));
    CHECK(passwords.waiting() == 7);
    go_on.set_value();
    ended.get_future().wait();
    passwords.stop();
    CHECK(served == "xyzxyxx");
}

TEST_CASE("of IPv6 whoever has a network is one, in whatever address of it they come") {
    std::promise<void> begun, go_on;
    auto const gate = go_on.get_future().share();
    Passwords passwords({1, 8});
    REQUIRE(passwords.verify("a", "", [&, gate](bool) {
        begun.set_value();
        gate.wait();
    }));
    begun.get_future().wait();
    auto const ask = [&](std::string const& address) {
        return passwords.verify(
            "a", "", [](bool) {}, address);
    };
    CHECK(ask("2001:db8::1"));
    CHECK(ask("2001:db8::2"));
    CHECK_FALSE(ask("2001:db8::3"));
    CHECK(ask("2001:db8:0:1::1"));
    CHECK(ask("192.0.2.1"));
    go_on.set_value();
}

TEST_CASE("what waits for a hash is bounded, and given up at the end") {
    std::atomic<int> done = 0;
    std::promise<void> begun, go_on;
    auto const gate = go_on.get_future().share();
    Passwords passwords({1, 2});
    CHECK(passwords.verify("a", "", [&, gate](bool) {
        begun.set_value();
        gate.wait();
        ++done;
    }));
    begun.get_future().wait();
    auto const add = [&] { return passwords.verify("a", "", [&](bool) { ++done; }); };
    CHECK(add());
    CHECK(add());
    CHECK_FALSE(add());
    std::thread stopping([&] { passwords.stop(); });
    while (add()) std::this_thread::yield();  // until it says no because it is stopping
    go_on.set_value();
    stopping.join();
    CHECK_FALSE(add());
    CHECK(done >= 1);
}

}  // namespace
}  // namespace passwords_test
