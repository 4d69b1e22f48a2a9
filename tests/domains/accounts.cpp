// What the tests ask of accounts.
#include "tests/domains/described.hpp"
#include "tests/shared/samples.hpp"

namespace described {

using namespace accounts;
using Accounts = Tests<accounts::Domain>;

namespace {

constexpr base::Instant morning{1'795'226'716'123'456};  // 2026-11-21T02:05:16.123456Z
base::Id<Person> const anna{{0x0190'f3a2'5c1b'7d3e, 1}}, pyotr{{0x0190'f3a2'5c1b'7d3e, 2}};

// One of few, so that commands meet rows, and some are of nothing.
template <class Row>
base::Id<Row> some(Dice& dice, unsigned first, int count) {
    return {samples::id(first + static_cast<unsigned>(dice.roll(count)))};
}

Command some_command(Dice& dice, base::Id<Person> actor) {
    auto const session = [&] { return some<Session>(dice, 20, 6); };
    auto const token = [&] { return some<ScriptToken>(dice, 30, 4); };
    bool const yes = dice.roll(2) == 0;
    auto const somebody = dice.roll(2) == 0 ? actor : some<Person>(dice, 1, 4);
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

}  // namespace

template <>
std::vector<Command> Accounts::commands() {
    using samples::id;
    Person person{anna, "Анна Петрова", "anna@example.org", true, morning};
    person.biography = "Столяр.\nCarpenter.";
    person.location = "Тверь";
    person.avatar = "0190f3a25c1b";
    Account account;
    account.id = account_of(anna);
    account.language = "ru";
    account.theme = Theme::dark;
    account.new_email = "anna@example.com";
    account.recovery_codes = 10;
    account.deletion = morning;
    ScriptToken const token{{id(40)}, anna, "бэкап", Scope::write, morning, morning, morning};
    Session const session{{id(30)}, anna, "Firefox on Linux", "2001:db8::1", morning, morning};
    return {EditProfile{anna, "Анна Ёлкина", "Столяр.", "Тверь"},
            ChooseSettings{anna, "ru", Theme::light},
            EndSession{anna, {id(30)}},
            EndSessions{anna, {id(30)}},
            RevokeToken{anna, {id(40)}},
            KeepAccount{anna},
            SetAdministrator{pyotr, true},
            SetBlocked{pyotr, true},
            Register{person, true, "ru"},
            OpenSession{session},
            TouchSession{anna, {id(30)}, "192.0.2.1"},
            ScheduleDeletion{anna, morning, true, false},
            ChangeAccount{account},
            TakeEmail{anna, "anna@example.com"},
            SetAvatar{anna, "0190f3a25c1b"},
            AddToken{token},
            TouchToken{anna, {id(40)}},
            ErasePerson{anna}};
}

template <>
world::News<Domain> Accounts::news() {
    using samples::id;
    world::News<Domain> news{3, {}, {1, 2}};
    news.spaces.push_back({directory(),
                           world::NewsKind::delta,
                           1,
                           2,
                           {},
                           {{5, Person{anna, "Анна", "anna@example.org", true, morning}},
                            {5, Workspace{the_workspace, 1}}},
                           {},
                           {}});
    Account account;
    account.id = account_of(anna);
    news.spaces.push_back(
        {world::me(anna.value),
         world::NewsKind::snapshot,
         0,
         1,
         {},
         {{6, Session{{id(30)}, anna, "curl", "::1", morning, morning}},
          {6, account},
          {7, ScriptToken{{id(40)}, anna, "бэкап", Scope::read, morning, morning, {}}}},
         {},
         {}});
    return news;
}

template <>
Trial<Domain> Accounts::trial(Dice& dice) {
    Trial<Domain> trial;
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
            trial.world.put(Session{some<Session>(dice, 20, 6), id, "curl", "::1", {1}, {1}});
        if (dice.roll(3) != 0)
            trial.world.put(ScriptToken{
                some<ScriptToken>(dice, 30, 4), id, "бэкап", Scope::read, {1}, {9}, {}});
    }
    if (administrators > 0) trial.world.put(Workspace{the_workspace, administrators});
    auto const actor = some<Person>(dice, 1, 4);
    trial.command = some_command(dice, actor);
    bool const is_free = dice.roll(4) != 0, administrator = dice.roll(4) != 0;
    trial.context = {actor.value, administrator, {9}, {is_free}};
    return trial;
}

// The first of the people is an administrator; all have sessions and a token.
template <>
void Accounts::begin(World& world, People const& people, Dice& dice) {
    for (auto const& person : people) {
        bool const first = person == people.front();
        world.put(Person{{person}, "Имя", base::to_text(person) + "@example.org", first, {1}});
        Account account;
        account.id = {person};
        world.put(account);
        for (int i = 0; i < 3; ++i)
            world.put(Session{{dice.id()}, {person}, "curl", "::1", {1}, {1}});
        world.put(ScriptToken{{dice.id()}, {person}, "бэкап", Scope::read, {1}, {9}, {}});
    }
    world.put(Workspace{the_workspace, 1});
}

// That somebody is no administrator is found out where it is decided.
template <>
Accounts::Context Accounts::context(base::Id128 person) {
    return {person, true, {}, {}};
}

template <>
std::optional<Command> Accounts::next(World const& world, base::Id128 person, People const& people,
                                      Dice& dice) {
    base::Id<Person> const me{person}, other{any_of(people, dice)};
    auto const* session = any<Session>(world, dice);
    auto const* token = any<ScriptToken>(world, dice);
    switch (dice.roll(9)) {
        case 0:
            return session ? EndSession{session->person, session->id} : EndSession{me, {dice.id()}};
        case 1:
            return EndSessions{dice.roll(3) == 0 ? other : me,
                               session ? session->id : base::Id<Session>{}, dice.roll(2) == 0};
        case 2:
            return token ? RevokeToken{token->person, token->id} : RevokeToken{me, {dice.id()}};
        case 3:
            return ChooseSettings{me, dice.roll(2) != 0 ? "ru" : "en", Theme::dark};
        case 4:
            return SetBlocked{other, dice.roll(2) == 0};
        case 5:
            return KeepAccount{me};
        case 6:
            return EditProfile{other, "Имя", "", ""};
        default:
            return EditProfile{me, "Имя " + std::to_string(dice.roll(1000)), "", ""};
    }
}

}  // namespace described
