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

TEST_CASE("of several of one name those are meant whom the words behind it fit") {
    std::vector<std::string> const others{"Anna Sidorova", "Boris Petrov"};
    CHECK(messaging::mentions("@Anna Petrova, look", "Anna Petrova", others));
    CHECK_FALSE(messaging::mentions("@Anna Sidorova, look", "Anna Petrova", others));
    CHECK(messaging::mentions("@Anna Sidorova and @Anna Petrova", "Anna Petrova", others));
    // Which of the two is not said: better both than nobody.
    CHECK(messaging::mentions("@Anna, look", "Anna Petrova", others));
    CHECK(messaging::mentions("@Anna look", "Anna Sidorova", {"Anna Petrova"}));
}

}  // namespace mentions_test
