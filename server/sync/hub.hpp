// The live hub: whoever waits for news of a space is woken when something in it was committed, here
// or by another server on the same database.
#pragma once

#include <functional>
#include <string>
#include <string_view>
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

    void changed(std::string_view domain, std::vector<world::Space> const& spaces);
    void session_ended(base::Id128 session);
    void answered(base::Id128 client);  // its commands, also when they changed nothing
    // Of another server: "messaging/ channel:… me:…", or "*". Spaces before which no domain stands
    // are of any: so servers spoke that did not name it.
    void heard(std::string_view payload);
    void wake_everybody();

private:
    void wake(std::string_view domain, world::Space const& space);

    http::Parking& parking_;
    Observer const observer_;
};

}  // namespace syncing
