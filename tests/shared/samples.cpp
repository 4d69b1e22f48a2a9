#include "tests/shared/samples.hpp"

namespace samples {

namespace {

constexpr base::Instant morning{1'795'226'716'123'456};  // 2026-11-21T02:05:16.123456Z
messaging::PersonId const anna{{0x0190'f3a2'5c1b'7d3e, 1}};

messaging::Message message(unsigned number, std::string text) {
    return {{id(20 + number)}, {id(10)}, number, anna, std::move(text), morning};
}
messaging::Member member(messaging::PersonId person, messaging::Role role) {
    return {{id(person == anna ? 11 : 12)}, {id(10)}, person, role, morning};
}
messaging::Channel channel() {
    return {{id(10)}, "Цех № 1", "all about\nthe shop", anna, morning, 2, {{1, anna}}};
}

}  // namespace

base::Id128 id(unsigned number) { return {0x0190'f3a2'5c1b'7d3e, 0x8a4f'0000'0000'0000 + number}; }

world::CommandsAnswer answers() {
    using world::Outcome;
    return {{{7, Outcome::accepted, std::nullopt, 0},
             {8, Outcome::refused, base::Refusal{"unexpected", {{"report", "кж-1"}}}, 0},
             {9, Outcome::forked, std::nullopt, 0},
             {10, Outcome::gap, std::nullopt, 9}}};
}

world::News<messaging::Domain> delta() {
    world::News<messaging::Domain> news{7, {}, {1, 2}};
    news.spaces.push_back({messaging::channel_space(id(10)),
                           world::NewsKind::delta,
                           2,
                           3,
                           {},
                           {{1001, channel()}},
                           {},
                           {}});
    news.spaces.push_back({messaging::talk_space(id(10)),
                           world::NewsKind::delta,
                           4,
                           6,
                           {},
                           {{1002, member(anna, messaging::Role::owner)}, {1003, message(2, "да")}},
                           {{"messaging.member", id(12)}},
                           {}});
    return news;
}

world::News<messaging::Domain> snapshot() {
    world::News<messaging::Domain> news{0, {}, {1, 2}};
    news.spaces.push_back({messaging::talk_space(id(10)),
                           world::NewsKind::snapshot,
                           0,
                           6,
                           "messaging.member " + base::to_text(id(12)),
                           {{1000, message(1, "Здравствуйте")}, {1003, message(2, "да")}},
                           {},
                           "messaging.message " + base::to_text(id(22))});
    return news;
}

world::News<messaging::Domain> gone() {
    world::News<messaging::Domain> news{8, {}, {1, 2}};
    news.spaces.push_back(
        {messaging::talk_space(id(10)), world::NewsKind::gone, 0, 0, {}, {}, {}, {}});
    return news;
}

world::Kept<messaging::Domain> kept() {
    return {{world::me(anna.value)}, 1002, member(anna, messaging::Role::owner)};
}

world::Sent<messaging::Domain> sent() {
    return {9, request_of<messaging::Domain>().commands[4].command};
}

}  // namespace samples
