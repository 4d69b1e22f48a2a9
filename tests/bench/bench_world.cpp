// How long a client with 100,000 rows and ten waiting commands takes for a news, a decision and its
// first load, beside its limits and beside what a plain std::unordered_map takes for the same rows.
// Lines: "bench NAME VALUE UNIT limit|rival OTHER". It never fails.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <random>
#include <unordered_map>

#include "shared/messaging/commands.hpp"
#include "shared/world/optimistic.hpp"

namespace {

using namespace messaging;
using Mind = world::Optimistic<Domain>;
using Clock = std::chrono::steady_clock;

constexpr unsigned channels = 100, messages = 990, members = 9;  // and the channel itself: 100,000
constexpr int waiting = 10, news_count = 2'000, decisions = 5'000;

double us_since(Clock::time_point began) {
    return std::chrono::duration<double, std::micro>(Clock::now() - began).count();
}
double median(std::vector<double> times) {
    auto const middle = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
    std::nth_element(times.begin(), middle, times.end());
    return *middle;
}
void print(char const* name, double value, char const* unit, char const* beside, double other) {
    std::printf("bench %s %.3f %s %s %.3f\n", name, value, unit, beside, other);
}

struct Ids {
    std::mt19937_64 random{1};
    std::uint64_t made = 0;
    base::Id128 next() { return {0x0190'f3a2'0000'7000 + ++made, random() | 1}; }
};

struct Shop {
    Ids ids;
    PersonId me{ids.next()};
    std::vector<Channel> rooms;
    std::vector<world::SpaceNews<Domain>> snapshots;
    std::int64_t revision = 0;

    Shop() {
        for (unsigned c = 0; c < channels; ++c) {
            Channel room{{ids.next()}, "Канал " + std::to_string(c), "", me, {1}, messages,
                         {{1, me}}};
            world::SpaceNews<Domain> news{messaging::talk_space(room.id.value),
                                          world::NewsKind::snapshot,
                                          0,
                                          1,
                                          {},
                                          {{++revision, room}},
                                          {},
                                          {}};
            for (unsigned m = 0; m < members; ++m)
                news.rows.push_back({++revision, Member{{ids.next()},
                                                        room.id,
                                                        m == 0 ? me : PersonId{ids.next()},
                                                        m == 0 ? Role::owner : Role::member,
                                                        {1}}});
            for (std::int64_t m = 1; m <= messages; ++m)
                news.rows.push_back(
                    {++revision, Message{{ids.next()}, room.id, m, me, text(m), {m}}});
            rooms.push_back(room);
            snapshots.push_back(std::move(news));
        }
    }
    static std::string text(std::int64_t m) {
        return "Сообщение, как люди их пишут, не очень длинное, номер " + std::to_string(m);
    }
    // One message that somebody wrote, as it comes: the message and its channel's new number.
    world::News<Domain> somebody_writes(std::size_t in, std::int64_t version) {
        auto& room = rooms[in];
        ++room.last_number;
        return {
            0,
            {{messaging::talk_space(room.id.value),
              world::NewsKind::delta,
              version,
              version + 1,
              {},
              {{++revision, room},
               {++revision,
                Message{{ids.next()}, room.id, room.last_number, me, text(room.last_number), {1}}}},
              {},
              {}}}};
    }
};

Mind empty(PersonId me) {
    return Mind([me](Command const&) { return Domain::Context{me.value, false, {1}, {true}}; });
}

// The same rows into a plain map, with nothing else that a world does.
double plain_map_us(Shop const& shop) {
    auto const began = Clock::now();
    std::unordered_map<base::Id128, Domain::Row> rows;
    for (auto const& news : shop.snapshots)
        for (auto const& told : news.rows)
            std::visit([&](auto const& row) { rows.emplace(row.id.value, row); }, told.row);
    auto const took = us_since(began);
    return rows.empty() ? 0 : took;
}

}  // namespace

int main() {
    Shop shop;
    auto mind = empty(shop.me);
    auto const began = Clock::now();
    for (auto const& news : shop.snapshots) {
        mind.follow(news.space);
        mind.receive({0, {news}});
    }
    double const load_us = us_since(began);
    double const rows = channels * (1.0 + members + messages);
    print("world/first-load-of-100000-rows", load_us / 1000, "ms", "rival",
          plain_map_us(shop) / 1000);

    for (int i = 0; i < waiting; ++i)
        mind.submit(static_cast<std::uint64_t>(i) + 1,
                    Post{shop.rooms[0].id, {shop.ids.next()}, "жду"}, {1}, i + 1);

    std::vector<double> news_us;
    std::vector<std::int64_t> versions(channels, 1);
    double all_us = 0;
    for (std::size_t i = 0; i < news_count; ++i) {
        auto const in = i % channels;
        auto const news = shop.somebody_writes(in, versions[in]++);
        auto const start = Clock::now();
        mind.receive(news);
        news_us.push_back(us_since(start));
        all_us += news_us.back();
    }
    print("world/news", median(news_us), "us", "limit", 1000);
    print(
        "world/news-slowest-of-100",
        *(std::nth_element(news_us.begin(), news_us.end() - 20, news_us.end()), news_us.end() - 20),
        "us", "limit", 1000);
    print("world/changes", 2.0 * news_count / (all_us / 1e6), "/s", "limit", 1000);

    std::vector<double> decide_us;
    std::size_t accepted = 0;
    for (int i = 0; i < decisions; ++i) {
        Command const command =
            Post{shop.rooms[static_cast<std::size_t>(i) % channels].id, {shop.ids.next()}, "да"};
        auto const start = Clock::now();
        accepted += std::holds_alternative<World::Change>(mind.judge(command));
        decide_us.push_back(us_since(start));
    }
    print("world/decide", median(decide_us), "us", "limit", 20);

    auto const start = Clock::now();
    mind.receive({0,
                  {{messaging::talk_space(shop.rooms[1].id.value),
                    world::NewsKind::gone,
                    0,
                    0,
                    {},
                    {},
                    {},
                    {}}}});
    print("world/lose-1000-rows", us_since(start) / 1000, "ms", "limit", 100);
    std::printf("%.0f rows, %zu of %d decisions accepted, %zu commands waiting\n", rows, accepted,
                decisions, mind.pending().size());
    return 0;
}
