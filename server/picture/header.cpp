#include "server/picture/header.hpp"

namespace picture {

namespace {

using namespace std::literals;

std::uint32_t byte_at(std::string_view bytes, std::size_t at) {
    return static_cast<unsigned char>(bytes[at]);
}

std::uint32_t big(std::string_view bytes, std::size_t at, std::size_t count) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < count; ++i) value = value << 8 | byte_at(bytes, at + i);
    return value;
}

std::uint32_t little(std::string_view bytes, std::size_t at, std::size_t count) {
    std::uint32_t value = 0;
    for (std::size_t i = count; i > 0; --i) value = value << 8 | byte_at(bytes, at + i - 1);
    return value;
}

std::optional<Size> some(Size size) {
    if (size.width == 0 || size.height == 0) return std::nullopt;
    return size;
}

// Chunk by chunk from the first to the last, which has to be the end.
std::optional<Size> size_of_png(std::string_view bytes) {
    if (bytes.substr(0, 16) != "\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR"sv || bytes.size() < 33)
        return std::nullopt;
    Size const size{big(bytes, 16, 4), big(bytes, 20, 4)};
    for (std::size_t at = 8; bytes.size() - at >= 12;) {
        std::size_t const length = big(bytes, at, 4);
        if (length > bytes.size() - at - 12) return std::nullopt;
        auto const type = bytes.substr(at + 4, 4);
        at += 12 + length;
        if (type == "IEND") return at == bytes.size() ? some(size) : std::nullopt;
    }
    return std::nullopt;
}

bool is_frame(std::uint32_t marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

std::optional<Size> size_of_jpeg(std::string_view bytes) {
    if (bytes.substr(0, 3) != "\xFF\xD8\xFF"sv) return std::nullopt;
    for (std::size_t at = 2; at + 4 <= bytes.size();) {
        if (byte_at(bytes, at) != 0xFF) return std::nullopt;
        auto const marker = byte_at(bytes, at + 1);
        if (marker == 0xFF) {  // filling
            ++at;
            continue;
        }
        if (marker < 0xC0 || marker == 0xD9 || marker == 0xDA) return std::nullopt;
        auto const length = big(bytes, at + 2, 2);
        if (length < 2 || length > bytes.size() - at - 2) return std::nullopt;
        if (is_frame(marker)) {
            // One that was cut off has no end; decoders would paint the rest grey.
            auto const end = bytes.rfind("\xFF\xD9"sv);
            if (length < 8 || end == bytes.npos || end < at) return std::nullopt;
            return some({big(bytes, at + 7, 2), big(bytes, at + 5, 2)});
        }
        at += 2 + length;
    }
    return std::nullopt;
}

std::optional<Size> size_of_webp(std::string_view bytes) {
    if (bytes.size() < 30 || bytes.substr(0, 4) != "RIFF" || bytes.substr(8, 4) != "WEBP")
        return std::nullopt;
    if (std::uint64_t{little(bytes, 4, 4)} + 8 != bytes.size()) return std::nullopt;
    auto const chunk = bytes.substr(12, 4);
    if (chunk == "VP8X") return some({little(bytes, 24, 3) + 1, little(bytes, 27, 3) + 1});
    if (chunk == "VP8 " && bytes.substr(23, 3) == "\x9D\x01\x2A"sv)
        return some({little(bytes, 26, 2) & 0x3FFF, little(bytes, 28, 2) & 0x3FFF});
    if (chunk == "VP8L" && byte_at(bytes, 20) == 0x2F) {
        auto const bits = little(bytes, 21, 4);
        return some({(bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1});
    }
    return std::nullopt;
}

}  // namespace

std::optional<Kind> kind_from(std::string_view name) {
    if (name == "png") return Kind::png;
    if (name == "jpeg") return Kind::jpeg;
    if (name == "webp") return Kind::webp;
    return std::nullopt;
}

std::optional<Size> size_of(Kind kind, std::string_view bytes) {
    switch (kind) {
        case Kind::png:
            return size_of_png(bytes);
        case Kind::jpeg:
            return size_of_jpeg(bytes);
        case Kind::webp:
            return size_of_webp(bytes);
    }
    return std::nullopt;
}

bool is_too_large(Size size) { return std::uint64_t{size.width} * size.height > most_pixels; }

}  // namespace picture
