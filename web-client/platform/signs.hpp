// Lets look draw the signs that its faces do not have with the fonts of this machine.
#pragma once

namespace platform {

void draw_signs();

}  // namespace platform
