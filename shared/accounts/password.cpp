#include "shared/accounts/api.hpp"
#include "shared/accounts/common_passwords.hpp"
#include "shared/base/ascii_domain.hpp"
#include "shared/base/unicode.hpp"

namespace accounts {

std::optional<base::Problem> judge_password(std::string const& password, std::string const& email,
                                            std::string const& path) {
    // As the server takes it in: a letter and its mark are one.
    if (base::code_points(base::nfc(password)) < shortest_password)
        return base::Problem{
            path, "password-too-short", {{"least", std::to_string(shortest_password)}}};
    auto const address = [](std::string const& text) {
        return base::lower(base::email_taken_in(text));
    };
    if (!email.empty() && address(password) == address(email))
        return base::Problem{path, "password-is-email", {}};
    auto const line = "\n" + base::lower(password) + "\n";
    if (common_passwords().find(line) != std::string_view::npos)
        return base::Problem{path, "password-too-common", {}};
    return std::nullopt;
}

}  // namespace accounts
