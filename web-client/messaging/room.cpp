#include "web-client/messaging/room.hpp"

#include <algorithm>
#include <utility>

#include "web-client/messaging/channels.hpp"
#include "web-client/shell/not_there.hpp"

namespace messaging {
namespace {

constexpr std::string_view channels_begin = "/channels/";
constexpr int patience_ms = 5'000;  // with older messages that could not be told

}  // namespace

// ---- places

bool Room::go(std::string const& route) {
    if (route == shell::home) {
        shown_ = Shown::home;
        return true;
    }
    if (route.compare(0, channels_begin.size(), channels_begin) != 0) return false;
    auto const id = base::id_from_text(std::string_view(route).substr(channels_begin.size()));
    shown_ = Shown::channel;
    channel_ = id ? ChannelId{*id} : ChannelId{};  // of none there is nothing
    account_.follow<Domain>(talk_space(channel_.value));
    auto& entered = opened();
    entered.draft.focus = !narrow_;  // on a phone the keyboard would cover what is to be read
    entered.entered = false;
    return true;
}

// What was open is about the place that is left. What was typed is kept.
void Room::leave() {
    if (shown_ == Shown::channel) courier_.hurry();
    shown_ = Shown::nothing;
    creating_ = inviting_ = false;
    details_draft_ = {};
}

bool Room::is_there() const {
    return shown_ == Shown::channel && presence_of(account_, channel_) == Presence::there;
}

bool Room::has_details() const { return around_.details.is_open() && is_there(); }

house::Place Room::place(words::Words const& words) {
    if (shown_ != Shown::channel) return {};
    bool const is_gone = presence_of(account_, channel_) == Presence::gone;
    return {is_gone ? words.say("channel.gone-title") : title_of(account_, words, channel_)};
}

// ---- what is said of it

std::vector<shell::Section> Room::sections(words::Words const& words) {
    auto const& list = entries_.get(
        {account_.of<Domain>().changes(), account_.drafts().changes(), words.language()},
        [&] { return messaging::entries(account_, words); });
    bool const loading =
        !account_.ready() || !account_.of<Domain>().mind().holds(world::me(account_.me().id.value));
    shell::Section section{words.say("nav.channels"), list};
    std::optional<parts::Command> create;
    if (!account_.is_guest()) create = create_command([this] { begin_creating(); });
    section.action = create;
    section.empty = words.say(loading ? "nav.channels-loading" : "nav.channels-empty");
    if (!loading && create) {
        section.when_empty = create;
        section.when_empty->name = "nav.create-first";
    }
    return {std::move(section)};
}

parts::Commands Room::commands(words::Words const& words) {
    parts::Commands list;
    if (is_there()) {
        list = channel_commands([this] { around_.details.toggle(); });
        for (auto& command : details_commands(greys_view(account_, words, channel_),
                                              has_details() && !details_beside_,
                                              [this](DetailsAct what) { act(what); }))
            list.push_back(std::move(command));
    }
    if (!account_.is_guest()) list.push_back(create_command([this] { begin_creating(); }));
    return list;
}

house::Said<Command> Room::said(words::Words const& words, Command const& command) {
    auto said = messaging::said(account_, around_.names, words, command);
    if (auto const* post = std::get_if<Post>(&command)) {
        said.rules = house::rules_of<Post>("text");
        said.change = [this, channel = post->channel](std::string const& text) {
            return Command(Post{channel, {client::new_id(around_.platform)}, text});
        };
    }
    return said;
}

std::string Room::draft_title(words::Words const& words, std::string const& place) {
    if (place == new_channel_place) return words.say("create.title");
    auto const id = channel_of_draft(place);
    return id ? title_of(account_, words, *id) : std::string();
}

// ---- views

void Room::refresh(words::Words const& words) {
    if (!is_there() && shown_ == Shown::channel) {
        // What was open about it closes with it.
        details_draft_ = {};
        inviting_ = false;
        if (changing_) creating_ = false;
    }
    if (shown_ != Shown::channel || presence_of(account_, channel_) == Presence::gone) return;
    auto& here = opened();
    auto const* mine = my_place(account_, channel_);
    if (!here.entered && mine) {
        here.entered = true;
        here.read_at_entering = here.told_read = read_in(account_, channel_);
    }
    auto const language = words.language();
    auto const& replica = account_.of<Domain>();
    auto& names = around_.names;
    std::int64_t const read = mine ? here.read_at_entering : INT64_MAX;
    channel_view_.get({channel_, replica.changes(), names.version(), here.older.version, read,
                       account_.status().link == client::Link::offline, language},
                      [&] {
                          keep_in_sight(here.older, account_, channel_);
                          auto const spoken =
                              spoken_.get({channel_, replica.version<Member>(), names.version()},
                                          [&] { return spoken_to(account_, names, channel_); });
                          return messaging::channel_view(account_, names, words, channel_,
                                                         here.older, read, *spoken);
                      });
    auto const* channel = account_.shown<Domain>().find(channel_);
    if (channel && has_details())
        details_view_.get(
            {channel_, channel->title, channel->about, replica.version<Member>(), names.version(),
             language},
            [&] { return messaging::details_view(account_, names, words, channel_); });
    if (inviting_ && channel)
        invite_view_.get({channel_, channel->title, invite_draft_.search, replica.version<Member>(),
                          names.searched(), language},
                         [&] {
                             return messaging::invite_view(account_, names, words, channel_,
                                                           invite_draft_.search);
                         });
}

// ---- the screen

void Room::frame(look::Ui& ui, shell::Columns const& columns) {
    narrow_ = columns.narrow;
    details_beside_ = columns.details_beside;
    if (shown_ == Shown::home) {
        if (columns.work.width <= 0) return;
        NoChannelView view;
        view.has_channels = !entries_.last().empty();
        view.loading = !account_.ready() ||
                       !account_.of<Domain>().mind().holds(world::me(account_.me().id.value));
        auto create = create_command([this] { begin_creating(); });
        view.for_guest = account_.is_guest();
        if (view.for_guest) create.grey = ui.words->explain(base::Refusal{"members-only", {}});
        if (auto const act = no_channel(ui, view, create, columns.work)) act();
        return;
    }
    if (presence_of(account_, channel_) == Presence::gone) return not_there(ui, columns);
    if (columns.work.width > 0) channel(ui, columns);
    if (columns.details.width > 0 && has_details()) details(ui, columns);
}

void Room::not_there(look::Ui& ui, shell::Columns const& columns) {
    auto const place = draft_place(channel_);
    shell::NotThere const view{ui.say("channel.gone-title"), ui.say("channel.gone-text"),
                               account_.drafts().at(place)};
    if (columns.work.width <= 0) return;
    auto const wished = shell::not_there(ui, view, columns.work, columns.narrow);
    if (wished.copy) around_.platform.copy(view.draft);
    if (wished.discard) {
        account_.drafts().type(place, {});
        opened().draft.text = {};
    }
    if (wished.back) around_.back();
}

void Room::channel(look::Ui& ui, shell::Columns const& columns) {
    auto& here = opened();
    auto const kept_at = draft_place(channel_);
    here.kept.take(account_.drafts(), kept_at, here.draft.text);
    auto const wished = messaging::channel(ui, channel_view_.last(), here.draft, columns.work,
                                           columns.narrow, columns.details.width > 0);
    here.kept.give(account_.drafts(), kept_at, here.draft.text);
    if (wished.post && taken(*ui.words, post(account_, channel_, {client::new_id(around_.platform)},
                                             here.draft.text)))
        begin_anew(here.draft);
    if (wished.read_up_to) mark_read(ui, *wished.read_up_to);
    if (wished.load_more) ask_older();
    if (wished.toggle_details) around_.details.toggle();
    if (!wished.open_link.empty()) around_.platform.open_link(wished.open_link);
    if (wished.open_tray) around_.visit(shell::tray_route);
    if (wished.back) around_.back();
}

void Room::mark_read(look::Ui& ui, std::string const& message) {
    auto& here = opened();
    auto const number = read_with(account_, channel_, here.older, message);
    if (!my_place(account_, channel_) ||
        number <= std::max(read_in(account_, channel_), here.told_read))
        return;
    here.told_read = number;
    want(*ui.words, ReadUpTo{channel_, account_.me().id, number});
}

void Room::ask_older() {
    auto& older = opened().older;
    if (older.loading || older.all || around_.platform.steady_ms() < older.again_ms) return;
    ListMessages::Request request;
    request.channel = channel_;
    if (!older.messages.empty())
        request.before = older.messages.back().number;
    else
        for (auto const& message : account_.shown<Domain>().ordered<&Message::channel>(channel_)) {
            request.before = message.number;
            break;
        }
    older.loading = true;
    ++older.version;
    around_.api.call<ListMessages>(
        request, alive_.guard([this, id = channel_](client::Reply<ListMessages::Response> reply) {
            auto& asked = opened_[id.value].older;
            asked.loading = false;
            ++asked.version;
            around_.platform.wake();
            if (!reply) {
                asked.again_ms = around_.platform.steady_ms() + patience_ms;
                around_.platform.after(patience_ms,
                                       alive_.guard([this] { around_.platform.wake(); }));
                return;
            }
            for (auto& message : reply.value->messages)
                asked.messages.push_back(std::move(message));
            asked.all = reply.value->messages.empty() || asked.messages.back().number <= 1;
        }));
}

void Room::details(look::Ui& ui, shell::Columns const& columns) {
    auto const wished = messaging::details(ui, details_view_.last(), details_draft_,
                                           columns.details, !columns.details_beside);
    act(wished.act);
    if (wished.remove)
        if (auto const id = base::id_from_text(*wished.remove))
            want(*ui.words, RemoveMember{channel_, {*id}});
    // Whoever may not leave stays in the place where that is said.
    if (wished.leave && want(*ui.words, RemoveMember{channel_, account_.me().id}))
        around_.replace(shell::home);
}

void Room::act(DetailsAct act) {
    switch (act) {
        case DetailsAct::none:
            return;
        case DetailsAct::invite:
            return begin_inviting();
        case DetailsAct::edit:
            return begin_changing();
        case DetailsAct::leave:
            details_draft_.leaving = true;
            return;
        case DetailsAct::close:
            return around_.details.close();
    }
}

bool Room::want(words::Words const& words, Command command, client::Origin const& origin) {
    return taken(words, account_.want(std::move(command), origin));
}

bool Room::taken(words::Words const& words, std::optional<base::Refusal> const& refusal) {
    if (refusal) around_.tell(words.explain(*refusal), look::Tone::bad);
    around_.platform.wake();
    return !refusal;
}

}  // namespace messaging
