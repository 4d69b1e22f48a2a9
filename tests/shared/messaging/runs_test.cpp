// What is unread, counted from the channel's row and one mark.
#include "shared/messaging/runs.hpp"

#include <doctest/doctest.h>

#include <algorithm>
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
    // What was erased before they begin makes no run, and is not counted any more.
    auto const all = unread(channel, 0, vera);
    CHECK(all == 200);
    erase_messages(channel, {1, 2, 3});
    CHECK(channel.runs.front().from == first);
    CHECK(unread(channel, 0, vera) == all - 3);
    CHECK(unread(channel, first - 3, vera) == all - (first - 3));
}

TEST_CASE("of what is erased nothing is unread, however much was written since and by whom") {
    Channel channel;
    std::vector<std::int64_t> of_boris, of_vera;
    for (int number = 1; number <= 300; ++number) {
        add_message(channel, number % 2 ? boris : vera);
        (number % 2 ? of_boris : of_vera).push_back(number);
    }
    CHECK(unread(channel, 0, anna) == 300);
    // As a departure does it: some at a time.
    for (std::size_t at = 0; at < of_vera.size(); at += 40)
        erase_messages(
            channel,
            {of_vera.begin() + static_cast<std::ptrdiff_t>(at),
             of_vera.begin() + static_cast<std::ptrdiff_t>(std::min(at + 40, of_vera.size()))});
    CHECK(unread(channel, 0, anna) == 150);
    CHECK(unread(channel, 299, anna) == 0);
    erase_messages(channel, of_boris);
    // Nothing is left that anybody could read.
    for (std::int64_t mark = 0; mark <= 300; ++mark) CHECK(unread(channel, mark, anna) == 0);
    CHECK(channel.earlier == 0);
    add_message(channel, boris);
    CHECK(unread(channel, 0, anna) == 1);
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
            for (int i = 0; i < 3; ++i) {
                auto const number = 1 + static_cast<std::int64_t>(random()) % channel.last_number;
                bool const is_new =
                    std::find(numbers.begin(), numbers.end(), number) == numbers.end();
                if (is_new && there.count(number) != 0) numbers.push_back(number);
            }
            erase_messages(channel, numbers);
            for (auto const number : numbers) there.erase(number);
        }
        REQUIRE(channel.runs.size() <= Channel::most_runs);
        for (auto mark = channel.runs.front().from - 1; mark <= channel.last_number; ++mark) {
            std::int64_t expected = 0;
            for (auto const& [number, author] : there) expected += number > mark && author != anna;
            REQUIRE(unread(channel, mark, anna) == expected);
        }
        auto const begin = channel.runs.front().from;
        std::int64_t earlier = 0;
        for (auto const& [number, author] : there) earlier += number < begin;
        REQUIRE(channel.earlier == earlier);
        for (std::int64_t mark = 0; mark < begin; ++mark) {
            std::int64_t least = 0, most = 0;
            for (auto const& [number, author] : there) {
                least += number > mark && author != anna;
                most += number < begin || author != anna;
            }
            auto const told = unread(channel, mark, anna);
            REQUIRE(told >= least);
            REQUIRE(told <= most);
        }
    }
}

}  // namespace runs_test
