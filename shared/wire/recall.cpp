#include "shared/wire/recall.hpp"

#include "shared/wire/json_parts.hpp"

namespace wire::json {

bool recall_as(std::string_view text, base::TypeInfo const& type, void* value) {
    rapidjson::Document document;
    if (!parse_document(text, document).empty()) return false;
    Reader reader{Reading::tolerant, {}, {}};
    read(reader, document, type, value, "");
    return reader.problems.empty();
}

}  // namespace wire::json
