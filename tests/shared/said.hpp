// A list of texts that doctest prints when a check fails: "/title required", "/count too-large".
#pragma once

#include <algorithm>
#include <ostream>
#include <string>
#include <vector>

#include "shared/base/result.hpp"

namespace samples {

struct Said : std::vector<std::string> {
    using std::vector<std::string>::vector;
    // Path and rule of each problem, sorted.
    explicit Said(base::Problems const& problems) {
        for (auto const& problem : problems) push_back(problem.path + " " + problem.rule);
        std::sort(begin(), end());
    }
};

inline std::ostream& operator<<(std::ostream& out, Said const& said) {
    out << '{';
    for (auto const& text : said) out << (&text == said.data() ? "" : ", ") << text;
    return out << '}';
}

}  // namespace samples
