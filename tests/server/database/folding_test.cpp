// server.folded and server.in_letters, which search in SQL, held against what searches everywhere
// else.
#include <doctest/doctest.h>

#include <random>
#include <string>
#include <vector>

#include "server/database/transaction.hpp"
#include "shared/base/ascii_domain.hpp"
#include "shared/base/text.hpp"
#include "shared/base/unicode.hpp"
#include "tests/support/throwaway.hpp"

namespace database_folding_test {
namespace {

struct Stage {
    support::Throwaway base{support::Throwaway::Start::migrated};
    decltype(database::open({})) connection = database::open(base.url());
    decltype(database::begin(*connection, {})) transaction =
        database::begin(*connection, database::Isolation::read_committed);

    std::string folded(std::string const& text) {
        return transaction->exec_params1("select server.folded($1)", text)[0].as<std::string>();
    }
    std::string in_letters(std::string const& address) {
        return transaction->exec_params1("select server.in_letters($1)", address)[0]
            .as<std::string>();
    }
};

// All letters that every Unicode of today's PostgreSQL knows.
struct Span {
    char32_t first, last;
};
constexpr Span spans[] = {
    {0x20, 0x1C88},   {0x1C90, 0xA7BF},   {0xA7F5, 0xD7FF},
    {0xE000, 0xFFEF}, {0x1D400, 0x1D7FF}, {0x1F100, 0x1F6FF},
};

// What SQL makes of each letter within two texts, beside the letter.
struct Answers {
    std::vector<std::string> first, second;
};
Answers ask_of_each(Stage& stage, std::string const& first, std::string const& second) {
    Answers answers{std::vector<std::string>(0x20000), std::vector<std::string>(0x20000)};
    for (auto const& row :
         stage.transaction->exec("select c, " + first + ", " + second +
                                 " from generate_series(32, 128767) as c where c not between 55296 "
                                 "and 57343")) {
        answers.first[row[0].as<std::size_t>()] = row[1].as<std::string>();
        answers.second[row[0].as<std::size_t>()] = row[2].as<std::string>();
    }
    return answers;
}

// check(c, letter) for each of the letters.
template <class Check>
void each_letter(Check check) {
    for (auto const& span : spans)
        for (char32_t c = span.first; c <= span.last; ++c) {
            std::string letter;
            base::append_utf8(letter, c);
            CAPTURE(static_cast<unsigned>(c));
            CAPTURE(letter);
            check(c, letter);
        }
}

TEST_CASE("SQL folds each letter as the rest of the product does") {
    Stage stage;
    auto const answers = ask_of_each(stage, "server.folded('е' || chr(c))",
                                     "server.folded('q' || chr(c) || chr(776))");
    each_letter([&](char32_t c, std::string const& letter) {
        CHECK(answers.first[c] == base::folded("е" + letter));
        CHECK(answers.second[c] == base::folded("q" + letter + "\u0308"));
    });
}

TEST_CASE("SQL makes letters small as the rest of the product does") {
    Stage stage;
    auto const answers =
        ask_of_each(stage, "lower('е' || chr(c) collate \"und-x-icu\")",
                    "lower('Σ' || chr(c) || 'Σ' || chr(c) || 'a' collate \"und-x-icu\")");
    each_letter([&](char32_t c, std::string const& letter) {
        CHECK(answers.first[c] == base::lower("е" + letter));
        if (c < 0x250 || (c >= 0x370 && c < 0x530))
            CHECK(answers.second[c] == base::lower("Σ" + letter + "Σ" + letter + "a"));
    });
    for (auto const* word : {"ΣΊΣΥΦΟΣ", "ΟΔΟΣ.", "ΟΔΟΣ’ Α", "İPEK", "ŹDŹBŁO", "Σ", "ΑΣ Σ"}) {
        CAPTURE(word);
        CHECK(stage.transaction->exec_params1("select lower($1 collate \"und-x-icu\")", word)[0]
                  .as<std::string>() == base::lower(word));
    }
}

TEST_CASE("SQL folds words as the rest of the product does") {
    Stage stage;
    for (auto const* word : {"",
                             "José",
                             "ПЁТР Великий",
                             "и\u0306од",
                             "Їжак",
                             "ЎЗБЕК",
                             "Łukasz Żak",
                             "Σίσυφος",
                             "ΣΊΣΥΦΟΣ",
                             "İpek IŞIK ışık",
                             "Straße STRAẞE",
                             "Søren Ærø",
                             "Ｋｏｎｔｏｒ ﬁne",
                             "за́мок",
                             "O’Brien – «x»",
                             "Nguyễn",
                             "شُكْرًا",
                             "محـــمد",
                             "کریمی فاطمة",
                             "٠١٢٣ ۴۵ १२ ๑๒",
                             "Oʻktam «ÿ» ½ צה״ל",
                             "ᏣᎳᎩ ꮳꮃꭹ ᏽ",
                             "שָׁלוֹם",
                             "हिन्दी",
                             "นี้",
                             "한국",
                             "co\u00ADop a\u200Bb",
                             "👨‍👩‍👧‍👦 ❤️",
                             "100%_\\",
                             "Е\u0308лка",
                             "е\u0301\u0308",
                             "a\nb\tc"}) {
        CAPTURE(word);
        CHECK(stage.folded(word) == base::folded(word));
    }
}

TEST_CASE("SQL writes a domain in its letters as the rest of the product does") {
    Stage stage;
    std::vector<std::string> addresses = {
        "",
        "@",
        "anna@example.org",
        "a@xn--e1afmkfd.xn--p1ai",
        "A@XN--E1AFMKFD.XN--P1AI",
        "a@xn--bcher-kva.example",
        "a@xn--ls8h.la",
        "xn--p1ai",
        "xn--p1ai.b@example.org",
        "a@xn--",
        "a@xn---",
        "a@xn--a",
        "a@xn--a-",
        "a@xn--zzzz--9",
        "a@.xn--p1ai.",
        "a@b@xn--p1ai",
        "a@xn--99999999999999999999999999999999999999999999999999999999999",
        "a@xn--0zwm56d.b"};
    std::mt19937 random(20'261'128);
    for (int i = 0; i < 2'000; ++i) {
        std::string label;
        for (auto left = random() % 12; left > 0; --left)
            label += "abcdefghijklmnopqrstuvwxyzABYZ0189-"[random() % 35];
        addresses.push_back("a@xn--" + label + ".example");
    }
    for (auto const& address : addresses) {
        CAPTURE(address);
        CHECK(stage.in_letters(address) == base::email_in_letters(address));
    }
    CHECK(base::email_in_letters("anna@xn--e1afmkfd.xn--p1ai") == "anna@пример.рф");
}

}  // namespace
}  // namespace database_folding_test
