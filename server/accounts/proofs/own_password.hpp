// Whatever lasts asks for the password once more, and for a code where a second factor is on, so
// that whoever finds an open session cannot do it. Wrong ones count by the session: strangers who
// guess keep nobody from their own account.
#pragma once

#include "server/accounts/proofs/factor_codes.hpp"
#include "server/accounts/proofs/hashing.hpp"
#include "server/accounts/proofs/lockout.hpp"
#include "server/accounts/store.hpp"
#include "server/audit/audit.hpp"
#include "shared/accounts/again.hpp"

namespace accounts {

struct OwnPassword {
    database::Pool& pool;
    Passwords& passwords;
    FactorCodes const& codes;
    Lockout const& lockout;
    http::Workers& workers;
    server::Log log;

    struct Asked {
        PasswordAgain again;
        std::string path = "/again";  // where it stands in the request; empty: it is the request
        std::string fresh{};          // to be hashed, when it is right; may be empty
    };
    // Calls right(call, hash of the fresh one) on a worker's thread when it is the password of who
    // asks, and the code is right where one is needed. By then the session may have ended: what is
    // written is written by write_while_open.
    template <class Endpoint, class Right>
    http::LaterOf<Endpoint> check(Asked const& asked, http::Call const& call,
                                  http::ResponderPtr& responder, Right right) const {
        using Outcome = http::OutcomeOf<Endpoint>;
        auto const row = find_person(pool, {call.who->person});
        if (!row) return Outcome(base::Refusal{"person-unknown", {}});
        auto const guesser = open_session(row->email, call.who->session, audit::address_of(call));
        if (auto fault = lockout.bars(guesser, server::now())) return Outcome(*fault);
        auto const known = credential_of(pool, row->email);
        Hashing const hashing{passwords, workers, log};
        return hashing.verify<Endpoint>(
            {asked.again.password, known ? known->password_hash : "", asked.fresh}, call, responder,
            [this, right, path = asked.path, code = asked.again.code, guesser](
                http::Call& own, bool is_right, std::string const& fresh) -> Outcome {
                if (auto fault = lockout.bars(guesser, server::now())) return Outcome(*fault);
                auto const wrong = what_is_wrong(is_right, code, own);
                if (!wrong) return right(own, fresh);
                if (wrong->is_guess)
                    if (auto fault = lockout.failed(guesser, server::now())) return Outcome(*fault);
                return Outcome(base::Problems{{path + wrong->field, wrong->rule, {}}});
            });
    }

private:
    struct Wrong {
        std::string field, rule;
        bool is_guess = true;
    };
    std::optional<Wrong> what_is_wrong(bool is_right, std::string const& code,
                                       http::Call const& call) const {
        using Verdict = FactorCodes::Verdict;
        if (!is_right) return Wrong{"/password", "wrong-password"};
        auto const verdict = codes.check({call.who->person}, code, call);
        if (verdict == Verdict::missing) return Wrong{"/code", "second-factor-needed", false};
        if (verdict == Verdict::wrong) return Wrong{"/code", "wrong-code"};
        return std::nullopt;
    }
};

}  // namespace accounts
