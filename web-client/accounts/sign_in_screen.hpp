// The ways in: signing in, registering, and the links of letters, each at a route of its own. Says
// who came in; what becomes of that is the program's.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "shared/accounts/invitations_api.hpp"
#include "shared/accounts/recovery_api.hpp"
#include "web-client/accounts/sign_in.hpp"
#include "web-client/accounts/sign_picture.hpp"
#include "web-client/sync/account.hpp"

namespace accounts {

// The link that was opened: its word, and what it is for once the server has said so.
struct EntryLink {
    std::string word;
    std::optional<LookAtLink::Response> about;
    bool is_open() const { return !word.empty(); }
    bool is_page(std::string const& route) const;  // where links lead
};

class SignInScreen {
public:
    using CameIn = std::function<void(SignedIn const&)>;
    SignInScreen(platform::Platform& platform, client::Api& api, CameIn came_in);

    // What is to be shown also to somebody who is signed in.
    bool is_link_here() const;
    struct Wishes {
        std::optional<words::Language> language;
        bool sign_out = false;  // to use a link as somebody else
        // The workspace's, where the machine speaks none of ours; for whoever has chosen none.
        std::optional<words::Language> usual{};
    };
    // `account`: who is signed in here, if anybody is; `ended`: whose session ended, and who signs
    // in again.
    Wishes frame(look::Ui& ui, look::Rect window, client::Account const* account, bool ended);
    void reset();      // nothing of the last person stays
    void come_back();  // the same, and what the server says of itself may be another by now

private:
    SignStep step_of(std::string const& route) const;
    void ask_about();
    void look_at(client::Account const* account, bool ended);
    void judge();
    void submit();
    void submit_registration();
    void submit_sign_in();
    void submit_reset();
    void ask_for_reset();
    void confirm();
    void finish();
    static std::string word_in(std::string const& route);
    bool take_link();
    void ask_what_for();
    SignStep step_of_link() const;
    void show_link(client::Account const* account, bool ended);
    bool heard_of_link(client::Failure const& failure);
    void show(SignStep step);
    void heard_refusal(client::Failure const& failure);
    void follow(SignWishes const& wished);
    void visit(std::string const& route);
    template <class T, class Act>
    auto answered(Act act) {
        return [this, act](client::Reply<T> const& reply) {
            view_.busy = false;
            platform_.wake();
            if (!reply) return heard_refusal(reply.failure);
            act(*reply.value);
        };
    }

    platform::Platform& platform_;
    client::Api& api_;
    CameIn came_in_;
    words::Words words_{words::Language::english};  // of the last frame
    AboutServer::Response about_;
    SignPicture picture_;
    SignView view_;
    SignDraft draft_;
    bool submitted_on_page_ = false, tried_ = false, is_locked_ = false;
    bool server_spoke_ = false;       // what it said stands until something else is typed
    std::string route_;               // of the last frame
    std::optional<SignStep> beyond_;  // a step that the route does not tell
    EntryLink link_;
    int looks_ = 0;  // how often it was asked what a link is for
};

}  // namespace accounts
