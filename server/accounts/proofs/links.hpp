// One-time links: words of 256 bits that come by letter, or by hand, and prove something once. Only
// their hashes are kept. A registration waits with its link until its e-mail is confirmed, so that
// nobody is listed, or takes an e-mail, who did not prove to own it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "server/accounts/store.hpp"
#include "shared/accounts/invitations_api.hpp"
#include "shared/accounts/recovery_api.hpp"

namespace mail {
class Letters;
}

namespace accounts {

std::int64_t life_s(LinkKind kind);

struct Link {
    LinkKind kind = LinkKind::reset;
    std::optional<PersonId> person{};
    std::string email;
    // Of a registration that waits.
    std::string name{}, language{}, password_hash{};
    std::string invitation{};                 // hex hash of the one that it came with
    PersonKind becomes = PersonKind::member;  // whoever uses an invitation
};

std::string make_word();
std::string hash_of_word(std::string const& word);  // hex

struct Letter;
// A link on its way by letter; its kind says what the letter says, and where it leads.
struct SentLink {
    std::string word;
    Link link;
    std::string language;  // of the letter
    base::Instant now;
};
// Keeps the link under the word's hash. The letter that carries it forgets the word with it.
base::Id<Letter> send_link(pqxx::transaction_base& transaction, mail::Letters const& letters,
                           SentLink const& sent);

using LinkKinds = std::vector<LinkKind>;
// Nothing when there is none of these kinds, or when it has ended; one answer for all of that.
std::optional<Link> find_link(pqxx::transaction_base& transaction, std::string const& hash,
                              LinkKinds const& kinds, base::Instant now);
// The same, and it is used up: what was in it is forgotten, but that it was used is known until it
// would have ended. Of two who try at once, one gets it.
std::optional<Link> use_link(pqxx::transaction_base& transaction, std::string const& hash,
                             LinkKinds const& kinds, base::Instant now);
// Why there is none: it was used, by its kind; or nothing is known of it, whatever the matter.
base::Refusal no_link(pqxx::transaction_base& transaction, std::string const& hash,
                      LinkKinds const& kinds, base::Instant now);
void end_links(pqxx::transaction_base& transaction, PersonId person, LinkKinds const& kinds);
void end_links(pqxx::transaction_base& transaction, std::string const& email, LinkKind kind);
// False: it was used or taken back before.
bool end_invitation(pqxx::transaction_base& transaction, base::Id<Invitation> invitation);
// Whether the invitation is for this e-mail.
bool is_invited(Link const& invitation, std::string const& email);
void forget_ended_links(database::Pool& pool, base::Instant now);

}  // namespace accounts
