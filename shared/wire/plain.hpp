// Values as plain text, as a path or a query has them: the text itself, "true", "-12", the name of
// an enumeration's value, an id, an instant, a day.
#pragma once

#include <optional>
#include <string>

#include "shared/base/describe.hpp"
#include "shared/base/time.hpp"
#include "shared/wire/json_parts.hpp"

namespace wire {

// Throws std::logic_error for a type that no path or query has: it is for programmers to see.
std::string plain_text(base::TypeInfo const& type, void const* value);

// A whole number of a type of those; false, and nothing is put, when the text is none, or one that
// the type does not hold.
bool whole_from_text(std::string_view text, base::TypeInfo const& type, void* value);

// As a query has it: a plus that was not encoded has become a space on the way, and is meant where
// an offset begins.
std::optional<base::Instant> instant_from_query(std::string text);

// What it cannot read, the reader refuses: "not-a-boolean", "not-a-whole-number", and what JSON
// says of a text that is none of this type. An optional holds a value afterwards.
void read_plain(json::Reader& reader, std::string const& text, base::TypeInfo const& type,
                void* value, std::string const& at);

}  // namespace wire
