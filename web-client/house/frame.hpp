// What is on the screen beside the rooms: banners, notices, the question before signing out, what
// can be done everywhere, and how the connection is.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "web-client/house/portraits.hpp"
#include "web-client/house/room.hpp"
#include "web-client/look/dialog.hpp"
#include "web-client/shell/sign_out.hpp"

namespace house {

// What the screens ask of the program around them.
struct ScreenWishes {
    std::optional<words::Language> language;
    std::optional<shell::Shade> shade;
    bool sign_out = false;
    bool save_unsent = false;  // to a file, before signing out
};

class Frame {
public:
    Frame(platform::Platform& platform, client::PersonalApi& api, client::Account& account)
        : platform_(platform),
          account_(account),
          names_(platform, api, account),
          portraits_(platform, api, account, names_),
          dialog_(platform, account) {}

    Surroundings surroundings(client::PersonalApi& api,
                              std::function<void(std::string const&, bool replace)> visit,
                              std::function<void()> back);

    // Cuts itself off `window`; what was pressed is done.
    void banners(look::Ui& ui, look::Rect& window, std::vector<Notice> const& notices);
    // What is open above the screens.
    void above(look::Ui& ui, ScreenWishes& wishes);
    // Who I am and how the connection is, for the shell.
    void describe(shell::View& view);
    parts::Commands commands();

    void tell(std::string const& text, look::Tone tone);
    bool take(platform::LocalFile const& file) const { return take_file_ && take_file_(file); }
    void show_unsent(std::vector<std::string> unsent) { sign_out_view_.unsent = std::move(unsent); }
    bool asks_about_signing_out() const { return signing_out_; }
    PeoplePictures& portraits() { return portraits_; }
    AskDialog& dialog() { return dialog_; }
    Settings& settings() { return settings_; }
    DetailsColumn& details() { return details_; }

private:
    void sign_out(look::Ui& ui, ScreenWishes& wishes);

    platform::Platform& platform_;
    client::Account& account_;
    Names names_;
    PeoplePictures portraits_;
    AskDialog dialog_;
    Settings settings_;
    DetailsColumn details_;
    std::vector<look::Toast> toasts_;
    TakeFile take_file_;
    shell::SignOutView sign_out_view_;
    bool signing_out_ = false, sending_first_ = false;
};

shell::Connection connection(client::Account const& account, std::int64_t steady_ms);

}  // namespace house
