// The administrator's section: the questions, commands and dialogs behind accounts/admin.
#pragma once

#include <string>

#include "web-client/accounts/admin.hpp"
#include "web-client/accounts/mine_screen.hpp"
#include "web-client/house/asking.hpp"
#include "web-client/house/pages.hpp"

namespace accounts {

class AdminScreen {
public:
    AdminScreen(platform::Platform& platform, syncing::PersonalApi& api, syncing::Account& account,
                house::Surroundings around);

    bool go(std::string const& route);  // false: not a route of this screen
    void frame(look::Ui& ui, look::Rect rect, bool narrow);

private:
    void refresh(look::Ui const& ui);
    void ask(bool more);
    void carry_out(look::Ui& ui, AdminAct act);
    void want(Command command, bool server_decides);
    void ask_enrol(look::Ui const& ui);
    void ask_invite(look::Ui const& ui);
    void ask_right(look::Ui const& ui, Overview const& person, bool gives);
    void ask_block(look::Ui const& ui, Overview const& person);
    void ask_forget_factor(look::Ui const& ui, Overview const& person);
    void ask_end_sessions(look::Ui const& ui, Overview const& person);
    // After its password; of a letter that no mail server takes.
    void ask_link(base::Id<Letter> letter, std::string const& recipient);
    void ask_erase(look::Ui const& ui, Overview const& person);
    void ask_erase_surely(Overview const& person, bool erases_messages);
    void see_link();
    void send_letter();
    void take_back();
    Overview const* opened() const;

    platform::Platform& platform_;
    syncing::PersonalApi& api_;
    syncing::Account& account_;
    house::Surroundings around_;
    words::Words words_{words::Language::english};  // of the last frame
    AdminView view_;
    AdminDraft draft_;
    house::PageTurner turner_;
    house::Desk& desk_;
    house::Asking asking_{platform_, api_, desk_, words_};
    bool asked_ = false;  // for the page that is shown
};

}  // namespace accounts
