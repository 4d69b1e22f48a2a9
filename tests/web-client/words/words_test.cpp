#include <doctest/doctest.h>

#include "web-client/words/words.hpp"

namespace words_test {

using words::Language;
using words::Plural;
using words::Words;

TEST_CASE("plural forms follow CLDR in English and Russian") {
    CHECK(words::plural_of(Language::english, 1) == Plural::one);
    CHECK(words::plural_of(Language::english, 0) == Plural::other);
    CHECK(words::plural_of(Language::english, 21) == Plural::other);
    struct Case {
        std::int64_t n;
        Plural form;
    };
    for (Case const& c :
         {Case{0, Plural::many}, Case{1, Plural::one}, Case{2, Plural::few}, Case{4, Plural::few},
          Case{5, Plural::many}, Case{11, Plural::many}, Case{12, Plural::many},
          Case{14, Plural::many}, Case{21, Plural::one}, Case{22, Plural::few},
          Case{25, Plural::many}, Case{101, Plural::one}, Case{111, Plural::many},
          Case{112, Plural::many}, Case{1'002, Plural::few}, Case{-1, Plural::one}}) {
        CAPTURE(c.n);
        CHECK(words::plural_of(Language::russian, c.n) == c.form);
    }
}

TEST_CASE("a text takes its arguments by name, and its form by n") {
    Words const ru(Language::russian), en(Language::english);
    CHECK(ru.say("channel.members", {{"n", 1}}) == "1 участник");
    CHECK(ru.say("channel.members", {{"n", 3}}) == "3 участника");
    CHECK(ru.say("channel.members", {{"n", 12}}) == "12 участников");
    CHECK(en.say("channel.members", {{"n", 1}}) == "1 member");
    CHECK(en.say("channel.members", {{"n", 12}}) == "12 members");
    CHECK(en.say("channel.write", {{"title", "Workshop"}}) == "Write to “Workshop”");
}

TEST_CASE("what an argument contains is not filled in again") {
    Words const en(Language::english);
    CHECK(en.say("channel.write", {{"title", "{title}{n}"}}) == "Write to “{title}{n}”");
}

TEST_CASE("what an argument turns to the left ends with it") {
    Words const en(Language::english);
    CHECK(en.say("channel.write", {{"title", "a\u202Eb"}}) == "Write to “\u2068a\u202Eb\u2069”");
}

TEST_CASE("an argument that was not given stays visible, and so does a key without a text") {
    Words const en(Language::english);
    CHECK(en.say("channel.write") == "Write to “{title}”");
    CHECK(en.say("no.such-key") == "no.such-key");
    CHECK_FALSE(en.knows("no.such-key"));
}

TEST_CASE("both languages have the same keys, in order, and no empty text") {
    words::Book const en = words::book_of(Language::english),
                      ru = words::book_of(Language::russian);
    REQUIRE(en.count == ru.count);
    REQUIRE(en.count > 100);
    for (std::size_t i = 0; i < en.count; ++i) {
        CAPTURE(en.entries[i].key);
        CHECK(en.entries[i].key == ru.entries[i].key);
        CHECK(en.entries[i].plural == ru.entries[i].plural);
        CHECK_FALSE(en.entries[i].other.empty());
        CHECK_FALSE(ru.entries[i].other.empty());
        if (i > 0) CHECK(en.entries[i - 1].key < en.entries[i].key);
        if (ru.entries[i].plural) CHECK_FALSE(ru.entries[i].many.empty());
    }
}

TEST_CASE("numbers are grouped as the language does it") {
    Words const ru(Language::russian), en(Language::english);
    CHECK(en.number(0) == "0");
    CHECK(en.number(999) == "999");
    CHECK(en.number(1'234) == "1,234");
    CHECK(en.number(-1'234'567) == "-1,234,567");
    CHECK(ru.number(1'234) == "1234");
    CHECK(ru.number(12'345) == "12\u00a0345");
    CHECK(en.number(std::numeric_limits<std::int64_t>::min()) == "-9,223,372,036,854,775,808");
}

TEST_CASE("a language is told by its tag") {
    CHECK(words::language_of("ru") == Language::russian);
    CHECK(words::language_of("ru-RU") == Language::russian);
    CHECK(words::language_of("RU_ru") == Language::russian);
    CHECK(words::language_of("run") == Language::english);
    CHECK(words::language_of("en-GB") == Language::english);
    CHECK(words::language_of("de") == Language::english);
    CHECK(words::language_of("") == Language::english);
    for (auto const* ours : {"ru", "en", "en-GB", "RU_ru"}) CHECK(words::is_spoken(ours));
    for (auto const* others : {"de", "run", "e", ""}) CHECK_FALSE(words::is_spoken(others));
}

TEST_CASE("a refusal that has no text of its own still says something") {
    Words const ru(Language::russian);
    CHECK(ru.explain("owners-only") == "Это может только владелец канала");
    CHECK(ru.explain("never-heard-of") == "Сервер отклонил это (never-heard-of)");
    base::Problem problem;
    problem.rule = "too-long";
    problem.arguments = {{"most", "80"}};
    CHECK(ru.explain(problem) == "Не длиннее 80 знаков");
}

}  // namespace words_test
