// A file of rows taken in over REST, for scripts: the same reading and the same judging as the
// client's own (imports/).
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/id.hpp"
#include "shared/base/result.hpp"
#include "shared/wire/endpoint.hpp"
#include "shared/wire/rate.hpp"

namespace tables {

// What is wrong with one cell, one row or the whole file.
struct ImportProblem {
    std::int64_t row = 0;     // as a spreadsheet counts; 0: the file as a whole
    std::int64_t line = 0;    // on which it begins
    std::int64_t column = 0;  // from 1; 0: the row as a whole
    std::string name{};       // of the column, as the file has it
    std::string value{};      // the beginning of what stands there
    std::string rule;         // a key, as other problems have
    std::vector<base::Argument> arguments{};
    std::string at{};  // within the value: "/0/title" of a list
    static constexpr auto fields() {
        return base::Pack{base::field("row", &ImportProblem::row),
                          base::field("line", &ImportProblem::line),
                          base::field("column", &ImportProblem::column),
                          base::field("name", &ImportProblem::name).at_most(200),
                          base::field("value", &ImportProblem::value).at_most(200),
                          base::field("rule", &ImportProblem::rule).required().line().at_most(100),
                          base::field("arguments", &ImportProblem::arguments).at_most(8),
                          base::field("at", &ImportProblem::at).at_most(1000)};
    }
};

// What came of a file, or would.
struct Imported {
    static constexpr std::size_t most_problems = 100'000;
    base::Id128 act;  // what was done, to be taken back as one
    std::int64_t added = 0, changed = 0, same = 0, wrong = 0;  // rows
    std::int64_t done = 0;  // of those that are added or changed: so many are by now
    std::vector<ImportProblem> problems;
    std::int64_t there_are = 0;        // problems in all
    std::vector<std::string> ignored;  // columns that are no field
    static constexpr auto fields() {
        return base::Pack{base::field("act", &Imported::act),
                          base::field("added", &Imported::added),
                          base::field("changed", &Imported::changed),
                          base::field("same", &Imported::same),
                          base::field("wrong", &Imported::wrong),
                          base::field("done", &Imported::done),
                          base::field("problems", &Imported::problems).at_most(most_problems),
                          base::field("there_are", &Imported::there_are),
                          base::field("ignored", &Imported::ignored).at_most(1'000)};
    }
};

// A dry run decides all that the run would decide, row after row, as if those before it were there,
// and so says what the run would say; unless somebody else changes something in between, or takes
// away the right. A run that is told of a mistake in any value takes in nothing; else each row is
// taken in that is not refused.
struct ImportRows {
    static constexpr auto method = wire::Method::post;
    static constexpr auto access = wire::Access::administrator;
    static constexpr auto rate = wire::of_each_person("imports", 20, 10);
    static constexpr std::string_view path = "/api/v1/admin/tables/{table}/imports";
    static constexpr std::string_view summary =
        "Takes in a file of rows, or says all that is wrong with any of them";
    static constexpr std::array<std::string_view, 2> takes{"text/csv", "application/jsonl"};
    static constexpr std::uint64_t body_bytes = 16u << 20;
    struct Request {
        std::string table;     // "messaging.channel"
        bool dry_run = false;  // nothing is changed
        base::Id128 act;       // none: a new one
        static constexpr auto fields() {
            return base::Pack{base::field("table", &Request::table).required().line().at_most(100),
                              base::field("dry_run", &Request::dry_run),
                              base::field("act", &Request::act)};
        }
    };
    using Response = Imported;
};

}  // namespace tables
