#include "web-client/messaging/reading.hpp"

#include <algorithm>
#include <set>

namespace messaging {

Member const* my_place(client::Account const& account, ChannelId id) {
    auto const found =
        account.shown<Domain>().by<&Member::channel, &Member::person>(id, account.me().id);
    return found.empty() ? nullptr : &*found.begin();
}

std::int64_t read_in(client::Account const& account, ChannelId id) {
    auto const found =
        account.shown<Domain>().by<&Mark::channel, &Mark::person>(id, account.me().id);
    return found.empty() ? 0 : found.begin()->read_up_to;
}

void keep_in_sight(Older& older, client::Account const& account, ChannelId id) {
    std::vector<Message> held;
    for (auto const& message : account.shown<Domain>().ordered<&Message::channel>(id))
        held.push_back(message);
    if (!held.empty() && !older.held.empty()) {
        auto const first = held.front().number;
        if (older.held.back().number < first - 1) {
            older.messages.clear();
            older.all = false;
        } else {
            auto const behind = held.back().number - window;
            std::vector<Message> left;
            for (auto at = older.held.rbegin(); at != older.held.rend(); ++at)
                if (at->number < first && at->number <= behind) left.push_back(*at);
            older.messages.insert(older.messages.begin(), left.begin(), left.end());
        }
    }
    older.held = std::move(held);
}

std::int64_t read_with(client::Account const& account, ChannelId id, Older const& older,
                       std::string const& message) {
    auto const number = number_of(account, older, message);
    auto const* channel = account.shown<Domain>().find(id);
    if (!channel || number == 0) return number;
    std::set<base::Id128> waiting;  // numbered by guess: others may write in between
    for (auto const& pending : account.of<Domain>().mind().pending())
        if (auto const* post = std::get_if<Post>(&pending.command))
            if (post->channel == id && !pending.now_refused) waiting.insert(post->message.value);
    for (auto const& other : account.shown<Domain>().ordered<&Message::channel>(id))
        if (other.number > number && waiting.count(other.id.value) == 0) return number;
    for (auto const& old : older.messages)
        if (old.number > number) return number;
    return std::max(number, channel->last_number - static_cast<std::int64_t>(waiting.size()));
}

std::int64_t number_of(client::Account const& account, Older const& older,
                       std::string const& message) {
    auto const id = base::id_from_text(message);
    if (!id) return 0;
    if (auto const* found = account.shown<Domain>().find(base::Id<Message>{*id}))
        return found->number;
    for (auto const& old : older.messages)
        if (old.id.value == *id) return old.number;
    return 0;
}

}  // namespace messaging
