// The live hub: whoever waits for news of a space is woken when something in it was committed, here
// or by another server on the same database.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "server/http/parking.hpp"
#include "shared/world/space.hpp"

namespace syncing {

// The keys under which a long poll waits.
inline std::string key_of(world::Space const& space) { return world::to_text(space); }
std::string session_key(base::Id128 session);
std::string client_key(base::Id128 client);
constexpr std::string_view everybody = "*";

class Hub {
public:
    // `observer` is told of every space that changed, before anybody is woken, on any thread.
    using Observer = std::function<void(world::Space const&)>;
    explicit Hub(
        http::Parking& parking, Observer observer = [](world::Space const&) {})
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
