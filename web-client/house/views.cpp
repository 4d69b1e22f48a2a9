#include "web-client/house/views.hpp"

#include <algorithm>
#include <set>

namespace views {

namespace {

using messaging::Channel;
using messaging::Member;
using messaging::Message;
using messaging::Post;

std::string name_of(syncing::Account const& account, words::Words const& words,
                    base::Id<accounts::Person> person) {
    if (auto const* found = account.shown<accounts::Domain>().find(person)) return found->name;
    if (person == account.me().id) return account.me().name;
    // Of everybody who is there the row is known, once the directory is.
    bool const is_gone = account.shown<accounts::Domain>().knows(accounts::directory());
    return words.say(is_gone ? "app.deleted-person" : "app.somebody");
}

std::string title_of(syncing::Account const& account, words::Words const& words, ChannelId id) {
    auto const* channel = account.shown<messaging::Domain>().find(id);
    return channel ? channel->title : words.say("app.some-channel");
}

// The messages that wait in the outbox, and those of them that would be refused now, with the
// reason.
struct Waiting {
    std::set<base::Id128> shown;
    std::vector<std::pair<Message, std::string>> doubtful;
};
Waiting waiting_in(syncing::Account const& account, words::Words const& words, ChannelId id) {
    Waiting waiting;
    for (auto const& pending : account.of<messaging::Domain>().mind().pending()) {
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

bool mentions(std::string const& text, std::string const& name) {
    auto const first = base::lower(name.substr(0, name.find(' ')));
    return !first.empty() && base::lower(text).find("@" + first) != std::string::npos;
}

}  // namespace

namespace {

// Messages of others that are there; of those that are not held here the server knows only numbers.
std::int64_t unread_in(syncing::Account const& account, Channel const& channel,
                       Member const& member) {
    if (channel.last_number <= member.read_up_to) return 0;
    if (!account.of<messaging::Domain>().mind().holds(messaging::channel_space(channel.id.value)))
        return channel.last_number - member.read_up_to;
    std::int64_t not_held = channel.last_number - messaging::window, held = 0;
    for (auto const& message :
         account.shown<messaging::Domain>().ordered<&Message::channel>(channel.id)) {
        not_held = std::min(not_held, message.number - 1);
        held += message.number > member.read_up_to && message.author != account.me().id;
    }
    return held + std::max<std::int64_t>(not_held - member.read_up_to, 0);
}

}  // namespace

Member const* my_place(syncing::Account const& account, ChannelId id) {
    auto const found = account.shown<messaging::Domain>().by<&Member::channel, &Member::person>(
        id, account.me().id);
    return found.empty() ? nullptr : &*found.begin();
}

std::string draft_place(ChannelId id) { return "channel/" + base::to_text(id); }
std::string rename_place(ChannelId id) { return "rename/" + base::to_text(id); }
std::string tray_place(std::string const& refused) { return "tray/" + refused; }

std::vector<shell::ChannelRow> channel_rows(syncing::Account const& account) {
    std::vector<std::pair<shell::ChannelRow, std::string>> rows;
    auto const& world = account.shown<messaging::Domain>();
    for (auto const& member : world.by<&Member::person>(account.me().id)) {
        auto const* channel = world.find(member.channel);
        if (!channel) continue;  // its space has not arrived yet
        shell::ChannelRow row;
        row.id = base::to_text(channel->id);
        row.title = channel->title;
        row.unread = static_cast<int>(
            std::clamp<std::int64_t>(unread_in(account, *channel, member), 0, 9'999));
        row.waiting = !account.of<messaging::Domain>().mind().holds(
            messaging::channel_space(channel->id.value));
        row.draft = !base::is_blank(account.drafts().at(draft_place(channel->id)));
        rows.emplace_back(std::move(row), channel->title);
    }
    std::sort(rows.begin(), rows.end(), [](auto const& a, auto const& b) {
        return base::compare_for_people(a.second, b.second) < 0;
    });
    std::vector<shell::ChannelRow> list;
    for (auto& row : rows) list.push_back(std::move(row.first));
    return list;
}

shell::Connection connection(syncing::Account const& account, std::int64_t steady_ms) {
    auto const status = account.status();
    shell::Connection connection;
    connection.link = status.link == syncing::Link::online       ? shell::Link::online
                      : status.link == syncing::Link::connecting ? shell::Link::connecting
                                                                 : shell::Link::offline;
    connection.unsent = static_cast<int>(status.unsent);
    connection.refused = static_cast<int>(status.refused);
    connection.answer_ms = status.answer_ms;
    if (status.retry_at_ms > steady_ms)
        connection.retry_in_s = static_cast<int>((status.retry_at_ms - steady_ms + 999) / 1000);
    return connection;
}

messaging::ChannelView channel(syncing::Account const& account, words::Words const& words,
                               ChannelId id, Older const& older, std::int64_t read_at_entering) {
    messaging::ChannelView view;
    auto const& world = account.shown<messaging::Domain>();
    view.id = base::to_text(id);
    view.rules = rules_of<Post>("text");
    auto const* channel = world.find(id);
    if (!channel) {
        view.loading = account.status().link == syncing::Link::connecting;
        view.title = words.say("app.some-channel");
        view.write_grey = words.explain(base::Refusal{"channel-unknown", {}});
        return view;
    }
    view.title = channel->title;
    for (auto const& member : world.by<&Member::channel>(id))
        view.members += !member.person.is_none();
    auto const waiting = waiting_in(account, words, id);
    auto const add = [&](Message const& message, messaging::Delivery delivery, std::string reason) {
        messaging::MessageView shown;
        shown.id = base::to_text(message.id);
        shown.author = base::to_text(message.author);
        shown.name = name_of(account, words, message.author);
        shown.text = message.text;
        shown.at_us = message.sent.us;
        shown.delivery = delivery;
        shown.reason = std::move(reason);
        shown.mentions_me =
            message.author != account.me().id && mentions(message.text, account.me().name);
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
        if (first_held == 0 || at->number < first_held) add(*at, messaging::Delivery::sent, {});
    for (auto const& message : world.ordered<&Message::channel>(id))
        add(message,
            waiting.shown.count(message.id.value) ? messaging::Delivery::waiting
                                                  : messaging::Delivery::sent,
            {});
    for (auto const& [message, reason] : waiting.doubtful)
        add(message, messaging::Delivery::doubtful, reason);
    for (auto const& [key, returned] : account.of<messaging::Domain>().tray())
        if (auto const* post = std::get_if<Post>(&returned.command); post && post->channel == id)
            add({post->message, id, 0, account.me().id, post->text, returned.submitted},
                messaging::Delivery::refused, words.explain(returned.refusal));
    view.more_above = first_held > 1 && !older.all;
    view.loading = older.loading;
    view.write_grey =
        grey(account.of<messaging::Domain>(), words, Post{id, {base::Id128{~0ull, ~0ull}}, "?"});
    return view;
}

messaging::DetailsView details(syncing::Account const& account, words::Words const& words,
                               ChannelId id) {
    messaging::DetailsView view;
    auto const& world = account.shown<messaging::Domain>();
    auto const* channel = world.find(id);
    if (!channel) return view;
    view.title = channel->title;
    view.about = channel->about;
    std::set<base::Id128> invited;  // here, and not yet confirmed
    for (auto const& pending : account.of<messaging::Domain>().mind().pending())
        if (auto const* invite = std::get_if<messaging::Invite>(&pending.command))
            invited.insert(invite->member.value);
    for (auto const& member : world.by<&Member::channel>(id)) {
        messaging::MemberView shown;
        shown.id = base::to_text(member.person);
        shown.name = name_of(account, words, member.person);
        shown.owner = member.role == messaging::Role::owner;
        shown.me = member.person == account.me().id;
        shown.waiting = invited.count(member.id.value) != 0;
        shown.remove_grey = grey(account.of<messaging::Domain>(), words,
                                 messaging::RemoveMember{id, member.person});
        view.members.push_back(std::move(shown));
    }
    std::sort(view.members.begin(), view.members.end(), [](auto const& a, auto const& b) {
        if (a.owner != b.owner) return a.owner;
        return base::compare_for_people(a.name, b.name) < 0;
    });
    view.total = static_cast<int>(view.members.size());
    view.edit_grey =
        grey(account.of<messaging::Domain>(), words, messaging::RenameChannel{id, "?", ""});
    if (auto const refusal = messaging::may(world, account.me().id, messaging::Act::invite, id))
        view.invite_grey = words.explain(*refusal);
    view.leave_grey =
        grey(account.of<messaging::Domain>(), words, messaging::RemoveMember{id, account.me().id});
    return view;
}

messaging::InviteView invite(syncing::Account const& account, words::Words const& words,
                             ChannelId id, std::string const& search) {
    constexpr std::size_t most = 100;
    messaging::InviteView view;
    view.channel = title_of(account, words, id);
    auto const wanted = base::lower(search);
    std::vector<accounts::Person const*> found;
    for (auto const& [person_id, person] :
         account.shown<accounts::Domain>().table<accounts::Person>().all()) {
        bool const fits = wanted.empty() ||
                          base::lower(person.name).find(wanted) != std::string::npos ||
                          base::lower(person.email).find(wanted) != std::string::npos;
        if (fits && person_id != account.me().id) found.push_back(&person);
    }
    std::sort(found.begin(), found.end(), [](auto const* a, auto const* b) {
        return base::compare_for_people(a->name, b->name) < 0;
    });
    view.more = found.size() > most;
    if (view.more) found.resize(most);
    auto const& world = account.shown<messaging::Domain>();
    for (auto const* person : found) {
        messaging::Candidate candidate{base::to_text(person->id), person->name, person->email, {}};
        if (!world.by<&Member::channel, &Member::person>(id, person->id).empty())
            candidate.grey = words.explain(base::Refusal{"already-member", {}});
        view.candidates.push_back(std::move(candidate));
    }
    view.loading =
        found.empty() && !account.of<accounts::Domain>().mind().holds(accounts::directory());
    return view;
}

namespace {

std::string said(syncing::Account const& account, words::Words const& words,
                 messaging::Command const& command) {
    return std::visit(
        [&](auto const& c) {
            using Command = std::decay_t<decltype(c)>;
            std::string const title = title_of(account, words, c.channel);
            if constexpr (std::is_same_v<Command, messaging::CreateChannel>)
                return words.say("command.create-channel", {{"title", c.title}});
            else if constexpr (std::is_same_v<Command, messaging::RenameChannel>)
                return words.say("command.rename-channel", {{"title", title}});
            else if constexpr (std::is_same_v<Command, messaging::Invite>)
                return words.say("command.invite",
                                 {{"name", name_of(account, words, c.person)}, {"title", title}});
            else if constexpr (std::is_same_v<Command, messaging::RemoveMember>)
                return words.say("command.remove-member",
                                 {{"name", name_of(account, words, c.person)}, {"title", title}});
            else if constexpr (std::is_same_v<Command, Post>)
                return words.say("command.post", {{"title", title}});
            else
                return words.say("command.read-up-to", {{"title", title}});
        },
        command);
}
std::string said(syncing::Account const&, words::Words const& words,
                 accounts::Command const& command) {
    constexpr std::string_view of_accounts = "accounts.";
    auto const type = wire::name_of_held(command);
    return words.say("command." + std::string(type.substr(of_accounts.size())));
}

// What was typed for it.
std::string content_of(messaging::Command const& command) {
    auto const of_channel = [](std::string const& title, std::string const& about) {
        return title + (about.empty() ? "" : "\n" + about);
    };
    if (auto const* post = std::get_if<Post>(&command)) return post->text;
    if (auto const* made = std::get_if<messaging::CreateChannel>(&command))
        return of_channel(made->title, made->about);
    if (auto const* renamed = std::get_if<messaging::RenameChannel>(&command))
        return of_channel(renamed->title, renamed->about);
    return {};
}
std::string content_of(accounts::Command const& command) {
    auto const* profile = std::get_if<accounts::EditProfile>(&command);
    if (!profile) return {};
    std::string text = profile->name;
    for (auto const& part : {profile->location, profile->biography})
        if (!part.empty()) text += "\n" + part;
    return text;
}
bool is_post(messaging::Command const& command) { return std::holds_alternative<Post>(command); }
bool is_post(accounts::Command const&) { return false; }

std::string title_of_place(syncing::Account const& account, words::Words const& words,
                           std::string const& place) {
    static constexpr std::pair<std::string_view, char const*> titles[] = {
        {biography_place, "mine.biography"},
        {name_place, "mine.name"},
        {location_place, "mine.location"},
        {new_channel_place, "create.title"},
        {email_place, "mine.email-new"},
        {token_place, "token.make-title"},
        {enrol_place, "admin.enrol-title"},
        {invite_place, "admin.invite-title"},
        {"tray", "nav.tray"},
    };
    auto const slash = place.find('/');
    auto const kind = std::string_view(place).substr(0, slash);
    for (auto const& [known, title] : titles)
        if (place == known || kind == known) return words.say(title);
    auto const id = base::id_from_text(std::string_view(place).substr(slash + 1));
    return title_of(account, words, {id.value_or(base::Id128{})});
}

template <class Domain>
void add_refused(shell::TrayView& view, syncing::Account const& account,
                 syncing::Replica<Domain> const& replica, words::Words const& words) {
    for (auto const& [key, returned] : replica.tray()) {
        shell::Refused refused;
        refused.id = key;
        refused.what = said(account, words, returned.command);
        refused.content = content_of(returned.command);
        refused.why = words.explain(returned.refusal);
        refused.at_us = returned.submitted.us;
        refused.can_change = is_post(returned.command);
        refused.rules = rules_of<Post>("text");
        refused.again_grey = grey(replica, words, returned.command);
        view.refused.push_back(std::move(refused));
    }
}

template <class Domain>
void add_unsent(std::vector<std::string>& list, syncing::Account const& account,
                syncing::Replica<Domain> const& replica, words::Words const& words) {
    for (auto const& [number, entry] : replica.outbox()) {
        if (entry.accepted) continue;
        auto const content = content_of(entry.waiting.command);
        list.push_back(said(account, words, entry.waiting.command) +
                       (content.empty() ? "" : ": " + content));
    }
}

}  // namespace

shell::TrayView tray(syncing::Account const& account, words::Words const& words) {
    shell::TrayView view;
    add_refused(view, account, account.of<accounts::Domain>(), words);
    add_refused(view, account, account.of<messaging::Domain>(), words);
    std::sort(view.refused.begin(), view.refused.end(),
              [](auto const& a, auto const& b) { return a.at_us < b.at_us; });
    return view;
}

std::vector<std::string> unsent(syncing::Account const& account, words::Words const& words) {
    std::vector<std::string> list;
    add_unsent(list, account, account.of<accounts::Domain>(), words);
    add_unsent(list, account, account.of<messaging::Domain>(), words);
    for (auto const& [place, text] : account.drafts().all())
        if (!base::is_blank(text))
            list.push_back(
                words.say("app.draft", {{"title", title_of_place(account, words, place)}}) + ": " +
                text);
    for (auto const& refused : tray(account, words).refused)
        list.push_back(words.say("app.refused", {{"what", refused.what}}) +
                       (refused.content.empty() ? "" : ": " + refused.content));
    return list;
}

}  // namespace views
