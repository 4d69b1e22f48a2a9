#include <doctest/doctest.h>

#include "tests/support/stage.hpp"
#include "web-client/look/widgets.hpp"

TEST_CASE("a column within a column ends, and the outer one is as wide as before") {
    float outer = 0, inner = 0, after = 0, outside = 0;
    support::Stage stage([&](look::Ui& ui, look::Rect rect) {
        look::begin_region(ui, look::Role::main, "Main", rect, look::Ground::ground);
        look::begin_column(ui, rect.x, 400);
        outer = look::width_left(ui);
        look::begin_column(ui, rect.x + 100, 200);
        inner = look::width_left(ui);
        look::end_column(ui);
        after = look::width_left(ui);
        look::end_column(ui);
        outside = look::width_left(ui);
        look::end_region(ui);
    });
    CHECK(outer == 400);
    CHECK(inner == 200);
    CHECK(after == 400);
    CHECK(outside > 1000);
}
