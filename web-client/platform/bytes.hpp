// Texts and numbers as bytes, for files and for the page: little-endian, texts with their length in
// front. Reading past the end throws, because a file may hold anything.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace platform {

struct BadBytes : std::runtime_error {
    using std::runtime_error::runtime_error;
};

class BytesOut {
public:
    void byte(std::uint8_t value) { bytes_ += static_cast<char>(value); }
    void number(std::uint64_t value) {
        for (int shift = 0; shift < 64; shift += 8) byte(static_cast<std::uint8_t>(value >> shift));
    }
    void length(std::size_t value) {
        if (value > 0xffffffffu) throw BadBytes("longer than 4 GB");
        for (unsigned shift = 0; shift < 32; shift += 8)
            byte(static_cast<std::uint8_t>(value >> shift));
    }
    void text(std::string_view value) {
        length(value.size());
        bytes_ += value;
    }
    std::string const& bytes() const { return bytes_; }
    std::string take() { return std::move(bytes_); }

private:
    std::string bytes_;
};

class BytesIn {
public:
    explicit BytesIn(std::string_view bytes) : bytes_(bytes) {}

    bool empty() const { return bytes_.empty(); }
    std::uint8_t byte() { return static_cast<std::uint8_t>(take(1)[0]); }
    std::uint64_t number() {
        std::uint64_t value = 0;
        for (int shift = 0; shift < 64; shift += 8) value |= std::uint64_t{byte()} << shift;
        return value;
    }
    std::uint32_t length() {
        std::uint32_t value = 0;
        for (int shift = 0; shift < 32; shift += 8) value |= std::uint32_t{byte()} << shift;
        return value;
    }
    std::string_view text() { return take(length()); }

private:
    std::string_view take(std::size_t count) {
        if (count > bytes_.size()) throw BadBytes("ends too early");
        std::string_view const taken = bytes_.substr(0, count);
        bytes_.remove_prefix(count);
        return taken;
    }
    std::string_view bytes_;
};

}  // namespace platform
