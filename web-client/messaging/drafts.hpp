// Where drafts of messaging are kept, and how one leaves for the outbox.
#pragma once

#include <optional>
#include <string>

#include "web-client/look/field.hpp"
#include "web-client/sync/account.hpp"

namespace messaging {

using ChannelId = base::Id<Channel>;

// Of a message to this channel, of its new name and description, and of a new channel.
std::string draft_place(ChannelId id);
std::string rename_place(ChannelId id);
inline constexpr char const* new_channel_place = "new-channel";

// Whose draft is kept there, by either of the two; nothing: of another place.
std::optional<ChannelId> channel_of_draft(std::string_view place);

// Sends what stands in the field of a channel. Refused, it stays there.
std::optional<base::Refusal> post(client::Account& account, ChannelId channel,
                                  base::Id<Message> message, look::EditorState const& text);

}  // namespace messaging
