// The client: signs in and out, keeps the look and the language, and shows the screens of whoever
// is signed in. App::frame() is the table of contents.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "web-client/accounts/sign_in.hpp"
#include "web-client/app_screens.hpp"
#include "web-client/platform/run.hpp"

class App : public platform::Frame {
public:
    explicit App(platform::Platform& platform);
    ~App() override;
    void frame() override;
    float redraw_in_s() const override { return ui_.redraw_in_s; }

private:
    void read_machine();
    void apply_look();
    void sign_screens(look::Rect window);
    void signed_in_screens(look::Rect window);
    void submit();
    void heard_refusal(syncing::Failure const& failure);
    void heard_registered(syncing::Reply<accounts::Registration> const& reply);
    void come_in(accounts::SignedIn const& signed_in);
    void heard_signed_in(syncing::Reply<accounts::SignedIn> const& reply);
    void judge_draft();
    void open_account(accounts::Person const& person, base::Id<accounts::Session> session);
    void keep_session();
    void sign_out(bool save_unsent);
    void left();  // this machine no longer knows anybody
    bool registering() const;
    std::string invitation() const;

    platform::Platform& platform_;
    platform::Store& machine_;
    syncing::Api api_;
    words::Words words_;
    look::Ui ui_;
    shell::Shade shade_ = shell::Shade::system;
    bool read_ = false;  // what this machine remembers has been read
    bool dark_applied_ = false, look_applied_ = false;
    bool submitted_on_page_ = false, tried_ = false;
    std::string refresh_token_;
    accounts::SignView sign_view_;
    accounts::SignDraft sign_draft_;
    std::unique_ptr<syncing::Account> account_;
    std::unique_ptr<Screens> screens_;
    bool closing_ = false;
};
