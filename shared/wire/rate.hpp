// How often an endpoint may be asked for: a bucket that fills again by and by, for each address
// that asks, and for each account that is meant.
#pragma once

#include <string_view>

namespace wire {

struct Rate {
    struct Bucket {
        double most = 0;        // at once; 0: there is none
        double per_minute = 0;  // that come back
    };
    std::string_view name{};  // endpoints whose rates have one name share their buckets
    Bucket address{};
    Bucket account{};
};

// For what costs no more than any other reading by somebody who is signed in.
inline constexpr Rate unlimited{};

// For each person who is signed in, counted by each server for itself: wide, and asked for often.
constexpr Rate of_each_person(std::string_view name, double most, double per_minute) {
    return {name, {}, {most, per_minute}};
}

// Whether it is counted by address and account, for all servers together.
constexpr bool is_counted_by_address(Rate const& rate) { return rate.address.most > 0; }

}  // namespace wire
