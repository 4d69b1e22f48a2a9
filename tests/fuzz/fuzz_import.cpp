// Any bytes are read as a file of rows or refused, never with more problems than it has room for;
// and what was taken in is exported as a file that is taken in as the same rows.
#include "shared/imports/check.hpp"
#include "shared/imports/decode.hpp"
#include "shared/wire/bytes.hpp"
#include "tests/fuzz/fuzz.hpp"
#include "tests/shared/goods.hpp"

namespace {

using samples::Goods;

struct Taken {
    imports::Sheet sheet{};
    std::vector<Goods> rows{};
    std::size_t problems = 0;
};

Taken take(std::string bytes) {
    Taken taken;
    auto decoded = imports::decode(std::move(bytes));
    taken.problems = decoded.problems.count();
    if (taken.problems > 0) return taken;
    fuzz::promise(base::is_utf8(decoded.text));
    taken.sheet = imports::read_sheet(std::move(decoded.text));
    auto mapping = imports::map_columns(taken.sheet, base::type_of<Goods>(), {});
    taken.problems =
        taken.sheet.problems.count() + imports::problems_of(mapping, taken.sheet).count();
    std::vector<Goods> scratch;
    imports::Lookups lookups;
    lookups.new_id = [](std::size_t row) { return base::Id128{1, row + 1}; };
    imports::Check check(taken.sheet, mapping, base::type_of<std::vector<Goods>>(), &scratch,
                         std::move(lookups));
    while (!check.done()) check.step(100);
    auto const of_sheet = taken.sheet.problems.count();
    fuzz::promise(check.problems().count() >= of_sheet);
    std::size_t place = 0;
    for (auto const& problem : check.problems().all()) {
        fuzz::promise(!problem.rule.empty());
        // Only what is wrong with the file as a whole is in no row.
        if (place++ >= of_sheet) fuzz::promise(problem.row > 0 && problem.line >= 1);
        fuzz::promise(problem.column <= taken.sheet.columns.size());
    }
    taken.problems += check.problems().count() - of_sheet;
    for (std::size_t row = 0; row < taken.sheet.rows(); ++row)
        if (check.action(row) != imports::Action::wrong)
            taken.rows.push_back(wire::from_bytes<Goods>(check.bytes(row)));
    fuzz::promise(check.work().cells <=
                  4 * (taken.sheet.rows() + 1) * (mapping.columns.size() + 2));
    return taken;
}

void same_again(std::vector<Goods> const& rows, std::string file) {
    auto const again = take(std::move(file));
    fuzz::promise(again.problems == 0 && again.rows.size() == rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) fuzz::promise(same(again.rows[i], rows[i]));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* bytes, std::size_t size) {
    auto const taken = take(std::string(fuzz::text_of(bytes, size)));
    if (taken.rows.empty()) return 0;
    for (auto const language : {base::Language::english, base::Language::russian})
        same_again(taken.rows, wire::csv::text(taken.rows, wire::csv::style_for(language)));
    std::string lines;
    for (auto const& row : taken.rows) lines += wire::json::text(row) + "\n";
    same_again(taken.rows, lines);
    return 0;
}
