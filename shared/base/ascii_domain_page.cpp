#include <emscripten.h>

#include <array>

#include "shared/base/ascii_domain.hpp"

// A URL's host is such a domain. It ends with a label of letters here, since one that ends with a
// number would be read as an address of IPv4.
// clang-format off
EM_JS(int, kontor_ascii_domain, (char const* domain, int size, char* ascii, int most), {
    let name;
    try {
        const text = new TextDecoder().decode(HEAPU8.slice(domain, domain + size));
        name = new URL('http://' + text + '.x').hostname.slice(0, -2);
    } catch (refused) {
        return -1;
    }
    if (name.length > most) return -1;
    for (let i = 0; i < name.length; ++i) HEAPU8[ascii + i] = name.charCodeAt(i);
    return name.length;
});
// clang-format on

namespace base {

std::optional<std::string> ascii_domain_by_tables(std::string_view domain) {
    std::array<char, 254> ascii{};
    int const size = kontor_ascii_domain(domain.data(), static_cast<int>(domain.size()),
                                         ascii.data(), static_cast<int>(ascii.size()));
    if (size < 0) return std::nullopt;
    return std::string(ascii.data(), static_cast<std::size_t>(size));
}

}  // namespace base
