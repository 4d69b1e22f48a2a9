// Letters to people: written in the transaction of what they tell of, sent by a job after it, seen
// by administrators. A secret link is kept sealed, and forgotten once its letter was sent; where no
// mail is sent, it is said in the server's log and kept for the administrator.
#pragma once

#include <optional>
#include <string>

#include "server/accounts/installation.hpp"
#include "server/accounts/store.hpp"
#include "server/http/call.hpp"
#include "server/jobs/runner.hpp"
#include "server/log.hpp"
#include "server/mail/smtp.hpp"
#include "server/mail/templates.hpp"
#include "shared/accounts/admin_api.hpp"

namespace accounts {

struct NewLetter {
    std::string recipient;
    mail::Kind kind = mail::Kind::confirm;
    std::string language{};
    std::string link{};                // secret; empty: the address of the workspace
    std::string detail{};              // what the text names: another e-mail
    std::optional<PersonId> person{};  // with whom it goes, beside who has that e-mail
};

class Letters {
public:
    struct Parts {
        database::Pool& pool;
        jobs::Runner& runner;
        mail::Smtp const& smtp;
        server::InstallationKey const& key;
        std::string home;
        server::Log log;
    };
    explicit Letters(Parts const& parts) : parts_(parts) {}

    bool are_sent() const { return parts_.smtp.is_on(); }
    // The letters' address of a word: link_to("reset", word). It stands behind the #, so that no
    // browser tells it to a server, nor to the log of a proxy, and no scanner can use it.
    std::string link_to(std::string_view page, std::string const& word) const;

    // Call wake() once the transaction is committed.
    base::Id128 add(pqxx::transaction_base& transaction, NewLetter const& letter) const;
    void wake() const { parts_.runner.wake(); }
    // At the start, which may be with other settings: what waits for a mail server waits no longer.
    void hurry() const;

    jobs::Handler handler() const;  // of the jobs "letter"
    static constexpr std::string_view job_kind = "letter";

    http::Outcome<ListLetters::Response> list(http::Call const& call) const;
    http::Outcome<wire::Nothing> send_again(SendLetterAgain::Request const& request, Store& store,
                                            http::Call const& call) const;

private:
    std::optional<base::Refusal> send_again(pqxx::transaction_base& transaction,
                                            base::Id<Letter> letter) const;
    void send(jobs::Attempt const& attempt) const;
    void note_failure(jobs::Attempt const& attempt, jobs::Failed const& failed) const;

    Parts const parts_;
    mail::Texts const texts_;
};

// Letters that had their time.
void forget_old_letters(database::Pool& pool, base::Instant now);

}  // namespace accounts
