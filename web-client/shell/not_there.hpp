// What stands in place of a thing that is not there: that it is not, and a way back. Of whatever
// was written to it before it went, nothing is lost.
#pragma once

#include <string>

#include "web-client/look/ui.hpp"

namespace shell {

struct NotThere {
    std::string title;
    std::string text;   // what may have become of it
    std::string draft;  // what was written to it and not sent; empty: nothing was
    bool offers_back = true;
};
struct NotThereWishes {
    bool back = false;
    bool copy = false, discard = false;  // the draft
};
NotThereWishes not_there(look::Ui& ui, NotThere const& view, look::Rect rect, bool narrow);

}  // namespace shell
