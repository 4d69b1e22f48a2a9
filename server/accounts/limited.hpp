// How often what accounts ask may be asked for: of endpoints, by the address that asks and the
// account that is meant; of letters, by whom they come to.
#pragma once

#include "server/http/bind.hpp"
#include "server/http/floods.hpp"

namespace accounts {

// Generous for an office behind one address, tight for whoever guesses.
namespace limited {
inline constexpr http::Limited sign_in{"sign-in", {"address", 120, 120}, {"account", 20, 20}};
inline constexpr http::Limited registration{
    "registration", {"address", 60, 20}, {"account", 5, 0.2}};
inline constexpr http::Limited reset{"reset", {"address", 30, 10}, {"account", 4, 0.1}};
inline constexpr http::Limited confirmation{
    "confirmation", {"address", 60, 30}, {"account", 5, 0.2}};
inline constexpr http::Limited link{"link", {"address", 60, 30}, {"account", 10, 2}};
inline constexpr http::Limited look_at_link{
    "look-at-link", {"address", 60, 30}, {"account", 30, 10}};
inline constexpr http::Limited tokens{"tokens", {"address", 600, 600}, {"account", 30, 30}};
// Each is there for months, and is a row and an entry of the log.
inline constexpr http::Limited new_token{"new-token", {"address", 60, 20}, {"account", 20, 2}};
inline constexpr http::Limited new_email{"new-email", {"address", 30, 10}, {"account", 5, 0.2}};
// Each reads all that somebody ever wrote.
inline constexpr http::Limited archive{"archive", {"address", 60, 10}, {"account", 5, 0.1}};
inline constexpr http::Limited password{"password", {"address", 60, 30}, {"account", 10, 2}};
// Letters that a stranger, or a member, has sent to an e-mail that is not their own: to one
// mailbox, whatever is written behind a + in it, to one domain, and in all.
inline constexpr http::Allowance letters_to_mailbox{"mailbox", 5, 0.2};
inline constexpr http::Allowance letters_to_domain{"domain", 100, 4};
inline constexpr http::Allowance letters_to_all{"all", 500, 30};
// And to set a new password, from whichever networks it is asked for: more than one network can
// ask for, and nothing of it is used up by those who register with somebody's e-mail.
inline constexpr http::Allowance resets_to_mailbox{"mailbox", 10, 0.4};
}  // namespace limited
namespace floods {
// Each is a process of its own, two files, and news for everybody.
inline constexpr http::Allowance pictures{"pictures", 30, 6};
}  // namespace floods

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
