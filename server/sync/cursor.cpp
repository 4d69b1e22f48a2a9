#include "server/sync/cursor.hpp"

#include <algorithm>
#include <map>

#include "server/secrets.hpp"
#include "shared/wire/named.hpp"

namespace syncing {

namespace {

constexpr std::size_t longest_text = 7'000;  // a request's target has 8 KB
constexpr std::size_t most_spaces = 10'000;

void put_id(std::string& bytes, base::Id128 id) {
    for (auto const half : {id.high, id.low})
        for (int shift = 56; shift >= 0; shift -= 8)
            bytes += static_cast<char>((half >> shift) & 0xFF);
}
// Seven bits in a byte, the lowest first; the highest bit says that more follows.
void put_number(std::string& bytes, std::uint64_t number) {
    for (; number >= 0x80; number >>= 7) bytes += static_cast<char>(number | 0x80);
    bytes += static_cast<char>(number);
}
void put_text(std::string& bytes, std::string_view text) {
    put_number(bytes, text.size());
    bytes += text;
}
// A kind of space by its place in the domain's own list, or one after the last, and then its name.
// The lowest bit says that the space has the id of the one before, which is not written again.
template <class Domain>
void put_space(std::string& bytes, world::Space const& space, bool same_id) {
    constexpr auto kinds = world::kinds_of<Domain>();
    std::size_t place = 0;
    while (place < kinds.size() && kinds[place].name != space.kind) ++place;
    put_number(bytes, place << 1 | (same_id ? 1 : 0));
    if (place == kinds.size()) put_text(bytes, space.kind);
    if (!same_id) put_id(bytes, space.id);
}
// Those of one id, such as a channel and its talk, beside one another.
std::vector<world::Have> by_id(std::vector<world::Have> spaces) {
    std::map<base::Id128, std::size_t> first;
    for (auto const& have : spaces) first.emplace(have.space.id, first.size());
    std::stable_sort(spaces.begin(), spaces.end(), [&](auto const& a, auto const& b) {
        return first.at(a.space.id) < first.at(b.space.id);
    });
    return spaces;
}
template <class Domain>
void put_held(std::string& bytes, world::Held<Domain> const& held) {
    put_id(bytes, held.history);
    put_number(bytes, held.spaces.size());
    std::optional<base::Id128> before;
    for (auto const& have : by_id(held.spaces)) {
        put_space<Domain>(bytes, have.space, before == have.space.id);
        before = have.space.id;
        put_number(bytes, static_cast<std::uint64_t>(have.version));
        put_text(bytes, have.next);
    }
}

// Reads what put_… wrote; after the first fault everything is empty and `sound` is false.
class Reading {
public:
    explicit Reading(std::string_view bytes) : left_(bytes) {}
    bool sound = true;
    bool at_end() const { return left_.empty(); }

    std::string_view take(std::size_t size) {
        if (size > left_.size()) sound = false;
        if (!sound) return {};
        auto const taken = left_.substr(0, size);
        left_.remove_prefix(size);
        return taken;
    }
    base::Id128 id() {
        base::Id128 id;
        auto const bytes = take(16);
        for (std::size_t i = 0; i < bytes.size(); ++i) {
            auto& half = i < 8 ? id.high : id.low;
            half = half << 8 | static_cast<unsigned char>(bytes[i]);
        }
        return id;
    }
    std::uint64_t number() {
        std::uint64_t number = 0;
        for (int shift = 0; shift < 63; shift += 7) {
            auto const bytes = take(1);
            if (!sound) return 0;
            auto const byte = static_cast<unsigned char>(bytes.front());
            number |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
            if (byte < 0x80) return number;
        }
        sound = false;
        return 0;
    }
    std::string_view text() { return take(static_cast<std::size_t>(number())); }
    template <class Domain>
    void held(world::Held<Domain>& held) {
        constexpr auto kinds = world::kinds_of<Domain>();
        held.history = id();
        auto const count = number();
        if (count > most_spaces) sound = false;
        for (std::uint64_t i = 0; sound && i < count; ++i) {
            world::Have have;
            auto const kind = number();
            auto const place = kind >> 1;
            bool const same_id = (kind & 1) != 0;
            if (place > kinds.size() || (same_id && i == 0)) sound = false;
            have.space.kind = place < kinds.size() ? kinds[place].name : text();
            have.space.id = same_id && i > 0 ? held.spaces.back().space.id : id();
            have.version = static_cast<std::int64_t>(number());
            have.next = text();
            held.spaces.push_back(std::move(have));
        }
    }

private:
    std::string_view left_;
};

}  // namespace

std::string cursor_text(Cursor const& cursor) {
    std::string bytes;
    for (auto const& held : cursor) {
        std::string of_domain;
        std::visit([&](auto const& h) { put_held(of_domain, h); }, held);
        put_text(bytes, wire::name_of_held(held));
        put_text(bytes, of_domain);
    }
    auto text = server::base64url(bytes);
    if (text.size() > longest_text) text.clear();
    return text;
}

std::optional<Cursor> read_cursor(std::string_view text) {
    auto const bytes = server::from_base64url(text);
    if (!bytes) return std::nullopt;
    Reading reading(*bytes);
    Cursor cursor;
    while (reading.sound && !reading.at_end() && cursor.size() < news::most_domains) {
        auto const domain = reading.text();
        Reading of_domain(reading.text());
        news::Held held;
        bool const known = wire::emplace_by_name(held, domain, [&](auto& h) { of_domain.held(h); });
        if (!known) continue;
        if (!of_domain.sound || !of_domain.at_end()) return std::nullopt;
        cursor.push_back(std::move(held));
    }
    if (!reading.sound || !reading.at_end()) return std::nullopt;
    return cursor;
}

}  // namespace syncing
