// The administrator's section: the questions, commands and dialogs behind accounts/admin.
#pragma once

#include <set>
#include <string>

#include "web-client/accounts/admin.hpp"
#include "web-client/accounts/administration.hpp"
#include "web-client/accounts/memberships.hpp"
#include "web-client/accounts/workspace_screen.hpp"
#include "web-client/house/asking.hpp"
#include "web-client/house/kept.hpp"
#include "web-client/house/pages.hpp"
#include "web-client/house/surroundings.hpp"

namespace accounts {

class AdminScreen {
public:
    explicit AdminScreen(house::Surroundings const& around);

    bool go(std::string const& route);  // false: not a route of this screen
    void frame(look::Ui& ui, look::Rect rect, bool narrow);
    parts::Commands commands(words::Words const& words);
    bool shows_workspace() const { return view_.page == AdminPage::workspace; }
    void close();  // what is open about a row, as the place is left

private:
    void refresh(words::Words const& words);
    void refresh_names();
    void refresh_workspace();
    void take_pictures();
    void follow_people();
    void ask(bool more);
    void carry_out(AdminAct act);
    void carry_out(AdminWishes const& wished);  // of what was asked about
    void want(Command command, bool server_decides);
    void ask_enrol();
    void ask_invite();
    void ask_right(Overview const& person, bool gives);
    void ask_forget_factor(Overview const& person);
    // After its password; of a letter that no mail server takes.
    void ask_link(base::Id<Letter> letter, std::string const& recipient);
    void ask_erase(Overview const& person, bool erases_messages);
    void see_link();
    void send_letter();
    void take_back();
    Overview const* opened() const;

    house::Surroundings around_;
    platform::Platform& platform_;
    client::PersonalApi& api_;
    client::Account& account_;
    words::Words words_{words::Language::english};  // of the last frame
    WorkspaceScreen workspace_;
    Memberships memberships_{platform_, account_};  // of whoever is open
    AdminView view_;
    AdminDraft draft_;
    house::PageTurner turner_;
    house::AskDialog& dialog_;
    house::Asking asking_{platform_, api_, dialog_, words_};
    house::Kept<std::map<base::Id128, std::string>, std::uint64_t, std::uint64_t> names_;
    std::set<base::Id<Person>> known_;  // of those in the list, who was held here at some time
    bool takes_pictures_ = false;       // a file that is handed over is one of the workspace
    bool asked_ = false;                // for the page that is shown
    bool untold_changes_ = false;       // of whom no news tells: the list is asked anew
};

}  // namespace accounts
