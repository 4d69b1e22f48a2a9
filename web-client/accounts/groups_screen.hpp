// What is behind accounts/groups: the rows, the questions and the commands.
#pragma once

#include "shared/accounts/commands.hpp"
#include "web-client/accounts/groups.hpp"
#include "web-client/accounts/memberships.hpp"
#include "web-client/house/kept.hpp"
#include "web-client/house/room.hpp"
#include "web-client/parts/choose_people.hpp"

namespace accounts {

inline constexpr char const* groups_route = "/people/groups";

// The names of the groups that somebody is in, one after the other; or why this is not known yet.
std::string groups_of(Memberships& memberships, words::Words const& words, base::Id<Person> person);

class GroupsScreen {
public:
    GroupsScreen(house::Surroundings const& around, Memberships& memberships)
        : around_(around), account_(around.account), memberships_(memberships) {}

    bool go(std::string const& route);  // false: not a route of this screen
    void close();
    void frame(look::Ui& ui, look::Rect rect, bool narrow);
    parts::Commands commands(words::Words const& words);
    house::Place place(words::Words const& words) const;
    // Of a command on a group; empty: it is another one.
    std::string said(words::Words const& words, Command const& command) const;

private:
    using Version = std::uint64_t;

    void refresh(words::Words const& words);
    GroupsView view() const;
    bool has(base::Id<Person> person) const;  // the group that is open
    void see_people(GroupsView& view, Group const& group) const;
    void carry_out(GroupsAct act);
    void ask_name(Group const* before);
    void choose(look::Ui& ui);
    parts::ChooseView candidates() const;
    bool want(Command command);
    Group const* opened() const { return account_.shown<Domain>().find(opened_); }

    house::Surroundings around_;
    client::Account& account_;
    Memberships& memberships_;
    words::Words words_{words::Language::english};  // of the last frame
    base::Id<Group> opened_;                        // none: the list of all is shown
    house::Kept<GroupsView, base::Id128, Version, Version, Version, Version, Version,
                words::Language>
        view_;
    GroupsDraft draft_;
    parts::ChooseDraft choose_draft_;
    bool choosing_ = false;
};

}  // namespace accounts
