// Reads back what a program has written down for itself: it comes as it was, also what no rule
// would let pass by now. Rules judge what somebody asks for, never what somebody already has.
#pragma once

#include "shared/wire/json.hpp"

namespace wire::json {

// False: it cannot be read at all, and `value` is of no use.
template <class T>
bool recall(std::string_view text, T& value) {
    rapidjson::Document document;
    if (!parse_document(text, document).empty()) return false;
    Reader reader{Reading::tolerant, {}, {}};
    read(reader, document, value, "");
    return reader.problems.empty();
}

}  // namespace wire::json
