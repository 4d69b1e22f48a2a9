// Strangers' bytes into pixels, by the libraries of the three formats themselves: fewer of them
// are mapped into the process than by a library for all formats. And pixels into a PNG of our own.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/picture/header.hpp"
#include "server/picture/pixels.hpp"

namespace picture {

// Of what moves the first frame. Nothing when it cannot be decoded, or when a decoder would only
// warn of what is broken. Throws std::bad_alloc.
std::optional<Pixels> decode(Kind kind, std::string_view bytes);

// How the camera was held: 1 to 8, as EXIF counts; 1 when nothing is said.
int orientation_of(Kind kind, std::string_view bytes);

// Empty when there is no memory for it.
std::string png_of(Pixels const& pixels);

}  // namespace picture
