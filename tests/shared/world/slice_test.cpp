// Thousands of random worlds and commands: a decision that sees only what its command declared is
// the decision that sees everything, and writes only to spaces that the command locked.
#include <doctest/doctest.h>

#include <map>
#include <random>
#include <set>

#include "shared/accounts/commands.hpp"
#include "shared/messaging/commands.hpp"
#include "shared/wire/json.hpp"
#include "tests/shared/samples.hpp"

namespace {

struct Dice {
    std::mt19937_64 random;
    unsigned roll(unsigned sides) { return static_cast<unsigned>(random() % sides); }
    // One of few, so that commands meet rows, and some are of nothing.
    template <class Row>
    base::Id<Row> any(unsigned first, unsigned count) {
        return {samples::id(first + roll(count))};
    }
};

template <class Domain>
struct Trial {
    typename Domain::World world;
    typename Domain::Command command;
    typename Domain::Context context;
};

using messaging::PersonId;

void make(Dice& dice, Trial<messaging::Domain>& trial) {
    using namespace messaging;
    auto const person = [&] { return dice.any<accounts::Person>(1, 3); };
    auto const channel = [&] { return dice.any<Channel>(10, 3); };
    for (unsigned c = 10; c < 12; ++c) {
        if (dice.roll(5) == 0) continue;
        auto const last = static_cast<std::int64_t>(dice.roll(3));
        trial.world.put(Channel{{samples::id(c)}, "Цех", "", person(), {1}, last});
        for (unsigned p = 1; p < 4; ++p)
            if (dice.roll(3) != 0)
                trial.world.put(Member{{samples::id(10 * c + p)},
                                       {samples::id(c)},
                                       {samples::id(p)},
                                       dice.roll(2) ? Role::owner : Role::member,
                                       {1},
                                       dice.roll(2) ? last : 0});
        for (std::int64_t n = 1; n <= last; ++n)
            trial.world.put(Message{{samples::id(30 + 5 * c + static_cast<unsigned>(n))},
                                    {samples::id(c)},
                                    n,
                                    person(),
                                    "a",
                                    {1}});
    }
    auto const some_member = [&] { return dice.any<Member>(101, 30); };
    switch (dice.roll(8)) {
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
            trial.command = Post{channel(), dice.any<Message>(80, 12), "слово"};
            break;
        case 5:
            trial.command = EraseMessages{
                channel(), person(), {dice.any<Message>(80, 12), dice.any<Message>(80, 12)}};
            break;
        case 6:
            trial.command = Depart{channel(), person(), dice.roll(2) ? person() : PersonId{}};
            break;
        default:
            trial.command = ReadUpTo{channel(), person(), static_cast<std::int64_t>(dice.roll(4))};
            break;
    }
    trial.context = {person().value, false, {9}, {dice.roll(4) != 0}};
}

accounts::Command some_command(Dice& dice, base::Id<accounts::Person> actor) {
    using namespace accounts;
    auto const session = [&] { return dice.any<Session>(20, 6); };
    auto const token = [&] { return dice.any<ScriptToken>(30, 4); };
    bool const yes = dice.roll(2) == 0;
    auto const somebody = dice.roll(2) == 0 ? actor : dice.any<Person>(1, 4);
    switch (dice.roll(19)) {
        case 0:
            return EditProfile{somebody, "Другое"};
        case 1:
            return EndSession{somebody, session()};
        case 2: {
            Person const fresh{somebody, "Имя", "b@example.org", yes, {2}};
            return Register{fresh};
        }
        case 3:
            return OpenSession{Session{session(), somebody, "curl", "::1", {2}, {2}}};
        case 4:
            return TouchSession{somebody, session(), "::2"};
        case 5:
            return ChooseSettings{somebody, "ru", Theme::dark};
        case 6:
            return EndSessions{somebody, session()};
        case 7:
            return RevokeToken{somebody, token()};
        case 8:
            return KeepAccount{somebody};
        case 9:
        case 10:
            return SetAdministrator{somebody, yes};
        case 11:
            return SetBlocked{somebody, yes};
        case 12:
            return TakeEmail{somebody, "c@example.org"};
        case 13:
            return SetAvatar{somebody, "0190"};
        case 14:
            return AddToken{{token(), somebody, "бэкап", Scope::read, {1}, {9}, {}}};
        case 15:
            return TouchToken{somebody, token()};
        case 16: {
            Account account;
            account.id = account_of(somebody);
            return ChangeAccount{account};
        }
        case 17:
            return ScheduleDeletion{somebody, base::Instant{5}, yes, dice.roll(2) == 0};
        default:
            return ErasePerson{somebody};
    }
}

void make(Dice& dice, Trial<accounts::Domain>& trial) {
    using namespace accounts;
    std::int64_t administrators = 0;
    for (unsigned p = 1; p < 4; ++p) {
        if (dice.roll(4) == 0) continue;
        base::Id<Person> const id{samples::id(p)};
        bool const administrator = dice.roll(3) == 0;
        administrators += administrator;
        trial.world.put(Person{id, "Имя", "a@example.org", administrator, {1}});
        Account account;
        account.id = account_of(id);
        trial.world.put(account);
        if (dice.roll(3) != 0)
            trial.world.put(Session{dice.any<Session>(20, 6), id, "curl", "::1", {1}, {1}});
        if (dice.roll(3) != 0)
            trial.world.put(
                ScriptToken{dice.any<ScriptToken>(30, 4), id, "бэкап", Scope::read, {1}, {9}, {}});
    }
    if (administrators > 0) trial.world.put(Workspace{the_workspace, administrators});
    auto const actor = dice.any<Person>(1, 4);
    trial.command = some_command(dice, actor);
    bool const is_free = dice.roll(4) != 0, administrator = dice.roll(4) != 0;
    trial.context = {actor.value, administrator, {9}, {is_free}};
}

// ---- what a server would load

template <class Row>
bool matches(Row const& row, world::RangeRead const& range) {
    std::size_t same = 0;
    base::each_field<Row>([&](auto const& f) {
        using Value = typename std::remove_cvref_t<decltype(f)>::value_type;
        if constexpr (base::is_id<Value>)
            for (std::size_t i = 0; i < range.fields.size(); ++i)
                same += range.fields[i] == f.name && (row.*f.member).value == range.values[i];
    });
    return range.type_name == Row::type_name && same == range.fields.size();
}
template <class... Rows>
world::Tables<Rows...> slice_of(world::Tables<Rows...> const& whole, world::Reads const& reads) {
    world::Tables<Rows...> slice;
    auto const load = [&]<class Row>(std::type_identity<Row>) {
        for (auto const& [id, row] : whole.template table<Row>().all()) {
            bool wanted = reads.rows.count({Row::type_name, id.value}) != 0;
            for (auto const& range : reads.ranges) wanted = wanted || matches(row, range);
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
        for (auto const& space : row.spaces()) spaces.insert(space);
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
        Dice dice{std::mt19937_64(static_cast<std::uint64_t>(i))};
        Trial<Domain> trial;
        make(dice, trial);
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

TEST_CASE("messaging decides by the declared slice as by the whole world") {
    decide_both_ways<messaging::Domain>(6'000);
}

TEST_CASE("accounts decides by the declared slice as by the whole world") {
    decide_both_ways<accounts::Domain>(12'000);
}
