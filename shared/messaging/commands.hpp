// What can be asked of messaging.
#pragma once

#include <variant>

#include "shared/messaging/rows.hpp"
#include "shared/wire/endpoint.hpp"
#include "shared/world/edit_rows.hpp"

namespace messaging {

using PersonId = base::Id<accounts::Person>;

struct CreateChannel {
    static constexpr std::string_view type_name = "messaging.create-channel";
    static constexpr auto access = wire::Access::member;
    base::Id<Channel> channel;
    base::Id<Member> member;  // of the one who creates it, its owner
    PersonId owner;
    std::string title;
    std::string about;
    static constexpr auto fields() {
        return base::Pack{base::field("channel", &CreateChannel::channel).required(),
                          base::field("member", &CreateChannel::member).required(),
                          base::field("owner", &CreateChannel::owner).required(),
                          base::field("title", &CreateChannel::title).required().line().at_most(80),
                          base::field("about", &CreateChannel::about).at_most(500)};
    }
};

struct RenameChannel {
    static constexpr std::string_view type_name = "messaging.rename-channel";
    static constexpr auto access = wire::Access::signed_in;
    base::Id<Channel> channel;
    std::string title;
    std::string about;
    static constexpr auto fields() {
        return base::Pack{base::field("channel", &RenameChannel::channel).required(),
                          base::field("title", &RenameChannel::title).required().line().at_most(80),
                          base::field("about", &RenameChannel::about).at_most(500)};
    }
};

struct Invite {
    static constexpr std::string_view type_name = "messaging.invite";
    static constexpr auto access = wire::Access::member;
    base::Id<Channel> channel;
    base::Id<Member> member;
    PersonId person;
    static constexpr auto fields() {
        return base::Pack{base::field("channel", &Invite::channel).required(),
                          base::field("member", &Invite::member).required(),
                          base::field("person", &Invite::person).required()};
    }
};

// Takes somebody out of a channel; of oneself: leaves it.
struct RemoveMember {
    static constexpr std::string_view type_name = "messaging.remove-member";
    static constexpr auto access = wire::Access::signed_in;
    base::Id<Channel> channel;
    PersonId person;
    static constexpr auto fields() {
        return base::Pack{base::field("channel", &RemoveMember::channel).required(),
                          base::field("person", &RemoveMember::person).required()};
    }
};

struct Post {
    static constexpr std::string_view type_name = "messaging.post";
    static constexpr auto access = wire::Access::signed_in;
    base::Id<Channel> channel;
    base::Id<Message> message;
    std::string text;
    static constexpr auto fields() {
        return base::Pack{
            base::field("channel", &Post::channel).required(),
            base::field("message", &Post::message).required(),
            base::field("text", &Post::text).required().at_most(Message::longest_text)};
    }
};

struct ReadUpTo {
    static constexpr std::string_view type_name = "messaging.read-up-to";
    static constexpr auto access = wire::Access::signed_in;
    base::Id<Channel> channel;
    PersonId person;  // oneself
    std::int64_t number = 0;
    static constexpr auto fields() {
        return base::Pack{base::field("channel", &ReadUpTo::channel).required(),
                          base::field("person", &ReadUpTo::person).required(),
                          base::field("number", &ReadUpTo::number).within(0, 1'000'000'000'000)};
    }
};

// What stands in one's field for messages now. When it is not what was seen last that the server
// has, another device wrote meanwhile, and both stay where there is room: one below the other.
struct KeepDraft {
    static constexpr std::string_view type_name = "messaging.keep-draft";
    static constexpr auto access = wire::Access::signed_in;
    base::Id<Channel> channel;
    base::Id<Draft> draft;  // when there is none yet: the member's id
    PersonId person;        // oneself
    std::string text;
    std::int64_t seen = 0;  // the edition that it was made from; 0: there was none
    static constexpr auto fields() {
        return base::Pack{base::field("channel", &KeepDraft::channel).required(),
                          base::field("draft", &KeepDraft::draft).required(),
                          base::field("person", &KeepDraft::person).required(),
                          base::field("text", &KeepDraft::text).at_most(Draft::longest_text),
                          base::field("seen", &KeepDraft::seen).within(0, 1'000'000'000'000)};
    }
};
// Two drafts of one message, of which nothing may be lost: the longer one if it has all of the
// other, or else both.
std::string both_drafts(std::string const& one, std::string const& other);

// ---- only the server itself asks for these, when a person's account is deleted

// Some of the messages that the person wrote in a channel; what is another's stays.
struct EraseMessages {
    static constexpr std::string_view type_name = "messaging.erase-messages";
    static constexpr bool internal = true;
    base::Id<Channel> channel;
    PersonId person;
    std::vector<base::Id<Message>> messages;
    static constexpr auto fields() {
        return base::Pack{base::field("channel", &EraseMessages::channel).required(),
                          base::field("person", &EraseMessages::person).required(),
                          base::field("messages", &EraseMessages::messages).at_most(200)};
    }
};

// Takes the person out of a channel, also as the one who created it. Where nobody is left the
// channel goes; where no owner is, the one who has been there longest becomes it, and has to be
// named, since that is told to them.
struct Depart {
    static constexpr std::string_view type_name = "messaging.depart";
    static constexpr bool internal = true;
    base::Id<Channel> channel;
    PersonId person;
    PersonId heir{};  // none: nobody has to inherit
    static constexpr auto fields() {
        return base::Pack{base::field("channel", &Depart::channel).required(),
                          base::field("person", &Depart::person).required(),
                          base::field("heir", &Depart::heir)};
    }
};
// Who inherits the channel when the person goes; none when it needs nobody, or nobody is left.
PersonId heir_of(std::vector<Member> const& members, PersonId person);

struct Name {
    static constexpr std::string_view name = "messaging";
};
using Edit = world::Edit<Name>;
using World = world::Tables<Channel, Member, Mark, Message, Draft, Edit>;
using EditRows = world::EditRows<Name, World::Row>;
using Command = std::variant<CreateChannel, RenameChannel, Invite, RemoveMember, Post, ReadUpTo,
                             KeepDraft, EditRows, EraseMessages, Depart>;

struct Facts {
    // Of those who come into a channel by a command, or into it by hand: all of them.
    std::optional<bool> person_exists;
    // Where they do not: who does not, in their order; none: that is not known of each.
    std::vector<PersonId> unknown{};
};
// Of whom that is to be known; in their order, each once.
std::vector<PersonId> who_must_exist(Command const& command);

// What somebody may do in a channel.
enum class Act : std::uint8_t { read, post, invite, rename, remove_others };

// The one rule of rights in channels: nothing when allowed, else why not.
std::optional<base::Refusal> may(World const& world, PersonId actor, Act act,
                                 base::Id<Channel> channel);

// How many are in a channel, counted once for whoever asks about each of them.
struct Count {
    int owners = 0, people = 0;
};
Count count_in(World const& world, base::Id<Channel> channel);
// Why this one has to stay, whoever asks: a channel with people in it has an owner.
std::optional<base::Refusal> bars_removal(Member const& member, Count const& count);

struct Endpoints;  // endpoints.hpp

struct Domain {
    using Name = messaging::Name;
    static constexpr std::string_view name = Name::name;
    static constexpr std::string_view about = "Channels, their members and their messages.";
    using World = messaging::World;
    using Row = World::Row;
    using Change = World::Change;
    using Command = messaging::Command;
    using Facts = messaging::Facts;
    using Context = world::Context<Facts>;
    using Endpoints = messaging::Endpoints;

    static constexpr auto followed() {
        constexpr auto mine = world::named_by<&Member::person, &Member::channel>;
        return base::Pack{world::own(), mine(channel_space), mine(talk_space).on_request()};
    }

    static world::Reads reads(Command const& command, base::Id128 actor);
    static World::Verdict decide(World const& world, Command const& command,
                                 Context const& context);
};

}  // namespace messaging
