// E-mail addresses: what RFC 5321 forbids, what it allows and is refused on purpose, and what has
// to be taken. The corpus holds JSON Schema and SQL to the same rule.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "shared/base/check.hpp"
#include "shared/base/text.hpp"

namespace email_test {
namespace {

using namespace std::string_literals;

bool is_email(std::string const& text) { return base::fits(base::Format::email, text); }

std::string const local_64(64, 'a');
std::string const label_63(63, 'b');
// 64 + 1 + 63 + 1 + 63 + 1 + 61 = 254
std::string const address_254 =
    local_64 + "@" + label_63 + "." + label_63 + "." + std::string(61, 'c');

TEST_CASE("addresses that RFC 5321 forbids are refused") {
    for (auto const& text : std::vector<std::string>{
             // Parts that are missing, or there twice
             "", "@", "anna", "anna@", "@example.org", "anna@@example.org", "a@b@example.org",
             "example.org", "anna@.", "anna@..", "anna@example.org@",
             // Dots
             ".anna@example.org", "anna.@example.org", "an..na@example.org", "anna@.example.org",
             "anna@example.org.", "anna@example..org",
             // What is no atom without quotes
             "anna boris@example.org", "anna@exam ple.org", " anna@example.org",
             "anna@example.org ", "an,na@example.org", "an;na@example.org", "an:na@example.org",
             "an\\na@example.org", "an\"na@example.org", "an[na@example.org", "an(na@example.org",
             "an<na@example.org", "<anna@example.org>", "Anna <anna@example.org>",
             "mailto:anna@example.org", "anna@example.org, boris@example.org",
             // Control characters, which could begin a header or a command of its own
             "anna\t@example.org", "anna@example.org\n", "anna@example.org\r\nRCPT TO:<b@c.d>",
             "anna\r@example.org", "anna\x07@example.org", "anna\x7F@example.org",
             "an\0na@example.org"s, "anna@exa\0mple.org"s, "anna@example.org\0"s,
             "anna\u0085@example.org",
             // Domains
             "anna@-example.org", "anna@example-.org", "anna@example.-org", "anna@example.org-",
             "anna@exam_ple.org", "anna@exam!ple.org", "anna@example.org/x", "anna@example.org:25",
             "anna@" + label_63 + "b.org"})
        CHECK_FALSE_MESSAGE(is_email(text), text);
}

TEST_CASE("addresses that are too long are refused, and the longest are taken") {
    REQUIRE(address_254.size() == 254);
    CHECK(is_email(address_254));
    CHECK_FALSE(is_email(address_254 + "c"));
    CHECK(is_email(local_64 + "@example.org"));
    CHECK_FALSE(is_email(local_64 + "a@example.org"));
    CHECK(is_email("anna@" + label_63 + ".org"));
}

// RFC 5321 allows some of them. Mail that goes there is lost more often than not, or they are a
// trap for whoever reads them.
TEST_CASE("addresses that are allowed but of no use here are refused") {
    for (
        auto const& text : std::vector<std::string>{
            "\"anna\"@example.org", "\"anna boris\"@example.org", "anna(a comment)@example.org",
            "anna@(a comment)example.org", "anna@[127.0.0.1]", "anna@[IPv6:::1]", "anna@localhost",
            // Not ASCII: they look like others, or turn what is read around. A domain that is taken
            // in is ASCII by then.
            "анна@example.org", "anna@пример.рф", "\u0430nna@example.org", "anna@ex\u0430mple.org",
            "anna\u200F@example.org", "\u202Eanna@example.org", "anna@example.org\u200E",
            "an\u200Bna@example.org", "an\u00ADna@example.org", "anna@example\u3002org",
            "anna\uFF20example.org", "\U0001F600@example.org", "anna@\U0001F600.org",
            // Bytes that are no text
            "an\xFFna@example.org", "anna@example.org\xC3"})
        CHECK_FALSE_MESSAGE(is_email(text), text);
}

TEST_CASE("addresses that people have are taken") {
    for (auto const& text : std::vector<std::string>{
             "anna@example.org", "ANNA@EXAMPLE.ORG", "anna+kontor@example.org",
             "anna+a+b@example.org", "anna.b.petrova@example.org", "1@example.org",
             "79161234567@example.org", "anna-boris@example.org", "-anna-@example.org",
             "_anna_@example.org", "o'neil@example.org", "a/b=c@example.org",
             "!#$%&'*+/=?^_`{|}~-@example.org", "a@b.c", "anna@1and1.example", "anna@a-b--c.org",
             "anna@mail.office.example.co.uk", "anna@xn--e1afmkfd.xn--p1ai",
             "user=example.org=x@lists.example.org"})
        CHECK_MESSAGE(is_email(text), text);
}

std::string rule_of(std::string const& text) {
    base::Rules rules;
    rules.format = base::Format::email;
    rules.longest = 254;
    base::Problems problems;
    base::check_text(text, rules, "", problems);
    return problems.empty() ? "" : problems[0].rule;
}

TEST_CASE("what cannot stand before the @ is said, and not that it is no address at all") {
    for (auto const& text :
         {"почта@пример.рф", "анна@example.org", "\u0430nna@example.org", "\u212Aarl@example.org",
          "anna boris@example.org", "Anna <anna@example.org", "an\u00ADna@example.org"})
        CHECK_MESSAGE(rule_of(text) == "not-a-local-part", text);
    for (auto const& text : {"anna", "анна", "пример.рф", "@example.org", ".anna@example.org",
                             "anna@@example.org", "anna@exam ple.org", "anna@localhost"})
        CHECK_MESSAGE(rule_of(text) == "not-an-email", text);
    CHECK(rule_of(local_64 + "a@example.org") == "not-an-email");
    CHECK(rule_of("anna@example.org").empty());
}

}  // namespace
}  // namespace email_test
