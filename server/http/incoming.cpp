#include "server/http/incoming.hpp"

#include <algorithm>
#include <memory>
#include <utility>

namespace http {

void Incoming::begin(Rooms const& rooms, std::string const& who, std::uint64_t declared,
                     bool is_known, Progress::Clock::time_point now) {
    room_ = {rooms.everybody.of(who), rooms.strangers.of(who)};
    declared_ = declared;
    is_known_ = is_known;
    progress_.begin(now);
}

bool Incoming::add(std::string_view& bytes) {
    auto const missing = static_cast<std::size_t>(declared_) - body_.size();
    auto const own = bytes.substr(0, missing);
    if (!make_room(body_.size() + own.size())) return false;
    body_ += own;
    bytes.remove_prefix(own.size());
    progress_.arrived(own.size());
    return true;
}

// Doubles what there is, so that the string grows no further than what was counted.
bool Incoming::make_room(std::uint64_t bytes) {
    auto const had = free_bytes + room_.everybody.taken();
    if (bytes <= had) return true;
    auto const more = std::min(declared_, std::max(bytes, 2 * had)) - had;
    if (!room_.everybody.grow(more)) return false;
    if (!is_known_ && !room_.strangers.grow(more)) return false;
    body_.reserve(static_cast<std::size_t>(had + more));
    return true;
}

void Incoming::known() {
    is_known_ = true;
    room_.strangers.give_back();
}

void Incoming::hand_over(Request& request) {
    request.body = std::exchange(body_, {});
    declared_ = 0;
    if (room_.everybody.taken() > 0)
        request.room = std::make_shared<Room const>(std::exchange(room_, {}));
}

void Incoming::drop() {
    std::string().swap(body_);
    declared_ = 0;
    room_ = {};
}

}  // namespace http
