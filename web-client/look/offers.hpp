// A list above what is being written, of what could be put in at the caret. Keys stay with the
// text: those that choose are its choice (look::Written).
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "web-client/look/ui.hpp"

namespace look {

struct Offer {
    std::string_view id{}, label{};  // of a person
};
struct OffersDrawn {
    int pressed = -1;          // the one that was; -1: none
    bool held = false;         // the pointer holds one of them
    std::uint32_t option = 0;  // the node of the one that is chosen
};
// `below`: the field. At most as many as are to be seen at once.
OffersDrawn offers(Ui& ui, std::string_view label, std::vector<Offer> const& list, int chosen,
                   Rect const& below);

}  // namespace look
