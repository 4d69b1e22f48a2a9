// Any text is read as a table or refused; rows that were read are written as a table that reads as
// the same rows.
#include "shared/wire/csv.hpp"
#include "tests/fuzz/fuzz.hpp"
#include "tests/shared/goods.hpp"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* bytes, std::size_t size) {
    auto const input = fuzz::text_of(bytes, size);
    for (auto const language : {base::Language::english, base::Language::russian}) {
        auto const style = wire::csv::style_for(language);
        auto const table = wire::csv::parse<samples::Goods>(input, style);
        for (auto const& problem : table.problems) fuzz::promise(!problem.rule.empty());
        if (!table.problems.empty()) continue;
        auto const again =
            wire::csv::parse<samples::Goods>(wire::csv::text(table.rows, style), style);
        fuzz::promise(again.problems.empty() && again.rows.size() == table.rows.size());
        for (std::size_t i = 0; i < table.rows.size(); ++i)
            fuzz::promise(same(again.rows[i], table.rows[i]));
    }
    return 0;
}
