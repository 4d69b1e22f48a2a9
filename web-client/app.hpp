// The client: signs in and out, keeps the look and the language, and shows the screens of whoever
// is signed in. App::frame() is the table of contents.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "web-client/accounts/sign_in_screen.hpp"
#include "web-client/house/crash.hpp"
#include "web-client/house/screens.hpp"
#include "web-client/platform/run.hpp"
#include "web-client/rooms.hpp"

class App : public platform::Frame {
public:
    explicit App(platform::Platform& platform);
    ~App() override;
    void frame() override;
    void failed(std::string const& what) override;
    float redraw_in_s() const override { return ui_.redraw_in_s; }

private:
    struct KeptSession;
    void read_machine();
    void ask_cookie();
    void follow(std::optional<KeptSession> const& kept);
    void apply_look();
    void load_symbols();
    void ask_for_symbols();
    void draw(look::Rect window);
    void signed_in_screens(look::Rect window);
    void choose(std::optional<words::Language> language);
    void come_in(accounts::SignedIn const& signed_in);
    void open_account(std::unique_ptr<client::Account> account);
    void keep_session();
    void sign_out(bool save_unsent);
    void leave_the_ways_in();
    void left();  // this machine no longer knows anybody

    platform::Platform& platform_;
    platform::Store& machine_;
    client::Api api_;  // of nobody
    words::Words words_;
    bool language_chosen_ = false;  // by somebody at this machine
    look::Ui ui_;
    shell::Shade shade_ = shell::Shade::system;
    bool read_ = false;  // what this machine remembers has been read
    bool dark_applied_ = false, look_applied_ = false;
    bool symbols_asked_ = false;
    bool cookie_tried_ = false;
    int keeping_ = 0;  // writes of the session that are under way
    accounts::SignInScreen sign_in_;
    house::Crash crash_;
    std::unique_ptr<client::Account> account_;
    std::unique_ptr<house::Screens<Rooms>> screens_;
    bool closing_ = false;
};
