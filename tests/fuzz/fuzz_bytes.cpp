// Any bytes are read as a message or refused as malformed; what was read is written as the same
// bytes again.
#include "shared/wire/bytes.hpp"
#include "tests/fuzz/fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* bytes, std::size_t size) {
    auto const input = fuzz::text_of(bytes, size);
    fuzz::each_message([&](auto message) {
        using Message = decltype(message);
        try {
            auto const read = wire::from_bytes<Message>(input);
            fuzz::promise(wire::to_bytes(read) == input);
        } catch (wire::Malformed const&) {
            // Refused: that is what strangers' bytes are for.
        }
    });
    return 0;
}
