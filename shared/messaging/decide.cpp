#include "shared/messaging/commands.hpp"

#include <algorithm>

#include "shared/base/text.hpp"
#include "shared/messaging/by_hand.hpp"
#include "shared/messaging/runs.hpp"

namespace messaging {

namespace {

using Change = World::Change;
using Verdict = World::Verdict;
using Context = Domain::Context;
using base::Refusal;

// Every command on a channel sees the channel and the actor's place in it, which stay as they are
// meanwhile.
world::Reads seen_in(base::Id<Channel> channel, PersonId actor) {
    return world::Reads().row(channel).range<&Member::channel, &Member::person>(channel, actor);
}
world::Reads in_channel(base::Id<Channel> channel, PersonId actor) {
    return seen_in(channel, actor)
        .read(channel_space(channel.value))
        .read(talk_space(channel.value));
}

world::Reads reads_of(CreateChannel const& c, PersonId) {
    return world::Reads()
        .row(c.channel)
        .row(c.member)
        .row(mark_of_member(c.member))
        .write(channel_space(c.channel.value))
        .write(talk_space(c.channel.value))
        .write(world::me(c.owner.value));
}
world::Reads reads_of(RenameChannel const& c, PersonId actor) {
    return in_channel(c.channel, actor).write(channel_space(c.channel.value));
}
world::Reads reads_of(Invite const& c, PersonId actor) {
    return in_channel(c.channel, actor)
        .row(c.member)
        .row(mark_of_member(c.member))
        .range<&Member::channel, &Member::person>(c.channel, c.person)
        .write(talk_space(c.channel.value))
        .write(world::me(c.person.value));
}
world::Reads reads_of(RemoveMember const& c, PersonId actor) {
    return in_channel(c.channel, actor)
        .range<&Member::channel>(c.channel)
        .range<&Member::channel, &Member::person>(c.channel, c.person)
        .range<&Mark::channel, &Mark::person>(c.channel, c.person)
        .range<&Draft::channel, &Draft::person>(c.channel, c.person)
        .write(talk_space(c.channel.value))
        .write(world::me(c.person.value));
}
world::Reads reads_of(Post const& c, PersonId actor) {
    return in_channel(c.channel, actor)
        .row(c.message)
        .write(channel_space(c.channel.value))
        .write(talk_space(c.channel.value));
}
// Waits for nobody who writes in the channel: its last number only grows, and who takes the reader
// out locks the reader's own space as well.
world::Reads reads_of(ReadUpTo const& c, PersonId actor) {
    return seen_in(c.channel, actor)
        .range<&Mark::channel, &Mark::person>(c.channel, c.person)
        .write(world::me(c.person.value));
}

// As of reading: nobody else writes there.
world::Reads reads_of(KeepDraft const& c, PersonId actor) {
    return seen_in(c.channel, actor)
        .row(c.draft)
        .range<&Draft::channel, &Draft::person>(c.channel, c.person)
        .write(world::me(c.person.value));
}

world::Reads reads_of(EditRows const& c, PersonId) { return reads_by_hand(c); }

world::Reads reads_of(EraseMessages const& c, PersonId) {
    auto reads = world::Reads()
                     .row(c.channel)
                     .write(channel_space(c.channel.value))
                     .write(talk_space(c.channel.value));
    for (auto const message : c.messages) reads.row(message);
    return reads;
}
world::Reads reads_of(Depart const& c, PersonId) {
    auto reads = world::Reads()
                     .row(c.channel)
                     .range<&Member::channel>(c.channel)
                     .range<&Mark::channel, &Mark::person>(c.channel, c.person)
                     .range<&Draft::channel, &Draft::person>(c.channel, c.person)
                     .write(channel_space(c.channel.value))
                     .write(talk_space(c.channel.value))
                     .write(world::me(c.person.value));
    if (!c.heir.is_none()) reads.write(world::me(c.heir.value));
    return reads;
}

// A channel that is not there, or that the actor may not know of, is answered alike.
Refusal unknown_channel() { return {"channel-unknown", {}}; }

// The refusal of `act`, or of looking at a channel of which this client does not hold enough.
std::optional<Verdict> barred(World const& world, PersonId actor, Act act,
                              base::Id<Channel> channel) {
    bool const knows_channel = world.find(channel) || world.knows(channel_space(channel.value));
    bool const knows_place =
        member_of(world, channel, actor) || world.knows(world::me(actor.value));
    if (!knows_channel || !knows_place) return Verdict(world::ServerDecides{});
    if (auto refusal = may(world, actor, act, channel)) return Verdict(*refusal);
    return std::nullopt;
}

Verdict decide_one(World const& world, CreateChannel const& c, Context const& context) {
    if (c.owner.value != context.actor) return Refusal{"not-yours", {}};
    if (context.guest) return Refusal{"members-only", {}};
    auto const* channel = world.find(c.channel);
    auto const* member = world.find(c.member);
    // The same channel, asked for again under another number because the answer was lost.
    if (channel && member && member->channel == c.channel && channel->created_by == c.owner)
        return Change{};
    if (channel || member) return Refusal{"id-taken", {}};
    return Change{world::Add<Channel>{{c.channel, c.title, c.about, c.owner, context.now}},
                  world::Add<Member>{{c.member, c.channel, c.owner, Role::owner, context.now}},
                  world::Add<Mark>{{mark_of_member(c.member), c.channel, c.owner}}};
}

Verdict decide_one(World const& world, RenameChannel const& c, Context const& context) {
    if (auto no = barred(world, {context.actor}, Act::rename, c.channel)) return *no;
    Channel renamed = *world.find(c.channel);
    renamed.title = c.title;
    renamed.about = c.about;
    return Change{world::Put<Channel>{renamed}};
}

Verdict decide_one(World const& world, Invite const& c, Context const& context) {
    if (context.guest) return Refusal{"members-only", {}};
    if (auto no = barred(world, {context.actor}, Act::invite, c.channel)) return *no;
    if (member_of(world, c.channel, c.person)) return Refusal{"already-member", {}};
    if (world.find(c.member)) return Refusal{"id-taken", {}};
    if (!world.knows(talk_space(c.channel.value))) return world::ServerDecides{};
    if (!context.facts.person_exists) return world::ServerDecides{};
    if (!*context.facts.person_exists) return Refusal{"person-unknown", {}};
    auto const* channel = world.find(c.channel);
    // What was said before does not count as unread for somebody who was not there.
    return Change{
        world::Add<Member>{{c.member, c.channel, c.person, Role::member, context.now}},
        world::Add<Mark>{{mark_of_member(c.member), c.channel, c.person, channel->last_number}}};
}

Verdict decide_one(World const& world, RemoveMember const& c, Context const& context) {
    bool const leaving = c.person.value == context.actor;
    if (auto no =
            barred(world, {context.actor}, leaving ? Act::read : Act::remove_others, c.channel))
        return *no;
    auto const* member = member_of(world, c.channel, c.person);
    bool const needs_the_others = !member || member->role == Role::owner;
    if (needs_the_others && !world.knows(talk_space(c.channel.value)))
        return world::ServerDecides{};
    if (!member) return Refusal{"member-unknown", {}};
    if (auto const no = bars_removal(*member, count_in(world, c.channel))) return *no;
    Change change{world::Erase<Member>{member->id}};
    erase_own(world, c.channel, c.person, change);
    return change;
}

Verdict decide_one(World const& world, Post const& c, Context const& context) {
    if (auto no = barred(world, {context.actor}, Act::post, c.channel)) return *no;
    if (auto const* there = world.find(c.message)) {
        bool const same = there->channel == c.channel && there->author.value == context.actor &&
                          there->text == c.text;
        // The same message, sent again under another number because its answer was lost.
        return same ? Verdict(Change{}) : Verdict(Refusal{"id-taken", {}});
    }
    Channel channel = *world.find(c.channel);
    add_message(channel, {context.actor});
    return Change{
        world::Put<Channel>{channel},
        world::Add<Message>{
            {c.message, c.channel, channel.last_number, {context.actor}, c.text, context.now}}};
}

Verdict decide_one(World const& world, ReadUpTo const& c, Context const& context) {
    if (c.person.value != context.actor) return Refusal{"not-yours", {}};
    if (auto no = barred(world, {context.actor}, Act::read, c.channel)) return *no;
    if (c.number > world.find(c.channel)->last_number) return Refusal{"message-unknown", {}};
    auto const* read = mark_of(world, c.channel, c.person);
    if (!read) return world::ServerDecides{};           // where every member has one
    if (c.number <= read->read_up_to) return Change{};  // said late, or twice: nothing follows
    Mark mark = *read;
    mark.read_up_to = c.number;
    return Change{world::Put<Mark>{mark}};
}

Verdict decide_one(World const& world, KeepDraft const& c, Context const& context) {
    if (c.person.value != context.actor) return Refusal{"not-yours", {}};
    if (auto no = barred(world, {context.actor}, Act::read, c.channel)) return *no;
    auto const* there = draft_of(world, c.channel, c.person);
    if (!there) {
        if (c.text.empty()) return Change{};
        if (world.find(c.draft)) return Refusal{"id-taken", {}};
        return Change{world::Add<Draft>{{c.draft, c.channel, c.person, c.text, 1}}};
    }
    auto text = c.seen == there->edition ? c.text : both_drafts(there->text, c.text);
    // Where there is no room for both, each stays where it is: this one on its device.
    if (text == there->text || base::code_points(text) > Draft::longest_text) return Change{};
    return Change{world::Put<Draft>{
        {there->id, there->channel, there->person, std::move(text), there->edition + 1}}};
}

Verdict decide_one(World const& world, EditRows const& c, Context const& context) {
    return decide_by_hand(world, c, context);
}

Verdict decide_one(World const& world, EraseMessages const& c, Context const&) {
    auto const* there = world.find(c.channel);
    if (!there) return unknown_channel();
    Change change;
    std::vector<std::int64_t> numbers;
    for (auto const id : c.messages) {
        auto const* message = world.find(id);
        if (!message || message->channel != c.channel || message->author != c.person) continue;
        change.push_back(world::Erase<Message>{id});
        numbers.push_back(message->number);
    }
    Channel channel = *there;
    erase_messages(channel, std::move(numbers));
    change.push_back(world::Put<Channel>{channel});
    return change;
}

// What ends the membership, and names the heir.
Change end_membership(World const& world, Member const& own, std::vector<Member> const& members,
                      PersonId heir) {
    Change change{world::Erase<Member>{own.id}};
    erase_own(world, own.channel, own.person, change);
    for (auto const& member : members) {
        if (heir.is_none() || member.person != heir) continue;
        Member owner = member;
        owner.role = Role::owner;
        change.push_back(world::Put<Member>{owner});
    }
    return change;
}

Verdict decide_one(World const& world, Depart const& c, Context const&) {
    auto const* channel = world.find(c.channel);
    if (!channel) return unknown_channel();
    std::vector<Member> members;
    for (auto const& member : world.by<&Member::channel>(c.channel)) members.push_back(member);
    Change change;
    auto const own = std::find_if(members.begin(), members.end(),
                                  [&](Member const& member) { return member.person == c.person; });
    if (own != members.end()) {
        auto const heir = heir_of(members, c.person);
        if (heir != c.heir) return Refusal{"member-unknown", {}};  // they were others by now
        change = end_membership(world, *own, members, heir);
    }
    bool const is_creator = channel->created_by == c.person;  // who may have left it long ago
    bool const is_last = own != members.end() ? members.size() == 1 : members.empty();
    if (is_last && (own != members.end() || is_creator)) {
        change.push_back(world::Erase<Channel>{c.channel});
    } else if (is_creator) {
        Channel by_nobody = *channel;
        by_nobody.created_by = {};
        change.push_back(world::Put<Channel>{by_nobody});
    }
    return change;
}

}  // namespace

std::string both_drafts(std::string const& one, std::string const& other) {
    if (one.find(other) != std::string::npos) return one;
    if (other.find(one) != std::string::npos) return other;
    return std::min(one, other) + "\n" + std::max(one, other);  // in the same order everywhere
}

PersonId heir_of(std::vector<Member> const& members, PersonId person) {
    Member const* longest = nullptr;
    bool is_owner = false;
    for (auto const& member : members) {
        if (member.person == person) {
            is_owner = member.role == Role::owner;
            continue;
        }
        if (member.role == Role::owner) return {};
        if (!longest || member.since < longest->since ||
            (member.since == longest->since && member.id < longest->id))
            longest = &member;
    }
    return is_owner && longest ? longest->person : PersonId{};
}

Count count_in(World const& world, base::Id<Channel> channel) {
    Count count;
    for (auto const& member : world.by<&Member::channel>(channel)) {
        ++count.people;
        count.owners += member.role == Role::owner;
    }
    return count;
}

std::optional<Refusal> bars_removal(Member const& member, Count const& count) {
    if (member.role == Role::owner && count.owners == 1 && count.people > 1)
        return Refusal{"last-owner", {}};
    return std::nullopt;
}

std::optional<Refusal> may(World const& world, PersonId actor, Act act, base::Id<Channel> channel) {
    auto const* member = world.find(channel) ? member_of(world, channel, actor) : nullptr;
    if (!member) return unknown_channel();
    bool const owners_only = act == Act::rename || act == Act::remove_others;
    if (owners_only && member->role != Role::owner) return Refusal{"owners-only", {}};
    return std::nullopt;
}

world::Reads Domain::reads(Command const& command, base::Id128 actor) {
    return std::visit([&](auto const& c) { return reads_of(c, PersonId{actor}); }, command);
}

World::Verdict Domain::decide(World const& world, Command const& command, Context const& context) {
    return std::visit([&](auto const& c) { return decide_one(world, c, context); }, command);
}

}  // namespace messaging
