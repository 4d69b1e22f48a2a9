// Whether a message speaks to somebody by name.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace messaging {

// Somebody is meant by any word of their name or by several, in any order, after an @: by "@Anna",
// "@Petrova" and "@Petrova Anna" Anna Petrova is. Of several whom the first word fits, those are
// meant whom the words behind it fit best, all of them if that are several; the others are who else
// may be. Nobody is meant in code and in addresses.
bool mentions(std::string_view text, std::string_view name, std::vector<std::string> const& others);

}  // namespace messaging
