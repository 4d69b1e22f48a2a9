#include "server/accounts/limited.hpp"

#include "shared/base/unicode.hpp"

namespace accounts {

std::optional<http::Fault> refuse_letter(http::Limits const& limits, std::string const& email,
                                         base::Instant now) {
    auto const mailbox = mailbox_of(email);
    return limits.refuse_any(
        {{"letter", limited::letters_to_mailbox, mailbox},
         {"letter", limited::letters_to_domain, mailbox.substr(mailbox.rfind('@') + 1)},
         {"letter", limited::letters_to_all, ""}},
        now);
}

std::optional<http::Fault> refuse_reset(http::Limits const& limits, std::string const& email,
                                        base::Instant now) {
    return limits.refuse_any({{"reset-letter", limited::resets_to_mailbox, mailbox_of(email)}},
                             now);
}

std::string mailbox_of(std::string const& email) {
    auto const at = email.rfind('@');
    auto const name = email.substr(0, at);
    auto const domain = at == std::string::npos ? std::string() : email.substr(at);
    return base::lower(name.substr(0, name.find('+')) + domain);
}

}  // namespace accounts
