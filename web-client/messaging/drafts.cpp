#include "web-client/messaging/drafts.hpp"

namespace messaging {
namespace {

constexpr std::string_view of_message = "channel/", of_name = "rename/";

}  // namespace

std::string draft_place(ChannelId id) { return std::string(of_message) + base::to_text(id); }
std::string rename_place(ChannelId id) { return std::string(of_name) + base::to_text(id); }

std::optional<ChannelId> channel_of_draft(std::string_view place) {
    for (auto const kind : {of_message, of_name})
        if (place.substr(0, kind.size()) == kind)
            if (auto const id = base::id_from_text(place.substr(kind.size())))
                return ChannelId{*id};
    return std::nullopt;
}

std::optional<base::Refusal> post(client::Account& account, ChannelId channel,
                                  base::Id<Message> message, look::EditorState const& text) {
    return account.want(Post{channel, message, text.text}, {draft_place(channel), {}});
}

}  // namespace messaging
