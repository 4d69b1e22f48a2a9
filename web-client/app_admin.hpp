// The administrator's section: the questions, commands and dialogs behind accounts/admin.
#pragma once

#include <string>

#include "web-client/accounts/admin.hpp"
#include "web-client/app_account.hpp"
#include "web-client/app_asking.hpp"
#include "web-client/app_pages.hpp"

class AdminScreen {
public:
    AdminScreen(platform::Platform& platform, syncing::PersonalApi& api, syncing::Account& account,
                Surroundings around);

    bool go(std::string const& route);  // false: not a route of this screen
    void frame(look::Ui& ui, look::Rect rect, bool narrow);

private:
    void refresh(look::Ui const& ui);
    void ask(bool more);
    void carry_out(look::Ui& ui, accounts::AdminAct act);
    void want(accounts::Command command, bool server_decides);
    void ask_enrol(look::Ui const& ui);
    void ask_invite(look::Ui const& ui);
    void ask_right(look::Ui const& ui, accounts::Overview const& person, bool gives);
    void ask_block(look::Ui const& ui, accounts::Overview const& person);
    void ask_forget_factor(look::Ui const& ui, accounts::Overview const& person);
    void ask_end_sessions(look::Ui const& ui, accounts::Overview const& person);
    // After its password; of a letter that no mail server takes.
    void ask_link(base::Id<accounts::Letter> letter, std::string const& recipient);
    void ask_erase(look::Ui const& ui, accounts::Overview const& person);
    void ask_erase_surely(accounts::Overview const& person, bool erases_messages);
    void see_link();
    void send_letter();
    void take_back();
    accounts::Overview const* opened() const;

    platform::Platform& platform_;
    syncing::PersonalApi& api_;
    syncing::Account& account_;
    Surroundings around_;
    words::Words words_{words::Language::english};  // of the last frame
    accounts::AdminView view_;
    accounts::AdminDraft draft_;
    PageTurner turner_;
    Desk& desk_;
    Asking asking_{platform_, api_, desk_, words_};
    bool asked_ = false;  // for the page that is shown
};
