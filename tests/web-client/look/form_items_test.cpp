// What a form does to records that it knows by their description alone: the items of a list, and
// numbers of every size.
#include <doctest/doctest.h>

#include <algorithm>
#include <variant>

#include "tests/support/stage.hpp"
#include "tests/web-client/look/form_desk.hpp"
#include "web-client/look/form.hpp"

namespace form_items_test {

using look::Role;
using support::scrolled_form;
using support::Stage;

namespace {

struct Boxed {
    static constexpr std::string_view type_name = "trial.boxed";
    std::uint16_t boxes = 0;
    static constexpr auto fields() { return base::Pack{base::field("boxes", &Boxed::boxes)}; }
};
struct Loose {
    static constexpr std::string_view type_name = "trial.loose";
    std::string note;
    static constexpr auto fields() { return base::Pack{base::field("note", &Loose::note)}; }
};

struct Line {
    base::Id<Line> id;
    base::Instant made;
    std::string name;
    base::Names title;
    std::optional<std::string> note;
    std::optional<base::Money> price;
    std::vector<std::string> marks;
    std::variant<Boxed, Loose> packed;
    std::int8_t shelf = 0;
    static constexpr auto fields() {
        using base::field;
        return base::Pack{field("id", &Line::id),       field("made", &Line::made),
                          field("name", &Line::name),   field("title", &Line::title),
                          field("note", &Line::note),   field("price", &Line::price),
                          field("marks", &Line::marks), field("packed", &Line::packed),
                          field("shelf", &Line::shelf)};
    }
};

struct Order {
    std::vector<Line> lines;
    std::uint8_t tables = 7;
    std::int16_t floor = 0;
    std::uint64_t number = 0;
    static constexpr auto fields() {
        using base::field;
        return base::Pack{field("lines", &Order::lines).at_most(5), field("tables", &Order::tables),
                          field("floor", &Order::floor), field("number", &Order::number)};
    }
};

using Desk = support::FormDesk<Order>;

support::StageSettings tall() {
    support::StageSettings settings;
    settings.height = 5'000;
    return settings;
}

Line empty_line(std::uint64_t id) {
    Line line;
    line.id.value = {id, id};
    return line;
}
Line full_line(std::uint64_t id) {
    Line line = empty_line(id);
    line.made.us = 1'000'000;
    line.name = "A name that is too long to lie within its text";
    line.title = {"Торт", "Cake"};
    line.note = "warm";
    line.price = base::Money{500, base::Currency::of("EUR")};
    line.marks = {"one", "two"};
    line.packed = Loose{"in paper"};
    line.shelf = -3;
    return line;
}
void check_is_empty(Line const& line) {
    CHECK((line.made.us == 0 && line.name.empty() && line.title == base::Names{}));
    CHECK_FALSE((line.note || line.price));
    CHECK((line.marks.empty() && line.packed.index() == 0 && line.shelf == 0));
}
void check_is_full(Line const& line) {
    auto const whole = full_line(0);
    CHECK((line.made.us == whole.made.us && line.name == whole.name && line.title == whole.title));
    CHECK((line.note == whole.note && line.price == whole.price));
    CHECK(line.marks == whole.marks);
    REQUIRE(line.packed.index() == 1);
    CHECK(std::get<Loose>(line.packed).note == "in paper");
    CHECK(line.shelf == -3);
}

}  // namespace

TEST_CASE("what follows a removed item moves up whole, with what the form does not show") {
    Desk desk;
    desk.record.lines = {full_line(1), empty_line(2), full_line(3), empty_line(4)};
    Stage stage(tall(), scrolled_form(desk));
    stage.click(Role::button, "Remove · lines 1");
    stage.run(2);
    REQUIRE(desk.record.lines.size() == 3);
    CHECK(desk.record.lines[0].id.value == base::Id128{2, 2});
    check_is_empty(desk.record.lines[0]);
    CHECK(desk.record.lines[1].id.value == base::Id128{3, 3});
    check_is_full(desk.record.lines[1]);
    CHECK(desk.record.lines[2].id.value == base::Id128{4, 4});
    check_is_empty(desk.record.lines[2]);
    stage.click(Role::button, "Remove · lines 3");
    stage.run(2);
    REQUIRE(desk.record.lines.size() == 2);
    check_is_empty(desk.record.lines[0]);
    check_is_full(desk.record.lines[1]);
}

TEST_CASE("what stood unfinished in a removed item is gone with it, in the same frame") {
    Desk desk;
    desk.record.lines = {empty_line(1), full_line(2), empty_line(3)};
    int frames_after = 0, with_problems = 0;
    Stage stage(tall(), [&](look::Ui& ui, look::Rect window) {
        scrolled_form(desk)(ui, window);
        if (desk.record.lines.size() != 2) return;
        ++frames_after;
        with_problems += desk.last.problems.empty() ? 0 : 1;
    });
    stage.run(1);
    auto const fields = stage.all(Role::textbox);
    auto const first = std::find_if(fields.begin(), fields.end(),
                                    [](look::Node const& node) { return node.name == "price"; });
    REQUIRE(first != fields.end());
    auto const price = first->rect;
    stage.click_at(price.x + 20, price.y + price.height / 2);
    stage.type("x");
    CHECK_FALSE(desk.last.problems.empty());
    CHECK_FALSE(desk.record.lines[0].price);
    stage.click(Role::button, "Remove · lines 1");
    stage.run(2);
    REQUIRE(desk.record.lines.size() == 2);
    check_is_full(desk.record.lines[0]);
    check_is_empty(desk.record.lines[1]);
    CHECK(frames_after > 0);
    CHECK(with_problems == 0);
}

TEST_CASE("a number that its field cannot hold is not taken") {
    Desk desk;
    Stage stage(tall(), scrolled_form(desk));
    auto const refused = [&](std::string const& field, std::string const& typed) {
        stage.fill(field, typed);
        CHECK(desk.last.problems.size() == 1);
        return stage.find(Role::textbox, field).description == "This is not a whole number";
    };
    stage.fill("tables", "255");
    CHECK((refused("tables", "256") && refused("tables", "-1")));
    CHECK(desk.record.tables == 255);
    stage.fill("tables", "1");
    stage.fill("floor", "-32768");
    CHECK(desk.last.problems.empty());
    CHECK((refused("floor", "-32769") && refused("floor", "32768")));
    CHECK(desk.record.floor == -32'768);
    stage.fill("floor", "1");
    stage.fill("number", "9223372036854775807");
    CHECK(desk.last.problems.empty());
    CHECK(desk.record.number == 9'223'372'036'854'775'807u);
    CHECK(refused("number", "-1"));
}

}  // namespace form_items_test
