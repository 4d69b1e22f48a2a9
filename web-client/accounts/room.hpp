// The room of accounts: the people of the workspace and their groups, my account and my sessions.
#pragma once

#include <string>
#include <vector>

#include "web-client/accounts/groups_screen.hpp"
#include "web-client/accounts/mine_screen.hpp"
#include "web-client/accounts/people.hpp"
#include "web-client/house/kept.hpp"
#include "web-client/house/pages.hpp"

namespace accounts {

class Room {
public:
    explicit Room(house::Surroundings const& around);
    Room(Room const&) = delete;
    Room& operator=(Room const&) = delete;

    bool go(std::string const& route);
    // The people and their groups are members' to see.
    bool is_for_guests(std::string const& route) const;
    void leave();
    std::vector<shell::Section> sections(words::Words const& words);
    std::vector<house::Notice> notices(look::Ui& ui);
    house::Place place(words::Words const& words);
    parts::Commands commands(words::Words const& words);
    bool has_details() const { return false; }
    void refresh(words::Words const& words);
    void frame(look::Ui& ui, shell::Columns const& columns);
    void dialogs(look::Ui& ui);
    house::Said<Command> said(words::Words const& words, Command const& command);
    std::string draft_title(words::Words const& words, std::string const& place);

    // How often each view was made.
    struct Made {
        int sessions = 0;
        std::uint64_t people = 0;  // pages of them
    };
    Made made() const { return {sessions_view_.made(), people_turner_.turned()}; }

private:
    enum class Shown : std::uint8_t { nothing, people, groups, sessions, mine };

    void people(look::Ui& ui, shell::Columns const& columns);
    void person(look::Ui& ui);
    void sessions(look::Ui& ui, shell::Columns const& columns);
    void ask_people(bool more);
    void want(words::Words const& words, Command command);

    house::Surroundings around_;
    client::Account& account_;
    Shown shown_ = Shown::nothing;
    words::Words words_{words::Language::english};  // of the last frame
    MineScreen mine_;
    Memberships memberships_;
    GroupsScreen groups_;
    house::Kept<SessionsView, std::uint64_t, std::uint64_t, std::uint64_t, words::Language>
        sessions_view_;
    SessionsDraft sessions_draft_;
    PeopleView people_view_;
    PeopleDraft people_draft_;
    house::PageTurner people_turner_;
    bool people_asked_ = false;
    base::Id<Person> person_;  // whose card is open
    bool person_open_ = false;
};

}  // namespace accounts
