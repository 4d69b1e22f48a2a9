// What is unread, counted from the channel's row and one mark.
#include "shared/messaging/runs.hpp"

#include <doctest/doctest.h>

#include <map>
#include <random>

#include "tests/shared/samples.hpp"

namespace runs_test {
namespace {

using namespace messaging;
using Person = base::Id<accounts::Person>;

Person const anna{samples::id(1)}, boris{samples::id(2)}, vera{samples::id(3)};

Channel written_by(std::vector<Person> const& authors) {
    Channel channel;
    for (auto const& author : authors) add_message(channel, author);
    return channel;
}

}  // namespace

TEST_CASE("unread is what others wrote above the mark and is still there") {
    auto const seven = written_by({boris, boris, boris, vera, vera, vera, vera});
    CHECK(seven.last_number == 7);
    CHECK(seven.runs == std::vector<Run>{{1, boris}, {4, vera}});
    CHECK(unread(seven, 0, anna) == 7);
    CHECK(unread(seven, 0, boris) == 4);
    CHECK(unread(seven, 5, anna) == 2);
    CHECK(unread(seven, 7, anna) == 0);
    CHECK(unread(seven, 5, vera) == 0);
    auto erased = seven;
    erase_messages(erased, {4, 5, 6, 7});
    CHECK(unread(erased, 0, anna) == 3);
    CHECK(unread(erased, 3, anna) == 0);
    auto last = seven;
    erase_messages(last, {7});
    CHECK(unread(last, 6, anna) == 0);
    CHECK(unread(Channel{}, 0, anna) == 0);
}

TEST_CASE("holes and own messages between the mark and the end are not counted") {
    Channel channel;
    for (int number = 1; number <= 25; ++number) add_message(channel, number == 15 ? anna : boris);
    erase_messages(channel, {20, 12});
    CHECK(unread(channel, 10, anna) == 12);
    erase_messages(channel, {12, 20});  // once more, as when a deletion is begun anew
    CHECK(unread(channel, 10, anna) == 12);
}

TEST_CASE("runs are few, and who is further behind than they reach is told no less than there is") {
    Channel channel;
    for (int number = 1; number <= 200; ++number) add_message(channel, number % 2 ? anna : boris);
    REQUIRE(channel.runs.size() == Channel::most_runs);
    auto const first = channel.runs.front().from;
    CHECK(first == 200 - static_cast<std::int64_t>(Channel::most_runs) + 1);
    CHECK(unread(channel, first - 1, anna) == static_cast<std::int64_t>(Channel::most_runs) / 2);
    CHECK(unread(channel, 0, anna) ==
          first - 1 + static_cast<std::int64_t>(Channel::most_runs) / 2);
    // What was erased before they begin makes no run.
    erase_messages(channel, {1, 2, 3});
    CHECK(channel.runs.front().from == first);
}

TEST_CASE("whatever is written and erased, as far as the runs reach the number is exact") {
    std::mt19937 random(5);
    for (int round = 0; round < 200; ++round) {
        Channel channel;
        std::map<std::int64_t, Person> there;
        for (int step = 0; step < 60; ++step) {
            if (random() % 6 != 0 || there.empty()) {
                auto const author = std::array{anna, boris, vera}[random() % 3];
                add_message(channel, author);
                there[channel.last_number] = author;
                continue;
            }
            std::vector<std::int64_t> numbers;
            for (int i = 0; i < 3; ++i)
                numbers.push_back(1 + static_cast<std::int64_t>(random()) % channel.last_number);
            erase_messages(channel, numbers);
            for (auto const number : numbers) there.erase(number);
        }
        REQUIRE(channel.runs.size() <= Channel::most_runs);
        for (auto mark = channel.runs.front().from - 1; mark <= channel.last_number; ++mark) {
            std::int64_t expected = 0;
            for (auto const& [number, author] : there) expected += number > mark && author != anna;
            REQUIRE(unread(channel, mark, anna) == expected);
        }
    }
}

}  // namespace runs_test
