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

// Over everything that JSON Schema can say of the types, and their order.
class Fingerprint {
public:
    template <class Type>
    void add() {
        hash_ = fnv1a(schema::text_of<Type>(), hash_);
    }
    // What comes in and goes out of an endpoint…
    template <class Endpoint>
    void add_endpoint() {
        add<typename Endpoint::Request>();
        add<typename Endpoint::Response>();
    }
    // …and of each of a list.
    template <class Endpoints>
    void add_all_of() {
        Endpoints::each([&all = *this]<class Endpoint>(std::type_identity<Endpoint>) {
            all.template add_endpoint<Endpoint>();
        });
    }
    // 16 hexadecimal digits
    std::string text() const {
        constexpr char digits[] = "0123456789abcdef";
        std::string text;
        for (int shift = 60; shift >= 0; shift -= 4) text += digits[(hash_ >> shift) & 0xF];
        return text;
    }

private:
    std::uint64_t hash_ = fnv1a("bytes 1");
};

template <class... Types>
std::string fingerprint() {
    Fingerprint all;
    (all.add<Types>(), ...);
    return all.text();
}

}  // namespace wire
