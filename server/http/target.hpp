// The target of a request, "/a%20b?c=d", taken apart and decoded exactly once, so that no later
// code decodes again or sees a byte that RFC 3986 or UTF-8 does not allow.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace http {

struct Target {
    std::string authority;  // of absolute-form, as it was written; else empty
    std::string path;
    std::vector<std::string> segments;
    std::vector<std::pair<std::string, std::string>> query;
};

// Takes origin-form ("/x") and absolute-form ("http://host/x", RFC 9112, 3.2.2). Otherwise the rule
// that was broken: "path-malformed", "path-encoding" or "query-malformed".
std::optional<std::string_view> parse_target(std::string_view text, Target& target);

// Decodes %XX, and '+' as a space where `plus_is_space`. Nothing if the text is not well formed, or
// if what it stands for has a NUL or is not UTF-8.
std::optional<std::string> decoded(std::string_view text, bool plus_is_space);

}  // namespace http
