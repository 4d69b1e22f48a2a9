#include <doctest/doctest.h>

#include <cstdlib>
#include <iostream>
#include <set>

#include "tests/simulation/rules.hpp"

namespace simulation {

namespace {

// KONTOR_SEEDS says how many histories to play, KONTOR_SEED plays one again.
int seeds(int usual) {
    char const* asked = std::getenv("KONTOR_SEEDS");
    return asked ? std::atoi(asked) : usual;
}
std::uint64_t first_seed() {
    char const* asked = std::getenv("KONTOR_SEED");
    return asked ? std::strtoull(asked, nullptr, 10) : 1;
}

// A domain may have only spaces that are everybody's, or one's own.
template <class Follows>
constexpr bool is_lost = true;
template <>
constexpr bool is_lost<world::Own> = false;
template <>
constexpr bool is_lost<world::Everybodys> = false;
template <class Domain>
constexpr bool spaces_are_lost = Domain::followed().apply([](auto... follows) {
    return (is_lost<decltype(follows)> || ...);
});

// Empty, or what is wrong at the end of the history of this seed.
template <class Domain>
std::string wrong_with(std::uint64_t seed, Counts& total) {
    support::Killer killer;
    support::MemoryStore<Domain> store(killer);
    auto const cut_log = [&](Dice& dice) {
        // Every log may lose its beginning, as it does after its time on a real server.
        for (auto& [space, log] : store.state.log) {
            if (dice.roll(6) != 0 || log.empty()) continue;
            auto const last_lost = log[log.size() / 2].version;
            std::erase_if(
                log, [&](syncing::LogEntry const& entry) { return entry.version <= last_lost; });
            store.state.forgotten[space] = last_lost;
        }
    };
    Run<Domain> run(seed, store, killer, cut_log);
    Rules<Domain>::begin(store.state.world, run.people(), run.dice());
    run.play(400);
    total.commands += run.counts.commands;
    total.kills += run.counts.kills;
    total.lost += run.counts.lost;
    total.doubled += run.counts.doubled;
    total.restarts += run.counts.restarts;
    total.pages += run.counts.pages;
    total.gone += run.counts.gone;
    for (auto const& client : run.clients()) {
        if (!client.outbox().empty()) return "a command was never answered";
        if (!client.mind().pending().empty()) return "a guess was never settled";
        if (client.answers_heard() != client.asked()) return "an answer was heard twice or never";
        if (store.state.clients.count(client.identity()) &&
            store.state.clients.at(client.identity()).last_number != client.asked())
            return "the server answered another number of commands than were asked";
        if (seen<Domain>(client.mind().shown()) !=
            ought_to_see<Domain>(store.state.world, client.person(), client.wanted()))
            return "a client does not see what it ought to";
        total.refused += static_cast<int>(client.refused());
        total.accepted += static_cast<int>(client.asked()) - static_cast<int>(client.refused());
    }
    return "";
}

template <class Domain>
void play_seeds(int usual) {
    Counts total;
    auto const first = first_seed();
    int const count = std::getenv("KONTOR_SEED") ? 1 : seeds(usual);
    for (int i = 0; i < count; ++i) {
        auto const seed = first + static_cast<std::uint64_t>(i);
        std::string wrong;
        try {
            wrong = wrong_with<Domain>(seed, total);
        } catch (std::exception const& error) {
            wrong = error.what();
        }
        CHECK_MESSAGE(wrong.empty(),
                      "KONTOR_SEED=" << seed << " in " << Domain::name << ": " << wrong);
        if (!wrong.empty()) return;
    }
    if (count < 10) return;
    // A history in which nothing went wrong would prove nothing.
    CHECK(total.accepted > count);
    CHECK(total.refused > 0);
    CHECK(total.kills > 0);
    CHECK(total.pages > 0);
    if (spaces_are_lost<Domain>) CHECK(total.gone > 0);
    CHECK(total.restarts > 0);
    MESSAGE(count << " histories of " << Domain::name << ": " << total.accepted << " accepted, "
                  << total.refused << " refused, " << total.kills << " kills, " << total.lost
                  << " lost, " << total.doubled << " doubled, " << total.restarts << " restarts, "
                  << total.pages << " pages, " << total.gone << " spaces gone");
}

}  // namespace

TEST_CASE(
    "however the network and the server fail, all clients of the trial domain end in the same "
    "world") {
    play_seeds<trial::Domain>(60);
}

TEST_CASE(
    "however the network and the server fail, all clients of every domain end in the same world") {
    Domains::each([]<class Domain>(std::type_identity<Domain>) { play_seeds<Domain>(60); });
}

TEST_CASE("the numbers of messages are dense in every channel, whatever was refused or lost") {
    support::Killer killer;
    support::MemoryStore<messaging::Domain> store(killer);
    Run<messaging::Domain> run(4711, store, killer, [](Dice&) {});
    run.play(400);
    for (auto const& [id, channel] : store.state.world.table<messaging::Channel>().all()) {
        std::set<std::int64_t> numbers;
        for (auto const& message : store.state.world.by<&messaging::Message::channel>(id))
            numbers.insert(message.number);
        CHECK(static_cast<std::int64_t>(numbers.size()) == channel.last_number);
        if (!numbers.empty()) CHECK(*numbers.rbegin() == channel.last_number);
    }
}

}  // namespace simulation
