// A request's target is decoded once or refused; no segment holds what could leave its folder.
#include "server/http/target.hpp"
#include "shared/base/text.hpp"
#include "tests/fuzz/fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* bytes, std::size_t size) {
    http::Target target;
    if (http::parse_target(fuzz::text_of(bytes, size), target)) return 0;
    for (auto const& segment : target.segments) {
        fuzz::promise(segment != "." && segment != "..");
        fuzz::promise(segment.find('/') == std::string::npos);
        fuzz::promise(segment.find('\0') == std::string::npos);
        fuzz::promise(base::is_utf8(segment));
    }
    for (auto const& [name, value] : target.query) {
        fuzz::promise(base::is_utf8(name) && base::is_utf8(value));
        fuzz::promise((name + value).find('\0') == std::string::npos);
    }
    return 0;
}
