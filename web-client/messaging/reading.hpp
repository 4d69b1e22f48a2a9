// What of a channel is in sight, and what is read by that.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "web-client/messaging/drafts.hpp"

namespace messaging {

// Messages of a channel that are older than those of its talk, as they were asked for.
struct Older {
    std::vector<Message> messages;  // newest first
    bool loading = false;
    bool all = false;           // the first message is among them
    std::int64_t again_ms = 0;  // by the steady clock: not asked before, since it failed
    std::vector<Message> held;  // those of the talk at the last look, oldest first
    std::uint64_t version = 0;  // of the answers that came
};
// What has left the newest that the talk holds since the last look joins the older ones, so that
// nothing goes away under the eyes of whoever reads it. When so much came at once that there is a
// gap, the older ones are asked for anew.
void keep_in_sight(Older& older, client::Account const& account, ChannelId id);

// My own place in a channel; null: I am not in it.
Member const* my_place(client::Account const& account, ChannelId id);
// How far the person has read.
std::int64_t read_in(client::Account const& account, ChannelId id);
// The number up to which everything is read when this message was, and all above: whoever has read
// the last message that there is has read all, also the numbers of those that were erased.
std::int64_t read_with(client::Account const& account, ChannelId id, Older const& older,
                       std::string const& message);
// The number of the message with this id, or 0.
std::int64_t number_of(client::Account const& account, Older const& older,
                       std::string const& message);

}  // namespace messaging
