// A body in chunks is the same whole or in pieces, and is never longer than what came.
#include "server/http/chunks.hpp"
#include "tests/fuzz/fuzz.hpp"

namespace {

struct Put {
    std::string body;
    std::size_t left = 0;
    bool good = true, whole = false;
};

Put put_together(std::string_view input, std::size_t at_once) {
    Put put;
    http::Chunks chunks;
    for (std::size_t at = 0; at < input.size() && put.good && !chunks.is_whole(); at += at_once) {
        auto part = input.substr(at, at_once);
        while (!part.empty() && put.good && !chunks.is_whole()) {
            auto const piece = chunks.next(part);
            put.good = piece.has_value();
            if (piece) put.body += *piece;
        }
        put.left = part.size() + (input.size() - std::min(input.size(), at + at_once));
    }
    put.whole = chunks.is_whole();
    return put;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* bytes, std::size_t size) {
    auto const input = fuzz::text_of(bytes, size);
    auto const whole = put_together(input, size + 1);
    fuzz::promise(whole.body.size() <= size);
    for (std::size_t const at_once : {1u, 3u}) {
        auto const pieces = put_together(input, at_once);
        fuzz::promise(pieces.good == whole.good && pieces.whole == whole.whole);
        if (whole.good) fuzz::promise(pieces.body == whole.body);
        if (whole.whole) fuzz::promise(pieces.left == whole.left);
    }
    return 0;
}
