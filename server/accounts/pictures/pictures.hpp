// Makes two clean squares of a picture that somebody sent, by a process that ends with it (see
// server/picture/main.cpp): what decodes strangers' bytes is nowhere near the server's memory.
#pragma once

#include <chrono>
#include <filesystem>
#include <semaphore>
#include <string>
#include <string_view>
#include <variant>

namespace accounts {

struct Squares {
    std::string large, small;  // PNG, of 256 and of 64 pixels
};

enum class NoPicture {
    unreadable,  // not a picture of that kind, or a broken one
    too_large,   // of more pixels than anybody needs
    busy,        // too many are being read just now
};

class PictureReader {
public:
    struct Options {
        std::filesystem::path program{};  // empty: kontor-picture beside this program
        // More than the ten seconds of the processor that it has: others want that, too.
        std::chrono::milliseconds patience{60'000};
    };
    explicit PictureReader(Options options);

    // `kind` is "png", "jpeg" or "webp". Throws std::runtime_error when the program is not there.
    std::variant<Squares, NoPicture> read(std::string_view kind, std::string_view bytes) const;

private:
    Options const options_;
    static constexpr std::ptrdiff_t most_at_once = 2;  // each may take 768 MB
    mutable std::counting_semaphore<most_at_once> free_{most_at_once};
};

}  // namespace accounts
