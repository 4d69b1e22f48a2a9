// Cereal on bytes that a stranger may have written. Every size is checked against what is left and
// against a budget before anything is allocated; every field is held to its own limits while it is
// read. Little-endian; sizes and names are 32-bit counts with bytes; bool and presence are one
// byte, 0 or 1.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

#include "shared/base/check.hpp"
#include "shared/wire/named.hpp"

namespace wire {

// The message cannot be one of ours; what() is for the log, never for the peer.
struct Malformed : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// Of a value of that type. Cereal and its archives are in bytes.cpp alone: all that travels is one
// description to them.
std::string to_bytes(base::TypeInfo const& type, void const* value);
// Throws Malformed; what was read until then stays in the value.
void from_bytes(std::string_view bytes, base::TypeInfo const& type, void* value);

template <class T>
std::string to_bytes(T const& value) {
    return to_bytes(base::type_of<T>(), &value);
}

// The whole of `bytes` as a value; throws Malformed. The rules are still to be judged: base::check.
template <class T>
T from_bytes(std::string_view bytes) {
    T value{};
    from_bytes(bytes, base::type_of<T>(), &value);
    return value;
}

}  // namespace wire
