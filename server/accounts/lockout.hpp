// Who guesses passwords has to wait: after ten wrong ones in a row an account is closed for a
// minute, and each further one doubles that, up to an hour. It is the same for e-mails that nobody
// has, and known by their hashes only; the owner is told by a letter.
#pragma once

#include <optional>
#include <string>

#include "server/accounts/letters.hpp"

namespace accounts {

class Lockout {
public:
    static constexpr std::int64_t free_failures = 10;
    static constexpr std::int64_t first_wait_s = 60, longest_wait_s = 60 * 60;
    // Failures older than this are forgotten.
    static constexpr std::int64_t remembered_s = 24 * 60 * 60;

    Lockout(database::Pool& pool, jobs::Runner& runner, Letters const& letters)
        : pool_(pool), runner_(runner), letters_(letters) {}

    // To be asked before a password is looked at: 429 while the account is closed.
    std::optional<http::Fault> bars(std::string const& email, base::Instant now) const;
    void failed(std::string const& email, std::string const& address, base::Instant now) const;
    void succeeded(std::string const& email) const;

    jobs::Handler handler() const;  // of the jobs that write it down, and tell the owner
    static constexpr std::string_view job_kind = "sign-in-failed";

private:
    void tell(jobs::Attempt const& attempt) const;

    database::Pool& pool_;
    jobs::Runner& runner_;
    Letters const& letters_;
};

std::int64_t locked_for_s(std::int64_t failures);
void forgive(pqxx::transaction_base& transaction, std::string const& email);
void forget_old_failures(database::Pool& pool, base::Instant now);

}  // namespace accounts
