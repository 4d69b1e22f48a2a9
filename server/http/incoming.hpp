// The body of one request while it comes in, by its length or in chunks. Memory is counted, and
// taken, as bytes arrive: what a head or a chunk declares costs nothing. Of all that comes in
// together everybody has a share, and whoever is not known yet may have half of it at most, so that
// strangers, however many, leave room for people.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "server/http/chunks.hpp"
#include "server/http/head.hpp"
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

    // `most` is the longest that whoever is known may send in chunks, as far as that is known.
    void begin(Rooms const& rooms, std::string const& who, Head const& head, std::uint64_t most,
               bool is_known, Progress::Clock::time_point now);
    // Takes what belongs to the body, and takes it off `bytes`; or says why it cannot.
    std::optional<HeadRefusal> add(std::string_view& bytes);
    // Whoever sends it is, by now, and may send so much in chunks. False: more has come by then.
    bool known(std::uint64_t most);
    bool is_known() const { return is_known_; }
    bool is_whole() const { return chunks_ ? chunks_->is_whole() : body_.size() == most_; }
    // Its length, or of chunks what has come and what the last of them announces.
    std::uint64_t expected() const;
    bool is_too_slow(Progress::Least const& least, Progress::Clock::time_point now) {
        return progress_.is_too_slow(least, now);
    }

    void hand_over(Request& request);  // with its room, which is held as long as the body is
    void drop();

private:
    std::optional<HeadRefusal> append(std::string_view piece);
    bool make_room(std::uint64_t bytes);

    struct Room {
        Shares::Share everybody, strangers;
    };
    std::string body_;
    std::uint64_t most_ = 0;        // as declared, unless it comes in chunks
    std::optional<Chunks> chunks_;  // when it does
    Room room_;
    bool is_known_ = false;
    Progress progress_;
};

}  // namespace http
