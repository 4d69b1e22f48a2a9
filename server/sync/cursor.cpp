#include "server/sync/cursor.hpp"

#include "server/secrets.hpp"

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
void put_list(std::string& bytes, std::vector<world::Have> const& list) {
    put_number(bytes, list.size());
    for (auto const& have : list) {
        bytes += static_cast<char>(have.space.kind);
        put_id(bytes, have.space.id);
        put_number(bytes, static_cast<std::uint64_t>(have.version));
        put_number(bytes, have.next.size());
        bytes += have.next;
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
    std::vector<world::Have> list() {
        std::vector<world::Have> list;
        auto const count = number();
        if (count > most_spaces) sound = false;
        for (std::uint64_t i = 0; sound && i < count; ++i) {
            world::Have have;
            auto const kind = take(1);
            if (!sound ||
                static_cast<unsigned char>(kind[0]) >= names_of(world::SpaceKind{}).size())
                sound = false;
            else
                have.space.kind = static_cast<world::SpaceKind>(kind[0]);
            have.space.id = id();
            have.version = static_cast<std::int64_t>(number());
            have.next = take(static_cast<std::size_t>(number()));
            list.push_back(std::move(have));
        }
        return list;
    }

private:
    std::string_view left_;
};

}  // namespace

std::string cursor_text(Cursor const& cursor) {
    std::string bytes;
    put_id(bytes, cursor.history);
    put_list(bytes, cursor.accounts);
    put_list(bytes, cursor.messaging);
    auto text = server::base64url(bytes);
    if (text.size() > longest_text) text.clear();
    return text;
}

std::optional<Cursor> read_cursor(std::string_view text) {
    auto const bytes = server::from_base64url(text);
    if (!bytes) return std::nullopt;
    Reading reading(*bytes);
    Cursor cursor;
    cursor.history = reading.id();
    cursor.accounts = reading.list();
    cursor.messaging = reading.list();
    if (!reading.sound || !reading.at_end()) return std::nullopt;
    return cursor;
}

}  // namespace syncing
