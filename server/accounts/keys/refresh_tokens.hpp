// Refresh tokens: what keeps a session open beyond the life of an access token. Each names its
// session, holds 256 bits that nobody can guess, and proves that it was made here, so that one that
// was used up can be told from one that was invented.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "shared/accounts/rows.hpp"

namespace accounts {

class RefreshTokens {
public:
    explicit RefreshTokens(std::vector<std::string> keys);  // the first one makes new tokens

    std::string make(base::Id<Session> session) const;

    struct Read {
        base::Id<Session> session;
        std::string hash;  // hex SHA-256 of the token, as it is stored
        std::string body;  // what it holds beside its seal
    };
    std::optional<Read> read(std::string const& token) const;

    struct Successor {
        std::string token, hash;
    };
    // What may follow a token, by each key, the newest first; always the same ones in the same
    // turn. Another turn comes when nobody can have got the one before.
    std::vector<Successor> successors(Read const& read, std::int64_t turn) const;

    static std::string hash_of(std::string const& token);

private:
    static std::string sealed(std::string const& body, std::string const& key);

    std::vector<std::string> keys_;
};

}  // namespace accounts
