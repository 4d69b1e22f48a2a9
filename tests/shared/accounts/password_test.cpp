#include <doctest/doctest.h>

#include <string>

#include "shared/accounts/api.hpp"
#include "shared/accounts/common_passwords.hpp"
#include "shared/base/unicode.hpp"

namespace password_test {
namespace {

std::string judged(std::string const& password, std::string const& email = "anna@example.org") {
    auto const problem = accounts::judge_password(password, email, "/password");
    if (!problem) return "well";
    CHECK(problem->path == "/password");
    return problem->rule;
}

TEST_CASE("a new password is long, not the e-mail, and none of the common ones") {
    CHECK(judged("correct horse battery") == "well");
    CHECK(judged("слово и дело") == "well");
    CHECK(judged("пароль777") == "password-too-short");  // nine, whatever they take in bytes
    CHECK(judged("Anna@Example.org") == "password-is-email");
    CHECK(judged("anna@example.org", "") == "well");
    for (auto const* common :
         {"qwertyuiop", "1234567890", "PASSWORD123", "1q2w3e4r5t", "basketball"})
        CHECK_MESSAGE(judged(common) == "password-too-common", common);
    // A part of one, or of two, is none.
    CHECK(judged("qwertyuiop1x") == "well");
    CHECK(judged("qwertyuiop\n1234567890") == "well");
}

TEST_CASE("the common passwords are in the form in which they are compared") {
    auto rest = accounts::common_passwords();
    REQUIRE(rest.substr(0, 1) == "\n");
    rest.remove_prefix(1);
    std::size_t count = 0;
    while (!rest.empty()) {
        auto const end = rest.find('\n');
        REQUIRE(end != std::string_view::npos);
        std::string const one(rest.substr(0, end));
        CHECK(base::lower(one) == one);
        CHECK(base::code_points(one) >= accounts::shortest_password);
        rest.remove_prefix(end + 1);
        ++count;
    }
    CHECK(count > 1'000);
}

}  // namespace
}  // namespace password_test
