#include "server/http/mime.hpp"

#include <array>
#include <utility>

#include "server/http/tokens.hpp"

namespace http {

std::string_view mime_of(std::string_view file_name) {
    using Pair = std::pair<std::string_view, std::string_view>;
    static constexpr std::array types{
        Pair{"html", "text/html; charset=utf-8"},
        Pair{"js", "text/javascript; charset=utf-8"},
        Pair{"mjs", "text/javascript; charset=utf-8"},
        Pair{"css", "text/css; charset=utf-8"},
        Pair{"wasm", "application/wasm"},
        Pair{"json", "application/json"},
        Pair{"map", "application/json"},
        Pair{"webmanifest", "application/manifest+json"},
        Pair{"txt", "text/plain; charset=utf-8"},
        Pair{"csv", "text/csv; charset=utf-8"},
        Pair{"xml", "application/xml"},
        Pair{"pdf", "application/pdf"},
        Pair{"svg", "image/svg+xml"},
        Pair{"png", "image/png"},
        Pair{"jpg", "image/jpeg"},
        Pair{"jpeg", "image/jpeg"},
        Pair{"gif", "image/gif"},
        Pair{"webp", "image/webp"},
        Pair{"avif", "image/avif"},
        Pair{"ico", "image/x-icon"},
        Pair{"woff", "font/woff"},
        Pair{"woff2", "font/woff2"},
        Pair{"ttf", "font/ttf"},
        Pair{"otf", "font/otf"},
    };
    auto const dot = file_name.rfind('.');
    if (dot != file_name.npos) {
        auto const extension = lower_case(file_name.substr(dot + 1));
        for (auto const& [name, type] : types)
            if (name == extension) return type;
    }
    return "application/octet-stream";
}

}  // namespace http
