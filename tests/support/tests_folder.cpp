#include "tests/support/tests_folder.hpp"

namespace support {

std::string tests_folder() { return KONTOR_TESTS_FOLDER; }
std::string overlay_folder() { return KONTOR_OVERLAY_FOLDER; }

}  // namespace support
