// What the window draws with the fonts of the machine: those of Debian's packages that tools/setup
// brings for the tests.
#include "web-client/platform/signs.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

namespace platform_signs_test {
namespace {

look::SignPicture drawn(std::string const& cluster, float em = 16, bool strong = false) {
    look::SignPicture picture;
    REQUIRE(platform::draw_sign({cluster, em, strong}, picture));
    REQUIRE(picture.pixels.size() ==
            static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height) * 4);
    return picture;
}

TEST_CASE("an emoji has its colours, and a sequence is one sign of the same size") {
    auto const cake = drawn("🎂");
    CHECK(cake.coloured);
    CHECK(cake.advance > 12);
    CHECK(cake.advance < 32);
    CHECK(cake.above > 4);
    for (auto const* sequence : {"👨‍👩‍👧‍👦", "👍🏽", "🇷🇺", "1️⃣"}) {
        CAPTURE(sequence);
        auto const one = drawn(sequence);
        CHECK(one.coloured);
        CHECK(one.advance < cake.advance * 1.5f);
    }
}

TEST_CASE("letters are white, to be given the colour of the text, and as large as was asked for") {
    for (auto const* letter : {"हि", "ไ", "ქ", "א", "ع"}) {
        CAPTURE(letter);
        auto const small = drawn(letter, 16), large = drawn(letter, 64);
        CHECK_FALSE(small.coloured);
        CHECK(large.height > small.height * 2);
        CHECK(large.advance > small.advance * 2);
        for (std::size_t at = 0; at < small.pixels.size(); at += 4)
            REQUIRE(std::min({small.pixels[at], small.pixels[at + 1], small.pixels[at + 2]}) > 200);
        CHECK(std::any_of(small.pixels.begin(), small.pixels.end(),
                          [](auto part) { return part == 0; }));
    }
}

TEST_CASE("a word is shaped as a whole, and it is said how wide each of its letters is in it") {
    look::SignPicture word;
    REQUIRE(platform::draw_sign({"سلام", 32, false, {2, 4, 6, 8}}, word));
    REQUIRE(word.advances.size() == 4);
    float whole = 0;
    for (float const advance : word.advances) {
        CHECK(advance > 1);
        whole += advance;
    }
    CHECK(whole == doctest::Approx(word.advance).epsilon(0.05));
    // Its letters are joined: apart they are wider.
    float apart = 0;
    for (auto const* letter : {"س", "ل", "ا", "م"}) apart += drawn(letter, 32).advance;
    CHECK(word.advance < apart * 0.95f);
    CHECK(drawn("سلام", 32).advances.empty());
}

TEST_CASE("a mark stands on its letter, and takes no room of its own") {
    for (std::string const letter : {"а", "е", "n"}) {
        CAPTURE(letter);
        auto const bare = drawn(letter, 32), marked = drawn(letter + "\u0301", 32);
        CHECK(marked.advance == doctest::Approx(bare.advance).epsilon(0.1));
        CHECK(marked.above > bare.above + 2);
    }
}

TEST_CASE("what no font has is a box with its number, and not nothing") {
    CHECK(drawn("\U0010FFFD").width > 6);
    CHECK(drawn("\u0378").width > 6);
}

TEST_CASE("whatever is asked for, nothing goes wrong") {
    look::SignPicture picture;
    for (std::string const text :
         {"", "\u0301", "\u200D", "\uE000", "\U0010FFFD", "\U000E0041", "\xFF"}) {
        CAPTURE(text);
        picture = {};
        if (platform::draw_sign({text, 16, false}, picture)) CHECK(picture.width <= 2048);
    }
    picture = {};
    CHECK(platform::draw_sign({"🎂", 1000, true}, picture));
    CHECK(picture.width <= 2048);
    CHECK(picture.height <= 1024);
}

}  // namespace
}  // namespace platform_signs_test
