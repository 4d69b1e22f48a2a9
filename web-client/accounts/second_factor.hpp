// Turning the second factor on: a picture for the phone's program, the same as text, and the first
// code that it shows.
#pragma once

#include <string>
#include <vector>

#include "web-client/look/ui.hpp"

namespace accounts {

struct FactorView {
    std::string secret;                // in base 32, as it is typed
    std::vector<std::string> picture;  // rows of the QR code: "1" is dark, "0" light
    std::string problem;               // of the code, in words
    bool busy = false;
};
struct FactorDraft {
    std::string code;
    bool focus_given = false;
};
struct FactorWishes {
    bool confirm = false, copy = false;
};
FactorWishes second_factor(look::Ui& ui, FactorView const& view, FactorDraft& draft, bool& open);

// In fours, as people read and type it: "JBSW Y3DP".
std::string in_fours(std::string const& secret);

}  // namespace accounts
