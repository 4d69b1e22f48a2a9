// Letters to people: written in the transaction of what they tell of, sent by a job after it, seen
// by administrators. A secret link is kept sealed, and forgotten once its letter was sent; where no
// mail is sent, it is said in the server's log and kept for the administrator.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "server/database/pool.hpp"
#include "server/database/pqxx.hpp"
#include "server/installation_key.hpp"
#include "server/jobs/runner.hpp"
#include "server/log.hpp"
#include "server/mail/smtp.hpp"
#include "server/mail/templates.hpp"
#include "shared/base/result.hpp"

namespace mail {

struct NewLetter {
    std::string recipient;
    Kind kind = Kind::confirm;
    std::string language{};               // "ru", "en"; else that of the workspace
    std::string link{};                   // secret; empty: the address of the workspace
    std::string detail{};                 // what the text names: another e-mail
    std::optional<base::Id128> person{};  // with whom it goes, beside who has that e-mail
};

// Of which row a link is sealed for.
std::string letter_place(base::Id128 letter);

// What letters are written for, as it is when they are.
struct Workspace {
    std::string name{};      // empty: that of the program
    std::string language{};  // of letters to people who have none of their own
};

class Letters {
public:
    struct Parts {
        database::Pool& pool;
        jobs::Runner& runner;
        Smtp const& smtp;
        server::InstallationKey const& key;
        std::string home;
        server::Log log;
        std::function<Workspace()> workspace = [] { return Workspace(); };
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

    // Waits to be sent anew, or why it does not. Call wake() once the transaction is committed.
    std::optional<base::Refusal> send_again(pqxx::transaction_base& transaction,
                                            base::Id128 letter) const;

private:
    void send(jobs::Attempt const& attempt) const;
    void note_failure(jobs::Attempt const& attempt, jobs::Failed const& failed) const;

    Parts const parts_;
    Texts const texts_;
};

// Letters that had their time.
void forget_old_letters(database::Pool& pool, base::Instant now);

}  // namespace mail
