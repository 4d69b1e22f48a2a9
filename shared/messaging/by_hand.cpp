#include "shared/messaging/by_hand.hpp"

#include <algorithm>
#include <set>

#include "shared/messaging/runs.hpp"

namespace messaging {

namespace {

using Change = World::Change;
using Verdict = World::Verdict;
using base::Refusal;

// Who begins a channel by hand is its owner: there is no channel without one.
base::Id<Member> first_member(base::Id<Channel> channel) { return {channel.value}; }

void reads_for(world::Reads& reads, Channel const& channel) {
    reads.row(first_member(channel.id))
        .row(mark_of_member(first_member(channel.id)))
        .range<&Member::channel>(channel.id)
        .range<&Mark::channel, &Mark::person>(channel.id, channel.created_by)
        .range<&Draft::channel, &Draft::person>(channel.id, channel.created_by)
        .write(talk_space(channel.id.value))
        .write(world::me(channel.created_by.value));
}
void reads_for(world::Reads& reads, Member const& member) {
    reads.row(member.channel)
        .row(mark_of_member(member.id))
        .range<&Member::channel>(member.channel)
        .range<&Member::channel, &Member::person>(member.channel, member.person)
        .range<&Mark::channel, &Mark::person>(member.channel, member.person)
        .range<&Draft::channel, &Draft::person>(member.channel, member.person)
        .read(channel_space(member.channel.value));
}
void reads_for(world::Reads& reads, Message const& message) {
    reads.row(message.channel)
        .range<&Message::channel, &Message::number>(message.channel, message.number)
        .write(channel_space(message.channel.value));
}
void reads_for(world::Reads&, auto const&) {}

// A client may not hold the channel that a row is of.
std::optional<Verdict> no_channel(World const& world, base::Id<Channel> channel) {
    if (world.find(channel)) return std::nullopt;
    if (!world.knows(channel_space(channel.value))) return Verdict(world::ServerDecides{});
    return Verdict(Refusal{"channel-unknown", {}});
}

struct Rules {
    Domain::Context const& context;
    EditRows const& command;

    std::optional<Verdict> operator()(World const& world, world::ByHand<Channel> const& edit,
                                      Change& also) const {
        if (edit.before && edit.after) return std::nullopt;
        if (!edit.after) return erase(world, *edit.before, also);
        auto const& channel = *edit.after;
        if (channel.last_number != 0 || channel.earlier != 0 || !channel.runs.empty())
            return Verdict(Refusal{"kept-counted", {{"field", "last_number"}}});
        if (auto no = no_person(channel.created_by)) return no;
        auto const member = first_member(channel.id);
        also.push_back(world::Add<Member>{
            {member, channel.id, channel.created_by, Role::owner, channel.created}});
        also.push_back(world::Add<Mark>{{mark_of_member(member), channel.id, channel.created_by}});
        return std::nullopt;
    }

    std::optional<Verdict> operator()(World const& world, world::ByHand<Member> const& edit,
                                      Change& also) const {
        auto const& member = edit.after ? *edit.after : *edit.before;
        if (auto no = no_channel(world, member.channel)) return no;
        if (!world.knows(talk_space(member.channel.value))) return Verdict(world::ServerDecides{});
        auto const count = count_in(world, member.channel);
        if (!edit.after) {
            if (auto const no = bars_removal(member, count)) return Verdict(*no);
            erase_own(world, member.channel, member.person, also);
        } else if (!edit.before) {
            if (member_of(world, member.channel, member.person))
                return Verdict(Refusal{"already-member", {}});
            if (auto no = no_person(member.person)) return no;
            also.push_back(
                world::Add<Mark>{{mark_of_member(member.id), member.channel, member.person,
                                  world.find(member.channel)->last_number}});
        } else if (edit.before->role == Role::owner && member.role != Role::owner &&
                   count.owners == 1) {
            return Verdict(Refusal{"last-owner", {}});
        }
        return std::nullopt;
    }

    // Numbers stay dense: what is added is the next one, or one that was erased.
    std::optional<Verdict> operator()(World const& world, world::ByHand<Message> const& edit,
                                      Change& also) const {
        if (edit.before && edit.after) return std::nullopt;
        auto const& message = edit.after ? *edit.after : *edit.before;
        if (auto no = no_channel(world, message.channel)) return no;
        Channel channel = *world.find(message.channel);
        if (!edit.after) {
            erase_messages(channel, {message.number});
        } else {
            if (auto no = no_person(message.author)) return no;
            auto const next = channel.last_number + 1;
            auto const there =
                world.by<&Message::channel, &Message::number>(message.channel, message.number);
            if (message.number > next || !there.empty())
                return Verdict(Refusal{"message-number", {{"next", std::to_string(next)}}});
            if (message.number == next)
                add_message(channel, message.author);
            else
                restore_message(channel, message.number, message.author);
        }
        also.push_back(world::Put<Channel>{channel});
        return std::nullopt;
    }

