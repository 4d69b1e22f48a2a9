#include "server/http/media_type.hpp"

#include <algorithm>

#include "server/http/tokens.hpp"

namespace http {
namespace {

// As old browsers, scripts and phones write them.
struct Alias {
    std::string_view written, meant;
};
constexpr Alias aliases[] = {{"image/jpg", "image/jpeg"},
                             {"image/pjpeg", "image/jpeg"},
                             {"image/x-png", "image/png"},
                             {"image/apng", "image/png"},
                             {"image/vnd.mozilla.apng", "image/png"},
                             {"image/x-webp", "image/webp"},
                             {"text/json", "application/json"},
                             {"text/x-json", "application/json"},
                             {"application/x-json", "application/json"}};

// Takes a quoted string off the front, without what quotes it.
std::optional<std::string> take_quoted(std::string_view& text) {
    std::string value;
    for (std::size_t i = 1; i < text.size(); ++i) {
        if (text[i] == '"') {
            text.remove_prefix(i + 1);
            return value;
        }
        if (text[i] == '\\' && ++i == text.size()) break;
        value += text[i];
    }
    return std::nullopt;
}

std::optional<std::string> take_value(std::string_view& text) {
    if (text.substr(0, 1) == "\"") return take_quoted(text);
    // Spaces may stand behind it, but not before.
    auto const value = text.substr(0, text.find_first_of("; \t"));
    text.remove_prefix(value.size());
    if (!is_token(value)) return std::nullopt;
    return std::string(value);
}

// Takes ";", and what it introduces, which may be nothing, off the front.
bool take_parameter(std::string_view& text, MediaType& type) {
    if (text[0] != ';') return false;
    text = trimmed(text.substr(1));
    if (text.empty() || text[0] == ';') return true;
    auto const equals = text.find('=');
    if (equals == text.npos || !is_token(text.substr(0, equals))) return false;
    auto name = lower_case(text.substr(0, equals));
    text.remove_prefix(equals + 1);
    auto value = take_value(text);
    bool const known = std::any_of(type.parameters.begin(), type.parameters.end(),
                                   [&](auto const& one) { return one.first == name; });
    if (!value || known) return false;
    type.parameters.emplace_back(std::move(name), std::move(*value));
    text = trimmed(text);
    return true;
}

}  // namespace

std::optional<MediaType> media_type_of(std::string_view content_type) {
    auto rest = trimmed(content_type);
    auto const end = std::min(rest.find(';'), rest.size());
    MediaType type{lower_case(trimmed(rest.substr(0, end)))};
    std::string_view const name = type.name;
    auto const slash = name.find('/');
    if (slash == name.npos || !is_token(name.substr(0, slash)) || !is_token(name.substr(slash + 1)))
        return std::nullopt;
    rest.remove_prefix(end);
    while (!rest.empty())
        if (!take_parameter(rest, type)) return std::nullopt;
    for (auto const& alias : aliases)
        if (type.name == alias.written) type.name = alias.meant;
    return type;
}

bool may_be_utf8(MediaType const& type) {
    return std::all_of(type.parameters.begin(), type.parameters.end(), [](auto const& one) {
        auto const value = lower_case(one.second);
        // ASCII is UTF-8; what is neither is refused where it is read.
        return one.first != "charset" || value == "utf-8" || value == "utf8" || value == "us-ascii";
    });
}

bool is_packed(std::string_view content_encoding) {
    auto const items = list_items(content_encoding);
    return std::any_of(items.begin(), items.end(),
                       [](auto item) { return lower_case(item) != "identity"; });
}

}  // namespace http
