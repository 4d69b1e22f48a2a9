// How long somebody who is in 2,000 channels of 200 messages waits for the start from the store,
// how much memory is held then and with 30 channels open, and what it would be with all open.
// Lines: "bench NAME VALUE UNIT limit|rival OTHER". It never fails.

#include <chrono>
#include <cstdio>

#include "shared/messaging/commands.hpp"
#include "shared/messaging/runs.hpp"
#include "shared/wire/bytes.hpp"
#include "shared/world/optimistic.hpp"
#include "tests/bench/measured.hpp"

namespace {

using namespace messaging;
using Mind = world::Optimistic<Domain>;
using Kept = world::Kept<Domain>;
using bench::Clock;
using bench::held_mb;
using bench::ms_since;
using bench::print;

constexpr std::uint64_t channels = 2'000, messages = 200, opened = 30;

PersonId const me{{1, 1}}, somebody{{1, 2}};
base::Id<Channel> channel_of(std::uint64_t c) { return {{2, c}}; }
std::string text(std::uint64_t number) {
    return "Сообщение, как люди их пишут, не очень длинное, номер " + std::to_string(number);
}

// As the store has them: what is always held, and each channel's talk.
struct Disk {
    std::vector<std::string> light;
    std::vector<std::vector<std::string>> talks;
    std::map<world::Space, std::int64_t> versions{{world::me(me.value), 1}};

    Disk() {
        for (std::uint64_t c = 1; c <= channels; ++c) {
            auto const id = channel_of(c);
            Channel row{id, "Канал " + std::to_string(c), "", me, {1}, 0};
            for (std::uint64_t m = 0; m < messages; ++m) add_message(row, m % 3 ? somebody : me);
            Member const member{{{3, c}}, id, me, Role::member, {1}};
            keep(light, channel_space(id.value), row);
            keep(light, world::me(me.value), member);
            keep(light, world::me(me.value), Mark{{{3, c}}, id, me, 150});
            versions[channel_space(id.value)] = 1;
            auto& talk = talks.emplace_back();
            keep(talk, talk_space(id.value), member);
            for (std::uint64_t m = 1; m <= messages; ++m)
                keep(talk, talk_space(id.value),
                     Message{{{4, c * 1'000 + m}},
                             id,
                             static_cast<std::int64_t>(m),
                             m % 3 == 1 ? me : somebody,
                             text(m),
                             {1}});
        }
    }
    template <class Row>
    static void keep(std::vector<std::string>& disk, world::Space const& space, Row const& row) {
        disk.push_back(wire::to_bytes(Kept{{space}, 1, row}));
    }
};

std::vector<Kept> read(std::vector<std::string> const& disk) {
    std::vector<Kept> rows;
    for (auto const& bytes : disk) rows.push_back(wire::from_bytes<Kept>(bytes));
    return rows;
}

void open(Mind& mind, Disk const& disk, std::uint64_t from, std::uint64_t to) {
    for (auto c = from; c <= to; ++c)
        mind.follow(talk_space(channel_of(c).value),
                    read(disk.talks[static_cast<std::size_t>(c - 1)]), 1);
}

}  // namespace

int main() {
    Disk const disk;
    auto const memory = held_mb();
    Mind mind([](Command const&) { return Domain::Context{me.value, false, {1}, {true}}; });

    auto const began = Clock::now();
    mind.restore(read(disk.light), disk.versions, 0);
    double const start_ms = ms_since(began);
    std::int64_t count = 0;
    for (auto const& [id, channel] : mind.shown().table<Channel>().all())
        count += unread(channel, 150, me);
    double const start_mb = held_mb() - memory;
    auto const rows = mind.rows_held();

    auto const opening = Clock::now();
    open(mind, disk, 1, opened);
    double const open_ms = ms_since(opening) / opened;
    double const open_mb = held_mb() - memory;

    auto const rest = Clock::now();
    open(mind, disk, opened + 1, channels);
    double const all_ms = start_ms + open_ms * opened + ms_since(rest);
    double const all_mb = held_mb() - memory;

    print("held/start-with-2000-channels", start_ms, "ms", "limit", 1000);
    print("held/memory-at-the-start", start_mb, "MB", "limit", 20);
    print("held/start-beside-all-messages", start_ms, "ms", "rival", all_ms);
    print("held/memory-beside-all-messages", start_mb, "MB", "rival", all_mb);
    print("held/open-a-channel", open_ms, "ms", "limit", 100);
    print("held/memory-with-30-open", open_mb, "MB", "limit", 30);
    std::printf("%zu rows at the start, %zu with all, %lld unread\n", rows, mind.rows_held(),
                static_cast<long long>(count));
    return 0;
}
