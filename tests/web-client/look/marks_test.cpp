#include "web-client/look/marks.hpp"

#include <doctest/doctest.h>

namespace marks_test {

TEST_CASE("initials are the first letters of the first two words, in every script") {
    CHECK(look::initials("Анна Петрова") == "АП");
    CHECK(look::initials("anna") == "A");
    CHECK(look::initials("Anna J. Petrova") == "AJ");
    CHECK(look::initials("Conan O'Brien") == "CO");
    CHECK(look::initials("и\u0306од") == "Й");
    CHECK(look::initials("ёж йод") == "ЁЙ");
    CHECK(look::initials("José e\u0301mile") == "JÉ");
    CHECK(look::initials("ანა ბერიძე") == "აბ");  // whose capitals stand in whole words only
    CHECK(look::initials("ǆemal ŉ") == "ǅŉ");
    CHECK(look::initials("हिन्दी भाषा") == "हिभा");
    CHECK(look::initials("田中\u3000太郎") == "田太");
    CHECK(look::initials("3 кота") == "3К");
    CHECK(look::initials("«анна» (отдел)") == "АО");
}

TEST_CASE("of a name without letters the first sign is shown, and nothing of nothing") {
    CHECK(look::initials("👩‍💻 Bob") == "B");
    CHECK(look::initials("👩‍💻") == "👩‍💻");
    CHECK(look::initials(" 🇷🇺🎂") == "🇷🇺");
    CHECK(look::initials("—") == "—");
    CHECK(look::initials("").empty());
    CHECK(look::initials("\u00A0\u200B").empty());
}

}  // namespace marks_test
