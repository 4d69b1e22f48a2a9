// What stands in place of a screen that failed: that it was not the person's mistake, and the
// number under which it was reported.
#pragma once

#include <cstdint>

#include "web-client/look/ui.hpp"

namespace shell {

struct CrashView {
    bool reporting = false;
    std::int64_t number = 0;  // 0: it could not be reported
};
// True when the person goes on.
bool crash(look::Ui& ui, CrashView const& view, look::Rect window);

}  // namespace shell
