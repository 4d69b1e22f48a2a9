// Ids are 128 bits, ordered by the time they were made, and made by whoever creates the row, also
// without a network (UUID version 7, RFC 9562). They name; they prove nothing and order nothing.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace base {

struct Id128 {
    std::uint64_t high = 0, low = 0;

    bool is_none() const { return high == 0 && low == 0; }
    friend bool operator==(Id128 a, Id128 b) { return a.high == b.high && a.low == b.low; }
    friend bool operator!=(Id128 a, Id128 b) { return !(a == b); }
    friend bool operator<(Id128 a, Id128 b) {
        return a.high != b.high ? a.high < b.high : a.low < b.low;
    }
};

// `chance` are 10 random bytes; `now_ms` milliseconds since 1970.
Id128 make_id128(std::int64_t now_ms, std::array<unsigned char, 10> const& chance);

// "0190f3a2-5c1b-7d3e-8a4f-1b2c3d4e5f60": small letters, as RFC 9562 writes them; nothing else is
// read.
std::string to_text(Id128 id);
std::optional<Id128> id_from_text(std::string_view text);

// An id of a row of one table, so that no other table's can stand in its place.
template <class Row>
struct Id {
    Id128 value;

    bool is_none() const { return value.is_none(); }
    friend bool operator==(Id a, Id b) { return a.value == b.value; }
    friend bool operator!=(Id a, Id b) { return a.value != b.value; }
    friend bool operator<(Id a, Id b) { return a.value < b.value; }
};

template <class Row>
std::string to_text(Id<Row> id) {
    return to_text(id.value);
}

template <class T>
inline constexpr bool is_id = false;
template <class Row>
inline constexpr bool is_id<Id<Row>> = true;

}  // namespace base

template <>
struct std::hash<base::Id128> {
    // The low half of an id is chance, so it spreads by itself.
    std::size_t operator()(base::Id128 id) const noexcept {
        return static_cast<std::size_t>(id.low ^ (id.high * 0x9E3779B97F4A7C15ull));
    }
};
template <class Row>
struct std::hash<base::Id<Row>> {
    std::size_t operator()(base::Id<Row> id) const noexcept {
        return std::hash<base::Id128>{}(id.value);
    }
};
