// Files that hold the form of what others rely on: a change of form is seen before it is released.
// Run with KONTOR_REWRITE_GOLDEN=1 to write them anew, deliberately, and read the difference.
#pragma once

#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

#include "tests/support/tests_folder.hpp"

namespace support {

inline std::string golden_folder() { return tests_folder() + "/golden/"; }

inline std::string read_golden(std::string const& name) {
    std::ifstream file(golden_folder() + name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

// The text of tests/golden/<name>, which must be this one.
inline void compare_with_golden(std::string const& name, std::string const& text) {
    if (std::getenv("KONTOR_REWRITE_GOLDEN") != nullptr) {
        std::ofstream file(golden_folder() + name, std::ios::binary);
        file << text;
        REQUIRE_MESSAGE(file.flush(), "cannot write " << name);
    }
    CHECK_MESSAGE(read_golden(name) == text,
                  "tests/golden/" << name << " has another form than what is written now:\n"
                                  << text);
}

}  // namespace support
