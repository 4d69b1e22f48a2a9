// Any text is read as JSON or refused; what was read is written as JSON that reads as the same
// again.
#include "shared/wire/json.hpp"
#include "tests/fuzz/fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* bytes, std::size_t size) {
    auto const input = fuzz::text_of(bytes, size);
    fuzz::each_message([&](auto message) {
        for (auto const reading : {wire::json::Reading::strict, wire::json::Reading::tolerant}) {
            auto read = message;
            if (!wire::json::parse(input, read, reading).empty()) continue;
            auto const written = wire::json::text(read);
            auto again = message;
            fuzz::promise(wire::json::parse(written, again).empty());
            fuzz::promise(wire::json::text(again) == written);
        }
    });
    return 0;
}
