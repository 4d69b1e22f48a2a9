// Whom a message speaks to.
#include "web-client/messaging/mentions.hpp"

#include <doctest/doctest.h>

namespace mentions_test {

namespace {

bool is_meant(std::string_view name, std::string_view text) {
    return messaging::mentions(text, name, {});
}

}  // namespace

TEST_CASE("a name is a whole word behind its sign") {
    CHECK(is_meant("Ann", "@ann real one"));
    CHECK(is_meant("Ann", "@Ann"));
    CHECK(is_meant("Ann", "Well, @Ann, and you?"));
    CHECK(is_meant("Ann", "so (@ann) it is, [@ann], «@ann»"));
    CHECK(is_meant("Ann", "first\n@ann: second"));
    CHECK(is_meant("Ann", "it is @Ann's."));
    CHECK(is_meant("Ann", "it is @Ann’s."));
    CHECK(is_meant("Ann", "**@Ann** please"));
    CHECK(is_meant("Ann", "**dear @ann!**"));
    CHECK(is_meant("Ann", "for you, @ann."));
    CHECK_FALSE(is_meant("Ann", "@Anna please look"));
    CHECK_FALSE(is_meant("Ann", "@Анна, посмотри"));
    CHECK_FALSE(is_meant("Ann", "@ann_smith, @ann-marie, @ann2"));
    CHECK_FALSE(is_meant("Ann", "ann, Ann and @ ann"));
    CHECK_FALSE(is_meant("Ann", "@"));
    CHECK_FALSE(is_meant("", "@ann"));
}

TEST_CASE("nobody is meant in an address, a link or code") {
    CHECK_FALSE(is_meant("Ann", "write to boss@anniversary.example"));
    CHECK_FALSE(is_meant("Ann", "write to boss@ann.example or boss@ann"));
    CHECK_FALSE(is_meant("Ann", "@ann.example and @ann@host.example and @ann:host.example"));
    CHECK_FALSE(is_meant("Ann", "https://example.org/@ann/1"));
    CHECK_FALSE(is_meant("Ann", "https://example.org/?q=(@ann)"));
    CHECK_FALSE(is_meant("Ann", "npm i @ann/tools"));
    CHECK_FALSE(is_meant("Ann", "the sign `@ann` is code"));
    CHECK_FALSE(is_meant("Ann", "```\n@ann\ndef f(): pass\n```"));
    CHECK(is_meant("Ann", "```\ncode\n```\n@ann look"));
    CHECK(is_meant("Ann", "`code` @ann"));
}

TEST_CASE("any word of a name, and several in any order, mean whose it is") {
    for (auto const* text :
         {"@Мария", "@петрова", "@Петрова Мария, зайди", "@мария петрова", "спроси у (@Мария)"})
        CHECK_MESSAGE(is_meant("Петрова Мария", text), text);
    CHECK_FALSE(is_meant("Петрова Мария", "@Мар"));
    CHECK_FALSE(is_meant("Петрова Мария", "@Марияна"));
    CHECK(is_meant("Anna J. Petrova", "@Anna"));
    CHECK(is_meant("Anna J. Petrova", "@Petrova"));
    CHECK(is_meant("Anna J. Petrova", "@Petrova Anna"));
    CHECK_FALSE(is_meant("Anna J. Petrova", "@J is a letter"));
    CHECK(is_meant("Conan O’Brien", "@O'Brien"));
    CHECK(is_meant("Анна-Мария Кац", "@анна-мария"));
    CHECK(is_meant("田中 太郎", "@太郎 見て"));
    CHECK(is_meant("X", "@x"));
}

TEST_CASE("spaces of every width part the words of a name, and brackets are no part of one") {
    for (std::string const space : {" ", "\u00A0", "\u3000", "\u2009", "\u202F"}) {
        auto const name = "田中" + space + "太郎";
        for (std::string const text : {"@太郎", "@田中", "@田中 太郎", "@太郎\u3000田中 見て"})
            CHECK_MESSAGE(is_meant(name, text), name << ": " << text);
        CHECK(messaging::mentions("@Anna" + space + "Petrova, look", "Anna Petrova",
                                  {"Anna Sidorova"}));
        CHECK_FALSE(messaging::mentions("@Anna" + space + "Petrova, look",
                                        "Anna" + space + "Sidorova", {"Anna Petrova"}));
    }
    CHECK(is_meant("Anna (Sales)", "@sales, please"));
    CHECK(is_meant("Anna (Sales)", "@Anna"));
    CHECK(is_meant("«Анна» 🎂", "@анна"));
    CHECK(is_meant("Anna, Sales.", "@Sales"));
    CHECK_FALSE(is_meant("Anna (Sales)", "@(sales)"));
    CHECK_FALSE(is_meant("🎂", "@ann"));
}

TEST_CASE("of several of one name those are meant whom the words behind it fit") {
    std::vector<std::string> const others{"Anna Sidorova", "Boris Petrov"};
    CHECK(messaging::mentions("@Anna Petrova, look", "Anna Petrova", others));
    CHECK_FALSE(messaging::mentions("@Anna Sidorova, look", "Anna Petrova", others));
    CHECK(messaging::mentions("@Anna Sidorova and @Anna Petrova", "Anna Petrova", others));
    // Which of the two is not said: better both than nobody.
    CHECK(messaging::mentions("@Anna, look", "Anna Petrova", others));
    CHECK(messaging::mentions("@Anna look", "Anna Sidorova", {"Anna Petrova"}));
}

TEST_CASE("names of the people in the channel are marked, as far as they are theirs") {
    messaging::Addressees const people({{"1", "Борис Лебедев"},
                                        {"2", "Борис Ёлкин"},
                                        {"3", "Anna J. Petrova"},
                                        {"4", "Conan O’Brien"}});
    auto const marked = [&](std::string const& text) {
        std::string all;
        auto const names = people.names_in(text);
        auto const read = look::read_marks(text, &names);
        for (auto const& run : read.runs)
            if (look::has(run.mark, look::Mark::name))
                all += "[" + read.text.substr(run.begin, run.end - run.begin) + "]";
        return all;
    };
    CHECK(marked("@Борис Лебедев, да") == "[@Борис Лебедев]");
    CHECK(marked("@лебедев борис смотри") == "[@лебедев борис]");
    CHECK(marked("@Борис Ежов") == "[@Борис]");
    CHECK(marked("@Борис Елкин и @Anna Petrova") == "[@Борис Елкин][@Anna Petrova]");
    CHECK(marked("@nobody, @ann, anna@anna.example, `@Anna`") == "");
    CHECK(marked("@Anna's and @O'Brien") == "[@Anna's][@O'Brien]");
    CHECK(marked("**@Anna Petrova** _@Борис_ ~~@nobody~~") == "[@Anna Petrova][@Борис]");
    CHECK(marked("@J is a letter") == "");
    CHECK(marked("```\n@Anna\n```\n@Anna\nPetrova") == "[@Anna]");
    CHECK(messaging::Addressees().names_in("@Anna").empty());
}

}  // namespace mentions_test
