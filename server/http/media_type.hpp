// What a body is said to be (RFC 9110, 8.3.1), "image/png; charset=binary", and how it is wrapped.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace http {

struct MediaType {
    std::string name;  // in lower case; of an alias, such as image/jpg, the registered one
    std::vector<std::pair<std::string, std::string>>
        parameters{};  // names in lower case, each once
};
// Nothing: it is none, or says something twice.
std::optional<MediaType> media_type_of(std::string_view content_type);

// Whether it says no charset, or UTF-8, as all text here is.
bool may_be_utf8(MediaType const& type);

// Whether a Content-Encoding says that the body has to be unpacked first.
bool is_packed(std::string_view content_encoding);

}  // namespace http
