// Reads back what a program has written down for itself: it comes as it was, also what no rule
// would let pass by now. Rules judge what somebody asks for, never what somebody already has.
#pragma once

#include "shared/wire/json.hpp"

namespace wire::json {

// False: it cannot be read at all, and `value` is of no use.
bool recall_as(std::string_view text, base::TypeInfo const& type, void* value);
template <class T>
bool recall(std::string_view text, T& value) {
    return recall_as(text, base::type_of<T>(), &value);
}

}  // namespace wire::json
