#include "web-client/platform/native/picture.hpp"

#include <string>

#include "web-client/platform/native/file.hpp"

namespace platform {

void write_ppm(std::filesystem::path const& path, std::span<unsigned char const> pixels, int width,
               int height) {
    std::string out = "P6\n" + std::to_string(width) + " " + std::to_string(height) + "\n255\n";
    auto const line_bytes = static_cast<std::size_t>(width) * 4;
    for (auto line = static_cast<std::size_t>(height); line-- > 0;)
        for (std::size_t at = line * line_bytes; at < (line + 1) * line_bytes; at += 4)
            for (std::size_t part = 0; part < 3; ++part)
                out += static_cast<char>(pixels[at + part]);
    replace_file(path, out, false);
}

}  // namespace platform
