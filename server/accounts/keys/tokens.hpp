// Access tokens: short-lived JSON Web Tokens (RFC 7519), signed with ECDSA over P-256 (ES256). Only
// this one algorithm, one issuer and keys of our own are ever accepted.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "shared/accounts/rows.hpp"

namespace accounts {

constexpr std::int64_t access_token_life_s = 600;

struct SigningKey {
    std::string kid;
    std::string private_pem;
    base::Instant made{};
};
SigningKey make_signing_key();

// A key is published for so long before it signs, and signs until another has taken over.
constexpr std::int64_t key_ahead_s = 15 * 60, key_period_s = 30 * 24 * 60 * 60;
// How many of the keys, which are told by when they were made, newest first, are published by now:
// all until what the oldest signed last has expired. The others verify nothing, and are deleted.
std::size_t published_keys(std::vector<base::Instant> const& made, base::Instant now);

struct Claims {
    base::Id<Person> person;
    base::Id<Session> session;
    base::Instant issued{};  // to the second; none: by something else than an access token
};

class AccessTokens {
public:
    // Throws std::runtime_error for keys that are none.
    explicit AccessTokens(std::vector<SigningKey> const& keys);

    std::string issue(Claims const& claims, base::Instant now) const;
    // Nothing for whatever is not one of ours, has expired, would live for longer than ours do, or
    // names a key that jwks() does not; nobody learns which.
    std::optional<Claims> verify(std::string const& token, base::Instant now) const;
    // Whether it names a key that is not among these.
    bool names_unknown_key(std::string const& token) const;

    std::string jwks(
        base::Instant now) const;  // JSON Web Key Set (RFC 7517) of what may verify now

private:
    struct Pair {
        std::string kid, private_pem, public_pem;
    };
    std::size_t published(base::Instant now) const;
    std::size_t signer(base::Instant now) const;  // its place among the keys

    std::vector<Pair> keys_;  // newest first
    std::vector<base::Instant> made_;
};

}  // namespace accounts
