// Files that hold the form of what others rely on: a change of form is seen before it is released.
// Run with KONTOR_REWRITE_GOLDEN=1 to write them anew, deliberately, and read the difference.
#pragma once

#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "tests/support/tests_folder.hpp"

namespace support {

inline std::string golden_folder() { return tests_folder() + "/golden/"; }
// The product's, and that of an overlay, if there is one.
inline std::vector<std::string> golden_folders() {
    std::vector<std::string> folders{golden_folder()};
    if (!overlay_folder().empty()) folders.push_back(overlay_folder() + "/golden/");
    return folders;
}

namespace detail {

inline std::string read(std::string const& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

// The lines of `text` that `base` has not, each after a plus, in their order; before them those of
// `base` that `text` has not, after a minus.
inline std::string lines_beside(std::string const& base, std::string const& text) {
    auto const counted = [](std::string const& of) {
        std::map<std::string, int> lines;
        std::istringstream in(of);
        for (std::string line; std::getline(in, line);) ++lines[line];
        return lines;
    };
    auto const only_in = [&](std::string const& one, std::string const& other, char sign) {
        auto there = counted(other);
        std::string lines;
        std::istringstream in(one);
        for (std::string line; std::getline(in, line);)
            if (there[line]-- <= 0) lines += sign + line + "\n";
        return lines;
    };
    return only_in(base, text, '-') + only_in(text, base, '+');
}

}  // namespace detail

// The text of tests/golden/<name>; of an overlay's own, if the product has none of that name.
inline std::string read_golden(std::string const& name) {
    auto const text = detail::read(golden_folder() + name);
    if (!text.empty() || overlay_folder().empty()) return text;
    return detail::read(overlay_folder() + "/golden/" + name);
}

// The text must be that of tests/golden/<name>. With an overlay, what it adds to the product's is
// kept in its own golden/<name>, as lines of a difference, or whole where the product has none.
inline void compare_with_golden(std::string const& name, std::string const& text) {
    auto path = golden_folder() + name;
    auto now = text;
    if (!overlay_folder().empty()) {
        auto const of_product = detail::read(path);
        if (of_product == text) return;  // nothing of it is the overlay's
        path = overlay_folder() + "/golden/" + name;
        if (!of_product.empty()) now = detail::lines_beside(of_product, text);
    }
    if (std::getenv("KONTOR_REWRITE_GOLDEN") != nullptr) {
        std::ofstream file(path, std::ios::binary);
        file << now;
        REQUIRE_MESSAGE(file.flush(), "cannot write " << path);
    }
    CHECK_MESSAGE(detail::read(path) == now, path << " has another form than what is written now:\n"
                                                  << now);
}

}  // namespace support
