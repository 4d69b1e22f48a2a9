// The status codes that this server sends, with the phrases of RFC 9110: for status lines and as
// the titles of problems.
#pragma once

#include <string_view>

namespace http {

std::string_view phrase_of(int status);  // "Not Found"; "Status" for a code that is not listed

// 1xx, 204 and 304 end with their head, whatever it declares (RFC 9112, 6.3).
bool has_body(int status);

}  // namespace http
