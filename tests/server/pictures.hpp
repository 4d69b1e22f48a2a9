// Pictures as people send them, made for a test.
#pragma once

#include <string>
#include <string_view>

namespace pictures {

// Of `kind` "png", "jpeg", "webp" or, as printers have it, "jpeg of inks": its left half is red,
// its right half blue.
std::string made(std::string_view kind, int width, int height);

// A WebP that moves: what made() shows is the first frame, there, and then comes another.
struct Place {
    int x = 0, y = 0, width = 0, height = 0;  // both even where it begins
};
std::string moving(int width, int height, Place first);

// A PNG that is red all over, and half of it.
std::string see_through(int width, int height);

// A whole PNG without a colour, so well packed that it takes a few bytes for each row.
std::string blank(unsigned width, unsigned height);

// The JPEG with a segment after its start, such as 0xE1 for EXIF.
std::string with_segment(std::string jpeg, unsigned char marker, std::string_view content);

// What EXIF says of how a camera was held, 1 to 8, and where it was.
std::string exif(unsigned char orientation, std::string_view place);

struct Seen {
    int width = 0, height = 0;
    bool red_at_top = false, red_at_left = false, blue_at_right = false;
    int opacity = 0;  // of the middle, at most 255
};
Seen seen(std::string const& png);

}  // namespace pictures
