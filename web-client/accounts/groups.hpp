// Groups of people: the list of them, and the page of one with whoever is in it.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "web-client/look/ui.hpp"
#include "web-client/parts/command.hpp"

namespace accounts {

struct GroupRow {
    std::string id;
    std::string name;
    int people = 0;     // less than 0: unknown
    bool mine = false;  // I am in it
};

struct GroupPerson {
    std::string id;
    std::string name;
    bool me = false;
    std::string grey{};  // why this person cannot be taken out; empty: can be
};

struct GroupsView {
    bool loading = false;
    std::string make_grey, change_grey;  // why not; empty: it can be done
    std::vector<GroupRow> groups;        // all of them, in the order of their names
    std::string failure;                 // why it is not known who is in the one that is open
    bool one = false;                    // the page of one is shown,
    std::optional<GroupRow> opened{};    // …which may have gone
    std::vector<GroupPerson> people{};   // in it
};

struct GroupsDraft {
    bool removing = false;  // the group that is shown; asked about
    std::string taking;     // a person; asked about
};

enum class GroupsAct : std::uint8_t { none, make, add, rename, remove };

struct GroupsWishes {
    GroupsAct act = GroupsAct::none;  // never to remove, which asks first
    bool remove = false;              // …and was said to be meant
    std::optional<std::string> take;  // a person, who was asked about
    std::string open;                 // a group
    bool back = false;
};

parts::Commands groups_commands(GroupsView const& view, std::function<void(GroupsAct)> const& act);

GroupsWishes groups(look::Ui& ui, GroupsView const& view, GroupsDraft& draft, look::Rect rect,
                    bool narrow);

}  // namespace accounts
