#include "server/http/negotiate.hpp"

#include <algorithm>

#include "server/http/tokens.hpp"

namespace http {
namespace {

// "Application/X; Types=1" and "application/x;types=1" are the same.
std::string plain(std::string_view media_type) {
    auto text = lower_case(media_type);
    text.erase(
        std::remove_if(text.begin(), text.end(), [](char c) { return c == ' ' || c == '\t'; }),
        text.end());
    return text;
}

}  // namespace

std::optional<Format> format_sent(std::string_view content_type, std::string_view bytes_type) {
    auto const type = plain(content_type);
    if (type == "application/json" || type == "application/json;charset=utf-8") return Format::json;
    if (type == plain(bytes_type)) return Format::bytes;
    return std::nullopt;
}

std::optional<Format> format_wanted(std::string_view accept, std::string_view bytes_type) {
    auto const bytes = plain(bytes_type);
    int json_weight = -1;
    int json_precision = -1;  // a type that is named counts before a range (RFC 9110, 12.5.1)
    int bytes_weight = 0;
    auto const items = weighted_items(accept);
    for (auto const& item : items) {
        int const precision = item.name == "application/json" ? 2
                              : item.name == "application/*"  ? 1
                              : item.name == "*/*"            ? 0
                                                              : -1;
        if (precision > json_precision) {
            json_precision = precision;
            json_weight = item.weight;
        }
        if (item.name + plain(item.parameters) == bytes) bytes_weight = item.weight;
    }
    if (items.empty()) return Format::json;
    if (bytes_weight > 0 && bytes_weight > json_weight) return Format::bytes;
    if (json_weight > 0) return Format::json;
    return std::nullopt;
}

}  // namespace http
