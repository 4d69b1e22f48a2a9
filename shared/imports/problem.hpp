// What is wrong with a file that shall be taken in, told so that it is found there.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "shared/base/result.hpp"

namespace imports {

struct Problem {
    std::uint32_t row = 0;     // as a spreadsheet counts, blank ones too; 0: the file as a whole
    std::uint32_t line = 0;    // on which it begins, as an editor counts
    std::uint32_t column = 0;  // from 1; 0: the row as a whole
    std::string rule{};        // a key, as base::Problem has
    std::vector<base::Argument> arguments{};
    std::string at{};  // within the value: "/0/title" of a list
};

// All of them, in the order in which they were found. What there is beyond is counted, so that a
// file of nothing but mistakes does not take the memory of ten.
class Problems {
public:
    static constexpr std::size_t most_kept = 100'000;

    void add(Problem problem) {
        ++count_;
        if (all_.size() < most_kept) all_.push_back(std::move(problem));
    }
    bool empty() const { return count_ == 0; }
    std::size_t count() const { return count_; }
    std::vector<Problem> const& all() const { return all_; }

private:
    std::vector<Problem> all_;
    std::size_t count_ = 0;
};

}  // namespace imports
