// Which of the encodings that we have a client likes best (RFC 9110, 12.5.3).
#pragma once

#include <string_view>

namespace http {

enum class Encoding { identity, gzip, brotli };
std::string_view name_of(Encoding encoding);  // "", "gzip", "br"

struct Encodings {
    bool gzip = false;
    bool brotli = false;
};

// Without a preference of the client's: plain. At equal weight: the smaller one.
Encoding best_encoding(std::string_view accept_encoding, Encodings available);

}  // namespace http
