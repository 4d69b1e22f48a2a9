// The workspace as a whole: one row, which administrators change by hand as any other.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "shared/base/fields.hpp"
#include "shared/world/published.hpp"
#include "shared/world/table.hpp"

namespace accounts {

// There is one of each: the directory of all members, the groups and who is in them, which members
// alone see, and what concerns everybody who is signed in.
inline constexpr world::Kind directory{"directory"};
inline constexpr world::Kind groups_space{"groups"};
inline constexpr world::Kind memberships_space{"memberships"};
inline constexpr world::Kind everybody{"everybody"};
// What is larger no client holds: people are then named and searched for by the server, which also
// says who is in a group.
inline constexpr std::int64_t most_in_directory = 2'000, most_memberships = 5'000;

// A member works here. A guest, such as a customer or a customer's employee, is in nobody's
// directory and sees none: of others a guest sees the names of those with whom something is shared,
// as they see the guest's.
enum class PersonKind : std::uint8_t { member, guest };
constexpr std::array<std::string_view, 2> names_of(PersonKind) { return {"member", "guest"}; }

// Who may create an account.
enum class RegistrationMode : std::uint8_t { open, invitation, closed };
constexpr std::array<std::string_view, 3> names_of(RegistrationMode) {
    return {"open", "invitation", "closed"};
}

// A day on which nobody works, whichever day of the week it is.
struct Holiday {
    base::Day day{};
    static constexpr auto fields() { return base::Pack{base::field("day", &Holiday::day)}; }
    friend bool operator==(Holiday a, Holiday b) { return a.day == b.day; }
};

// A domain whose commands are refused, and which nobody is shown.
struct RoomOff {
    std::string domain;
    static constexpr auto fields() {
        return base::Pack{base::field("domain", &RoomOff::domain).required().line().at_most(40)};
    }
    friend bool operator==(RoomOff const& a, RoomOff const& b) { return a.domain == b.domain; }
};

struct Workspace {
    static constexpr std::string_view type_name = "accounts.workspace";
    static constexpr auto editing = world::Editing::fields;
    base::Id<Workspace> id;
    // Those who stay: counted, so that the last one is told without a search. Who asked to be
    // deleted will not be there, and counts no more.
    std::int64_t administrators = 0;
    // Whether what the server was started with has become the first values of what follows.
    bool settled = false;
    std::string name{};      // empty: the program's
    std::string picture{};   // names its files, as a person's does; empty: none
    std::string language{};  // "ru", "en"; empty: as the machine has it
    std::string zone{};      // "Europe/Moscow"; empty: as the machine has it
    base::Currency currency{};
    std::int32_t working_days = 31;  // a bit for each day of the week, Monday's is 1
    std::vector<Holiday> holidays{};
    std::int32_t work_begins = 9 * 60, work_ends = 18 * 60;  // in minutes of the day
    std::vector<RoomOff> rooms_off{};
    RegistrationMode registration = RegistrationMode::open;
    PersonKind newcomers = PersonKind::member;  // what whoever registers becomes, uninvited
    // Administrators may do nothing as such before they have turned on a second factor.
    bool admin_second_factor = false;
    std::string message{};  // to those who sign in, and so to everybody

    static constexpr auto fields() {
        return base::Pack{base::field("id", &Workspace::id).required().fixed(),
                          base::field("administrators", &Workspace::administrators)
                              .kept("kept-counted")
                              .within(0, 1'000'000),
                          base::field("settled", &Workspace::settled).kept("kept-counted"),
                          base::field("name", &Workspace::name).line().at_most(100),
                          base::field("picture", &Workspace::picture)
                              .kept("kept-workspace-picture")
                              .line()
                              .at_most(64),
                          base::field("language", &Workspace::language).line().at_most(8),
                          base::field("zone", &Workspace::zone).line().at_most(64),
                          base::field("currency", &Workspace::currency),
                          base::field("working_days", &Workspace::working_days).within(1, 127),
                          base::field("holidays", &Workspace::holidays).at_most(400),
                          base::field("work_begins", &Workspace::work_begins).within(0, 24 * 60),
                          base::field("work_ends", &Workspace::work_ends).within(0, 24 * 60),
                          base::field("rooms_off", &Workspace::rooms_off).at_most(50),
                          base::field("registration", &Workspace::registration),
                          base::field("newcomers", &Workspace::newcomers),
                          base::field("admin_second_factor", &Workspace::admin_second_factor),
                          base::field("message", &Workspace::message).at_most(1000)};
    }
    static constexpr auto indexes() { return base::Pack<>{}; }
    static constexpr auto published() { return base::Pack{world::to_the(everybody)}; }
};
constexpr base::Id<Workspace> the_workspace{{0, 1}};

// Whether everybody is to be without a domain.
bool is_off(Workspace const& workspace, std::string_view domain);

}  // namespace accounts
