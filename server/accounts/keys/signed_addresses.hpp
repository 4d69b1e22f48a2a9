// Addresses that prove by themselves who asks, for what cannot send a header: a download, a player,
// a picture in a page. Each is valid for one path with its query, for a minute, and while its
// session is open.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/accounts/keys/tokens.hpp"

namespace accounts {

class SignedAddresses {
public:
    static constexpr std::int64_t life_s = 60;

    explicit SignedAddresses(std::vector<std::string> keys);  // the first one seals

    // What stands in the query under http::signed_key; `what` is what_is_signed().
    std::string seal(Claims const& who, std::string_view what, base::Instant now) const;
    std::optional<Claims> read(std::string const& seal, std::string_view what,
                               base::Instant now) const;

private:
    std::vector<std::string> keys_;
};

// The path and all of the query but the seal itself, decoded: no two requests have the same.
std::string what_is_signed(std::string const& path,
                           std::vector<std::pair<std::string, std::string>> const& query);

}  // namespace accounts
