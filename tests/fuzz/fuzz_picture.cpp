// What a picture claims to be is found without reading beyond its end, and is of one kind at most.
#include "server/picture/header.hpp"
#include "tests/fuzz/fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* bytes, std::size_t size) {
    auto const input = fuzz::text_of(bytes, size);
    int kinds = 0;
    for (auto const kind : {picture::Kind::png, picture::Kind::jpeg, picture::Kind::webp}) {
        auto const found = picture::size_of(kind, input);
        if (!found) continue;
        ++kinds;
        fuzz::promise(found->width > 0 && found->height > 0);
    }
    fuzz::promise(kinds <= 1);
    return 0;
}
