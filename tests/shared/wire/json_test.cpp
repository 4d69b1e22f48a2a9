#include "shared/wire/json_parts.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>

#include "tests/shared/said.hpp"
#include "tests/shared/samples.hpp"

namespace json_test {
namespace {

using base::field;

enum class Shade : std::uint8_t { light, dark };
constexpr std::array<std::string_view, 2> names_of(Shade) { return {"light", "dark"}; }

struct Circle {
    static constexpr std::string_view type_name = "circle";
    std::int64_t radius = 1;
    static constexpr auto fields() {
        return base::Pack{field("radius", &Circle::radius).required().within(1, 100)};
    }
};
struct Square {
    static constexpr std::string_view type_name = "square";
    std::string side;
    static constexpr auto fields() { return base::Pack{field("side", &Square::side).at_most(3)}; }
};

struct Drawing {
    std::string title;
    std::int32_t count = 7;
    std::uint8_t small = 0;
    bool done = false;
    Shade shade = Shade::light;
    base::Id<Drawing> id;
    base::Instant made;
    std::optional<std::int64_t> maybe;
    std::vector<std::string> words;
    std::variant<Circle, Square> shape;
    static constexpr auto fields() {
        return base::Pack{field("title", &Drawing::title).required().at_most(5),
                          field("count", &Drawing::count),
                          field("small", &Drawing::small),
                          field("done", &Drawing::done),
                          field("shade", &Drawing::shade),
                          field("id", &Drawing::id),
                          field("made", &Drawing::made),
                          field("maybe", &Drawing::maybe).within(0, 9),
                          field("words", &Drawing::words).at_most(2),
                          field("shape", &Drawing::shape)};
    }
};

using samples::Said;
using wire::json::Reading;

Said wrong_with(std::string_view text, Reading reading = Reading::strict) {
    Drawing drawing;
    return Said(wire::json::parse(text, drawing, reading));
}
// One more member beside the title that must be there.
Said with(std::string const& member, Reading reading = Reading::strict) {
    return wrong_with("{\"title\":\"a\"," + member + "}", reading);
}
template <class Read>
auto read(std::string const& member, Read const& look) {
    Drawing drawing;
    REQUIRE(wire::json::parse("{\"title\":\"a\"," + member + "}", drawing).empty());
    return look(drawing);
}

}  // namespace

TEST_CASE("what is not JSON is refused as a whole, with the place where it stops being it") {
    for (std::string const text : {"",
                                   " ",
                                   "{",
                                   "{\"title\":\"a\"",
                                   "{\"title\":\"a\"}x",
                                   "{title:\"a\"}",
                                   "{'title':'a'}",
                                   "{\"title\":\"a\",}",
                                   "[1,]",
                                   "nul",
                                   "{\"title\":\"a\nb\"}",
                                   "{\"title\":\"\\x\"}",
                                   "01",
                                   "+1",
                                   "1.",
                                   ".5",
                                   "NaN",
                                   "Infinity",
                                   "1e999",
                                   "// no\n{}",
                                   "{\"title\":\"\\u12g4\"}"})
        CHECK_MESSAGE(wrong_with(text) == Said{" not-json"}, text);
    for (std::string const text : {"null", "1", "\"a\"", "[]", "true"})
        CHECK_MESSAGE(wrong_with(text) == Said{" not-an-object"}, text);
}

TEST_CASE("broken text is refused, whether in bytes or in escapes") {
    CHECK(wrong_with("{\"title\":\"\xFF\"}") == Said{" not-text"});
    CHECK(wrong_with("{\"title\":\"\xED\xA0\x80\"}") == Said{" not-text"});
    CHECK(wrong_with("{\"title\":\"\xC0\x80\"}") == Said{" not-text"});
    for (std::string const lone : {"\\ud800", "\\ud83d ", "\\ud83d\\u0061"})
        CHECK_MESSAGE(wrong_with("{\"title\":\"" + lone + "\"}") == Said{" not-json"}, lone);
    for (std::string const lone : {"\\udfff", "\\ude00a"}) {
        CHECK_MESSAGE(wrong_with("{\"title\":\"" + lone + "\"}") == Said{"/title not-text"}, lone);
        CHECK_MESSAGE(with("\"" + lone + "\":1").size() == 1, lone);
    }
    CHECK(wrong_with("{\"title\":\"\\ud83d\\ude00\"}") == Said{});
    CHECK(wrong_with("{\"title\":\"a\\u0000b\"}") == Said{"/title forbidden-character"});
    CHECK(wrong_with(std::string_view("{\"title\":\"a\0b\"}", 15)) == Said{" not-json"});
    CHECK(wrong_with(std::string_view("{\"title\":\"a\"}\0", 14)) == Said{" not-json"});
    CHECK(wrong_with(std::string_view("{\"title\":\"a\"}\0{}", 16)) == Said{" not-json"});
    CHECK(wrong_with("\xEF\xBB\xBF{\"title\":\"a\"}") ==
          Said{});  // RFC 8259 lets a reader pass over it
}

TEST_CASE("depth is bounded before anything is built") {
    std::string const many(1'000'000, '[');
    CHECK(wrong_with(many) == Said{" too-deep"});
    std::string nested;
    for (int i = 0; i < 40; ++i) nested += "{\"a\":";
    CHECK(wrong_with(nested) == Said{" too-deep"});
    // Brackets within a text are text, also after an escaped quote.
    CHECK(with("\"words\":[\"\\\"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\"]") == Said{});
    auto const at_limit =
        std::string(wire::json::most_depth, '[') + std::string(wire::json::most_depth, ']');
    CHECK(wrong_with(at_limit) == Said{" not-an-object"});
    CHECK(wrong_with("[" + at_limit + "]") == Said{" too-deep"});
}

TEST_CASE("unknown, missing and doubled fields are problems, all at once and by their paths") {
    CHECK(wrong_with("{\"titel\":\"a\",\"a/b~c\":1,\"count\":1,\"count\":2,\"\":0}") ==
          Said{"/ unknown-field", "/a~1b~0c unknown-field", "/count given-twice",
               "/titel unknown-field", "/title required"});
    CHECK(wrong_with("{\"title\":\"a\",\"title\":\"b\",\"title\":\"c\"}") ==
          Said{"/title given-twice"});
    CHECK(with("\"shape\":{\"type\":\"circle\",\"value\":{\"radius\":5,\"r\":1},\"x\":1}") ==
          Said{"/shape/value/r unknown-field", "/shape/x unknown-field"});
    // Whoever reads a problem can read its path, whatever was sent as a name.
    Drawing drawing;
    auto const name = "\\u0000\\u0085" + std::string(5'000, 'x');
    for (auto const& problem : wire::json::parse("{\"title\":\"a\",\"" + name + "\":1}", drawing))
        CHECK(base::check(problem).empty());
}

TEST_CASE("each type refuses every other one") {
    std::vector<std::pair<std::string, std::string>> const rules = {
        {"title", "not-text"},
        {"count", "not-a-whole-number"},
        {"done", "not-a-boolean"},
        {"shade", "not-text"},
        {"id", "not-text"},
        {"made", "not-text"},
        {"words", "not-a-list"},
        {"shape", "not-an-object"},
        {"maybe", "not-a-whole-number"}};
    for (auto const& [name, rule] : rules) {
        std::vector<std::string> others = {"null", "{}", "[]", "true", "1.5", "\"x\""};
        if (rule == "not-text") others.pop_back();
        for (auto const& value : others) {
            if (name == "maybe" && value == "null") continue;
            if (rule == "not-a-boolean" && value == "true") continue;
            if (rule == "not-a-list" && value == "[]") continue;
            if (rule == "not-an-object" && value == "{}") continue;
            auto const member = "\"" + name + "\":" + value;
            auto const text =
                name == "title" ? "{" + member + "}" : "{\"title\":\"a\"," + member + "}";
            CHECK_MESSAGE(wrong_with(text) == Said{"/" + name + " " + rule}, member);
        }
    }
    CHECK(with("\"id\":\"x\",\"made\":\"x\",\"shade\":\"Light\"") ==
          Said{"/id not-an-id", "/made not-an-instant", "/shade unknown-value"});
}

TEST_CASE("whole numbers are those of JSON Schema, within what the field's type holds") {
    auto const count = [](std::string const& number) {
        return read("\"count\":" + number, [](Drawing const& d) { return d.count; });
    };
    CHECK(count("1.0") == 1);
    CHECK(count("-0") == 0);
    CHECK(count("-0.0") == 0);
    CHECK(count("1e3") == 1000);
    CHECK(count("2147483647") == 2147483647);
    CHECK(count("-2147483648") == -2147483647 - 1);
    for (std::string const bad :
         {"2147483648", "-2147483649", "1.5", "1e-1", "1e99", "9223372036854775808",
          "-9223372036854775809", "18446744073709551616", "1e308"})
        CHECK_MESSAGE(with("\"count\":" + bad) == Said{"/count not-a-whole-number"}, bad);
    CHECK(with("\"small\":256") == Said{"/small not-a-whole-number"});
    CHECK(with("\"small\":-1") == Said{"/small not-a-whole-number"});
    CHECK(with("\"maybe\":10") == Said{"/maybe too-large"});
    CHECK(with("\"maybe\":null") == Said{});
}

TEST_CASE("rules are judged wherever a value could be read, and nowhere else") {
    CHECK(with("\"words\":[\"a\",\"b\",\"c\"]") == Said{"/words too-many"});
    CHECK(with("\"words\":[\"a\",1,\"c\"]") == Said{"/words too-many", "/words/1 not-text"});
    CHECK(wrong_with(
              "{\"title\":\"abcdef\",\"shape\":{\"type\":\"circle\",\"value\":{\"radius\":0}}}") ==
          Said{"/shape/value/radius too-small", "/title too-long"});
    CHECK(with("\"shape\":{\"type\":\"star\",\"value\":{}}") == Said{"/shape/type unknown-type"});
    CHECK(with("\"shape\":{\"type\":1,\"value\":{}}") == Said{"/shape/type required"});
    CHECK(with("\"shape\":{\"type\":\"circle\"}") == Said{"/shape/value required"});
    CHECK(with("\"shape\":{\"type\":\"circle\",\"value\":{}}") ==
          Said{"/shape/value/radius required"});
    CHECK(wrong_with("{\"title\":\" \"}") == Said{"/title required"});
}

TEST_CASE("a megabyte of mistakes is answered with a hundred problems") {
    auto const said = [](std::string const& item, std::string const& before,
                         std::string const& after) {
        std::string text = before;
        while (text.size() < 1'000'000) text += item;
        text.pop_back();
        world::CommandsRequest<messaging::Domain> request;
        return wire::json::parse(text + after, request).size();
    };
    auto const most = wire::json::Reader::most_problems;
    CHECK(said("1,", "{\"commands\":[", "]}") == most);
    CHECK(said("{},", "{\"commands\":[", "]}") == most);
    CHECK(said("\"a\":1,", "{", "}") == most);
    CHECK(said("{\"number\":1,\"command\":{\"type\":\"messaging.post\",\"value\":{}}},",
               "{\"commands\":[", "]}") == most);
}

TEST_CASE("an older reader understands what a newer one writes, as far as it can") {
    auto const tolerant = Reading::tolerant;
    CHECK(with("\"new\":{\"a\":[1]},\"count\":5,\"count\":6", tolerant) == Said{});
    CHECK(wrong_with("{}", tolerant) == Said{"/title required"});  // a rule, not a missing name
    Drawing drawing;
    drawing.shade = Shade::dark;
    CHECK(wire::json::parse("{\"title\":\"a\",\"shade\":\"dusky\"}", drawing, tolerant).empty());
    CHECK(drawing.shade == Shade::dark);
    CHECK(with("\"count\":\"5\"", tolerant) == Said{"/count not-a-whole-number"});
    CHECK(with("\"shape\":{\"type\":\"star\",\"value\":{}}", tolerant) ==
          Said{"/shape/type unknown-type"});
}

TEST_CASE("a list passes over what is of a type of tomorrow, but only for a tolerant reader") {
    auto text = wire::json::text(samples::snapshot());
    auto const row = text.find("{\"revision\"");
    text.insert(row, R"({"revision":5,"row":{"type":"messaging.reaction","value":{"a":[{}]}}},)");
    world::News<messaging::Domain> news;
    CHECK(Said(wire::json::parse(text, news)) == Said{"/spaces/0/rows/0/row/type unknown-type"});
    CHECK(Said(wire::json::parse(text, news, Reading::tolerant)) == Said{});
    CHECK(wire::json::text(news) == wire::json::text(samples::snapshot()));
    // What else is wrong with it is said all the same.
    text.insert(row, R"({"revision":"x","row":{"type":"messaging.reaction","value":{}}},)");
    CHECK(Said(wire::json::parse(text, news, Reading::tolerant)) ==
          Said{"/spaces/0/rows/0/revision not-a-whole-number",
               "/spaces/0/rows/0/row/type unknown-type"});
}

TEST_CASE("what is written is read as the same, for a message of each kind") {
    auto const same = [](auto const& message) {
        auto const text = wire::json::text(message);
        std::decay_t<decltype(message)> again;
        auto const problems = wire::json::parse(text, again);
        CHECK_MESSAGE(problems.empty(), text);
        CHECK(wire::json::text(again) == text);
    };
    Domains::each([&]<class Domain>(std::type_identity<Domain>) {
        same(samples::request_of<Domain>());
        same(described::Tests<Domain>::news());
    });
    same(samples::answers());
    same(samples::delta());
    same(samples::snapshot());
    same(samples::gone());
    same(samples::kept());
    same(samples::sent());
}

}  // namespace json_test
