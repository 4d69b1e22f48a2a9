// The screen of my account: the commands and questions behind accounts/mine.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "shared/accounts/own_api.hpp"
#include "web-client/accounts/mine.hpp"
#include "web-client/accounts/second_factor.hpp"
#include "web-client/house/asking.hpp"
#include "web-client/house/surroundings.hpp"
#include "web-client/house/writing.hpp"
#include "web-client/sync/account.hpp"

namespace accounts {

class MineScreen {
public:
    MineScreen(platform::Platform& platform, syncing::PersonalApi& api, syncing::Account& account,
               house::Surroundings around);

    bool go(std::string const& route);  // false: not a route of this screen
    struct Wishes {
        std::optional<words::Language> language;
        std::optional<shell::Shade> shade;
    };
    Wishes frame(look::Ui& ui, look::Rect rect, bool narrow, shell::Shade shade);
    void dialogs(look::Ui& ui);  // in every frame, above whatever screen is shown

    // Another screen is shown.
    void close() { factor_open_ = is_open_ = false; }

    // The row of the own account, when it has arrived.
    Account const* row() const;
    // How the account wants language and look to be, once whenever that has changed.
    Wishes followed();
    void choose(std::optional<words::Language> language, std::optional<shell::Shade> shade);
    void keep_account();

private:
    void refresh(look::Ui const& ui, shell::Shade shade);
    void refresh_profile();
    void take_draft();
    void keep_draft();
    void carry_out(look::Ui& ui, MineAct act);
    void want(look::Ui const& ui, Command command, std::string const& done = {});
    void choose_picture();
    void send_picture(platform::LocalFile const& file);
    void remove_picture();
    void save_profile(look::Ui const& ui);
    void send_again(look::Ui const& ui);
    void ask_how_links_come();
    void say_sent();
    void ask_email(look::Ui const& ui);
    void ask_password(look::Ui const& ui);
    void ask_factor(look::Ui const& ui);
    void confirm_factor();
    void renew_codes(look::Ui const& ui);
    void end_factor(look::Ui const& ui);
    void show_codes(RecoveryCodes const& codes);
    void ask_token(look::Ui const& ui);
    void ask_leaving(look::Ui const& ui);
    void download(look::Ui const& ui);
    void save_archive(std::string const& address);

    platform::Platform& platform_;
    syncing::PersonalApi& api_;
    syncing::Account& account_;
    house::Surroundings around_;
    words::Words words_{words::Language::english};  // of the last frame
    MineView view_;
    MineDraft draft_;
    EditProfile shown_;  // what the draft was made from
    house::Desk& desk_;
    house::Asking asking_{platform_, api_, desk_, words_};
    FactorView factor_;
    FactorDraft factor_draft_;
    bool factor_open_ = false;
    bool asked_server_ = false;
    bool is_open_ = false;                         // this screen is the one that is shown
    std::optional<std::uint64_t> drafts_arrived_;  // none: this screen is new, and takes them
    house::KeptLines kept_name_, kept_location_;
    std::string followed_language_;
    std::optional<Theme> followed_theme_;
};

}  // namespace accounts
