// A guess costs the guesser. Wrong passwords and codes are counted by the e-mail and by who
// guesses: after ten in a row whoever it is is closed out for a minute, and each further one
// doubles that, up to an hour. Strangers are counted together as well: after ten of them, wherever
// they come from, a while has to pass between two guesses, from one second to half a minute. So
// nobody is kept out by what strangers do: a browser that was let in before, and a session that is
// open, are counted by themselves, and for a new browser there is a wait, and never a wall.
//
// It is the same for e-mails that nobody has, and known by hashes only; the owner is told by a
// letter.
#pragma once

#include <optional>
#include <string>

#include "server/accounts/store.hpp"
#include "server/http/call.hpp"
#include "server/mail/letters.hpp"

namespace accounts {

// Whose guesses count together.
struct Guesser {
    std::string email;    // of whom it is that something is guessed
    std::string who;      // that guesses
    std::string address;  // from where, for the owner
    bool stranger = true;
};
Guesser stranger(std::string email, std::string address);
Guesser known_device(std::string email, std::string const& device, std::string address);
Guesser open_session(std::string email, base::Id128 session, std::string address);

class Lockout {
public:
    static constexpr std::int64_t free_failures = 10;
    static constexpr std::int64_t first_wait_s = 60, longest_wait_s = 60 * 60;
    static constexpr std::int64_t longest_pause_s = 30;  // between guesses of strangers
    // Failures older than this are forgotten.
    static constexpr std::int64_t remembered_s = 24 * 60 * 60;

    Lockout(database::Pool& pool, jobs::Runner& runner, mail::Letters const& letters)
        : pool_(pool), runner_(runner), letters_(letters) {}

    // To be asked before a password is looked at, and when it has been: 429 while guesses of this
    // guesser are not taken.
    std::optional<http::Fault> bars(Guesser const& guesser, base::Instant now) const;
    // Of many who guess at once no more are answered than one after the other: for the others it
    // is as if they had been barred.
    std::optional<http::Fault> failed(Guesser const& guesser, base::Instant now) const;
    void succeeded(Guesser const& guesser) const;

    jobs::Handler handler() const;  // of the jobs that write it down, and tell the owner
    static constexpr std::string_view job_kind = "sign-in-failed";

private:
    void tell(jobs::Attempt const& attempt) const;

    database::Pool& pool_;
    jobs::Runner& runner_;
    mail::Letters const& letters_;
};

std::int64_t locked_for_s(std::int64_t failures);
std::int64_t paused_for_s(std::int64_t failures_of_strangers);
// Of whomever: the e-mail's owner has proved to be that.
void forgive(pqxx::transaction_base& transaction, std::string const& email);
void forget_old_failures(database::Pool& pool, base::Instant now);

}  // namespace accounts
