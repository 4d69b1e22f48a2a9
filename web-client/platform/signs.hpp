// Draws the signs that the faces of look do not have with the fonts of this machine.
#pragma once

#include "web-client/look/signs.hpp"

namespace platform {

bool draw_sign(look::SignWanted const& wanted, look::SignPicture& picture);

}  // namespace platform
