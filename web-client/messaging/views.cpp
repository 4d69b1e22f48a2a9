#include "web-client/messaging/views.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "shared/base/by_name.hpp"
#include "shared/base/text.hpp"
#include "shared/messaging/runs.hpp"
#include "web-client/house/failure.hpp"
#include "web-client/messaging/mentions.hpp"

namespace messaging {
namespace {

constexpr std::size_t most_names_wanted = 500;

// The messages that wait in the outbox, and those of them that would be refused now, with the
// reason.
struct Waiting {
    std::set<base::Id128> shown;
    std::vector<std::pair<Message, std::string>> doubtful;
};
Waiting waiting_in(client::Account const& account, words::Words const& words, ChannelId id) {
    Waiting waiting;
    for (auto const& pending : account.of<Domain>().mind().pending()) {
        auto const* post = std::get_if<Post>(&pending.command);
        if (!post || post->channel != id) continue;
        if (pending.now_refused)
            waiting.doubtful.push_back(
                {{post->message, id, 0, account.me().id, post->text, pending.submitted},
                 words.explain(*pending.now_refused)});
        else
            waiting.shown.insert(post->message.value);
    }
    return waiting;
}

// Who else may be spoken to in a channel, as far as their names are here; of a channel that is not
// very large they come, soon.
std::vector<Addressee> others_in(client::Account const& account, house::Names& names,
                                 ChannelId id) {
    std::vector<Addressee> others;
    std::vector<base::Id<accounts::Person>> unnamed;
    for (auto const& member : account.shown<Domain>().by<&Member::channel>(id)) {
        auto const* person = names.find(member.person);
        if (!person)
            unnamed.push_back(member.person);
        else if (person->id != account.me().id)
            others.push_back({base::to_text(person->id), person->name});
    }
    if (others.size() + unnamed.size() <= most_names_wanted)
        for (auto const person : unnamed) names.want(person);
    return others;
}

}  // namespace

Presence presence_of(client::Account const& account, ChannelId id) {
    bool const is_there = account.shown<Domain>().find(id) != nullptr;
    if (my_place(account, id)) return is_there ? Presence::there : Presence::coming;
    bool const mine_are_known =
        account.ready() && account.of<Domain>().mind().holds(world::me(account.me().id.value));
    return mine_are_known ? Presence::gone : Presence::coming;
}

std::string route_of(ChannelId id) { return "/channels/" + base::to_text(id); }

std::string title_of(client::Account const& account, words::Words const& words, ChannelId id) {
    auto const* channel = account.shown<Domain>().find(id);
    return channel ? channel->title : words.say("app.some-channel");
}

std::vector<shell::Entry> entries(client::Account const& account, words::Words const& words) {
    std::vector<shell::Entry> list;
    auto const& world = account.shown<Domain>();
    for (auto const& member : world.by<&Member::person>(account.me().id)) {
        auto const* channel = world.find(member.channel);
        if (!channel) continue;  // its space has not arrived yet
        shell::Entry entry;
        entry.id = base::to_text(channel->id);
        entry.label = entry.said = channel->title;
        entry.route = route_of(channel->id);
        entry.icon = look::Icon::hash;
        entry.count = static_cast<int>(std::clamp<std::int64_t>(
            unread(*channel, read_in(account, channel->id), account.me().id), 0, 9'999));
        entry.strong = entry.count > 0;
        entry.waiting = !account.of<Domain>().mind().holds(channel_space(channel->id.value));
        entry.draft = !base::is_blank(account.drafts().at(draft_place(channel->id)));
        if (entry.strong)
            entry.said =
                words.say("nav.channel-unread", {{"title", entry.said}, {"n", entry.count}});
        if (entry.draft) entry.said = words.say("nav.channel-draft", {{"title", entry.said}});
        list.push_back(std::move(entry));
    }
    std::sort(list.begin(), list.end(), [](auto const& a, auto const& b) {
        return base::compare_for_people(a.label, b.label) < 0;
    });
    return list;
}

std::shared_ptr<Spoken const> spoken_to(client::Account const& account, house::Names& names,
                                        ChannelId id) {
    auto people = others_in(account, names, id);
    auto spoken = std::make_shared<Spoken>();
    for (auto const& each : people) spoken->others.push_back(each.name);
    base::sort_by_name(people);
    people.push_back({base::to_text(account.me().id), account.me().name});
    spoken->people = std::make_shared<Addressees const>(std::move(people));
    return spoken;
}

ChannelView channel_view(client::Account const& account, house::Names& names,
                         words::Words const& words, ChannelId id, Older const& older,
                         std::int64_t read_at_entering, Spoken const& spoken) {
    ChannelView view;
    view.people = spoken.people;
    auto const& world = account.shown<Domain>();
    view.id = base::to_text(id);
    view.rules = house::rules_of<Post>("text");
    auto const* channel = world.find(id);
    if (!channel) {
        view.loading = true;
        view.title = words.say("app.some-channel");
        view.write_grey = words.explain(base::Refusal{"channel-unknown", {}});
        return view;
    }
    view.title = channel->title;
    for (auto const& member : world.by<&Member::channel>(id))
        view.members += !member.person.is_none();
    auto const waiting = waiting_in(account, words, id);
    auto const add = [&](Message const& message, Delivery delivery, std::string reason) {
        MessageView shown;
        shown.id = base::to_text(message.id);
        shown.author = base::to_text(message.author);
        shown.name = names.of(words, message.author);
        shown.text = message.text;
        shown.at_us = message.sent.us;
        shown.delivery = delivery;
        shown.reason = std::move(reason);
        shown.mentions_me = message.author != account.me().id &&
                            mentions(message.text, account.me().name, spoken.others);
        if (spoken.people) shown.names = spoken.people->names_in(message.text);
        bool const fresh = message.number > read_at_entering && message.author != account.me().id;
        if (fresh && view.first_new < 0) view.first_new = static_cast<int>(view.messages.size());
        view.messages.push_back(std::move(shown));
    };
    std::int64_t first_held = 0;
    for (auto const& message : world.ordered<&Message::channel>(id)) {
        first_held = message.number;
        break;
    }
    for (auto at = older.messages.rbegin(); at != older.messages.rend(); ++at)
        if (first_held == 0 || at->number < first_held) add(*at, Delivery::sent, {});
    for (auto const& message : world.ordered<&Message::channel>(id))
        add(message, waiting.shown.count(message.id.value) ? Delivery::waiting : Delivery::sent,
            {});
    for (auto const& [message, reason] : waiting.doubtful) add(message, Delivery::doubtful, reason);
    for (auto const& [key, returned] : account.of<Domain>().tray())
        if (auto const* post = std::get_if<Post>(&returned.command); post && post->channel == id)
            add({post->message, id, 0, account.me().id, post->text, returned.submitted},
                Delivery::refused, words.explain(returned.refusal));
    bool const is_here = channel->last_number == 0 || world.knows(talk_space(id.value));
    bool const comes = account.status().link != client::Link::offline;
    // Of the newest numbers all may be erased: what is there is older then.
    bool const is_first_held = first_held == 1 || channel->last_number == 0;
    view.more_above = !is_first_held && !older.all && is_here && comes;
    view.loading = older.loading || (!is_here && comes);
    view.is_absent = !is_here && !comes;
    view.write_grey =
        house::grey(account.of<Domain>(), words, Post{id, {base::Id128{~0ull, ~0ull}}, "?"});
    return view;
}

DetailsView greys_view(client::Account const& account, words::Words const& words, ChannelId id) {
    DetailsView view;
    auto const& world = account.shown<Domain>();
    auto const* channel = world.find(id);
    if (!channel) return view;
    view.title = channel->title;
    view.about = channel->about;
    view.edit_grey = house::grey(account.of<Domain>(), words, RenameChannel{id, "?", ""});
    if (account.is_guest())
        view.invite_grey = words.explain(base::Refusal{"members-only", {}});
    else if (auto const refusal = may(world, account.me().id, Act::invite, id))
        view.invite_grey = words.explain(*refusal);
    view.leave_grey = house::grey(account.of<Domain>(), words, RemoveMember{id, account.me().id});
    return view;
}

DetailsView details_view(client::Account const& account, house::Names& names,
                         words::Words const& words, ChannelId id) {
    auto view = greys_view(account, words, id);
    auto const& world = account.shown<Domain>();
    if (!world.find(id)) return view;
    std::set<base::Id128> invited;  // here, and not yet confirmed
    for (auto const& pending : account.of<Domain>().mind().pending())
        if (auto const* invite = std::get_if<Invite>(&pending.command))
            invited.insert(invite->member.value);
    auto const barred = may(world, account.me().id, Act::remove_others, id);
    auto const count = count_in(world, id);
    for (auto const& member : world.by<&Member::channel>(id)) {
        MemberView shown;
        shown.id = base::to_text(member.person);
        shown.name = names.of(words, member.person);
        shown.owner = member.role == Role::owner;
        shown.me = member.person == account.me().id;
        shown.waiting = invited.count(member.id.value) != 0;
        auto const refusal = barred && !shown.me ? barred : bars_removal(member, count);
        if (refusal) shown.remove_grey = words.explain(*refusal);
        view.members.push_back(std::move(shown));
    }
    std::sort(view.members.begin(), view.members.end(), [](auto const& a, auto const& b) {
        if (a.owner != b.owner) return a.owner;
        return base::compare_for_people(a.name, b.name) < 0;
    });
    view.total = static_cast<int>(view.members.size());
    return view;
}

parts::ChooseView invite_view(client::Account const& account, house::Names& names,
                              words::Words const& words, ChannelId id, std::string const& search) {
    constexpr std::size_t most = 100;
    parts::ChooseView view;
    view.id = "invite";
    view.title = words.say("invite.title", {{"title", title_of(account, words, id)}});
    view.people = "invite.people";
    view.nobody = "invite.nobody";
    view.main = "invite.do";
    view.main_n = "invite.do-n";
    auto const& world = account.shown<Domain>();
    auto found = names.search(search, most);
    auto& people = found.people;
    for (auto const* guest : names.search_guests(search)) people.push_back(guest);
    for (auto const* person : people) {
        parts::Candidate candidate{base::to_text(person->id), person->name, person->email, {}};
        if (person->kind == accounts::PersonKind::guest)
            candidate.detail = words.say("people.guest") + " · " + person->email;
        if (!world.by<&Member::channel, &Member::person>(id, person->id).empty())
            candidate.grey = words.explain(base::Refusal{"already-member", {}});
        view.candidates.push_back(std::move(candidate));
    }
    view.more = found.more;
    view.loading = found.loading;
    if (found.failure) view.failure = house::failures::in_words(words, *found.failure);
    return view;
}

namespace {

template <class Asked>
std::string in_channel(client::Account const& account, house::Names& names,
                       words::Words const& words, Asked const& c) {
    std::string const title = title_of(account, words, c.channel);
    if constexpr (std::is_same_v<Asked, CreateChannel>)
        return words.say("command.create-channel", {{"title", c.title}});
    else if constexpr (std::is_same_v<Asked, RenameChannel>)
        return words.say("command.rename-channel", {{"title", title}});
    else if constexpr (std::is_same_v<Asked, Invite>)
        return words.say("command.invite", {{"name", names.of(words, c.person)}, {"title", title}});
    else if constexpr (std::is_same_v<Asked, RemoveMember>)
        return words.say("command.remove-member",
                         {{"name", names.of(words, c.person)}, {"title", title}});
    else if constexpr (std::is_same_v<Asked, Post>)
        return words.say("command.post", {{"title", title}});
    else if constexpr (std::is_same_v<Asked, KeepDraft>)
        return words.say("command.keep-draft", {{"title", title}});
    else
        return words.say("command.read-up-to", {{"title", title}});
}

std::string what(client::Account const& account, house::Names& names, words::Words const& words,
                 Command const& command) {
    return std::visit(
        [&]<class Asked>(Asked const& c) {
            if constexpr (std::is_same_v<Asked, EditRows>)
                return words.say("command.edit-rows");
            else
                return in_channel(account, names, words, c);
        },
        command);
}

std::string content_of(Command const& command) {
    auto const of_channel = [](std::string const& title, std::string const& about) {
        return title + (about.empty() ? "" : "\n" + about);
    };
    if (auto const* post = std::get_if<Post>(&command)) return post->text;
    if (auto const* kept = std::get_if<KeepDraft>(&command)) return kept->text;
    if (auto const* made = std::get_if<CreateChannel>(&command))
        return of_channel(made->title, made->about);
    if (auto const* renamed = std::get_if<RenameChannel>(&command))
        return of_channel(renamed->title, renamed->about);
    return {};
}

}  // namespace

house::Said<Command> said(client::Account const& account, house::Names& names,
                          words::Words const& words, Command const& command) {
    return {what(account, names, words, command), content_of(command), {}, {}};
}

}  // namespace messaging
