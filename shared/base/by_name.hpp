// The order in which people look for what has a name.
#pragma once

#include <algorithm>
#include <vector>

#include "shared/base/text.hpp"

namespace base {

template <class Named>
void sort_by_name(std::vector<Named>& rows) {
    std::sort(rows.begin(), rows.end(), [](Named const& a, Named const& b) {
        return compare_for_people(a.name, b.name) < 0;
    });
}

}  // namespace base
