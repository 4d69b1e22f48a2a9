// Access tokens: short-lived JSON Web Tokens (RFC 7519), signed with ECDSA over P-256 (ES256). Only
// this one algorithm, one issuer and keys of our own are ever accepted.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "server/database/pool.hpp"
#include "shared/accounts/rows.hpp"

namespace accounts {

constexpr std::int64_t access_token_life_s = 600;

struct SigningKey {
    std::string kid;
    std::string private_pem;
    std::string refresh_key;  // 32 bytes, with which refresh tokens are derived
    base::Instant made{};
};
// A key is published for so long before it signs, signs until another has taken over, and is
// published until its last signature has expired. Refresh tokens are told by their key as long as
// browsers keep them.
constexpr std::int64_t key_ahead_s = 15 * 60, key_period_s = 30 * 24 * 60 * 60,
                       key_kept_s = 220 * 24 * 60 * 60;

SigningKey make_signing_key();

// The keys of this database, newest first. The first server makes one; others wait for it and see
// the same.
std::vector<SigningKey> signing_keys(database::Pool& pool);
// Makes another when the newest is older than a period, and forgets those that nothing needs.
void rotate_signing_keys(database::Pool& pool, base::Instant now);

struct Claims {
    base::Id<Person> person;
    base::Id<Session> session;
};

class AccessTokens {
public:
    // Throws std::runtime_error for keys that are none.
    explicit AccessTokens(std::vector<SigningKey> const& keys);

    std::string issue(Claims const& claims, base::Instant now) const;
    // Nothing for whatever is not one of ours or has expired; nobody learns which.
    std::optional<Claims> verify(std::string const& token, base::Instant now) const;
    // Whether it names a key that is not among these.
    bool names_unknown_key(std::string const& token) const;

    std::string jwks(
        base::Instant now) const;  // JSON Web Key Set (RFC 7517) of what may verify now

private:
    struct Pair {
        std::string kid, private_pem, public_pem;
        base::Instant made;
    };
    std::size_t signer(base::Instant now) const;  // its place among the keys

    std::vector<Pair> keys_;  // newest first
};

}  // namespace accounts
