// Who is in which group, for whoever does not hold all memberships, since there are too many.
#pragma once

#include "shared/accounts/api.hpp"

namespace accounts {

struct ListGroupPeople {
    static constexpr auto method = wire::Method::get;
    static constexpr auto access = wire::Access::member;
    static constexpr auto rate = wire::unlimited;
    static constexpr std::string_view path = "/api/v1/groups/{group}/people";
    static constexpr std::string_view summary = "All people of a group, by their names";
    struct Request {
        base::Id<Group> group;
        static constexpr auto fields() {
            return base::Pack{base::field("group", &Request::group).required()};
        }
    };
    struct Response {
        std::vector<PersonCard> people;
        static constexpr auto fields() {
            return base::Pack{base::field("people", &Response::people).at_most(GroupMember::most)};
        }
    };
};

struct ListGroupsOf {
    static constexpr auto method = wire::Method::get;
    static constexpr auto access = wire::Access::member;
    static constexpr auto rate = wire::unlimited;
    static constexpr std::string_view path = "/api/v1/people/{person}/groups";
    static constexpr std::string_view summary = "The groups that somebody is in, by their names";
    struct Request {
        base::Id<Person> person;
        static constexpr auto fields() {
            return base::Pack{base::field("person", &Request::person).required()};
        }
    };
    struct Response {
        std::vector<Group> groups;
        static constexpr auto fields() {
            return base::Pack{base::field("groups", &Response::groups).at_most(Group::most)};
        }
    };
};

}  // namespace accounts
