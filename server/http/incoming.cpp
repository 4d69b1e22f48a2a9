#include "server/http/incoming.hpp"

#include <algorithm>
#include <memory>
#include <utility>

namespace http {

void Incoming::begin(Rooms const& rooms, std::string const& who, Head const& head,
                     std::uint64_t most, bool is_known, Progress::Clock::time_point now) {
    room_ = {rooms.everybody.of(who), rooms.strangers.of(who)};
    most_ = head.in_chunks ? most : head.body_bytes;
    if (head.in_chunks) chunks_.emplace();
    is_known_ = is_known;
    progress_.begin(now);
}

std::optional<HeadRefusal> Incoming::add(std::string_view& bytes) {
    if (!chunks_) {
        auto const own = bytes.substr(0, static_cast<std::size_t>(most_) - body_.size());
        bytes.remove_prefix(own.size());
        return append(own);
    }
    while (!bytes.empty() && !chunks_->is_whole()) {
        auto const piece = chunks_->next(bytes);
        if (!piece) return HeadRefusal{400, "chunks-malformed"};
        auto const left = most_ - body_.size();
        if (piece->size() > left || chunks_->announced() > left - piece->size())
            return HeadRefusal{413, "body-too-large"};
        if (auto refusal = append(*piece)) return refusal;
    }
    return std::nullopt;
}

std::uint64_t Incoming::expected() const {
    if (!chunks_) return most_;
    auto const more = chunks_->announced();
    return more > UINT64_MAX - body_.size() ? UINT64_MAX : body_.size() + more;
}

std::optional<HeadRefusal> Incoming::append(std::string_view piece) {
    if (!make_room(body_.size() + piece.size())) return HeadRefusal{503, "busy"};
    body_ += piece;
    progress_.arrived(piece.size());
    return std::nullopt;
}

// Doubles what there is, so that the string grows no further than what was counted.
bool Incoming::make_room(std::uint64_t bytes) {
    auto const had = free_bytes + room_.everybody.taken();
    if (bytes <= had) return true;
    auto const more = std::min(most_, std::max(bytes, 2 * had)) - had;
    if (!room_.everybody.grow(more)) return false;
    if (!is_known_ && !room_.strangers.grow(more)) return false;
    body_.reserve(static_cast<std::size_t>(had + more));
    return true;
}

bool Incoming::known(std::uint64_t most) {
    is_known_ = true;
    room_.strangers.give_back();
    if (!chunks_) return true;
    most_ = most;
    return expected() <= most_;
}

void Incoming::hand_over(Request& request) {
    request.body = std::exchange(body_, {});
    most_ = 0;
    chunks_.reset();
    if (room_.everybody.taken() > 0)
        request.room = std::make_shared<Room const>(std::exchange(room_, {}));
}

void Incoming::drop() {
    std::string().swap(body_);
    most_ = 0;
    chunks_.reset();
    room_ = {};
}

}  // namespace http
