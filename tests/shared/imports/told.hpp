// Problems of a file as texts that doctest prints when a check fails: "3:2 not-a-day", with the
// value of each argument behind them.
#pragma once

#include "shared/imports/problem.hpp"
#include "tests/shared/said.hpp"

namespace samples {

struct Told : Said {
    using Said::Said;
    explicit Told(imports::Problems const& problems) {
        for (auto const& problem : problems.all()) {
            auto text = std::to_string(problem.row) + ":" + std::to_string(problem.column) +
                        problem.at + " " + problem.rule;
            for (auto const& argument : problem.arguments)
                text += " " + argument.name + "=" + argument.value;
            push_back(std::move(text));
        }
        std::sort(begin(), end());
    }
};

}  // namespace samples
