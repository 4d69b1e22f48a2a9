// How often letters may be asked for, by whom they come to; of endpoints the rates say it
// (shared/accounts/rates.hpp).
#pragma once

#include "server/http/bind.hpp"
#include "server/http/floods.hpp"

namespace accounts {

namespace limited {
// Letters that a stranger, or a member, has sent to an e-mail that is not their own: to one
// mailbox, whatever is written behind a + in it, to one domain, and in all.
inline constexpr http::Allowance letters_to_mailbox{"mailbox", 5, 0.2};
inline constexpr http::Allowance letters_to_domain{"domain", 100, 4};
inline constexpr http::Allowance letters_to_all{"all", 500, 30};
// And to set a new password, from whichever networks it is asked for: more than one network can
// ask for, and nothing of it is used up by those who register with somebody's e-mail.
inline constexpr http::Allowance resets_to_mailbox{"mailbox", 10, 0.4};
}  // namespace limited

// "Anna+news@Example.org" is delivered to "anna@example.org".
std::string mailbox_of(std::string const& email);

// What comes with an e-mail is limited by the mailbox, whatever is written behind a +. And by the
// network: strangers would use up what its owner needs.
inline constexpr auto by_mailbox_and_network = [](auto const& request, http::Call const& call) {
    return mailbox_of(request.email) + " " + http::limited_part(call.request.address);
};

// Counts a letter to somebody else. What an administrator has sent is not asked of this, so that
// strangers cannot use it up.
std::optional<http::Fault> refuse_letter(http::Limits const& limits, std::string const& email,
                                         base::Instant now);
// The same of a letter to set a new password, which is counted apart.
std::optional<http::Fault> refuse_reset(http::Limits const& limits, std::string const& email,
                                        base::Instant now);

}  // namespace accounts
