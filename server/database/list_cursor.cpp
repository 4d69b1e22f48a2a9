#include "server/database/list_cursor.hpp"

#include <sodium.h>

#include <stdexcept>

namespace database {
namespace {

constexpr int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
constexpr std::size_t longest_text = 100'000;
constexpr std::size_t null_size = 0xFFFF;  // no value of a list is so long

void put_number(std::string& bytes, std::uint64_t number, int size) {
    for (int i = 0; i < size; ++i) bytes += static_cast<char>((number >> (8 * i)) & 0xFF);
}

std::optional<std::uint64_t> take_number(std::string_view& bytes, std::size_t size) {
    if (bytes.size() < size) return std::nullopt;
    std::uint64_t number = 0;
    for (std::size_t i = size; i-- > 0;)
        number = (number << 8) | static_cast<unsigned char>(bytes[i]);
    bytes.remove_prefix(size);
    return number;
}

}  // namespace

std::string to_text(ListCursor const& cursor) {
    std::string bytes;
    put_number(bytes, cursor.fingerprint, 8);
    for (auto const& value : cursor.values) {
        if (value && value->size() >= null_size)
            throw std::length_error("a list is sorted by a text too long for its cursor");
        put_number(bytes, value ? value->size() : null_size, 2);
        if (value) bytes += *value;
    }
    std::string text(sodium_base64_encoded_len(bytes.size(), variant), '\0');
    sodium_bin2base64(text.data(), text.size(),
                      reinterpret_cast<unsigned char const*>(bytes.data()), bytes.size(), variant);
    text.pop_back();  // The encoder ends its text with a NUL.
    return text;
}

std::optional<ListCursor> cursor_from(std::string_view text) {
    if (text.empty() || text.size() > longest_text) return std::nullopt;
    std::string bytes(text.size(), '\0');
    std::size_t size = 0;
    if (sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(),
                          text.size(), nullptr, &size, nullptr, variant) != 0)
        return std::nullopt;
    auto left = std::string_view(bytes).substr(0, size);
    auto const fingerprint = take_number(left, 8);
    if (!fingerprint) return std::nullopt;
    ListCursor cursor{*fingerprint, {}};
    while (!left.empty()) {
        auto const length = take_number(left, 2);
        if (!length) return std::nullopt;
        if (*length == null_size) {
            cursor.values.emplace_back();
            continue;
        }
        if (*length > left.size()) return std::nullopt;
        cursor.values.emplace_back(std::string(left.substr(0, *length)));
        left.remove_prefix(*length);
    }
    return cursor;
}

}  // namespace database
