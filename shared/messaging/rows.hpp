// Channels, who is in them, and what was said.
#pragma once

#include <array>

#include "shared/base/fields.hpp"
#include "shared/world/published.hpp"
#include "shared/world/space.hpp"
#include "shared/world/table.hpp"

namespace accounts {
struct Person;  // known here by its id alone
}

namespace messaging {

// What the members of one channel see; the id is the channel's.
inline constexpr world::Kind channel_space{"channel"};
// So many of a channel's newest messages belong to what everybody holds; older ones are asked for.
inline constexpr std::int64_t window = 200;

struct Channel {
    static constexpr std::string_view type_name = "messaging.channel";
    base::Id<Channel> id;
    std::string title;
    std::string about;
    base::Id<accounts::Person> created_by;
    base::Instant created;
    std::int64_t last_number = 0;  // of the newest message; numbers are dense from 1

    static constexpr auto fields() {
        return std::tuple{
            base::field("id", &Channel::id).required().fixed(),
            base::field("title", &Channel::title).required().line().at_most(80),
            base::field("about", &Channel::about).at_most(500),
            base::field("created_by", &Channel::created_by).required().fixed(),
            base::field("created", &Channel::created).fixed(),
            base::field("last_number", &Channel::last_number).within(0, 1'000'000'000'000)};
    }
    static constexpr auto indexes() { return std::tuple{world::index<&Channel::title>()}; }
    static constexpr auto published() { return std::tuple{world::to<&Channel::id>(channel_space)}; }
};

enum class Role : std::uint8_t { owner, member };
constexpr std::array<std::string_view, 2> names_of(Role) { return {"owner", "member"}; }

// A person in a channel. Published to the channel and to the person, who learns from it what to
// follow.
struct Member {
    static constexpr std::string_view type_name = "messaging.member";
    base::Id<Member> id;
    base::Id<Channel> channel;
    base::Id<accounts::Person> person;
    Role role = Role::member;
    base::Instant since;
    std::int64_t read_up_to = 0;  // the number of the last message that the person has seen

    static constexpr auto fields() {
        return std::tuple{
            base::field("id", &Member::id).required().fixed(),
            base::field("channel", &Member::channel).required().fixed(),
            base::field("person", &Member::person).required().fixed(),
            base::field("role", &Member::role),
            base::field("since", &Member::since).fixed(),
            base::field("read_up_to", &Member::read_up_to).within(0, 1'000'000'000'000)};
    }
    static constexpr auto indexes() {
        return std::tuple{world::index<&Member::channel, &Member::person>(),
                          world::index<&Member::person, &Member::channel>()};
    }
    static constexpr auto published() {
        return std::tuple{world::to<&Member::person>(world::me),
                          world::to<&Member::channel>(channel_space)};
    }
};

struct Message {
    static constexpr std::string_view type_name = "messaging.message";
    static constexpr std::size_t longest_text = 10'000;  // code points
    base::Id<Message> id;
    base::Id<Channel> channel;
    std::int64_t number = 0;
    base::Id<accounts::Person> author;
    std::string text;
    base::Instant sent;

    static constexpr auto fields() {
        return std::tuple{
            base::field("id", &Message::id).required().fixed(),
            base::field("channel", &Message::channel).required().fixed(),
            base::field("number", &Message::number).within(1, 1'000'000'000'000).sortable(),
            base::field("author", &Message::author).required().fixed().filterable(),
            base::field("text", &Message::text).required().at_most(longest_text),
            base::field("sent", &Message::sent).fixed()};
    }
    static constexpr auto indexes() {
        return std::tuple{world::index<&Message::channel, &Message::number>()};
    }
    static constexpr auto published() {
        return std::tuple{world::to<&Message::channel>(channel_space)
                              .newest<&Message::number, &Channel::last_number, window>()};
    }
    // What it counts among what a person stores, on the server.
    base::Id128 stored_by() const { return author.value; }
    std::int64_t stored_bytes() const { return static_cast<std::int64_t>(text.size()); }
};

}  // namespace messaging
