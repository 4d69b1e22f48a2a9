// A dialog that tells everything about one thing of a list, with what can be done to it.
#pragma once

#include <string>
#include <vector>

#include "web-client/look/ui.hpp"
#include "web-client/parts/command.hpp"

namespace parts {

struct CardFact {
    std::string label;
    std::string value;
};
struct CardView {
    std::string title;
    std::string under{};               // soft, below the title
    std::vector<std::string> marks{};  // short words about it, as "blocked"
    std::vector<CardFact> facts{};     // those without a value are left out
    std::string text{};                // long, in letters of one width
    Commands commands{};               // what can be done to it
};

// Returns what is to be done, which is for after the screen was drawn; empty: nothing was pressed.
Act card(look::Ui& ui, CardView const& view, bool& open);

}  // namespace parts