    template <class Row>
    std::optional<Verdict> operator()(World const&, world::ByHand<Row> const&, Change&) const {
        return std::nullopt;
    }

private:
    std::optional<Verdict> no_person(PersonId person) const {
        auto const& facts = context.facts;
        if (!facts.person_exists) return Verdict(world::ServerDecides{});
        if (*facts.person_exists) return std::nullopt;
        auto const& unknown = facts.unknown;
        if (!unknown.empty() && !std::binary_search(unknown.begin(), unknown.end(), person))
            return std::nullopt;
        return Verdict(Refusal{"person-unknown", {}});
    }
    // What was said in it could not be put back with it. The owner with whom it came goes with it,
    // and comes back with it.
    std::optional<Verdict> erase(World const& world, Channel const& channel, Change& also) const {
        if (channel.last_number != 0) return Verdict(Refusal{"channel-written-in", {}});
        if (!world.knows(talk_space(channel.id.value))) return Verdict(world::ServerDecides{});
        // By whom it was made is where its owner was looked for.
        if (!was_seen_with_its_maker(channel))
            return Verdict(Refusal{"changed-meanwhile", {{"field", "created_by"}}});
        auto const first = first_member(channel.id);
        for (auto const& member : world.by<&Member::channel>(channel.id)) {
            if (member.id != first || member.person != channel.created_by)
                return Verdict(Refusal{"channel-has-members", {}});
            erase_own(world, channel.id, channel.created_by, also);
            also.push_back(world::Erase<Member>{first});
        }
        return std::nullopt;
    }
    bool was_seen_with_its_maker(Channel const& channel) const {
        return std::any_of(command.rows.begin(), command.rows.end(), [&](auto const& edit) {
            auto const* seen = edit.before ? std::get_if<Channel>(&*edit.before) : nullptr;
            return seen && seen->id == channel.id && seen->created_by == channel.created_by;
        });
    }
};

}  // namespace

Member const* member_of(World const& world, base::Id<Channel> channel, PersonId person) {
    auto const found = world.by<&Member::channel, &Member::person>(channel, person);
    return found.empty() ? nullptr : &*found.begin();
}

Mark const* mark_of(World const& world, base::Id<Channel> channel, PersonId person) {
    auto const found = world.by<&Mark::channel, &Mark::person>(channel, person);
    return found.empty() ? nullptr : &*found.begin();
}

Draft const* draft_of(World const& world, base::Id<Channel> channel, PersonId person) {
    auto const found = world.by<&Draft::channel, &Draft::person>(channel, person);
    return found.empty() ? nullptr : &*found.begin();
}

base::Id<Mark> mark_of_member(base::Id<Member> member) { return {member.value}; }

// What goes with a membership.
void erase_own(World const& world, base::Id<Channel> channel, PersonId person,
               World::Change& change) {
    if (auto const* mark = mark_of(world, channel, person))
        change.push_back(world::Erase<Mark>{mark->id});
    if (auto const* draft = draft_of(world, channel, person))
        change.push_back(world::Erase<Draft>{draft->id});
}

std::vector<PersonId> who_must_exist(Command const& command) {
    std::set<PersonId> people;
    if (auto const* invite = std::get_if<Invite>(&command)) people.insert(invite->person);
    if (auto const* edits = std::get_if<EditRows>(&command))
        for (auto const& edit : edits->rows) {
            if (edit.before || !edit.after) continue;
            if (auto const* member = std::get_if<Member>(&*edit.after))
                people.insert(member->person);
            if (auto const* channel = std::get_if<Channel>(&*edit.after))
                people.insert(channel->created_by);
            if (auto const* message = std::get_if<Message>(&*edit.after))
                people.insert(message->author);
        }
    return {people.begin(), people.end()};
}

world::Reads reads_by_hand(EditRows const& command) {
    return world::reads_of_edits(command,
                                 [](world::Reads& reads, auto const& row, bool comes_or_goes) {
                                     using Row = std::decay_t<decltype(row)>;
                                     if (comes_or_goes || std::is_same_v<Row, Member>)
                                         reads_for(reads, row);
                                 });
}

World::Verdict decide_by_hand(World const& world, EditRows const& command,
                              Domain::Context const& context) {
    return world::decide_edits(world, command, context, Rules{context, command});
}

}  // namespace messaging
