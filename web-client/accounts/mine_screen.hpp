// The screen of my account: the commands and questions behind accounts/mine.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "shared/accounts/own_api.hpp"
#include "web-client/accounts/mine.hpp"
#include "web-client/accounts/picture_choice.hpp"
#include "web-client/accounts/second_factor.hpp"
#include "web-client/accounts/views.hpp"
#include "web-client/house/asking.hpp"
#include "web-client/house/kept.hpp"
#include "web-client/house/surroundings.hpp"
#include "web-client/house/writing.hpp"
#include "web-client/sync/account.hpp"

namespace accounts {

class MineScreen {
public:
    explicit MineScreen(house::Surroundings const& around);

    bool go(std::string const& route);  // false: not a route of this screen
    void frame(look::Ui& ui, look::Rect rect, bool narrow);
    parts::Commands commands(words::Words const& words);
    void dialogs(look::Ui& ui);  // in every frame, above whatever screen is shown

    // Another screen is shown.
    void close() { factor_open_ = is_open_ = false; }

    // The row of the own account, when it has arrived.
    Account const* row() const;
    // What was chosen on another device holds here, too.
    void follow_settings();
    void keep_account();

private:
    void keep_chosen(house::Chosen const& chosen);
    void refresh(words::Words const& words);
    void refresh_profile();
    void take_draft();
    void keep_draft();
    void carry_out(MineAct act);
    void want(Command command);
    void save_profile();
    void send_again();
    void ask_how_links_come();
    void say_sent();
    void ask_email();
    void ask_password();
    void ask_factor();
    void confirm_factor();
    void renew_codes();
    void end_factor();
    void show_codes(RecoveryCodes const& codes);
    void ask_token();
    void ask_leaving();
    void download();
    void save_archive(std::string const& address);

    house::Surroundings around_;
    platform::Platform& platform_;
    client::PersonalApi& api_;
    client::Account& account_;
    words::Words words_{words::Language::english};  // of the last frame
    MineView view_;
    MineDraft draft_;
    EditProfile shown_;  // what the draft was made from
    house::AskDialog& dialog_;
    house::Asking asking_{platform_, api_, dialog_, words_};
    PictureChoice picture_{around_, PutAvatar::path, words_};
    FactorView factor_;
    FactorDraft factor_draft_;
    bool factor_open_ = false;
    house::Kept<std::vector<TokenRow>, std::uint64_t, words::Language> tokens_;
    bool asked_server_ = false;
    bool is_open_ = false;                         // this screen is the one that is shown
    std::optional<std::uint64_t> drafts_arrived_;  // none: this screen is new, and takes them
    house::KeptLines kept_name_, kept_location_;
    std::string followed_language_;
    std::optional<Theme> followed_theme_;
};

}  // namespace accounts
