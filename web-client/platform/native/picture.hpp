// A picture of the window in a file, for tests and for reports.
#pragma once

#include <filesystem>
#include <span>

namespace platform {

// `pixels`: four bytes each (red, green, blue, not used), the lowest line first, as OpenGL gives
// them. Written as binary PPM, under a temporary name first, so that whoever waits for the file
// finds it whole.
void write_ppm(std::filesystem::path const& path, std::span<unsigned char const> pixels, int width,
               int height);

}  // namespace platform
