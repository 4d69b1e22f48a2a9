// The screens of a signed-in person: shows the views of the account in the panels, and turns what
// the panels wish for into commands and questions.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "web-client/accounts/admin_screen.hpp"
#include "web-client/accounts/mine_screen.hpp"
#include "web-client/accounts/people.hpp"
#include "web-client/house/portraits.hpp"
#include "web-client/house/tray.hpp"
#include "web-client/house/views.hpp"
#include "web-client/house/writing.hpp"
#include "web-client/look/dialog.hpp"
#include "web-client/messaging/channels.hpp"
#include "web-client/shell/about.hpp"
#include "web-client/shell/shell.hpp"
#include "web-client/shell/sign_out.hpp"
#include "web-client/sync/account.hpp"

namespace house {

// What the screens ask of the program around them.
struct ScreenWishes {
    std::optional<words::Language> language;
    std::optional<shell::Shade> shade;
    bool sign_out = false;
    bool save_unsent = false;  // to a file, before signing out
};

class Screens {
public:
    Screens(platform::Platform& platform, syncing::PersonalApi& api, syncing::Account& account);

    void go(std::string const& route);  // as the address bar has it
    ScreenWishes frame(look::Ui& ui, look::Rect window, shell::Shade shade);

private:
    using ChannelId = views::ChannelId;

    // Of one channel, kept while the program runs so that nothing typed is lost.
    struct Room {
        messaging::ChannelDraft draft;
        KeptText kept;
        views::Older older;
        std::int64_t read_at_entering = 0;
        bool entered = false;
        std::int64_t told_read = 0;  // the number last said to be read
    };

    void refresh(look::Ui& ui);  // the views, when the world changed
    Surroundings surroundings();
    void follow_settings(ScreenWishes& wishes);
    void storage_banner(look::Ui& ui, look::Rect& window);
    void leaving_banner(look::Ui& ui, look::Rect& window);
    void navigation(look::Ui& ui, shell::Columns const& columns, shell::Shade shade,
                    ScreenWishes& wishes);
    void work(look::Ui& ui, shell::Columns const& columns, shell::Shade shade,
              ScreenWishes& wishes);
    void channel(look::Ui& ui, shell::Columns const& columns);
    void details(look::Ui& ui, shell::Columns const& columns);
    void people(look::Ui& ui, shell::Columns const& columns);
    void sessions(look::Ui& ui, shell::Columns const& columns);
    void dialogs(look::Ui& ui, ScreenWishes& wishes);
    void sign_out(look::Ui& ui, ScreenWishes& wishes);
    void open_creating();
    void open_changing();
    void edit_channel(look::Ui& ui);
    void ask_people(bool more);
    void ask_older();
    void visit(std::string const& route, bool replace = false);
    void enter(ChannelId id);
    // False: it was refused, which is said, and what was typed for it has to stay.
    bool want(look::Ui& ui, messaging::Command command, syncing::Origin const& origin = {});
    bool want(look::Ui& ui, accounts::Command command);
    void tell(std::string const& text, look::Tone tone);
    bool say_refusal(look::Ui& ui, std::optional<base::Refusal> const& refusal);
    Room& room() { return rooms_[channel_.value]; }

    platform::Platform& platform_;
    syncing::PersonalApi& api_;
    syncing::Account& account_;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);

    shell::Place place_ = shell::Place::channels;
    ChannelId channel_;
    bool details_open_ = false, details_chosen_ = false;
    bool narrow_ = false;  // one column, as on a phone
    PeoplePictures portraits_;
    Desk desk_;
    accounts::MineScreen mine_;
    accounts::AdminScreen admin_;
    TrayScreen tray_;
    std::map<base::Id128, Room> rooms_;
    std::vector<look::Toast> toasts_;

    // Views, and of what they were made.
    std::uint64_t seen_changes_ = 0;
    bool stale_ = true;
    words::Language seen_language_ = words::Language::english;
    std::string seen_search_;
    shell::View shell_view_;
    messaging::ChannelView channel_view_;
    messaging::DetailsView details_view_;
    messaging::InviteView invite_view_;
    accounts::SessionsView sessions_view_;
    shell::SignOutView sign_out_view_;
    accounts::PeopleView people_view_;
    PageTurner people_turner_;
    bool people_asked_ = false;

    shell::Draft shell_draft_;
    messaging::DetailsDraft details_draft_;
    messaging::CreateDraft create_draft_;
    KeptLines create_kept_;
    messaging::InviteDraft invite_draft_;
    accounts::SessionsDraft sessions_draft_;
    accounts::PeopleDraft people_draft_;
    bool creating_ = false, changing_ = false, inviting_ = false, signing_out_ = false,
         sending_first_ = false;
};

}  // namespace house
