// Channels, who is in them, what was said, how far each has read, and what each has begun to write.
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

// What the members of a channel see of it wherever they are: its row. The id is the channel's.
inline constexpr world::Kind channel_space{"channel"};
// What they see when it is open: messages, and who is in it. The id is the channel's.
inline constexpr world::Kind talk_space{"talk"};
// What rows here refer to in another domain, which is known by its name alone.
inline constexpr std::string_view people_table = "accounts.person";
// So many of a channel's newest messages belong to its talk; older ones are asked for.
inline constexpr std::int64_t window = 200;

// Messages in a row that one person wrote, up to where the next run begins.
struct Run {
    std::int64_t from = 0;            // the number of the first
    base::Id<accounts::Person> by{};  // none: they were erased

    static constexpr auto fields() {
        return base::Pack{base::field("from", &Run::from).within(1, 1'000'000'000'000),
                          base::field("by", &Run::by)};
    }
    friend bool operator==(Run const& a, Run const& b) { return a.from == b.from && a.by == b.by; }
};

struct Channel {
    static constexpr std::size_t most_runs = 32;
    static constexpr std::string_view type_name = "messaging.channel";
    static constexpr auto editing = world::Editing::rows;
    base::Id<Channel> id;
    std::string title;
    std::string about;
    base::Id<accounts::Person> created_by;  // none: their account is deleted
    base::Instant created;
    std::int64_t last_number = 0;  // of the newest message; numbers are dense from 1
    // Who wrote the newest messages, oldest run first. By it everybody counts what they have not
    // read without holding a message.
    std::vector<Run> runs{};
    std::int64_t earlier = 0;  // so many messages are there before the first run

    static constexpr auto fields() {
        return base::Pack{
            base::field("id", &Channel::id).required().fixed(),
            base::field("title", &Channel::title).required().line().at_most(80),
            base::field("about", &Channel::about).at_most(500),
            base::field("created_by", &Channel::created_by)
                .kept("kept-fixed")
                .refers_to(people_table),
            base::field("created", &Channel::created).fixed(),
            base::field("last_number", &Channel::last_number)
                .kept("kept-counted")
                .within(0, 1'000'000'000'000),
            base::field("runs", &Channel::runs).kept("kept-counted").at_most(most_runs),
            base::field("earlier", &Channel::earlier)
                .kept("kept-counted")
                .within(0, 1'000'000'000'000)};
    }
    static constexpr auto indexes() { return base::Pack<>{}; }
    static constexpr auto published() { return base::Pack{world::to<&Channel::id>(channel_space)}; }
};

enum class Role : std::uint8_t { owner, member };
constexpr std::array<std::string_view, 2> names_of(Role) { return {"owner", "member"}; }

// A person in a channel. Published to whoever has the channel open and to the person, who learns
// from it what to follow.
struct Member {
    static constexpr std::string_view type_name = "messaging.member";
    static constexpr auto editing = world::Editing::rows;
    base::Id<Member> id;
    base::Id<Channel> channel;
    base::Id<accounts::Person> person;
    Role role = Role::member;
    base::Instant since;

    static constexpr auto fields() {
        return base::Pack{
            base::field("id", &Member::id).required().fixed(),
            base::field("channel", &Member::channel)
                .required()
                .fixed()
                .refers_to(Channel::type_name),
            base::field("person", &Member::person).required().fixed().refers_to(people_table),
            base::field("role", &Member::role), base::field("since", &Member::since).fixed()};
    }
    static constexpr auto indexes() {
        return base::Pack{world::index<&Member::channel, &Member::person>(),
                          world::index<&Member::person, &Member::channel>()};
    }
    static constexpr auto published() {
        return base::Pack{world::to<&Member::person>(world::me),
                          world::to<&Member::channel>(talk_space)};
    }
};

