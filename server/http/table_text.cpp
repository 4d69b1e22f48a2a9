#include "server/http/table_text.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string>

#include "server/http/negotiate.hpp"
#include "server/http/openapi_parts.hpp"
#include "server/http/tokens.hpp"

namespace http {
namespace {

using Words = std::span<std::string_view const>;
constexpr std::array<std::string_view, 2> languages{"ru", "en"}, true_or_false{"true", "false"};
constexpr std::array<std::string_view, 3> separators{"comma", "semicolon", "tab"};
constexpr char signs[] = {',', ';', '\t'};

struct Option {
    std::string_view name;
    Words words;
    std::string_view description;
};
constexpr Option options[] = {
    {"language", languages,
     "Of CSV: numbers, days, separator and byte order mark as spreadsheets of this language have "
     "them. Without it as programs do."},
    {"separator", separators, "Of CSV: what stands between cells."},
    {"byte_order_mark", true_or_false, "Of CSV: whether it begins with one."}};

// Which of the words it is; nothing where the query does not have it.
std::optional<std::size_t> take_word(database::QueryPairs& query, Option const& option,
                                     base::Problems& problems) {
    std::optional<std::size_t> found;
    std::size_t given = 0;
    auto const path = "/csv/" + std::string(option.name);
    auto const key = "csv[" + std::string(option.name) + "]";
    std::erase_if(query, [&](auto const& pair) {
        if (pair.first != key) return false;
        auto const at = std::find(option.words.begin(), option.words.end(), pair.second);
        if (++given == 2) problems.push_back({path, "given-twice", {}});
        if (at == option.words.end()) problems.push_back({path, "unknown-value", {}});
        found = static_cast<std::size_t>(at - option.words.begin());
        return true;
    });
    return found;
}

}  // namespace

base::Problems take_table_text(std::string_view accept, database::QueryPairs& query,
                               TableText& text) {
    base::Problems problems;
    auto const items = weighted_items(accept);
    text.json_lines = weight_of_type(items, json_lines_type) > weight_of_type(items, csv_type);
    auto const language = take_word(query, options[0], problems);
    auto const separator = take_word(query, options[1], problems);
    auto const marked = take_word(query, options[2], problems);
    if (!problems.empty() || text.json_lines) return problems;
    if (language)
        text.style = wire::csv::style_for(*language == 0 ? base::Language::russian
                                                         : base::Language::english);
    if (separator) text.style.separator = signs[*separator];
    if (marked) text.style.byte_order_mark = *marked == 0;
    return problems;
}

void write_text_parameters(wire::json::Out& out) {
    using namespace parts;
    for (auto const& option : options)
        object(out, [&] {
            member(out, "name", "csv[" + std::string(option.name) + "]");
            member(out, "in", "query");
            member(out, "description", option.description);
            object(out, "schema", [&] {
                member(out, "type", "string");
                array(out, "enum", [&] {
                    for (auto const word : option.words) put(out, word);
                });
            });
        });
}

}  // namespace http
