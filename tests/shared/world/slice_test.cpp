// Thousands of random worlds and commands: a decision that sees only what its command declared is
// the decision that sees everything, and writes only to spaces that the command locked.
#include <doctest/doctest.h>

#include <map>
#include <random>
#include <set>

#include "shared/wire/json.hpp"
#include "tests/domains/described.hpp"

namespace slice_test {
namespace {

// ---- what a server would load

template <class... Rows>
world::Tables<Rows...> slice_of(world::Tables<Rows...> const& whole, world::Reads const& reads) {
    world::Tables<Rows...> slice;
    auto const load = [&]<class Row>(std::type_identity<Row>) {
        for (auto const& [id, row] : whole.template table<Row>().all()) {
            bool wanted = reads.rows.count({Row::type_name, id.value}) != 0;
            for (auto const& range : reads.ranges)
                wanted = wanted || world::is_in_range(row, range);
            if (wanted) slice.put(row);
        }
    };
    (load(std::type_identity<Rows>{}), ...);
    slice.become_slice(reads);
    return slice;
}

template <class World>
struct Told {
    std::string text;
    std::set<world::Space> spaces;  // that it writes to
    World const& before;

    template <class Row>
    void operator()(world::Add<Row> const& edit) {
        text += "\nadd " + wire::json::text(edit.row);
        note(edit.row);
    }
    template <class Row>
    void operator()(world::Put<Row> const& edit) {
        text += "\nput " + wire::json::text(edit.row);
        note(edit.row);
        note_before(edit.row.id);
    }
    template <class Row>
    void operator()(world::Erase<Row> const& edit) {
        text += "\nerase " + base::to_text(edit.id);
        note_before(edit.id);
    }

private:
    template <class Row>
    void note(Row const& row) {
        for (auto const& space : world::spaces_of(row)) spaces.insert(space);
    }
    template <class Row>
    void note_before(base::Id<Row> id) {
        if (auto const* row = before.find(id))
            note(*row);
        else
            text += " of nothing";
    }
};

template <class World>
Told<World> told(World const& before, typename World::Verdict const& verdict) {
    Told<World> told{{}, {}, before};
    if (auto const* refusal = std::get_if<base::Refusal>(&verdict))
        told.text = wire::json::text(*refusal);
    else if (auto const* change = std::get_if<typename World::Change>(&verdict))
        for (auto const& edit : *change) std::visit(told, edit);
    else
        told.text = "the server decides";
    return told;
}

template <class Domain>
void decide_both_ways(int trials) {
    std::map<std::string, int> accepted, refused;
    for (int i = 0; i < trials; ++i) {
        described::Dice dice{std::mt19937_64(static_cast<std::uint64_t>(i))};
        auto trial = described::Tests<Domain>::trial(dice);
        trial.world.become_whole();
        auto const name = std::string(wire::name_of_held(trial.command));
        CAPTURE(i);
        CAPTURE(name);
        auto const reads = Domain::reads(trial.command, trial.context.actor);
        auto const slice = slice_of(trial.world, reads);
        auto const whole = Domain::decide(trial.world, trial.command, trial.context);
        auto const by_slice = Domain::decide(slice, trial.command, trial.context);
        auto const said = told(trial.world, whole);
        REQUIRE(told(trial.world, by_slice).text == said.text);
        REQUIRE(said.text.find("of nothing") == std::string::npos);
        REQUIRE(said.text != "the server decides");
        for (auto const& space : said.spaces) {
            bool locked = false;
            for (auto const& lock : reads.spaces)
                locked = locked || (lock.space == space && lock.lock == world::Lock::exclusive);
            REQUIRE_MESSAGE(locked, world::to_text(space));
        }
        ++(std::holds_alternative<base::Refusal>(whole) ? refused : accepted)[name];
    }
    // A command that was never accepted, or never refused, was not tried.
    CHECK(accepted.size() == std::variant_size_v<typename Domain::Command>);
    CHECK(refused.size() == std::variant_size_v<typename Domain::Command>);
    for (auto const& entry : accepted) CHECK_MESSAGE(entry.second > trials / 500, entry.first);
}

}  // namespace

TEST_CASE("every domain decides by the declared slice as by the whole world") {
    Domains::each([]<class Domain>(std::type_identity<Domain>) {
        INFO(Domain::name);
        decide_both_ways<Domain>(700 *
                                 static_cast<int>(std::variant_size_v<typename Domain::Command>));
    });
}

}  // namespace slice_test
