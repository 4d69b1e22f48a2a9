#include "shared/base/fields.hpp"

#include <doctest/doctest.h>

#include <array>

#include "shared/base/check.hpp"

namespace base_fields_test {
namespace {

enum class Size : std::uint8_t { small, large };
constexpr std::array<std::string_view, 2> names_of(Size) { return {"small", "large"}; }

struct Part {
    std::string code;
    static constexpr auto fields() {
        return base::Pack{base::field("code", &Part::code).required().line()};
    }
};

struct Cake {
    base::Id<Cake> id;
    std::string title;
    std::int64_t layers = 1;
    std::optional<std::string> note;
    std::vector<Part> parts;
    Size size = Size::small;
    bool gift = false;
    base::Instant due;
    static constexpr auto fields() {
        return base::Pack{base::field("id", &Cake::id).required().fixed(),
                          base::field("title", &Cake::title).required().line().at_most(10),
                          base::field("layers", &Cake::layers).within(1, 12),
                          base::field("note", &Cake::note).at_most(5),
                          base::field("parts", &Cake::parts).at_most(2),
                          base::field("size", &Cake::size),
                          base::field("gift", &Cake::gift),
                          base::field("due", &Cake::due)};
    }
};

Cake good() {
    Cake cake;
    cake.id.value = {1, 2};
    cake.title = "Медовик";
    return cake;
}

std::vector<std::string> found(Cake const& cake) {
    std::vector<std::string> list;
    for (auto const& p : base::check(cake)) list.push_back(p.path + " " + p.rule);
    return list;
}

}  // namespace

TEST_CASE("every member of a record is counted, whatever its type") {
    CHECK(base::detail::member_count<Cake>() == 8);
    CHECK(base::detail::member_count<Part>() == 1);
}

TEST_CASE("a value that keeps its rules has no problems") { CHECK(found(good()).empty()); }

TEST_CASE("all problems are said at once, with their paths") {
    Cake cake = good();
    cake.id = {};
    cake.title = " \xC2\xA0 ";
    cake.layers = 13;
    cake.note = "слишком";
    cake.parts = {Part{"a\nb"}, Part{""}, Part{"c"}};
    cake.due = {base::latest_us + 1};
    CHECK(found(cake) == std::vector<std::string>{"/id required", "/title required",
                                                  "/layers too-large", "/note too-long",
                                                  "/parts too-many",
                                                  "/parts/0/code forbidden-character",
                                                  "/parts/1/code required", "/due not-an-instant"});
}

TEST_CASE("lengths are counted in code points") {
    Cake cake = good();
    cake.title = "ЁЖИК😀😀😀😀😀😀";
    CHECK(found(cake).empty());
    cake.title += "!";
    CHECK(found(cake) == std::vector<std::string>{"/title too-long"});
}

TEST_CASE("names of enumerations go both ways") {
    CHECK(base::name_of(Size::large) == "large");
    CHECK(base::enum_from<Size>("large") == Size::large);
    CHECK_FALSE(base::enum_from<Size>("Large"));
}

TEST_CASE("a member is found by its name on the wire") {
    CHECK(base::field_name(&Cake::layers) == "layers");
    CHECK(base::field_name(&Cake::title) == "title");
}

}  // namespace base_fields_test
