#include "web-client/platform/signs.hpp"

#include <array>

#include "web-client/platform/web/page.hpp"

namespace platform {

bool draw_sign(look::SignWanted const& wanted, look::SignPicture& picture) {
    std::array<float, 6> numbers{};
    auto const bytes = page::page_draw_sign(wanted.text.data(), wanted.text.size(), wanted.em,
                                            wanted.strong, numbers.data());
    picture.left = numbers[0];
    picture.above = numbers[1];
    picture.advance = numbers[2];
    picture.width = static_cast<int>(numbers[3]);
    picture.height = static_cast<int>(numbers[4]);
    picture.coloured = numbers[5] != 0;
    picture.advances.resize(wanted.ends.size());
    if (!wanted.ends.empty())
        page::page_sign_advances(wanted.text.data(), wanted.ends.data(), wanted.ends.size(),
                                 picture.advances.data());
    picture.pixels.resize(bytes);
    if (bytes != 0) page::page_sign_pixels(picture.pixels.data());
    return true;
}

}  // namespace platform
