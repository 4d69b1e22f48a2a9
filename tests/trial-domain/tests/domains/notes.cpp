// What the tests ask of the trial domain.
#include "tests/domains/described.hpp"
#include "tests/shared/samples.hpp"

namespace described {

using namespace notes;
using Notes = Tests<notes::Domain>;

namespace {

PersonId const anna{{0x0190'f3a2'5c1b'7d3e, 1}};
base::Day const saturday{20'778};  // 2026-11-21
base::Money const price{123'450, base::Currency::of("RUB")};

// One of few, so that commands meet rows, and some are of nothing.
template <class Row>
base::Id<Row> some(Dice& dice, unsigned first, int count) {
    return {samples::id(first + static_cast<unsigned>(dice.roll(count)))};
}

}  // namespace

template <>
std::vector<Command> Notes::commands() {
    using samples::id;
    return {
        OpenNotebook{{id(10)}, anna, "Кухня", saturday, price},
        WriteNote{{id(10)}, {id(11)}, "Мука \"в/с\"", saturday, {1'250}, std::nullopt},
        SetState{{id(10)}, {id(11)}, State::done},
        EditRows{
            id(51),
            {{{id(50)},
              Note{{id(11)}, {id(10)}, "Мука", saturday, {1'250}, price, State::open, std::nullopt},
              Note{{id(11)},
                   {id(10)},
                   "Мука",
                   saturday,
                   {2'500},
                   std::nullopt,
                   State::open,
                   std::nullopt}}}},
        EraseNotes{{id(10)}, anna, {{id(11)}, {id(12)}}, true}};
}

template <>
world::News<Domain> Notes::news() {
    using samples::id;
    world::News<Domain> news{3, {}, {1, 2}};
    news.spaces.push_back(
        {notebook_space(id(10)),
         world::NewsKind::snapshot,
         0,
         5,
         {},
         {{1001, Notebook{{id(10)}, anna, "Кухня", std::nullopt, price, 1}},
          {1002, Note{{id(11)}, {id(10)}, "Мука", saturday, {1'250}, price, State::done, {{5}}}}},
         {},
         {}});
    return news;
}

template <>
Trial<Domain> Notes::trial(Dice& dice) {
    Trial<Domain> trial;
    auto const person = [&] { return some<accounts::Person>(dice, 1, 2); };
    auto const book = [&] { return some<Notebook>(dice, 10, 3); };
    auto const note = [&] { return some<Note>(dice, 20, 6); };
    auto const title = [&] { return std::string(dice.roll(2) != 0 ? "Мука" : "Масло"); };
    auto const day = [&] { return base::Day{saturday.days + dice.roll(3)}; };
    for (unsigned b = 10; b < 12; ++b) {
        if (dice.roll(5) == 0) continue;
        Notebook notebook{{samples::id(b)}, person(), "Кухня", std::nullopt, std::nullopt, 0};
        if (dice.roll(2) != 0) notebook.ends = day();
        if (dice.roll(9) == 0) notebook.notes = most_notes;
        for (unsigned n = 0; n < 2; ++n) {
            if (dice.roll(3) == 0) continue;
            if (notebook.notes < most_notes) ++notebook.notes;
            trial.world.put(Note{{samples::id(2 * b + n)},
                                 notebook.id,
                                 n == 0 ? "Мука" : "Масло",
                                 day(),
                                 {dice.roll(5)},
                                 price,
                                 dice.roll(2) != 0 ? State::done : State::open,
                                 std::nullopt});
        }
        trial.world.put(notebook);
    }
    switch (dice.roll(5)) {
        case 0:
            trial.command = OpenNotebook{book(), person(), "Склад", std::nullopt, std::nullopt};
            break;
        case 1:
            trial.command = WriteNote{book(), note(), title(), day(), {1}, price};
            break;
        case 2:
            trial.command = SetState{book(), note(), dice.roll(2) != 0 ? State::done : State::open};
            break;
        case 3: {
            Note const before{note(), book(), title(),     day(),
                              {1},    price,  State::open, std::nullopt};
            auto after = before;
            after.due = day();
            after.amount = {2};
            bool const adds = dice.roll(3) == 0, erases = !adds && dice.roll(3) == 0;
            EditRows edits{samples::id(91), {{{samples::id(90)}, before, after}}};
            if (adds) edits.rows[0].before.reset();
            if (erases) edits.rows[0].after.reset();
            trial.command = edits;
            break;
        }
        default:
            trial.command = EraseNotes{book(), person(), {note(), note()}, dice.roll(2) != 0};
            break;
    }
    trial.context = {person().value, dice.roll(3) != 0, {9}, {}, base::Calendar{day(), 0}};
    return trial;
}

template <>
void Notes::begin(World&, People const&, Dice&) {}

template <>
Notes::Context Notes::context(base::Id128 person) {
    return {person, false, {}, {}, base::Calendar{saturday, 0}};
}

template <>
std::optional<Command> Notes::next(World const& world, base::Id128 person, People const&,
                                   Dice& dice) {
    auto const* notebook = any<Notebook>(world, dice);
    if (!notebook || dice.roll(8) == 0)
        return OpenNotebook{{dice.id()}, {person}, "тетрадь", std::nullopt, price};
    if (notebook->notes == 0 && dice.roll(4) == 0)
        return EraseNotes{notebook->id, notebook->owner, {}, true};
    auto const* note = any<Note>(world, dice);
    if (note && dice.roll(3) == 0)
        return SetState{note->notebook, note->id, dice.roll(2) != 0 ? State::done : State::open};
    return WriteNote{notebook->id, {dice.id()}, "слово " + std::to_string(dice.roll(50)),
                     saturday,     {7},         price};
}

}  // namespace described
