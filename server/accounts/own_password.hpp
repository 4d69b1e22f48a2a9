// What people do with their own account asks for the password once more, so that whoever finds an
// open session cannot do it. Wrong ones count by the session: strangers who guess keep nobody from
// their own account.
#pragma once

#include "server/accounts/audit.hpp"
#include "server/accounts/hashing.hpp"
#include "server/accounts/lockout.hpp"
#include "server/accounts/store.hpp"

namespace accounts {

struct OwnPassword {
    database::Pool& pool;
    Passwords& passwords;
    Lockout const& lockout;
    http::Workers& workers;
    server::Log log;

    struct Asked {
        std::string password, path;  // …and where it stands in the request
        std::string fresh{};         // to be hashed, when the first is right; may be empty
    };
    // Calls right(call, hash of the fresh one) on a worker's thread when it is the password of who
    // asks.
    template <class Endpoint, class Right>
    LaterOf<Endpoint> check(Asked const& asked, http::Call const& call, Responder& responder,
                            Right right) const {
        using Outcome = OutcomeOf<Endpoint>;
        auto const row = find_person(pool, {call.who->person});
        if (!row) return Outcome(base::Refusal{"person-unknown", {}});
        auto const guesser = open_session(row->email, call.who->session, address_of(call));
        if (auto fault = lockout.bars(guesser, server::now())) return Outcome(*fault);
        auto const known = credential_of(pool, row->email);
        Hashing const hashing{passwords, workers, log};
        return hashing.verify<Endpoint>(
            {asked.password, known ? known->password_hash : "", asked.fresh}, call, responder,
            [this, right, path = asked.path, guesser](http::Call& own, bool is_right,
                                                      std::string const& fresh) -> Outcome {
                if (auto fault = lockout.bars(guesser, server::now())) return Outcome(*fault);
                if (is_right) return right(own, fresh);
                if (auto fault = lockout.failed(guesser, server::now())) return Outcome(*fault);
                return Outcome(base::Problems{{path, "wrong-password", {}}});
            });
    }
};

}  // namespace accounts
