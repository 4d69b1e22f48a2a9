// server.folded, which searches in SQL, held against base::folded, which searches everywhere else.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "server/database/transaction.hpp"
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
};

// All letters that every Unicode of today's PostgreSQL knows, but for those of Cherokee: their
// capitals are the older ones, and what is folded is capital here and small there.
struct Span {
    char32_t first, last;
};
constexpr Span spans[] = {
    {0x20, 0x139F},   {0x1400, 0x1C88}, {0x1C90, 0xA7BF},   {0xA7F5, 0xAB6F},
    {0xABC0, 0xD7FF}, {0xE000, 0xFFEF}, {0x1D400, 0x1D7FF}, {0x1F100, 0x1F6FF},
};

TEST_CASE("SQL folds each letter as the rest of the product does") {
    Stage stage;
    auto const rows = stage.transaction->exec(
        "select c, server.folded('е' || chr(c)), server.folded('q' || chr(c) || chr(776)) "
        "from generate_series(32, 128767) as c where c not between 55296 and 57343");
    std::vector<std::string> by_letter(0x20000), marked(0x20000);
    for (auto const& row : rows) {
        by_letter[row[0].as<std::size_t>()] = row[1].as<std::string>();
        marked[row[0].as<std::size_t>()] = row[2].as<std::string>();
    }
    for (auto const& span : spans)
        for (char32_t c = span.first; c <= span.last; ++c) {
            std::string letter;
            base::append_utf8(letter, c);
            CAPTURE(static_cast<unsigned>(c));
            CAPTURE(letter);
            CHECK(by_letter[c] == base::folded("е" + letter));
            CHECK(marked[c] == base::folded("q" + letter + "\u0308"));
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

}  // namespace
}  // namespace database_folding_test
