// C++ as a judge of the corpus, natively and as wasm.
#include <doctest/doctest.h>

#include <set>

#include "tests/corpus/corpus.hpp"

TEST_CASE("C++ judges every value of the corpus as it is written there") {
    int accepted = 0, refused = 0;
    for (auto const& one : corpus::cases()) {
        bool judged = false;
        corpus::each_row([&](auto row) {
            if (one.row != decltype(row)::type_name) return;
            judged = true;
            auto const problems = wire::json::parse(one.json, row);
            CHECK_MESSAGE(problems.empty() == one.accepted,
                          "C++ and values.json disagree about " << one.name);
            for (auto const& problem : problems) CHECK(base::check(problem).empty());
        });
        CHECK_MESSAGE(judged, one.row << " is no row that anybody knows");
        ++(one.accepted ? accepted : refused);
    }
    CHECK(accepted > 100);
    CHECK(refused > 150);
}

TEST_CASE(
    "every field of every row stands in the corpus, with both verdicts and all values that have "
    "names") {
    std::set<std::string> accepted, refused, accepted_values;
    for (auto const& one : corpus::cases()) {
        (one.accepted ? accepted : refused).insert(one.name.substr(0, one.name.find(" = ")));
        if (one.accepted) accepted_values.insert(one.name);
    }
    corpus::each_row([&](auto row) {
        using Row = decltype(row);
        base::each_field<Row>([&](auto const& f) {
            auto const name = std::string(Row::type_name) + " " + std::string(f.name);
            CHECK_MESSAGE(accepted.count(name) == 1, name);
            CHECK_MESSAGE(refused.count(name) == 1, name);
            using Value = typename std::remove_cvref_t<decltype(f)>::value_type;
            if constexpr (base::NamedEnum<Value>)
                for (auto const value : names_of(Value{})) {
                    auto const one = name + " = \"" + std::string(value) + "\"";
                    CHECK_MESSAGE(accepted_values.count(one) == 1, one);
                }
        });
    });
}
