// The body of one request while it comes in. Memory is counted, and taken, as bytes arrive: what a
// head declares costs nothing. Of all that comes in together everybody has a share, and whoever is
// not known yet may have half of it at most, so that strangers, however many, leave room for
// people.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "server/http/message.hpp"
#include "server/http/progress.hpp"
#include "server/http/shares.hpp"

namespace http {

// Of all connections of one edge.
struct Rooms {
    Rooms(std::uint64_t all, unsigned parts)
        : everybody({all, all / parts}), strangers({all / 2, all / parts}) {}
    Shares everybody, strangers;
};

class Incoming {
public:
    // The first bytes are as free as a head is, and bounded like heads by the number of
    // connections: what signs in and renews tokens never has to wait for room.
    static constexpr std::uint64_t free_bytes = 4096;

    void begin(Rooms const& rooms, std::string const& who, std::uint64_t declared, bool is_known,
               Progress::Clock::time_point now);
    // Takes what belongs to the body, and takes it off `bytes`. False: there is no room for it.
    bool add(std::string_view& bytes);
    void known();  // by now, and may send it
    bool is_whole() const { return body_.size() == declared_; }
    bool is_too_slow(Progress::Least const& least, Progress::Clock::time_point now) {
        return progress_.is_too_slow(least, now);
    }

    void hand_over(Request& request);  // with its room, which is held as long as the body is
    void drop();

private:
    bool make_room(std::uint64_t bytes);

    struct Room {
        Shares::Share everybody, strangers;
    };
    std::string body_;
    std::uint64_t declared_ = 0;
    Room room_;
    bool is_known_ = false;
    Progress progress_;
};

}  // namespace http
