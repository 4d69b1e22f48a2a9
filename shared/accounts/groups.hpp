// Groups of people with a name, so that whatever gives rights to people can give them to several at
// once: who is in a group is read at the moment at which a right is asked for.
#pragma once

#include "shared/accounts/rows.hpp"

namespace accounts {

struct Group {
    static constexpr std::int64_t most = 500;  // there are
    static constexpr std::string_view type_name = "accounts.group";
    static constexpr auto editing = world::Editing::rows;
    base::Id<Group> id;
    std::string name;
    base::Instant made;

    static constexpr auto fields() {
        return base::Pack{base::field("id", &Group::id).required().fixed(),
                          base::field("name", &Group::name)
                              .required()
                              .line()
                              .at_most(100)
                              .unique()
                              .sortable()
                              .filterable(),
                          base::field("made", &Group::made).fixed().sortable().filterable()};
    }
    static constexpr auto indexes() { return base::Pack{world::index<&Group::name>()}; }
    static constexpr auto published() { return base::Pack{world::to_the(groups_space)}; }
};

// A person in a group. Who is blocked stays in it, and who is deleted leaves it.
struct GroupMember {
    static constexpr std::int64_t most = 2000;  // of one group
    static constexpr std::string_view type_name = "accounts.group-member";
    static constexpr auto editing = world::Editing::rows;
    base::Id<GroupMember> id;
    base::Id<Group> group;
    base::Id<Person> person;

    static constexpr auto fields() {
        return base::Pack{base::field("id", &GroupMember::id).required().fixed(),
                          base::field("group", &GroupMember::group)
                              .required()
                              .fixed()
                              .refers_to(Group::type_name),
                          base::field("person", &GroupMember::person)
                              .required()
                              .fixed()
                              .refers_to(Person::type_name)};
    }
    static constexpr auto indexes() {
        return base::Pack{world::index<&GroupMember::group, &GroupMember::person>(),
                          world::index<&GroupMember::person, &GroupMember::group>()};
    }
    static constexpr auto published() { return base::Pack{world::to_the(memberships_space)}; }
};

}  // namespace accounts
