// How what is there for everybody is shared out, and how long somebody slow is waited for.
#include "server/http/shares.hpp"

#include <doctest/doctest.h>

#include "server/http/progress.hpp"
#include "server/http/turns.hpp"

namespace shares_test {
namespace {

using http::Progress;
using http::Shares;
using std::chrono::milliseconds;
using std::chrono::seconds;

TEST_CASE("one takes its share and no more, and leaves the rest to the others") {
    Shares const shares({100, 40});
    auto greedy = shares.of("a");
    CHECK(greedy.grow(30));
    CHECK_FALSE(greedy.grow(11));
    CHECK(greedy.grow(10));
    CHECK_FALSE(shares.of("a").grow(1));
    auto other = shares.of("b");
    CHECK(other.grow(40));
    CHECK(other.grow(0));
    auto third = shares.of("c");
    CHECK_FALSE(third.grow(21));
    CHECK(third.grow(20));
    CHECK(shares.taken() == 100);
    CHECK_FALSE(shares.of("").grow(1));
    greedy.give_back();
    CHECK(shares.taken() == 60);
    auto nobody = shares.of("");  // only the whole counts for it
    CHECK(nobody.grow(40));
}

TEST_CASE("a share is given back once, by whoever has it last") {
    Shares::Share outlives;
    {
        Shares const shares({10, 5});
        {
            auto first = shares.of("a");
            CHECK(first.grow(5));
            auto second = std::move(first);
            CHECK(shares.taken() == 5);
            CHECK(second.taken() == 5);
            second = shares.of("a");
            CHECK(shares.taken() == 0);
            CHECK(second.grow(5));
        }
        CHECK(shares.taken() == 0);
        outlives = shares.of("a");
        CHECK(outlives.grow(1));
    }
    CHECK(outlives.grow(4));
    CHECK_FALSE(outlives.grow(1));
    CHECK_FALSE(Shares::Share().grow(1));
    Shares const none({10, 5});
    CHECK_FALSE(none.of("a").grow(UINT64_MAX));
}

TEST_CASE("who brings much work is served in turns with the others, and takes not all places") {
    http::Turns<int> turns({7, 3});
    for (int const job : {1, 2, 3}) CHECK(turns.add("a", int{job}));
    CHECK_FALSE(turns.add("a", 4));
    CHECK(turns.add("b", 10));
    CHECK(turns.add("b", 11));
    CHECK(turns.add("", 20));
    CHECK(turns.add("", 21));
    CHECK_FALSE(turns.add("c", 30));
    CHECK(turns.size() == 7);
    CHECK(turns.next() == 1);
    CHECK(turns.next() == 10);
    CHECK(turns.next() == 20);
    CHECK(turns.add("a", 5));
    CHECK(turns.take_all() == std::vector<int>{2, 11, 21, 3, 5});
    CHECK(turns.empty());
    CHECK(turns.add("b", 12));
    CHECK(turns.next() == 12);
}

struct Line {
    Progress progress;
    Progress::Clock::time_point now{};
    Progress::Least least{};

    // Whether it is given up within so long, while so much comes in every second.
    bool gives_up(seconds duration, std::size_t bytes_per_s) {
        for (seconds passed{0}; passed < duration; ++passed) {
            now += seconds(1);
            progress.arrived(bytes_per_s);
            if (progress.is_too_slow(least, now)) return true;
        }
        return false;
    }
};

TEST_CASE("a phone at 20 kbit/s sends a megabyte, and a picture of four, and is waited for") {
    Line phone;
    phone.progress.begin(phone.now);
    CHECK_FALSE(phone.gives_up(seconds(4 * 1024 * 1024 / 2500 + 1), 2500));
    // Also through a tunnel, for as long as most of a window.
    CHECK_FALSE(phone.gives_up(seconds(15), 0));
    CHECK_FALSE(phone.gives_up(seconds(60), 2500));
}

TEST_CASE("who declares and is silent, or sends a byte now and then, is given up after a window") {
    Line silent;
    silent.progress.begin(silent.now);
    CHECK_FALSE(silent.gives_up(seconds(19), 0));
    CHECK(silent.gives_up(seconds(2), 0));
    Line trickle;
    trickle.progress.begin(trickle.now);
    CHECK(trickle.gives_up(seconds(25), 100));
    // What came before does not count for ever.
    Line lazy;
    lazy.progress.begin(lazy.now);
    lazy.progress.arrived(1'000'000);
    CHECK(lazy.gives_up(seconds(45), 0));
}

}  // namespace
}  // namespace shares_test
