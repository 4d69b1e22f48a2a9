// A dialog that tells everything about one thing of a list, with what can be done to it.
#pragma once

#include <string>
#include <vector>

#include "web-client/look/button.hpp"
#include "web-client/look/ui.hpp"

namespace parts {

struct CardFact {
    std::string label;
    std::string value;
};
struct CardAction {
    std::string label;
    look::Icon icon = look::Icon::none;
    std::string grey{};  // why it cannot be pressed; empty: it can
    bool danger = false;
    bool busy = false;
};
struct CardView {
    std::string title;
    std::string under{};               // soft, below the title
    std::vector<std::string> marks{};  // short words about it, as "blocked"
    std::vector<CardFact> facts{};     // those without a value are left out
    std::string text{};                // long, in letters of one width
    std::vector<CardAction> actions{};
};

// Returns the place of the action that was pressed; less than 0: none.
int card(look::Ui& ui, CardView const& view, bool& open);

}  // namespace parts