// How far a person has read in a channel; of each member one. Nobody else is told of it: who has
// read a message is asked for.
struct Mark {
    static constexpr std::string_view type_name = "messaging.mark";
    static constexpr auto editing = world::Editing::nothing;
    base::Id<Mark> id;  // the member's
    base::Id<Channel> channel;
    base::Id<accounts::Person> person;
    std::int64_t read_up_to = 0;  // the number of the last message that the person has seen

    static constexpr auto fields() {
        return base::Pack{
            base::field("id", &Mark::id).required().fixed().refers_to(Member::type_name),
            base::field("channel", &Mark::channel).required().fixed().refers_to(Channel::type_name),
            base::field("person", &Mark::person).required().fixed().refers_to(people_table),
            base::field("read_up_to", &Mark::read_up_to).within(0, 1'000'000'000'000)};
    }
    static constexpr auto indexes() {
        return base::Pack{world::index<&Mark::channel, &Mark::person>()};
    }
    static constexpr auto published() { return base::Pack{world::to<&Mark::person>(world::me)}; }
};

struct Message {
    static constexpr std::string_view type_name = "messaging.message";
    static constexpr auto editing = world::Editing::rows;
    static constexpr std::size_t longest_text = 10'000;  // code points
    base::Id<Message> id;
    base::Id<Channel> channel;
    std::int64_t number = 0;
    base::Id<accounts::Person> author;
    std::string text;
    base::Instant sent;

    static constexpr auto fields() {
        return base::Pack{base::field("id", &Message::id).required().fixed(),
                          base::field("channel", &Message::channel)
                              .required()
                              .fixed()
                              .refers_to(Channel::type_name),
                          base::field("number", &Message::number)
                              .kept("kept-counted")
                              .within(1, 1'000'000'000'000)
                              .sortable(),
                          base::field("author", &Message::author)
                              .required()
                              .fixed()
                              .filterable()
                              .refers_to(people_table),
                          base::field("text", &Message::text).required().at_most(longest_text),
                          base::field("sent", &Message::sent).fixed()};
    }
    static constexpr auto indexes() {
        return base::Pack{world::index<&Message::channel, &Message::number>()};
    }
    static constexpr auto published() {
        return base::Pack{world::to<&Message::channel>(talk_space)
                              .newest<&Message::number, &Channel::last_number, window>()};
    }
    // What it counts among what a person stores, on the server.
    base::Id128 stored_by() const { return author.value; }
    std::int64_t stored_bytes() const { return static_cast<std::int64_t>(text.size()); }
};

// What a member has begun to write in a channel and not sent: so that it can be gone on with on any
// device. Of each member one at most, which nobody else is told of.
struct Draft {
    static constexpr std::string_view type_name = "messaging.draft";
    static constexpr auto editing = world::Editing::nothing;
    // Code points; more than a message may have, since what two devices wrote is put together. What
    // is longer stays on its device.
    static constexpr std::size_t longest_text = 2 * Message::longest_text;
    base::Id<Draft> id;  // the member's
    base::Id<Channel> channel;
    base::Id<accounts::Person> person;
    std::string text;          // empty: it was sent, or is not wanted any more
    std::int64_t edition = 0;  // grows with each change

    static constexpr auto fields() {
        return base::Pack{
            base::field("id", &Draft::id).required().fixed().refers_to(Member::type_name),
            base::field("channel", &Draft::channel)
                .required()
                .fixed()
                .refers_to(Channel::type_name),
            base::field("person", &Draft::person).required().fixed().refers_to(people_table),
            base::field("text", &Draft::text).at_most(longest_text),
            base::field("edition", &Draft::edition).within(1, 1'000'000'000'000)};
    }
    static constexpr auto indexes() {
        return base::Pack{world::index<&Draft::channel, &Draft::person>(),
                          world::index<&Draft::person, &Draft::channel>()};
    }
    static constexpr auto published() { return base::Pack{world::to<&Draft::person>(world::me)}; }
    base::Id128 stored_by() const { return person.value; }
    std::int64_t stored_bytes() const { return static_cast<std::int64_t>(text.size()); }
};

}  // namespace messaging
