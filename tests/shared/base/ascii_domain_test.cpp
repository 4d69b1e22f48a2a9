// Domains of mail in their own letters. The corpus holds JSON Schema and SQL to the same rule.
#include "shared/base/ascii_domain.hpp"

#include <doctest/doctest.h>

#include "shared/accounts/api.hpp"
#include "shared/base/take_in.hpp"
#include "shared/base/text.hpp"

namespace base_ascii_domain_test {
namespace {

std::string times(int n, std::string_view part) {
    std::string text;
    for (int i = 0; i < n; ++i) text += part;
    return text;
}

TEST_CASE("a domain has one form in ASCII, however it is written") {
    for (auto const* domain :
         {"пример.рф", "ПРИМЕР.РФ", "Пример.рф", "пример\u3002рф", "пример\uFF0Eрф",
          "пример\uFF61рф", "xn--e1afmkfd.рф", "XN--E1AFMKFD.рф", "при\u00ADмер.рф"})
        CHECK_MESSAGE(base::ascii_domain(domain) == "xn--e1afmkfd.xn--p1ai", domain);
    for (auto const* domain : {"bücher.example", "bu\u0308cher.example", "BÜCHER.Example",
                               "\uFF42ücher.example", "bücher.\uFF25xample"})
        CHECK_MESSAGE(base::ascii_domain(domain) == "xn--bcher-kva.example", domain);
    CHECK(base::ascii_domain("faß.de") == "xn--fa-hia.de");  // not transitional: not fass.de
    CHECK(base::ascii_domain("пример") == "xn--e1afmkfd");
    CHECK(base::ascii_domain("\uFF11.\uFF12") == "1.2");  // and no address of IPv4
    CHECK(base::ascii_domain("ü.3") == "xn--tda.3");
}

TEST_CASE("what is ASCII is itself") {
    for (auto const* domain : {"", "Example.ORG", "a/b", "xn--a.example", "1.2.3", "-", "a b"})
        CHECK(base::ascii_domain(domain) == domain);
}

TEST_CASE("what no domain is made of, and what IDNA refuses, has no form in ASCII") {
    for (auto const* domain :
         {"ü/x",         "ü:80",       "x@ü.de",      "ü?",          "#ü",          "%D1%91.ü",
          "ü b.de",      "ü_.de",      "ü\t.de",      "[ü]",         "ü\uFF0Fx.de", "ü\uFF1A80",
          "x\uFF20ü.de", "\uFF0541.ü", "ü\u3000x.de", "ü\uFF3Fx.de", "a\u200Db.рф", "\u202Eü.de",
          "xn--ü.de",    "xn--a.рф",   "אa.example",  "\u0301ü.de",  "ü\xFF.de",    "\u2100.de"})
        CHECK_MESSAGE(base::ascii_domain(domain) == std::nullopt, domain);
    CHECK(base::ascii_domain(times(254, "я")) == std::nullopt);
    CHECK(base::ascii_domain(times(100'000, "я")) == std::nullopt);  // and at once
}

TEST_CASE("an address has its domain in ASCII, and nothing else of it is changed") {
    CHECK(base::email_taken_in("Anna@Пример.рф") == "Anna@xn--e1afmkfd.xn--p1ai");
    CHECK(base::email_taken_in("Anna@xn--E1AFMKFD.xn--p1ai") == "Anna@xn--E1AFMKFD.xn--p1ai");
    CHECK(base::email_taken_in(base::email_taken_in("a@ёж.рф")) == base::email_taken_in("a@ёж.рф"));
    // What is no address afterwards either is told as it was written.
    for (auto const* text : {"почта@пример.рф", "\u212A@пример.рф", "anna@пример", "anna@ü.-b",
                             "anna@пример.рф.", "пример.рф", "a@b@пример.рф", "", "@пример.рф"})
        CHECK_MESSAGE(base::email_taken_in(text) == text, text);
}

TEST_CASE("a label has at most 63 bytes in ASCII, and an address 254") {
    auto const is_taken = [](std::string const& text) {
        return base::fits(base::Format::email, base::email_taken_in(text));
    };
    CHECK(is_taken("a@" + times(57, "ü") + ".de"));
    CHECK_FALSE(is_taken("a@" + times(58, "ü") + ".de"));
    auto const label = times(57, "ü") + ".";
    CHECK(is_taken("a@" + times(3, label) + times(53, "ü")));
    CHECK(is_taken(times(3, "a") + "@" + times(3, label) + times(52, "ü")));
    CHECK_FALSE(is_taken(times(4, "a") + "@" + times(3, label) + times(52, "ü")));
    // What vanishes on the way counts among what is sent.
    CHECK(is_taken("a@ü.de" + times(248, "\u00AD")));
    CHECK_FALSE(is_taken("a@ü.de" + times(249, "\u00AD")));
}

TEST_CASE("who looks for a part of an address finds it by a domain in its own letters") {
    CHECK(base::email_sought("anna@пример.рф") == "anna@xn--e1afmkfd.xn--p1ai");
    CHECK(base::email_sought("@пример.рф") == "@xn--e1afmkfd.xn--p1ai");
    CHECK(base::email_sought("пример.рф") == "xn--e1afmkfd.xn--p1ai");
    CHECK(base::email_sought("пример.") == "xn--e1afmkfd.");
    for (auto const* text : {"", "anna", "Анна Петрова", "anna@", "почта@example.org", "a@ü/"})
        CHECK_MESSAGE(base::email_sought(text) == text, text);
}

TEST_CASE("a domain that is kept in ASCII is searched in its own letters, too") {
    auto const in_letters = [](char const* kept) { return base::email_in_letters(kept); };
    CHECK(in_letters("anna@xn--e1afmkfd.xn--p1ai") == "anna@пример.рф");
    CHECK(in_letters("Anna@XN--BCHER-KVA.Example") == "Anna@bücher.Example");
    CHECK(in_letters("a@xn--ngbof4h.xn--mgberp4a5d4ar") == "a@بريد.السعودية");
    CHECK(in_letters("xn--p1ai") == "рф");
    for (auto const* text :
         {"", "@", "anna@example.org", "xn--p1ai.x@example.org", "a@xn--zzzz--9.org", "a@xn-p1ai",
          "a@xn--99999999999999999999999999999999999999999999999999999999999"})
        CHECK_MESSAGE(in_letters(text) == text, text);
    // Whatever the tables make of letters comes back.
    for (auto const* domain :
         {"пример.рф", "bücher.example", "例え.テスト", "σίσυφος.gr", "faß.de"})
        CHECK(base::email_in_letters("a@" + *base::ascii_domain(domain)) ==
              "a@" + std::string(domain));
}

TEST_CASE("white space that was pasted along is no part of an address") {
    base::Rules rules;
    rules.format = base::Format::email;
    for (auto const* text : {" anna@example.org", "anna@example.org ",
                             "\u00A0anna@example.org\u3000", "  anna@example.org  "})
        CHECK_MESSAGE(base::taken_in(text, rules) == "anna@example.org", text);
    CHECK(base::taken_in(" anna@пример.рф ", rules) == "anna@xn--e1afmkfd.xn--p1ai");
    CHECK(base::taken_in("an na@example.org", rules) == "an na@example.org");
    CHECK(base::taken_in("  ", rules).empty());
}

TEST_CASE("a password is no e-mail in either spelling of it") {
    auto const rule = [](char const* password, char const* email) {
        auto const problem = accounts::judge_password(password, email, "");
        return problem ? problem->rule : std::string();
    };
    CHECK(rule("anna@bücher.example", "anna@xn--bcher-kva.example") == "password-is-email");
    CHECK(rule("anna@xn--bcher-kva.example", "Anna@BÜCHER.example") == "password-is-email");
    CHECK(rule("anna@bücher.example", "anna@xn--other-kva.example").empty());
}

}  // namespace
}  // namespace base_ascii_domain_test
