// What a room finds around it: one of each, for all rooms.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "web-client/house/ask_dialog.hpp"
#include "web-client/house/names.hpp"
#include "web-client/house/settings.hpp"

namespace house {

// Whether details stand beside what is shown: on a wide screen until they are closed, elsewhere
// when they are asked for.
class DetailsColumn {
public:
    bool is_open() const { return chosen_.value_or(is_wide_); }
    void toggle() { chosen_ = !is_open(); }
    void close() { chosen_ = false; }
    void fit(float width) { is_wide_ = width >= 1100; }

private:
    std::optional<bool> chosen_;  // by the person
    bool is_wide_ = false;
};

// Takes a file that a person has dropped, pasted or chosen; false: there is no place for it here.
using TakeFile = std::function<bool(platform::LocalFile const& file)>;

struct Surroundings {
    platform::Platform& platform;
    client::PersonalApi& api;
    client::Account& account;
    Names& names;
    AskDialog& dialog;  // only one dialog is open at a time
    Settings& settings;
    DetailsColumn& details;
    std::vector<std::string_view> domains;  // all that there are
    std::function<void(std::string const& route)> visit;
    std::function<void(std::string const& route)> replace;  // …and not to come back here
    std::function<void()> back;                             // where the place that is shown says
    std::function<void(std::string const& text, look::Tone tone)> tell;  // a short notice
    // Files are for the screen that has asked for them last, while it is shown.
    std::function<void(TakeFile take)> take_files;
};

}  // namespace house
