// A table as a text: CSV, as a spreadsheet of some language or a program wants it, or JSON lines.
#pragma once

#include <string_view>

#include "server/database/list_query.hpp"
#include "shared/base/result.hpp"
#include "shared/wire/csv.hpp"
#include "shared/wire/json_parts.hpp"

namespace http {

constexpr std::string_view json_lines_type = "application/jsonl";

struct TableText {
    bool json_lines = false;
    wire::csv::Style style{};
};

// By what is accepted rather, and by the query, of which it takes off the options that it knows:
// `csv[language]` ("ru", "en": numbers, days, separator and mark as a spreadsheet of it has them;
// else as programs do), `csv[separator]` ("comma", "semicolon", "tab") and `csv[byte_order_mark]`
// ("true", "false"). Whatever is answered, they are judged.
base::Problems take_table_text(std::string_view accept, database::QueryPairs& query,
                               TableText& text);

// The options, as parameters of the description.
void write_text_parameters(wire::json::Out& out);

}  // namespace http
