// A short name for the meaning of a set of types. Two programs that were built from the same fields
// have the same fingerprint and may speak bytes to one another; all others speak JSON.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "shared/wire/schema.hpp"

namespace wire {

// FNV-1a, 64 bits: it guards against a mix-up of versions, not against forgers.
constexpr std::uint64_t fnv1a(std::string_view text, std::uint64_t hash = 14695981039346656037ull) {
    for (char const c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ull;
    return hash;
}

// 16 hexadecimal digits over everything that JSON Schema can say of the types, and their order.
template <class... Types>
std::string fingerprint() {
    std::uint64_t hash = fnv1a("bytes 1");
    ((hash = fnv1a(schema::text_of<Types>(), hash)), ...);
    constexpr char digits[] = "0123456789abcdef";
    std::string text;
    for (int shift = 60; shift >= 0; shift -= 4) text += digits[(hash >> shift) & 0xF];
    return text;
}

}  // namespace wire
