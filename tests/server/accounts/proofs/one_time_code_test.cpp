#include "server/accounts/proofs/one_time_code.hpp"

#include <doctest/doctest.h>

#include <set>

namespace one_time_code_test {
namespace {

using accounts::code_at;
using accounts::step_of_code;

std::string const secret = "12345678901234567890";  // of RFC 6238, appendix B

base::Instant at_second(std::int64_t seconds) { return {seconds * 1'000'000}; }

TEST_CASE("codes are those of RFC 6238") {
    CHECK(code_at(secret, 59 / 30) == "287082");
    CHECK(code_at(secret, 1111111109 / 30) == "081804");
    CHECK(code_at(secret, 1234567890 / 30) == "005924");
    CHECK(code_at(secret, 20000000000 / 30) == "353130");
}

TEST_CASE("a code counts for its own step and the two beside it, and once") {
    auto const now = at_second(3000);
    CHECK(step_of_code(secret, code_at(secret, 100), now, 0) == 100);
    CHECK(step_of_code(secret, code_at(secret, 99), now, 0) == 99);
    CHECK(step_of_code(secret, code_at(secret, 101), now, 0) == 101);
    CHECK_FALSE(step_of_code(secret, code_at(secret, 98), now, 0));
    CHECK_FALSE(step_of_code(secret, code_at(secret, 102), now, 0));
    CHECK_FALSE(step_of_code(secret, code_at(secret, 100), now, 100));
    CHECK_FALSE(step_of_code(secret, code_at(secret, 99), now, 100));
    CHECK(step_of_code(secret, code_at(secret, 101), now, 100) == 101);
    CHECK_FALSE(step_of_code("another secret, of 20", code_at(secret, 100), now, 0));
    CHECK_FALSE(step_of_code(secret, "", now, 0));
}

TEST_CASE("the address of a secret is what authenticators read") {
    CHECK(accounts::in_base32("Hello!\xDE\xAD\xBE\xEF") == "JBSWY3DPEHPK3PXP");
    CHECK(accounts::factor_uri("Hello!\xDE\xAD\xBE\xEF", "анна+1@example.org") ==
          "otpauth://totp/Kontor:%D0%B0%D0%BD%D0%BD%D0%B0%2B1%40example.org"
          "?secret=JBSWY3DPEHPK3PXP&issuer=Kontor&algorithm=SHA1&digits=6&period=30");
}

TEST_CASE("a QR code is a square with its three finders") {
    auto const longest = accounts::factor_uri(secret, std::string(254, '%'));
    for (auto const& text : {std::string("otpauth://totp/x"), longest}) {
        auto const rows = accounts::qr_code(text);
        REQUIRE(rows.size() >= 21);
        REQUIRE(rows.size() <= 177);
        CHECK(rows.size() % 4 == 1);
        for (auto const& row : rows) {
            CHECK(row.size() == rows.size());
            CHECK(row.find_first_not_of("01") == row.npos);
        }
        CHECK(rows[0].substr(0, 8) == "11111110");
        CHECK(rows[3].substr(0, 7) == "1011101");
        CHECK(rows[0].substr(rows.size() - 7) == "1111111");
        CHECK(rows[rows.size() - 1].substr(0, 7) == "1111111");
    }
}

TEST_CASE("recovery codes differ, and are read however they are typed") {
    std::set<std::string> seen;
    for (int i = 0; i < 100; ++i) {
        auto const code = accounts::make_recovery_code();
        CHECK(code.size() == 19);
        CHECK(code.find_first_of("ILOU") == code.npos);
        seen.insert(code);
    }
    CHECK(seen.size() == 100);
    CHECK(accounts::plain_recovery_code("abcd-ef01 oil2") == "ABCDEF010112");
    CHECK(accounts::plain_digits("123 456") == "123456");
    CHECK_FALSE(accounts::plain_digits("12345"));
    CHECK_FALSE(accounts::plain_digits("1234567"));
    CHECK_FALSE(accounts::plain_digits("12345a"));
    CHECK_FALSE(accounts::plain_digits(""));
}

}  // namespace
}  // namespace one_time_code_test
