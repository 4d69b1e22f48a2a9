// What the tests of Optimistic share: a client in one channel, and news about it.
#pragma once

#include <string>
#include <vector>

#include "shared/wire/json.hpp"
#include "shared/world/optimistic.hpp"
#include "tests/shared/samples.hpp"

namespace shop {

using namespace messaging;
using Mind = world::Optimistic<Domain>;
using News = world::News<Domain>;
using SpaceNews = world::SpaceNews<Domain>;
using Told = world::Told<Domain>;

inline PersonId const anna{samples::id(1)}, pyotr{samples::id(2)};
inline base::Id<Channel> const channel_id{samples::id(10)};
inline world::Space const in_channel = messaging::channel_space(samples::id(10));
inline world::Space const in_talk = messaging::talk_space(samples::id(10));
inline world::Space const my_space = world::me(samples::id(1));

inline Channel channel(std::string title, std::int64_t last_number = 0) {
    return {channel_id, std::move(title), "", anna, {1}, last_number};
}
inline Member member(PersonId person, Role role = Role::member) {
    return {{samples::id(person == anna ? 11 : 12)}, channel_id, person, role, {1}};
}
inline Message message(unsigned number, std::string text) {
    return {{samples::id(20 + number)}, channel_id, number, pyotr, std::move(text), {1}};
}

inline SpaceNews snapshot(world::Space space, std::int64_t version, std::vector<Told> rows) {
    return {space, world::NewsKind::snapshot, 0, version, {}, std::move(rows), {}, {}};
}
inline SpaceNews delta(world::Space space, std::int64_t since, std::int64_t version,
                       std::vector<Told> rows, std::vector<world::RowKey> left = {}) {
    return {space, world::NewsKind::delta, since,           version,
            {},    std::move(rows),        std::move(left), {}};
}
inline SpaceNews gone(world::Space space) {
    return {space, world::NewsKind::gone, 0, 0, {}, {}, {}, {}};
}

inline Mind empty() {
    return Mind([](Command const&) { return Domain::Context{anna.value, false, {50}, {true}}; });
}
// Anna, owner of a channel of which everything is there.
struct Opened : Mind {
    Opened()
        : Mind([](Command const&) {
              return Domain::Context{anna.value, false, {50}, {true}};
          }) {
        receive({0,
                 {snapshot(my_space, 1, {{2, member(anna, Role::owner)}}),
                  snapshot(in_channel, 1, {{1, channel("Цех")}, {2, member(anna, Role::owner)}})}});
    }
};
inline Opened open() { return {}; }

inline Post post(unsigned number, std::string text) {
    return {channel_id, {samples::id(20 + number)}, std::move(text)};
}

// What is shown, in the order of the messages' numbers: "Цех: 1 да, 2 нет".
inline std::string shown(Mind const& mind) {
    auto const* found = mind.shown().find(channel_id);
    std::string text = found ? found->title + ":" : "nothing:";
    for (auto const& said : mind.shown().ordered<&Message::channel>(channel_id))
        text += " " + std::to_string(said.number) + " " + said.text + ",";
    text.pop_back();
    return text;
}
inline std::vector<std::string> outbox(Mind const& mind) {
    std::vector<std::string> list;
    for (auto const& p : mind.pending())
        list.push_back(std::to_string(p.ticket) + "#" + std::to_string(p.number) +
                       (p.shown ? " shown" : "") +
                       (p.now_refused ? " " + p.now_refused->reason : ""));
    return list;
}

}  // namespace shop
