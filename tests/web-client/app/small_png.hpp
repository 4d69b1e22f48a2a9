// A picture that anybody may have: 4 x 3 pixels, the left half red and the rest black.
#pragma once

#include <string>

namespace visit {

inline std::string const small_png = [] {
    using namespace std::literals;
    return "\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x04\0\0\0\x03\x08\x02\0\0\0\x3b\x96\x39\x91\0\0"
           "\0\x09pHYs"
           "\0\0\x0e\xc4\0\0\x0e\xc4\x01\x95\x2b\x0e\x1b\0\0\0\x15IDAT\x08\x99\x63\xf8\xcf\xc0"
           "\xf0\x9f\x01"
           "\x0a\x98\x18\x90\0\x0a\x07\0\x49\x2c\x02\x03\x1c\x35\xa9\x1e\0\0\0\0IEND\xae\x42\x60"
           "\x82"s;
}();

}  // namespace visit
