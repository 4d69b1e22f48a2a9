// kontor-picture: decodes one picture that somebody sent, in a process of its own that has little
// memory, little time, no files and no way to reach another process, so that a hostile one harms
// nobody else.
//
//     kontor-picture png|jpeg|webp      < the picture      > two squares, as PNG
//
// Each square is preceded by its length in four bytes, the lowest first: that of 256 px, then that
// of 64 px. It ends with 0, with 3 when this is no such picture, or with 4 when it is too large.
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <new>
#include <string>

#include "server/picture/confine.hpp"
#include "server/picture/decode.hpp"

namespace {

using picture::Kind;

constexpr int went_well = 0, cannot_run = 1, misused = 2, not_a_picture = 3, too_large = 4;
constexpr std::size_t most_bytes = 4u << 20;
constexpr std::uint32_t large_side = 256, small_side = 64;

bool read_all(std::string& bytes) {
    std::array<char, 65536> some;
    for (;;) {
        auto const count = ::read(STDIN_FILENO, some.data(), some.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return false;
        if (count == 0) return true;
        bytes.append(some.data(), static_cast<std::size_t>(count));
        if (bytes.size() > most_bytes) return true;
    }
}

bool write_all(char const* bytes, std::size_t count) {
    while (count > 0) {
        auto const written = ::write(STDOUT_FILENO, bytes, count);
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        bytes += written;
        count -= static_cast<std::size_t>(written);
    }
    return true;
}

bool put(picture::Pixels const& pixels) {
    auto const png = picture::png_of(pixels);
    if (png.empty()) return false;
    std::array<char, 4> length{};
    for (unsigned i = 0; i < 4; ++i)
        length[i] = static_cast<char>(static_cast<std::uint32_t>(png.size()) >> (8 * i) & 0xFF);
    return write_all(length.data(), length.size()) && write_all(png.data(), png.size());
}

int answer(Kind kind, std::string const& bytes) {
    auto const size = picture::size_of(kind, bytes);
    if (!size) return not_a_picture;
    if (picture::is_too_large(*size)) return too_large;
    auto const decoded = picture::decode(kind, bytes);
    if (!decoded) return not_a_picture;
    // The header has to have told the truth: what is judged by it is what was decoded.
    if (decoded->size.width != size->width || decoded->size.height != size->height)
        return not_a_picture;
    auto const large = picture::upright(picture::middle_square(*decoded, large_side),
                                        picture::orientation_of(kind, bytes));
    return put(large) && put(picture::middle_square(large, small_side)) ? went_well : cannot_run;
}

}  // namespace

int main(int count, char** arguments) {
    auto const kind = count == 2 ? picture::kind_from(arguments[1]) : std::nullopt;
    if (!kind) return misused;
    if (!picture::limit_all()) return cannot_run;
    std::string bytes;
    if (!read_all(bytes)) return cannot_run;
    if (bytes.size() > most_bytes) return too_large;
    if (!picture::confine()) return cannot_run;
    try {
        return answer(*kind, bytes);
    } catch (std::bad_alloc const&) {
        return too_large;
    }
}
