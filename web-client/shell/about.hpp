// About this program: what it is, and what others made that is in it.
#pragma once

#include "web-client/look/ui.hpp"

namespace shell {

struct AboutWishes {
    bool back = false;
};
AboutWishes about(look::Ui& ui, look::Rect rect, bool narrow);

// From assets/licences.json, as tools/make-assets writes it.
struct Part {
    char const* name;
    char const* by;
    char const* licence;
};
struct Parts {
    Part const* parts = nullptr;
    std::size_t count = 0;
};
Parts parts_of_others();

}  // namespace shell
