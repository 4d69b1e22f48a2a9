#include "shared/wire/json_value.hpp"

#include "shared/wire/json_parts.hpp"

namespace wire::json {

base::Problems read_value(std::string_view text, base::TypeInfo const& type, void* value) {
    rapidjson::Document document;
    if (auto problems = parse_document(text, document); !problems.empty()) return problems;
    Reader reader;
    read(reader, document, type, value, "");
    return std::move(reader.problems);
}

}  // namespace wire::json
