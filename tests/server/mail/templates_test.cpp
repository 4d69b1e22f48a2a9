#include "server/mail/templates.hpp"

#include <doctest/doctest.h>

namespace templates_test {
namespace {

using mail::Kind;

TEST_CASE("every letter is written in both languages, in text and HTML that say the same") {
    mail::Texts const texts;
    mail::Filling const filling{"https://k.example", "https://k.example/reset/w0rd",
                                "new@k.example"};
    for (std::size_t i = 0; i < names_of(Kind{}).size(); ++i) {
        auto const kind = static_cast<Kind>(i);
        CAPTURE(base::name_of(kind));
        auto const russian = texts.write(kind, "ru", filling);
        auto const english = texts.write(kind, "en-GB", filling);
        CHECK(russian.subject != english.subject);
        CHECK(texts.write(kind, "", filling).text == russian.text);
        for (auto const& written : {russian, english}) {
            CHECK_FALSE(written.subject.empty());
            for (auto const* text : {&written.text, &written.html}) {
                CHECK(text->find(filling.link) != std::string::npos);
                CHECK(text->find(filling.home) != std::string::npos);
                CHECK(text->find('{') == std::string::npos);
                CHECK((text->find(filling.detail) != std::string::npos) ==
                      (kind == Kind::email_warning));
            }
        }
        CHECK(russian.html.find("lang=\"ru\"") != std::string::npos);
        CHECK(english.html.find("lang=\"en\"") != std::string::npos);
    }
}

TEST_CASE("what is put into a letter stays text") {
    mail::Texts const texts;
    auto const written =
        texts.write(Kind::email_warning, "en", {"https://k", "https://k/\"><b>", "{home}<i>&"});
    CHECK(written.html.find("<b>") == std::string::npos);
    CHECK(written.html.find("<i>") == std::string::npos);
    CHECK(written.html.find("{home}&lt;i&gt;&amp;") != std::string::npos);
    CHECK(written.text.find("{home}<i>&") != std::string::npos);
}

}  // namespace
}  // namespace templates_test
