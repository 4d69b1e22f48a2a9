// The codes of second factors: where they are kept, and how one is checked, once the password was
// right. How a factor is turned on and off is second_factor.hpp.
#pragma once

#include "server/accounts/keys/installation.hpp"
#include "server/accounts/store.hpp"
#include "server/http/call.hpp"
#include "server/sync/hub.hpp"

namespace accounts {

class FactorCodes {
public:
    FactorCodes(database::Pool& pool, Store& store, syncing::Hub& hub,
                server::InstallationKey const& key)
        : pool_(pool), store_(store), hub_(hub), key_(key) {}

    bool is_on(PersonId person) const;
    // Of somebody whose password was right. A right code is used up.
    enum class Verdict { none_needed, right, missing, wrong };
    Verdict check(PersonId person, std::string const& code, http::Call const& call) const;

private:
    database::Pool& pool_;
    Store& store_;
    syncing::Hub& hub_;
    server::InstallationKey const& key_;
};

// ---- inside of a transaction that has the person's own space

// Whether codes are asked for; also where the secret can no longer be opened.
bool has_factor(pqxx::transaction_base& transaction, PersonId person);

struct KeptFactor {
    std::string secret;  // empty when it cannot be opened: then no code by the time is right
    bool is_on = false;
    std::int64_t last_step = 0;
};
std::optional<KeptFactor> kept_factor_of(pqxx::transaction_base& transaction,
                                         server::InstallationKey const& key, PersonId person);
// Whether they are the code of a time that was not used yet; from here on it was.
bool use_digits(pqxx::transaction_base& transaction, PersonId person, KeptFactor const& kept,
                std::string const& digits);
// What one recovery code is kept as; ten of them take the place of all before.
std::vector<std::string> new_recovery_codes(pqxx::transaction_base& transaction, PersonId person);
// Shows in the account's row what is true by now.
void tell_owner_of_factor(Unit& unit, PersonId person, bool on, Spaces& changed);

}  // namespace accounts
