// "Really?": the one dialog that asks before something is done that cannot simply be taken back.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "web-client/look/button.hpp"
#include "web-client/look/ui.hpp"

namespace parts {

struct Question {
    std::string title;
    std::string text;  // what will happen
    std::string main;  // the button that does it
    std::string id{};  // tells dialogs of one title apart; empty: the title
    look::Kind kind = look::Kind::danger;
};

// While `open`. True in the frame in which it was said to go on; then, and when it was cancelled
// or closed, `open` is false. `more` draws what else is to be chosen, between the text and the
// buttons.
bool confirm(look::Ui& ui, Question const& question, bool& open,
             std::function<void()> const& more = {});

// The same about one thing of many: open while `about` names one. Answers its name.
std::optional<std::string> confirm(look::Ui& ui, Question const& question, std::string& about,
                                   std::function<void()> const& more = {});

}  // namespace parts
