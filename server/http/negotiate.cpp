#include "server/http/negotiate.hpp"

#include <algorithm>

#include "server/http/media_type.hpp"
#include "server/http/table_text.hpp"
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
    if (plain(content_type) == plain(bytes_type)) return Format::bytes;
    auto const type = media_type_of(content_type);
    if (type && type->name == "application/json" && may_be_utf8(*type)) return Format::json;
    return std::nullopt;
}

std::optional<Format> format_wanted(std::string_view accept, std::string_view bytes_type,
                                    bool may_be_csv) {
    auto const bytes = plain(bytes_type);
    auto const items = weighted_items(accept);
    if (items.empty()) return Format::json;
    int const json_weight = weight_of_type(items, "application/json");
    int bytes_weight = 0;
    for (auto const& item : items)
        if (item.name + plain(item.parameters) == bytes) bytes_weight = item.weight;
    // Either text of a table: which one it is, take_table_text says.
    int const csv_weight = may_be_csv ? std::max(weight_of_type(items, csv_type),
                                                 weight_of_type(items, json_lines_type))
                                      : 0;
    if (csv_weight > std::max(json_weight, bytes_weight)) return Format::csv;
    if (bytes_weight > json_weight) return Format::bytes;
    if (json_weight > 0) return Format::json;
    return std::nullopt;
}

}  // namespace http
