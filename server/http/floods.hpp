// How much somebody who is signed in may do in a row: far more than a person ever does, and little
// enough that a program gone wild costs the others nothing. Each server counts for itself, in
// memory, since these buckets are wide and asked for with every command.
#pragma once

#include <memory>
#include <optional>

#include "server/http/limits.hpp"

namespace http {

// What each person may do of an endpoint.
template <class Endpoint>
constexpr Allowance of_each_person() {
    constexpr wire::Rate rate = Endpoint::rate;
    static_assert(rate.account.most > 0 && !wire::is_counted_by_address(rate),
                  "its rate is not counted like that");
    return {rate.name, rate.account.most, rate.account.per_minute};
}

// What each person who is signed in may do of an endpoint that counts strangers by their address:
// as much as one address.
template <class Endpoint>
constexpr Allowance as_one_address() {
    auto const limits = limited<Endpoint>();
    return {limits.what, limits.address.most, limits.address.per_minute};
}

class Floods {
public:
    // `factor` is that of the rate limits; 0: there are none.
    explicit Floods(double factor) : factor_(factor) {}

    // Why `count` more of it are not taken now, with the time to wait.
    std::optional<Fault> refuse(Allowance rule, std::size_t count, Call const& call) const;

private:
    double const factor_;
    std::unique_ptr<BucketsInMemory> const buckets_ = std::make_unique<BucketsInMemory>();
};

}  // namespace http
