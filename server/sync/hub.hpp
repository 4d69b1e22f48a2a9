// The live hub: whoever waits for news of a space is woken when something in it was committed, here
// or by another server on the same database.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "server/http/parking.hpp"
#include "server/sync/keys.hpp"

namespace syncing {

class Hub {
public:
    // Told of every space that changed, before anybody is woken, on any thread; null: too many to
    // be named.
    using Observer = std::function<void(world::Space const*)>;
    explicit Hub(
        http::Parking& parking, Observer observer = [](world::Space const*) {})
        : parking_(parking), observer_(std::move(observer)) {}

    void changed(std::vector<world::Space> const& spaces);
    void session_ended(base::Id128 session);
    void answered(base::Id128 client);     // its commands, also when they changed nothing
    void heard(std::string_view payload);  // of another server: names of spaces, or "*"
    void wake_everybody();

private:
    http::Parking& parking_;
    Observer const observer_;
};

}  // namespace syncing
