#include "shared/imports/decode.hpp"

#include <doctest/doctest.h>

#include "shared/base/text.hpp"
#include "tests/shared/imports/told.hpp"

namespace decode_test {

using imports::decode;
using imports::Encoding;
using samples::Told;

namespace {

constexpr char const* text = "Имя;Город\r\nАнна;Тверь\r\nПётр «Ёлка»;Ржев — №1\r\n";

std::string utf16(std::string_view utf8, bool big) {
    std::string bytes;
    auto const add = [&](unsigned unit) {
        char const low = static_cast<char>(unit & 0xFF), high = static_cast<char>(unit >> 8);
        bytes += big ? high : low;
        bytes += big ? low : high;
    };
    while (!utf8.empty()) {
        auto c = base::next_code_point(utf8);
        if (c >= 0x10000) {
            c -= 0x10000;
            add(0xD800 + (c >> 10));
            c = 0xDC00 + (c & 0x3FF);
        }
        add(c);
    }
    return bytes;
}

// "Привет, мир; Москва" and the like, as the old tables have them.
constexpr char const* in_cp1251 =
    "\xC8\xEC\xFF;\xC3\xEE\xF0\xEE\xE4\n\xC0\xED\xED\xE0;\xD2\xE2\xE5\xF0\xFC\n\xB8;\xB9 1\n";
constexpr char const* in_koi8 =
    "\xE9\xCD\xD1;\xE7\xCF\xD2\xCF\xC4\n\xE1\xCE\xCE\xC1;\xF4\xD7\xC5\xD2\xD8\n\xA3;1\n";

}  // namespace

TEST_CASE("a file is read in whichever encoding it was written") {
    auto const check = [](std::string bytes, Encoding encoding, bool marked) {
        auto const decoded = decode(std::move(bytes));
        CHECK(Told(decoded.problems) == Told{});
        CHECK(decoded.text == text);
        CHECK(decoded.encoding == encoding);
        CHECK(decoded.marked == marked);
    };
    check(text, Encoding::utf8, false);
    check("\xEF\xBB\xBF" + std::string(text), Encoding::utf8, true);
    check("\xFF\xFE" + utf16(text, false), Encoding::utf16_little, true);
    check("\xFE\xFF" + utf16(text, true), Encoding::utf16_big, true);
    check(utf16(text, false), Encoding::utf16_little, false);
    check(utf16(text, true), Encoding::utf16_big, false);
    CHECK(decode(utf16("a;😀\n", true)).text == "a;😀\n");
    CHECK(decode("").text.empty());
    CHECK(decode("plain").encoding == Encoding::utf8);
}

TEST_CASE("the tables of before are told apart by which of them reads as Russian") {
    auto const windows = decode(in_cp1251);
    CHECK(windows.encoding == Encoding::cp1251);
    CHECK(windows.text == "Имя;Город\nАнна;Тверь\nё;№ 1\n");
    auto const koi8 = decode(in_koi8);
    CHECK(koi8.encoding == Encoding::koi8_r);
    CHECK(koi8.text == "Имя;Город\nАнна;Тверь\nё;1\n");
    // In capitals alone: ИВАНОВ, ПЕТРОВ.
    auto const capitals = decode("\xC8\xC2\xC0\xCD\xCE\xC2;\xCF\xC5\xD2\xD0\xCE\xC2");
    CHECK(capitals.text == "ИВАНОВ;ПЕТРОВ");
}

TEST_CASE("what cannot be read is said with its line and its byte") {
    CHECK(Told(decode("a\nПривет,\xFF мир\n").problems) == Told{"2:0 not-text byte=16"});
    CHECK(Told(decode("caf\xE9;na\xEFve\n").problems) ==
          Told{"1:0 not-text byte=4", "1:0 not-text byte=8"});
    CHECK(Told(decode(std::string("a\r\nb\rc\0d", 8)).problems) ==
          Told{"3:0 null-character byte=7"});
    CHECK(Told(decode("\xFF\xFE" + utf16("a\nb", false) + "c").problems) ==
          Told{"2:0 not-text byte=9"});
    CHECK(Told(decode(std::string("\xFF\xFE\x00\xD8\x41\x00", 6)).problems) ==
          Told{"1:0 not-text byte=3"});
    CHECK(Told(decode("PK\x03\x04 and so on").problems) == Told{"0:0 a-workbook"});
    CHECK(Told(decode(std::string(imports::most_bytes + 1, 'a')).problems) ==
          Told{"0:0 too-large-to-send most=67108864"});
    // As many as show where, of a file that is nothing else.
    CHECK(decode("ЖЖ" + std::string(3, '\xFF') + std::string(1'000, '\0')).problems.count() == 20);
}

}  // namespace decode_test
