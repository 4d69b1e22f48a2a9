// What administrators, and those to whom they give the right, do with groups.
#pragma once

#include "shared/accounts/groups.hpp"

namespace accounts {

struct MakeGroup {
    static constexpr std::string_view type_name = "accounts.make-group";
    static constexpr auto access = wire::Access::member;
    base::Id<Group> group;  // a new one
    std::string name;
    static constexpr auto fields() {
        return base::Pack{base::field("group", &MakeGroup::group).required(),
                          base::field("name", &MakeGroup::name).required().line().at_most(100)};
    }
};

struct RenameGroup {
    static constexpr std::string_view type_name = "accounts.rename-group";
    static constexpr auto access = wire::Access::member;
    base::Id<Group> group;
    std::string name;
    static constexpr auto fields() {
        return base::Pack{base::field("group", &RenameGroup::group).required(),
                          base::field("name", &RenameGroup::name).required().line().at_most(100)};
    }
};

// With whoever is in it.
struct RemoveGroup {
    static constexpr std::string_view type_name = "accounts.remove-group";
    static constexpr auto access = wire::Access::member;
    base::Id<Group> group;
    static constexpr auto fields() {
        return base::Pack{base::field("group", &RemoveGroup::group).required()};
    }
};

struct AddToGroup {
    static constexpr std::string_view type_name = "accounts.add-to-group";
    static constexpr auto access = wire::Access::member;
    base::Id<Group> group;
    base::Id<Person> person;
    base::Id<GroupMember> member;  // a new one
    static constexpr auto fields() {
        return base::Pack{base::field("group", &AddToGroup::group).required(),
                          base::field("person", &AddToGroup::person).required(),
                          base::field("member", &AddToGroup::member).required()};
    }
};

// Everybody may leave.
struct TakeFromGroup {
    static constexpr std::string_view type_name = "accounts.take-from-group";
    static constexpr auto access = wire::Access::member;
    base::Id<Group> group;
    base::Id<Person> person;
    static constexpr auto fields() {
        return base::Pack{base::field("group", &TakeFromGroup::group).required(),
                          base::field("person", &TakeFromGroup::person).required()};
    }
};

// An administrator gives somebody the right to do all of this, or takes it.
struct SetManagesGroups {
    static constexpr std::string_view type_name = "accounts.set-manages-groups";
    static constexpr auto access = wire::Access::administrator;
    base::Id<Person> person;
    bool manages = false;
    static constexpr auto fields() {
        return base::Pack{base::field("person", &SetManagesGroups::person).required(),
                          base::field("manages", &SetManagesGroups::manages)};
    }
};

}  // namespace accounts
