// UAX 9 as ICU knows it natively and bidi-js in the page: this runs in both.
#include "shared/base/directions.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "shared/base/text.hpp"

namespace directions_test {
namespace {

// A line as it is seen, character by character.
std::string seen(std::string const& line) {
    auto const directions = base::directions_of(line);
    std::vector<std::uint8_t> levels;
    std::vector<std::string> letters;
    for (auto rest = std::string_view(line); !rest.empty();) {
        auto const begin = line.size() - rest.size();
        auto letter = base::next_code_point(rest);
        levels.push_back(directions.levels[begin]);
        if (levels.back() % 2 == 1) letter = base::mirrored(letter);
        letters.emplace_back();
        base::append_utf8(letters.back(), letter);
    }
    std::string shown;
    for (auto const place : base::visual_order(levels)) shown += letters[place];
    return shown;
}

}  // namespace

TEST_CASE("what goes from the left stays as it is, and is known at once") {
    for (std::string const text :
         {"", "Торт (20) — cake", "Ωμέγα", "հայերեն", "हिन्दी", "中文", "🎂"}) {
        CAPTURE(text);
        CHECK_FALSE(base::may_go_left(text));
        CHECK(seen(text) == text);
    }
    for (std::string const text : {"שלום", "a ع", "\u202Eabc", "\U00010800", "\uFEFB", "\uFB1D"})
        CHECK(base::may_go_left(text));
}

TEST_CASE("letters go from the right, figures among them from the left, and brackets are turned") {
    CHECK(seen("אבג") == "גבא");
    CHECK(seen("אב 12 גד") == "דג 12 בא");
    CHECK(seen("אב (גד)") == "(דג) בא");
    CHECK(seen("a אב b") == "a בא b");
    CHECK(seen("מחיר: 1,250.50 ₪ (20%)") == "(20%) ₪ 1,250.50 :ריחמ");
    CHECK(seen("سنة ٢٠٢٦") == "٢٠٢٦ ةنس");
    CHECK(seen("@אב, see https://a.example/x?y=1") == "see https://a.example/x?y=1 ,בא@");
}

TEST_CASE("what a text within another one turns ends with it") {
    for (std::string const text : {"", "Анна", "Ωμέγα 12", "हिन्दी", "中文 🎂", "\u200B"})
        CHECK(base::isolated(text) == text);
    CHECK(base::isolated("אב") == "\u2068אב\u2069");
    // An override without an end, an isolate without one, and an end that would be ours.
    CHECK(seen(base::isolated("ab\u202Ecd") + " ef").ends_with(" ef"));
    CHECK(base::isolated("a\u2067b\u2066c") == "\u2068a\u2067b\u2066c\u2069\u2069\u2069");
    CHECK(base::isolated("a\u2069\u202Eb") == "\u2068a\u202Eb\u2069");
    CHECK(base::isolated("\u2067a\u2069\u2069") == "\u2068\u2067a\u2069\u2069");
    CHECK(seen(base::isolated("a\u2069\u2069\u202Eb") + " 1 ef").ends_with(" 1 ef"));
    // The figure after a Hebrew name stands after it.
    auto const shown = seen(base::isolated("אב") + " 12 cd");
    CHECK(shown.find("בא") < shown.find("12"));
}

TEST_CASE("a paragraph goes as its first letter does, whatever stands before it") {
    CHECK(base::directions_of("123 - אב x").from_right);
    CHECK_FALSE(base::directions_of("x אב").from_right);
    CHECK_FALSE(base::directions_of("12 - 34").from_right);
    CHECK_FALSE(base::directions_of("").from_right);
    CHECK(base::directions_of("\u200F12").from_right);
}

TEST_CASE("each byte has the level of its character, and what is no UTF-8 does not disturb") {
    CHECK(base::directions_of("aא😀").levels == std::vector<std::uint8_t>{0, 1, 1, 0, 0, 0, 0});
    CHECK(base::directions_of("\xFF\xD7").levels.size() == 2);
    std::string deep;
    for (int i = 0; i < 500; ++i) deep += "\u202B\u2067a";
    CHECK(base::directions_of(deep).levels.size() == deep.size());
    CHECK(base::mirrored(U'«') == U'»');
    CHECK(base::mirrored(0x110000) == 0x110000);
    CHECK(base::mirrored(0xD800) == 0xD800);
}

}  // namespace directions_test
