// How many places each person may take at once, so that nobody takes those of the others.
#pragma once

#include <map>
#include <memory>
#include <mutex>

#include "shared/base/id.hpp"

namespace syncing {

class Seats {
public:
    explicit Seats(std::size_t most_each) : most_each_(most_each) {}

    // Held as long as any copy lives, also when these Seats are gone; empty when the person has as
    // many already.
    using Seat = std::shared_ptr<void const>;
    Seat take(base::Id128 person) const;

private:
    struct Taken {
        std::mutex mutex;
        std::map<base::Id128, std::size_t> counts;
    };
    struct Held;

    std::size_t const most_each_;
    std::shared_ptr<Taken> const taken_ = std::make_shared<Taken>();
};

}  // namespace syncing
