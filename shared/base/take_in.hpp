// What people and scripts sent, in the form in which it is kept: before it is judged, on both
// sides, so that what looks the same is the same in every comparison. C++ and SQL judge what is
// kept; JSON Schema says what may be sent.
#pragma once

#include <string>

#include "shared/base/describe.hpp"

namespace base {

// Composed (NFC). A text has line feeds for its line ends, whichever they were: CR, CR LF, vertical
// tab, form feed, U+0085, U+2028, U+2029. A line has no white space at its ends. A secret one is a
// password (RFC 8265, OpaqueString): nothing is taken off it, and every kind of space is a space.
// An e-mail has none at its ends either, and its domain in ASCII.
std::string taken_in(std::string_view text, Rules const& rules);

// Every text of the value.
void take_in(TypeInfo const& type, void* value, Rules const& rules = {});
template <class Value>
void take_in(Value& value) {
    take_in(type_of<Value>(), &value);
}

}  // namespace base
