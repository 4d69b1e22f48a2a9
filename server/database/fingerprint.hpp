// SHA-256 of a text, to notice that it changed.
#pragma once

#include <string>
#include <string_view>

namespace database {

std::string fingerprint(std::string_view text);  // 64 hexadecimal digits

}  // namespace database
