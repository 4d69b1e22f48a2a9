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
};

SigningKey make_signing_key();

// The keys of this database, newest first. The first server makes one; others wait for it and see
// the same.
std::vector<SigningKey> signing_keys(database::Pool& pool);

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

private:
    struct Pair {
        std::string kid, private_pem, public_pem;
    };
    std::vector<Pair> keys_;  // the first one signs
};

}  // namespace accounts
