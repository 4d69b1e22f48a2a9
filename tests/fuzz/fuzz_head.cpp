// A request's head is found at the same place whole or in pieces, and is then read or refused with
// a status.
#include "server/http/head.hpp"
#include "tests/fuzz/fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* bytes, std::size_t size) {
    auto const input = fuzz::text_of(bytes, size);
    auto const length = http::head_length(input, 0);
    std::size_t searched = 0;
    std::optional<std::size_t> in_pieces;
    for (std::size_t seen = 0; seen <= size && !in_pieces; ++seen) {
        in_pieces = http::head_length(input.substr(0, seen), searched);
        searched = seen;
    }
    fuzz::promise(length == in_pieces);
    if (!length) return 0;
    fuzz::promise(*length <= size);
    auto const head = http::parse_head(input.substr(0, *length));
    if (auto const* refusal = std::get_if<http::HeadRefusal>(&head))
        fuzz::promise(refusal->status >= 400 && refusal->status < 600);
    return 0;
}
