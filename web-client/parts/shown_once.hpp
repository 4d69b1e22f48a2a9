// What is shown once and never again: a token, a link, recovery codes. It stays on screen until the
// person says that it was kept; to copy or to save it does not close it.
#pragma once

#include <string>
#include <vector>

#include "web-client/look/ui.hpp"

namespace parts {

struct ShownOnce {
    std::string title;
    std::string text;                // what it is for
    std::string label;               // what the values are called
    std::vector<std::string> lines;  // the values
    std::string file;                // the name to save it under; empty: it is not saved
    bool copied = false;
};

struct ShownOnceWishes {
    bool copy = false, save = false;
};
ShownOnceWishes shown_once(look::Ui& ui, ShownOnce const& shown, bool& open);

}  // namespace parts
