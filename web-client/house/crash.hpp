// An unexpected failure of the client itself: reported once, and shown with its number in place of
// the screen that failed, until the person goes on.
#pragma once

#include <cstdint>
#include <set>
#include <string>

#include "web-client/shell/crash.hpp"
#include "web-client/sync/personal_api.hpp"

namespace house {

class Crash {
public:
    Crash(platform::Platform& platform, client::Api& api) : platform_(platform), api_(api) {}

    // `what` is of the exception: never shown, and never what a person wrote. `own` is of whoever
    // is signed in.
    void happened(std::string const& route, std::string const& what,
                  client::PersonalApi* own = nullptr);
    bool is_shown() const { return shown_; }
    bool frame(look::Ui& ui, look::Rect window);  // true: the person goes on

private:
    platform::Platform& platform_;
    client::Api& api_;
    platform::Alive alive_;
    shell::CrashView view_;
    std::set<std::string> reported_;  // a failure in every frame is one report
    bool shown_ = false;
};

}  // namespace house
