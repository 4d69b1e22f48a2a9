// How long it takes to check a file of 50,000 rows of 12 columns with 7 mistakes among them, and
// what is held then. Lines: "bench NAME VALUE UNIT limit|rival OTHER". It never fails.

#include <chrono>
#include <cstdio>

#include "tests/bench/measured.hpp"
#include "tests/shared/imports/item.hpp"

namespace {

using bench::Clock;
using bench::held_mb;
using bench::ms_since;
using bench::print;
constexpr int rows = 50'000;

std::string file() {
    std::string text =
        "Артикул;Название;Часть чего;Владелец;Состояние;Цена;price_currency;Сколько;Сделано;Видно;"
        "Штук;Заметка\n";
    for (int i = 0; i < rows; ++i) {
        auto const n = std::to_string(i);
        // Each has one of the mistakes that people make.
        bool const bad = i % 7'001 == 7'000;
        int const which = bad ? i / 7'001 : -1;
        text += (which == 0 ? "A1" : "A" + n) + ";";
        text += which == 1 ? ";" : "Доска обрезная № " + n + ";";
        text += which == 2    ? "нет такой;"
                : i % 10 == 0 ? "A" + std::to_string(rows - 1) + ";"
                              : ";";
        text += which == 3 ? "Некто;" : "Человек " + std::to_string(i % 100) + ";";
        text += i % 2 ? "продано;" : "черновик;";
        text += which == 4 ? "12,345;RUB;" : "1 234,50;RUB;";
        text += "12,5;";
        text += which == 5 ? "30.02.2026;" : "28.11.2026;";
        text += "да;";
        text += which == 6 ? "много;" : "1 200;";
        text += "\"сосна, \"\"сорт 1\"\"\"\n";
    }
    return text;
}

}  // namespace

int main() {
    samples::Checked checked;
    for (unsigned i = 0; i < 100; ++i)
        checked.people["Человек " + std::to_string(i)] = {{5, 1 + i}};
    auto const before = held_mb();
    auto bytes = file();
    auto const size_mb = static_cast<double>(bytes.size()) / 1e6;

    auto const reading = Clock::now();
    auto decoded = imports::decode(std::move(bytes));
    checked.open(std::move(decoded.text));
    double const read_ms = ms_since(reading);

    auto const checking = Clock::now();
    checked.run(500);
    double const check_ms = ms_since(checking);

    print("import/read-50000-rows", read_ms, "ms", "limit", 1000);
    print("import/check-50000-rows", check_ms, "ms", "limit", 1000);
    print("import/memory", held_mb() - before, "MB", "limit", 200);
    auto const& problems = checked.check->problems();
    std::printf("%.1f MB, %zu rows, %zu to be added, %zu problems\n", size_mb, checked.sheet.rows(),
                checked.check->count(imports::Action::add), problems.count());
    for (auto const& problem : problems.all())
        std::printf("  row %u, column %u: %s\n", problem.row, problem.column, problem.rule.c_str());
    return 0;
}
