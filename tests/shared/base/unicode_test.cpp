#include "shared/base/unicode.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "shared/base/text.hpp"

namespace base_unicode_test {
namespace {

using namespace std::literals;

std::vector<std::string> signs(std::string_view text) {
    std::vector<std::string> all;
    auto const begins = base::clusters(text);
    for (std::size_t i = 0; i + 1 < begins.size(); ++i)
        all.emplace_back(text.substr(begins[i], begins[i + 1] - begins[i]));
    return all;
}

TEST_CASE("what looks the same is the same once it is composed") {
    CHECK(base::nfc("man\u0303ana") == "ma\u00F1ana");
    CHECK(base::nfc("и\u0306од") == "йод");
    CHECK(base::nfc("е\u0308лка") == "ёлка");
    CHECK(base::nfc("\u212B") == "\u00C5");                           // the sign of a unit
    CHECK(base::nfc("\u1100\u1161\u11A8") == "\uAC01");               // Hangul
    CHECK(base::nfc("a\u0323\u0307") == base::nfc("a\u0307\u0323"));  // the order of marks
    CHECK(base::nfc("\u0958") == "\u0915\u093C");  // what is never composed again
    CHECK(base::nfc("\u2126") == "\u03A9");
    CHECK(base::nfc("a\0b"sv) == "a\0b"sv);
    CHECK(base::nfc("\xFF") == "\xFF");
    for (auto const* composed : {"", "plain", "ёлка, йод", "Ĳ", "ﬁ", "Ａ",
                                 "👨‍👩‍👧‍👦", "한국어", "हिन्दी"}) {
        CAPTURE(composed);
        CHECK(base::nfc(composed) == composed);
        CHECK(base::is_nfc(composed));
    }
    CHECK_FALSE(base::is_nfc("e\u0301"));
}

TEST_CASE("what is left alone without being asked about is composed already") {
    // The long way round, behind a sign that is not taken for granted: the end of a syllable.
    auto const long_way = [](std::string const& text) {
        return base::nfc("\u11A8" + text).substr(3);
    };
    for (char32_t c = 0; c < 0x20000; ++c) {
        if (c >= 0xD800 && c < 0xE000) continue;
        CAPTURE(static_cast<unsigned>(c));
        for (std::string const before : {"", "е", "\u0928", "\u1100", "q\u0301", "क\u094D"})
            for (std::string const behind : {"", "\u0301", "\u093C"}) {
                auto text = before;
                base::append_utf8(text, c);
                text += behind;
                if (base::nfc(text) != long_way(text)) FAIL_CHECK(text);
            }
    }
}

TEST_CASE("a search finds what people mean, in every script") {
    struct Pair {
        std::string_view name, typed;
    };
    for (auto const& pair : {
             Pair{"José", "jose"},
             {"JOSÉ", "José"},
             {"Jose", "josé"},
             {"Ёлка Иванова", "елка"},
             {"Елкин", "ёлк"},
             {"ПЁТР Великий", "петр"},
             {"Łukasz Żak", "łukasz"},
             {"Łukasz Żak", "lukasz zak"},
             {"łukasz", "ŁUKASZ"},
             {"Žofie Nová", "žofie"},
             {"Žofie Nová", "zofie nova"},
             {"Ωmega", "ωMEGA"},
             {"Σίσυφος", "σισυφος"},
             {"ΣΊΣΥΦΟΣ", "Σίσυφος"},
             {"İpek", "ipek"},
             {"IŞIK", "ışık"},
             {"ışık", "isik"},
             {"Straße", "STRASSE"},
             {"STRASSE", "straße"},
             {"STRAẞE", "straße"},
             {"Søren Ærø", "soren aero"},
             {"Ｋｏｎｔｏｒ", "kontor"},
             {"ﬁne", "fine"},
             {"за́мок", "замок"},
             {"O’Brien", "o'brien"},
             {"Anna–Maria", "anna-maria"},
             {"Nguyễn", "nguyen"},
             {"ՀԱՅԱՍՏԱՆ", "հայաստան"},
             {"თბილისი", "თბილისი"},
             {"شُكْرًا", "شكرا"},
             {"שָׁלוֹם", "שלום"},
             {"co\u00ADoperate", "cooperate"},
             {"a\u200Bb", "ab"},
             {"anything", ""},
             {"ǅungla", "ǆUNGLA"},
             {"Ⅷ", "viii"},
             {"محـــمد", "محمد"},
             {"محمد", "محـمد"},
             {"کریمی", "كريمي"},
             {"فاطمة", "فاطمه"},
             {"موسى", "موسي"},
             {"ٱلله", "الله"},
             {"٣ ١٢٣", "123"},
             {"Room 12", "۱۲"},
             {"१२", "12"},
             {"Oʻktam", "o'ktam"},
             {"„Ёлка“", "\"елка\""},
             {"«Заря»", "\"заря\""},
             {"צה״ל", "צה\"ל"},
             {"תל־אביב", "תל-אביב"},
             {"½", "1/2"},
             {"Ꮳꮳ", "ꮳᏣ"},
         }) {
        CAPTURE(pair.name);
        CAPTURE(pair.typed);
        CHECK(base::finds(pair.name, pair.typed));
    }
}

TEST_CASE("a search does not take one letter for another") {
    struct Pair {
        std::string_view name, typed;
    };
    for (auto const& pair : {
             Pair{"мой", "мои"},
             {"мои", "мой"},
             {"Їжак", "ижак"},
             {"हिंदी", "हुंदी"},
             {"กา", "กี"},
             {"か", "が"},
             {"Петр", "Пётра"},
             {"о", "o"},
             {"각", "가"},
             {"ab", "b a"},
             {"١", "2"},
             {"कि", "की"},
         }) {
        CAPTURE(pair.name);
        CAPTURE(pair.typed);
        CHECK_FALSE(base::finds(pair.name, pair.typed));
    }
}

TEST_CASE("what was folded stays as it is when it is folded again") {
    for (char32_t c = 1; c <= 0x1FFFF; ++c) {
        if (c >= 0xD800 && c <= 0xDFFF) continue;
        std::string text = "a";
        base::append_utf8(text, c);
        auto const once = base::folded(text);
        CAPTURE(static_cast<unsigned>(c));
        REQUIRE(base::folded(once) == once);
    }
}

TEST_CASE("what a reader takes for one sign is one") {
    for (auto const* sign :
         {"a", "й", "и\u0306", "e\u0301", "👍", "👍🏽", "👨‍👩‍👧‍👦", "🇷🇺",
          "❤️", "1️⃣", "한", "\u1100\u1161\u11A8", "क्", "นี้", "\r\n", "☎️",
          "🏳️‍🌈", "🏴󠁧󠁢󠁳󠁣󠁴󠁿"}) {
        CAPTURE(sign);
        auto const text = "x"s + sign + "y";
        CHECK(signs(text) == std::vector<std::string>{"x", sign, "y"});
        CHECK(base::cluster_begin(text, text.size() - 1) == 1);
        CHECK(base::cluster_end(text, 1) == text.size() - 1);
    }
    CHECK(signs("🇷🇺🇩🇪") == std::vector<std::string>{"🇷🇺", "🇩🇪"});
    CHECK(signs("👍👍🏽") == std::vector<std::string>{"👍", "👍🏽"});
    CHECK(signs("").empty());
    CHECK(base::cluster_end("", 0) == 0);
    CHECK(base::cluster_begin("", 0) == 0);
    CHECK(base::cluster_end("a", 5) == 1);
}

TEST_CASE("going back stops where going on stops") {
    auto const text =
        "Anna 👨‍👩‍👧‍👦 пишет:\r\n\t🇷🇺🇩🇪🇫🇷 и e\u0301é "
        "1️⃣; "
        "हिन्दी ไทยนี้ 한국 \u0600a \u200D\u0301 и\u0306"s;
    auto const begins = base::clusters(text);
    for (std::size_t i = begins.size() - 1; i > 0; --i)
        CHECK(base::cluster_begin(text, begins[i]) == begins[i - 1]);
}

TEST_CASE("words are made of letters, marks and digits of any script") {
    for (char32_t const c : U"aЯéßøŁ中あ한عשिกี5٣_ǅªⅧ\u0301")
        if (c != 0) {
            CAPTURE(static_cast<unsigned>(c));
            CHECK(base::is_of_word(c));
        }
    for (char32_t const c : U" -.,@(«»“—\n\t👍€+№\u00A0\u200B") {
        CAPTURE(static_cast<unsigned>(c));
        CHECK_FALSE(base::is_of_word(c));
    }
}

}  // namespace
}  // namespace base_unicode_test
