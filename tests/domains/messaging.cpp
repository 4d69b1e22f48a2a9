// What the tests ask of messaging.
#include "tests/domains/described.hpp"
#include "tests/shared/samples.hpp"

namespace described {

using namespace messaging;
using Messaging = Tests<messaging::Domain>;

namespace {

constexpr base::Instant morning{1'795'226'716'123'456};  // 2026-11-21T02:05:16.123456Z
PersonId const anna{{0x0190'f3a2'5c1b'7d3e, 1}}, pyotr{{0x0190'f3a2'5c1b'7d3e, 2}};

// One of few, so that commands meet rows, and some are of nothing.
template <class Row>
base::Id<Row> some(Dice& dice, unsigned first, int count) {
    return {samples::id(first + static_cast<unsigned>(dice.roll(count)))};
}

// One or two rows that are added, changed or erased, of channels as the trial has them.
EditRows by_hand(Dice& dice) {
    EditRows edits{samples::id(99), {}};
    auto const rows = dice.roll(2) == 0 ? 1u : 2u;
    for (unsigned row = 0; row < rows; ++row) {
        auto const channel = some<Channel>(dice, 10, 3);
        auto const person = some<accounts::Person>(dice, 1, 3);
        World::Row before, after;
        switch (dice.roll(3)) {
            case 0: {
                Channel const was{channel, "Цех", "", person, {1}};
                auto shall = was;
                shall.title = "Другой";
                before = was;
                after = shall;
                break;
            }
            case 1: {
                Member was{some<Member>(dice, 101, 30), channel, person, Role::owner, {1}};
                before = was;
                was.role = Role::member;
                after = was;
                break;
            }
            default: {
                Message was{{some<Message>(dice, 80, 12).value},
                            channel,
                            1 + static_cast<std::int64_t>(dice.roll(3)),
                            person,
                            "a",
                            {1}};
                before = was;
                was.text = "b";
                after = was;
            }
        }
        auto const what = dice.roll(3);
        edits.rows.push_back({{samples::id(200 + row)}, before, after});
        if (what == 0) edits.rows.back().before.reset();
        if (what == 1) edits.rows.back().after.reset();
    }
    return edits;
}

}  // namespace

template <>
std::vector<Command> Messaging::commands() {
    using samples::id;
    return {CreateChannel{{id(10)}, {id(11)}, anna, "Цех № 1", "all about\nthe shop"},
            RenameChannel{{id(10)}, "Shop floor \"1\"", ""},
            Invite{{id(10)}, {id(12)}, pyotr},
            RemoveMember{{id(10)}, pyotr},
            Post{{id(10)}, {id(21)}, "Привет, \\мир\\ 😀\tдо завтра"},
            ReadUpTo{{id(10)}, anna, 1'000'000'000'000},
            KeepDraft{{id(10)}, {id(11)}, anna, "Завтра привезут", 3},
            EditRows{id(51),
                     {{{id(50)},
                       Message{{id(21)}, {id(10)}, 1, anna, "Здравствуте", morning},
                       Message{{id(21)}, {id(10)}, 1, anna, "Здравствуйте", morning}},
                      {{id(52)}, Member{{id(12)}, {id(10)}, pyotr, Role::member, morning}, {}}}},
            EraseMessages{{id(10)}, anna, {{id(21)}, {id(22)}}},
            Depart{{id(10)}, anna, pyotr}};
}

template <>
world::News<Domain> Messaging::news() {
    using samples::id;
    world::News<Domain> news{7, {}, {1, 2}};
    auto const add = [&](world::Space const& space, std::vector<world::Told<Domain>> rows) {
        news.spaces.push_back(
            {space, world::NewsKind::snapshot, 0, 6, {}, std::move(rows), {}, {}});
    };
    add(channel_space(id(10)),
        {{1001, Channel{{id(10)}, "Цех № 1", "", anna, morning, 1, {{1, anna}}}}});
    add(world::me(anna.value), {{1002, Member{{id(11)}, {id(10)}, anna, Role::owner, morning}},
                                {1004, Mark{{id(11)}, {id(10)}, anna, 1}},
                                {1005, Draft{{id(11)}, {id(10)}, anna, "Завтра", 2}}});
    add(talk_space(id(10)),
        {{1003, Message{{id(21)}, {id(10)}, 1, anna, "Здравствуйте", morning}}});
    return news;
}

template <>
Trial<Domain> Messaging::trial(Dice& dice) {
    Trial<Domain> trial;
    auto const person = [&] { return some<accounts::Person>(dice, 1, 3); };
    auto const channel = [&] { return some<Channel>(dice, 10, 3); };
    for (unsigned c = 10; c < 12; ++c) {
        if (dice.roll(5) == 0) continue;
        auto const last = static_cast<std::int64_t>(dice.roll(3));
        trial.world.put(Channel{{samples::id(c)}, "Цех", "", person(), {1}, last});
        for (unsigned p = 1; p < 4; ++p) {
            if (dice.roll(3) == 0) continue;
            base::Id<Channel> const in{samples::id(c)};
            auto const member = samples::id(10 * c + p);
            auto const role = dice.roll(2) != 0 ? Role::owner : Role::member;
            trial.world.put(Member{{member}, in, {samples::id(p)}, role, {1}});
            trial.world.put(Mark{{member}, in, {samples::id(p)}, dice.roll(2) != 0 ? last : 0});
            if (dice.roll(2) != 0)
                trial.world.put(Draft{{member}, in, {samples::id(p)}, "начато", 1 + dice.roll(2)});
        }
        for (std::int64_t n = 1; n <= last; ++n)
            trial.world.put(Message{{samples::id(30 + 5 * c + static_cast<unsigned>(n))},
                                    {samples::id(c)},
                                    n,
                                    person(),
                                    "a",
                                    {1}});
    }
    auto const some_member = [&] { return some<Member>(dice, 101, 30); };
    switch (dice.roll(10)) {
        case 0:
            trial.command = CreateChannel{channel(), some_member(), person(), "Новый", ""};
            break;
        case 1:
            trial.command = RenameChannel{channel(), "Новый", ""};
            break;
        case 2:
            trial.command = Invite{channel(), some_member(), person()};
            break;
        case 3:
            trial.command = RemoveMember{channel(), person()};
            break;
        case 4:
            trial.command = Post{channel(), some<Message>(dice, 80, 12), "слово"};
            break;
        case 5:
            trial.command = EraseMessages{
                channel(), person(), {some<Message>(dice, 80, 12), some<Message>(dice, 80, 12)}};
            break;
        case 6:
            trial.command = KeepDraft{channel(), some<Draft>(dice, 101, 30), person(),
                                      dice.roll(3) != 0 ? "иначе" : "",
                                      static_cast<std::int64_t>(dice.roll(3))};
            break;
        case 8: {
            trial.command = by_hand(dice);
            break;
        }
        case 7:
            trial.command = Depart{channel(), person(), dice.roll(2) != 0 ? person() : PersonId{}};
            break;
        default:
            trial.command = ReadUpTo{channel(), person(), static_cast<std::int64_t>(dice.roll(4))};
            break;
    }
    trial.context = {person().value, dice.roll(3) != 0, {9}, {dice.roll(4) != 0}};
    return trial;
}

template <>
void Messaging::begin(World&, People const&, Dice&) {}

template <>
Messaging::Context Messaging::context(base::Id128 person) {
    return {person, false, {}, {true}};
}

template <>
std::optional<Command> Messaging::next(World const& world, base::Id128 person, People const& people,
                                       Dice& dice) {
    auto const* channel = any<Channel>(world, dice);
    if (!channel || dice.roll(12) == 0)
        return CreateChannel{{dice.id()}, {dice.id()}, {person}, "канал", ""};
    auto const other = any_of(people, dice);
    switch (dice.roll(8)) {
        case 3:
            return KeepDraft{channel->id,
                             {dice.id()},
                             {person},
                             "начато " + std::to_string(dice.roll(5)),
                             static_cast<std::int64_t>(dice.roll(4))};
        case 0:
            return Invite{channel->id, {dice.id()}, {other}};
        case 1:
            if (dice.roll(2) == 0) return RemoveMember{channel->id, {other}};
            return RenameChannel{channel->id, "имя " + std::to_string(dice.roll(100)), ""};
        case 2:
            return ReadUpTo{channel->id, {person}, channel->last_number};
        default:
            return Post{channel->id, {dice.id()}, "слово " + std::to_string(dice.roll(1000))};
    }
}

}  // namespace described
