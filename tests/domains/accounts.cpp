// What the tests ask of accounts.
#include "tests/domains/described.hpp"
#include "tests/shared/samples.hpp"

namespace described {

using namespace accounts;
using Accounts = Tests<accounts::Domain>;

namespace {

constexpr base::Instant morning{1'795'226'716'123'456};  // 2026-11-21T02:05:16.123456Z
base::Id<Person> const anna{{0x0190'f3a2'5c1b'7d3e, 1}}, pyotr{{0x0190'f3a2'5c1b'7d3e, 2}};

Workspace workspace_with(std::int64_t administrators) {
    Workspace workspace;
    workspace.id = the_workspace;
    workspace.administrators = administrators;
    return workspace;
}

// One of few, so that commands meet rows, and some are of nothing.
template <class Row>
base::Id<Row> some(Dice& dice, unsigned first, int count) {
    return {samples::id(first + static_cast<unsigned>(dice.roll(count)))};
}

Command some_command_on_groups(Dice& dice, base::Id<Person> somebody) {
    auto const group = some<Group>(dice, 60, 2);
    std::string const name = dice.roll(2) == 0 ? "столяры" : "Склад";
    switch (dice.roll(9)) {
        case 0:
        case 7:
            return MakeGroup{group, name};
        case 1:
            return RenameGroup{group, name};
        case 2:
            return RemoveGroup{group};
        case 3:
            return AddToGroup{group, somebody, some<GroupMember>(dice, 70, 4)};
        case 4:
            return TakeFromGroup{group, somebody};
        case 5:
            return SetManagesGroups{somebody, dice.roll(2) == 0};
        case 6:
            return SetPersonKind{somebody,
                                 dice.roll(2) == 0 ? PersonKind::guest : PersonKind::member};
        default:
            break;
    }
    auto const edit = some<Edit>(dice, 50, 3);
    Group const before{group, "Столяры", {1}};
    auto after = before;
    after.name = name;
    if (dice.roll(2) == 0) return EditRows{samples::id(91), {{edit, before, after}}};
    if (dice.roll(2) == 0) return EditRows{samples::id(91), {{edit, before, std::nullopt}}};
    GroupMember const member{some<GroupMember>(dice, 70, 4), group, somebody};
    return EditRows{samples::id(91), {{edit, std::nullopt, member}}};
}

Command some_command_on_views(Dice& dice) {
    if (dice.roll(3) == 0) return SetWorkspacePicture{"0190"};
    auto const view = some<View>(dice, 80, 3);
    if (dice.roll(2) == 0) return RemoveView{view};
    auto const* table = dice.roll(5) == 0 ? "accounts.group" : "accounts.person";
    return SaveView{view, table, "Вид", "sort=-name", dice.roll(2) == 0};
}

Command some_command(Dice& dice, base::Id<Person> actor) {
    auto const session = [&] { return some<Session>(dice, 20, 4); };
    auto const token = [&] { return some<ScriptToken>(dice, 30, 3); };
    bool const yes = dice.roll(2) == 0;
    auto const somebody = dice.roll(2) == 0 ? actor : some<Person>(dice, 1, 4);
    if (dice.roll(3) == 0) return some_command_on_groups(dice, somebody);
    auto const kind = dice.roll(24);
    // Of what is taken most often there need not be so many.
    bool const is_often = kind == 6 || kind == 10 || kind == 16;
    if (is_often && dice.roll(4) != 0) return some_command_on_views(dice);
    switch (kind) {
        case 0:
            return EditProfile{somebody, "Другое"};
        case 1:
        case 20:
        case 21:
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
        case 23:
            return RevokeToken{somebody, token()};
        case 8:
            return KeepAccount{somebody};
        case 9:
            return SetAdministrator{somebody, yes};
        case 10:
            return SettleWorkspace{"", RegistrationMode::invitation, yes};
        case 11:
        case 22:
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
        case 18: {
            if (dice.roll(2) == 0) {
                auto before = workspace_with(1), after = before;
                after.name = "Цех";
                after.admin_second_factor = yes;
                return EditRows{samples::id(91), {{some<Edit>(dice, 50, 3), before, after}}};
            }
            Person before{somebody, "Имя", "a@example.org", yes, {1}}, after = before;
            after.name = "Другое";
            return EditRows{samples::id(91), {{some<Edit>(dice, 50, 3), before, after}}};
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
    auto renamed = person;
    renamed.name = "Анна Иванова";
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
            EditRows{id(51), {{{id(50)}, person, renamed}}},
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
            ErasePerson{anna},
            SettleWorkspace{"Europe/Moscow", RegistrationMode::invitation, true},
            MakeGroup{{id(60)}, "Столяры"},
            RenameGroup{{id(60)}, "Плотники"},
            RemoveGroup{{id(60)}},
            AddToGroup{{id(60)}, pyotr, {id(70)}},
            TakeFromGroup{{id(60)}, pyotr},
            SetManagesGroups{pyotr, true},
            SetPersonKind{pyotr, PersonKind::guest},
            SaveView{{id(80)}, "accounts.person", "Новые", "sort=-registered", true},
            RemoveView{{id(80)}},
            SetWorkspacePicture{"0190f3a25c1b"}};
}

template <>
world::News<Domain> Accounts::news() {
    using samples::id;
    world::News<Domain> news{3, {}, {1, 2}};
    auto workspace = workspace_with(1);
    workspace.settled = true;
    workspace.name = "Столярная";
    workspace.picture = "0190f3a25c1b";
    workspace.language = "ru";
    workspace.zone = "Europe/Moscow";
    workspace.currency = *base::Currency::from("RUB");
    workspace.holidays = {{*base::day_from_civil(2027, 1, 1)}};
    workspace.rooms_off = {{"messaging"}};
    workspace.admin_second_factor = true;
    workspace.message = "В пятницу сервер отдыхает.";
    news.spaces.push_back({directory(),
                           world::NewsKind::delta,
                           1,
                           2,
                           {},
                           {{5, Person{anna, "Анна", "anna@example.org", true, morning}},
                            {5, Group{{id(60)}, "Столяры", morning}},
                            {5, GroupMember{{id(70)}, {id(60)}, anna}}},
                           {},
                           {}});
    news.spaces.push_back(
        {everybody(), world::NewsKind::delta, 1, 2, {}, {{5, workspace}}, {}, {}});
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
          {6, View{{id(80)}, anna, "accounts.person", "Новые", "sort=-registered", true}},
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
        Person person{id, "Имя", "a@example.org", administrator, {1}};
        person.manages_groups = dice.roll(4) == 0;
        if (!person.administrator && !person.manages_groups && dice.roll(4) == 0)
            person.kind = PersonKind::guest;
        trial.world.put(person);
        Account account;
        account.id = account_of(id);
        trial.world.put(account);
        if (dice.roll(3) != 0)
            trial.world.put(Session{some<Session>(dice, 20, 4), id, "curl", "::1", {1}, {1}});
        if (dice.roll(3) != 0)
            trial.world.put(ScriptToken{
                some<ScriptToken>(dice, 30, 3), id, "бэкап", Scope::read, {1}, {9}, {}});
    }
    for (unsigned g = 60; g < 62; ++g)
        if (dice.roll(3) != 0) {
            trial.world.put(Group{{samples::id(g)}, g == 60 ? "Столяры" : "Цех", {1}});
            if (auto const* person = any<Person>(trial.world, dice); person && dice.roll(4) != 0)
                trial.world.put(GroupMember{{samples::id(10 + g)}, {samples::id(g)}, person->id});
        }
    if (administrators > 0) {
        auto workspace = workspace_with(administrators);
        workspace.settled = dice.roll(2) == 0;
        trial.world.put(workspace);
    }
    auto const actor = some<Person>(dice, 1, 4);
    for (unsigned v = 80; v < 83; ++v)
        if (dice.roll(8) != 0) {
            auto const owner = dice.roll(8) != 0 ? actor : some<Person>(dice, 1, 4);
            trial.world.put(View{{samples::id(v)}, owner, "accounts.person", "Вид", "", v == 82});
        }
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
    world.put(workspace_with(1));
}

namespace {

// Names are few, so that two think of the same one.
Command next_on_groups(World const& world, base::Id<Person> me, base::Id<Person> other,
                       Dice& dice) {
    auto const* group = any<Group>(world, dice);
    auto const name = "Группа " + std::to_string(dice.roll(9));
    if (!group || dice.roll(6) == 0) return MakeGroup{{dice.id()}, name};
    switch (dice.roll(8)) {
        case 0:
            return RenameGroup{group->id, name};
        case 1:
            return RemoveGroup{group->id};
        case 2:
            return TakeFromGroup{group->id, other};
        case 3:
            return TakeFromGroup{group->id, me};
        case 4:
            return SetManagesGroups{other, dice.roll(2) == 0};
        case 5:
            return SetPersonKind{other, dice.roll(2) == 0 ? PersonKind::guest : PersonKind::member};
        default:
            return AddToGroup{group->id, other, {dice.id()}};
    }
}

Command next_on_views(World const& world, Dice& dice) {
    auto const* view = any<View>(world, dice);
    if (view && dice.roll(3) == 0) return RemoveView{view->id};
    base::Id<View> const id = view && dice.roll(2) == 0 ? view->id : base::Id<View>{dice.id()};
    return SaveView{id, "accounts.person", "Вид " + std::to_string(dice.roll(9)), "sort=-name",
                    dice.roll(2) == 0};
}

}  // namespace

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
    if (dice.roll(3) == 0) return next_on_groups(world, me, other, dice);
    if (dice.roll(6) == 0) return next_on_views(world, dice);
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
