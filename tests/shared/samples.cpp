#include "tests/shared/samples.hpp"

namespace samples {

namespace {

constexpr base::Instant morning{1'795'226'716'123'456};  // 2026-11-21T02:05:16.123456Z
messaging::PersonId const anna{{0x0190'f3a2'5c1b'7d3e, 1}}, pyotr{{0x0190'f3a2'5c1b'7d3e, 2}};

template <class Domain>
world::CommandsRequest<Domain> request_of(std::vector<typename Domain::Command> const& commands) {
    world::CommandsRequest<Domain> request{id(99), {}};
    for (auto const& command : commands)
        request.commands.push_back(
            {static_cast<std::int64_t>(request.commands.size()) + 7, command});
    return request;
}

messaging::Message message(unsigned number, std::string text) {
    return {{id(20 + number)}, {id(10)}, number, anna, std::move(text), morning};
}
messaging::Member member(messaging::PersonId person, messaging::Role role) {
    return {{id(person == anna ? 11 : 12)}, {id(10)}, person, role, morning, 2};
}
messaging::Channel channel() {
    return {{id(10)}, "Цех № 1", "all about\nthe shop", anna, morning, 2};
}

}  // namespace

base::Id128 id(unsigned number) { return {0x0190'f3a2'5c1b'7d3e, 0x8a4f'0000'0000'0000 + number}; }

std::vector<messaging::Command> messaging_commands() {
    using namespace messaging;
    return {CreateChannel{{id(10)}, {id(11)}, anna, "Цех № 1", "all about\nthe shop"},
            RenameChannel{{id(10)}, "Shop floor \"1\"", ""},
            Invite{{id(10)}, {id(12)}, pyotr},
            RemoveMember{{id(10)}, pyotr},
            Post{{id(10)}, {id(21)}, "Привет, \\мир\\ 😀\tдо завтра"},
            ReadUpTo{{id(10)}, anna, 1'000'000'000'000},
            EraseMessages{{id(10)}, anna, {{id(21)}, {id(22)}}},
            Depart{{id(10)}, anna, pyotr}};
}

std::vector<accounts::Command> accounts_commands() {
    using namespace accounts;
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

world::CommandsRequest<messaging::Domain> messaging_request() {
    return request_of<messaging::Domain>(messaging_commands());
}
world::CommandsRequest<accounts::Domain> accounts_request() {
    return request_of<accounts::Domain>(accounts_commands());
}

world::CommandsAnswer answers() {
    using world::Outcome;
    return {{{7, Outcome::accepted, std::nullopt, 0},
             {8, Outcome::refused, base::Refusal{"unexpected", {{"report", "кж-1"}}}, 0},
             {9, Outcome::forked, std::nullopt, 0},
             {10, Outcome::gap, std::nullopt, 9}}};
}

world::News<messaging::Domain> delta() {
    world::News<messaging::Domain> news{7, {}};
    news.spaces.push_back({world::channel(id(10)),
                           world::NewsKind::delta,
                           4,
                           6,
                           {},
                           {{1001, channel()},
                            {1002, member(anna, messaging::Role::owner)},
                            {1003, message(2, "да")}},
                           {{"messaging.member", id(12)}},
                           {}});
    return news;
}

world::News<messaging::Domain> snapshot() {
    world::News<messaging::Domain> news{0, {}};
    news.spaces.push_back({world::channel(id(10)),
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
    world::News<messaging::Domain> news{8, {}};
    news.spaces.push_back({world::channel(id(10)), world::NewsKind::gone, 0, 0, {}, {}, {}, {}});
    return news;
}

world::News<accounts::Domain> people() {
    world::News<accounts::Domain> news{3, {}};
    news.spaces.push_back({world::directory(),
                           world::NewsKind::delta,
                           1,
                           2,
                           {},
                           {{5, accounts::Person{anna, "Анна", "anna@example.org", true, morning}}},
                           {},
                           {}});
    news.spaces.push_back(
        {world::me(anna.value),
         world::NewsKind::snapshot,
         0,
         1,
         {},
         {{6, accounts::Session{{id(30)}, anna, "curl", "::1", morning, morning}}},
         {},
         {}});
    return news;
}

world::Kept<messaging::Domain> kept() {
    return {{world::me(anna.value), world::channel(id(10))},
            1002,
            member(anna, messaging::Role::owner)};
}

world::Sent<messaging::Domain> sent() { return {9, messaging_commands()[4]}; }

}  // namespace samples
