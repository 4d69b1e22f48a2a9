// Who knows whom: what a guest may learn of others, and others of a guest.
#pragma once

#include <functional>
#include <vector>

#include "server/database/pool.hpp"
#include "server/http/call.hpp"
#include "shared/accounts/endpoints.hpp"

namespace accounts {

class KnownPeople {
public:
    // Of these people those who share a space with somebody (server::Neighbours).
    using WhoShares = std::function<std::vector<base::Id128>(
        pqxx::transaction_base&, base::Id128 person, std::vector<base::Id128> const& others)>;

    KnownPeople(database::Pool& pool, WhoShares who_shares)
        : pool_(pool), who_shares_(std::move(who_shares)) {}

    http::Outcome<NamePeople::Response> names(NamePeople::Request const& request,
                                              http::Call const& call) const;
    // Those among them whom the asker may know, in the order of their ids. What is asked of the
    // database, and how often, does not depend on who is there.
    std::vector<Person> among(http::Identity const& who,
                              std::vector<base::Id128> const& people) const;

private:
    database::Pool& pool_;
    WhoShares who_shares_;
};

}  // namespace accounts
