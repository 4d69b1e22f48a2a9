#include "web-client/house/screens.hpp"

#include <algorithm>

#include "web-client/shell/banner.hpp"

namespace house {

Screens::Screens(platform::Platform& platform, syncing::PersonalApi& api, syncing::Account& account)
    : platform_(platform),
      api_(api),
      account_(account),
      portraits_(platform, api, account),
      desk_(platform, account),
      mine_(platform, api, account, surroundings()),
      admin_(platform, api, account, surroundings()),
      tray_(platform, account, surroundings()),
      people_turner_(platform, api) {
    go(platform_.route());
}

Surroundings Screens::surroundings() {
    return {[this](std::string const& route) { visit(route); },
            [this](std::string const& text, look::Tone tone) { tell(text, tone); }, desk_};
}

// ---- places

void Screens::go(std::string const& route) {
    stale_ = true;
    desk_.close();
    mine_.close();
    // They are about the place that is left. What was typed in them is kept.
    creating_ = inviting_ = false;
    constexpr std::string_view channels = "/channels/";
    if (route.compare(0, channels.size(), channels) == 0) {
        if (auto const id = base::id_from_text(std::string_view(route).substr(channels.size())))
            return enter({*id});
    }
    if (mine_.go(route)) {
        place_ = shell::Place::account;
        return;
    }
    if (admin_.go(route)) {
        place_ = shell::Place::admin;
        return;
    }
    place_ = route == "/people"     ? shell::Place::people
             : route == "/sessions" ? shell::Place::sessions
             : route == "/tray"     ? shell::Place::tray
             : route == "/about"    ? shell::Place::about
                                    : shell::Place::channels;
    if (place_ == shell::Place::people && !people_asked_) ask_people(false);
}

void Screens::visit(std::string const& route, bool replace) {
    platform_.go(route, replace);
    go(route);
}

void Screens::enter(ChannelId id) {
    place_ = shell::Place::channel;
    channel_ = id;
    auto& entered = room();
    entered.draft.focus = !narrow_;  // on a phone the keyboard would cover what is to be read
    entered.entered = false;
}

// ---- views

void Screens::refresh(look::Ui& ui) {
    shell_view_.connection = views::connection(account_, platform_.steady_ms());
    bool const changed = stale_ || seen_changes_ != account_.changes() ||
                         seen_language_ != ui.words->language() ||
                         seen_search_ != invite_draft_.search;
    if (!changed) return;
    stale_ = false;
    seen_changes_ = account_.changes();
    seen_language_ = ui.words->language();
    seen_search_ = invite_draft_.search;
    // Who came in may have been renamed, or be an administrator since.
    auto const* row = account_.shown<accounts::Domain>().find(account_.me().id);
    auto const& me = row ? *row : account_.me();
    shell_view_.my_name = me.name;
    shell_view_.my_email = me.email;
    shell_view_.my_id = base::to_text(me.id);
    shell_view_.is_admin = me.administrator;
    shell_view_.channels = views::channel_rows(account_);
    shell_view_.channels_loading =
        !account_.ready() ||
        !account_.of<messaging::Domain>().mind().holds(world::me(account_.me().id.value));
    if (place_ == shell::Place::channel) {
        auto& here = room();
        auto const* place = views::my_place(account_, channel_);
        if (!here.entered && place) {
            here.entered = true;
            here.read_at_entering = here.told_read = place->read_up_to;
        }
        views::keep_in_sight(here.older, account_, channel_);
        channel_view_ = views::channel(account_, *ui.words, channel_, here.older,
                                       place ? here.read_at_entering : INT64_MAX);
        details_view_ = views::details(account_, *ui.words, channel_);
        if (inviting_)
            invite_view_ = views::invite(account_, *ui.words, channel_, invite_draft_.search);
    }
    if (place_ == shell::Place::sessions) sessions_view_ = views::sessions(account_, *ui.words);
    if (place_ == shell::Place::tray) tray_.refresh(*ui.words);
    if (signing_out_) sign_out_view_.unsent = views::unsent(account_, *ui.words);
    platform_.title(place_ == shell::Place::channel ? channel_view_.title + " · Kontor" : "Kontor");
}

ScreenWishes Screens::frame(look::Ui& ui, look::Rect window, shell::Shade shade) {
    ScreenWishes wishes;
    ui.portraits = &portraits_;
    refresh(ui);
    storage_banner(ui, window);
    leaving_banner(ui, window);
    // On a wide screen the details stand beside the channel until they are closed; elsewhere they
    // are asked for.
    bool const open = details_chosen_ ? details_open_ : window.width >= 1100;
    bool const in_channel = place_ == shell::Place::channel;
    auto const columns = shell::columns_of(ui, window, place_, in_channel && open);
    narrow_ = columns.narrow;
    navigation(ui, columns, shade, wishes);
    refresh(ui);  // what is drawn below is of where one has gone, and not of where one was
    if (columns.work.width > 0) work(ui, columns, shade, wishes);
    if (in_channel && columns.details.width > 0) details(ui, columns);
    dialogs(ui, wishes);
    desk_.frame(ui);
    mine_.dialogs(ui);
    look::toasts(ui, toasts_);
    if (wishes.language || wishes.shade) mine_.choose(wishes.language, wishes.shade);
    follow_settings(wishes);
    if (shell_view_.connection.retry_in_s > 0) ui.redraw_within(1);
    return wishes;
}

// What was chosen on another device holds here, too.
void Screens::follow_settings(ScreenWishes& wishes) {
    auto const followed = mine_.followed();
    if (followed.language) wishes.language = followed.language;
    if (followed.shade) wishes.shade = followed.shade;
}

void Screens::storage_banner(look::Ui& ui, look::Rect& window) {
    if (!account_.status().lasts) shell::banner(ui, window, {ui.say("storage.none"), {}});
}

void Screens::leaving_banner(look::Ui& ui, look::Rect& window) {
    auto const* mine = mine_.row();
    if (!mine || !mine->deletion) return;
    std::string const date = ui.words->date(mine->deletion->us, ui.utc_offset_s);
    if (shell::banner(ui, window, {ui.say("leaving.on", {{"date", date}}), ui.say("leaving.keep")}))
        mine_.keep_account();
}

void Screens::navigation(look::Ui& ui, shell::Columns const& columns, shell::Shade shade,
                         ScreenWishes& wishes) {
    shell_view_.place = place_;
    shell_view_.channel = place_ == shell::Place::channel ? base::to_text(channel_) : std::string();
    shell_view_.language = ui.words->language();
    shell_view_.shade = shade;
    auto const wished = shell::frame(ui, shell_view_, shell_draft_, columns);
    wishes.language = wished.language;
    wishes.shade = wished.shade;
    if (wished.retry) account_.retry_now();
    if (wished.create_channel) open_creating();
    if (wished.sign_out) {
        signing_out_ = true;
        stale_ = true;
    }
    if (!wished.go) return;
    switch (*wished.go) {
        case shell::Place::channel:
            visit("/channels/" + wished.channel);
            break;
        case shell::Place::people:
            visit("/people");
            break;
        case shell::Place::sessions:
            visit("/sessions");
            break;
        case shell::Place::tray:
            visit("/tray");
            break;
        case shell::Place::about:
            visit("/about");
            break;
        case shell::Place::account:
            visit("/account");
            break;
        case shell::Place::admin:
            visit("/admin/people");
            break;
        case shell::Place::channels:
            visit("/");
            break;
    }
}

void Screens::work(look::Ui& ui, shell::Columns const& columns, shell::Shade shade,
                   ScreenWishes& wishes) {
    switch (place_) {
        case shell::Place::channel:
            return channel(ui, columns);
        case shell::Place::people:
            return people(ui, columns);
        case shell::Place::sessions:
            return sessions(ui, columns);
        case shell::Place::tray:
            return tray_.frame(ui, columns.work, columns.narrow);
        case shell::Place::about:
            if (shell::about(ui, columns.work, columns.narrow).back) visit("/");
            return;
        case shell::Place::account: {
            auto const wished = mine_.frame(ui, columns.work, columns.narrow, shade);
            if (wished.language) wishes.language = wished.language;
            if (wished.shade) wishes.shade = wished.shade;
            return;
        }
        case shell::Place::admin:
            return admin_.frame(ui, columns.work, columns.narrow);
        case shell::Place::channels: {
            messaging::NoChannelView view;
            view.has_channels = !shell_view_.channels.empty();
            view.loading = shell_view_.channels_loading;
            if (messaging::no_channel(ui, view, columns.work).create) open_creating();
            return;
        }
    }
}

bool Screens::want(look::Ui& ui, messaging::Command command, syncing::Origin const& origin) {
    return say_refusal(ui, account_.want(std::move(command), origin));
}
bool Screens::want(look::Ui& ui, accounts::Command command) {
    return say_refusal(ui, account_.want(std::move(command)));
}

bool Screens::say_refusal(look::Ui& ui, std::optional<base::Refusal> const& refusal) {
    if (refusal) tell(ui.words->explain(*refusal), look::Tone::bad);
    stale_ = true;
    return !refusal;
}

void Screens::tell(std::string const& text, look::Tone tone) {
    look::Toast toast;
    toast.text = text;
    toast.tone = tone;
    toasts_.push_back(std::move(toast));
    platform_.wake();
}

// ---- a channel

void Screens::channel(look::Ui& ui, shell::Columns const& columns) {
    auto& here = room();
    bool const beside = columns.details.width > 0;
    auto const kept_at = views::draft_place(channel_);
    here.kept.take(account_.drafts(), kept_at, here.draft.text);
    auto const wished =
        messaging::channel(ui, channel_view_, here.draft, columns.work, columns.narrow, beside);
    here.kept.give(account_.drafts(), kept_at, here.draft.text);
    if (wished.post &&
        say_refusal(ui, post(account_, channel_, {syncing::new_id(platform_)}, here.draft.text)))
        messaging::begin_anew(here.draft);
    if (wished.read_up_to) {
        auto const number = views::read_with(account_, channel_, here.older, *wished.read_up_to);
        auto const* place = views::my_place(account_, channel_);
        if (place && number > std::max(place->read_up_to, here.told_read)) {
            here.told_read = number;
            want(ui, messaging::Command(messaging::ReadUpTo{channel_, account_.me().id, number}));
        }
    }
    if (wished.load_more) ask_older();
    if (wished.toggle_details) {
        details_chosen_ = true;
        details_open_ = !beside;
    }
    if (wished.open_tray) visit("/tray");
    if (!wished.open_link.empty()) platform_.open_link(wished.open_link);
    if (wished.back) visit("/");
}

void Screens::ask_older() {
    auto& here = room();
    if (here.older.loading || here.older.all) return;
    messaging::ListMessages::Request request;
    request.channel = channel_;
    if (!here.older.messages.empty())
        request.before = here.older.messages.back().number;
    else
        for (auto const& message :
             account_.shown<messaging::Domain>().ordered<&messaging::Message::channel>(channel_)) {
            request.before = message.number;
            break;
        }
    here.older.loading = true;
    stale_ = true;
    api_.call<messaging::ListMessages>(
        request, [this, id = channel_, alive = std::weak_ptr(alive_)](
                     syncing::Reply<messaging::ListMessages::Response> reply) {
            if (alive.expired()) return;
            auto& older = rooms_[id.value].older;
            older.loading = false;
            if (reply) {
                for (auto& message : reply.value->messages)
                    older.messages.push_back(std::move(message));
                older.all = reply.value->messages.empty() || older.messages.back().number <= 1;
            }
            stale_ = true;
            platform_.wake();
        });
}

void Screens::details(look::Ui& ui, shell::Columns const& columns) {
    auto const wished = messaging::details(ui, details_view_, details_draft_, columns.details,
                                           !columns.details_beside);
    if (wished.close) {
        details_chosen_ = true;
        details_open_ = false;
    }
    if (wished.invite) {
        inviting_ = true;
        invite_draft_ = {};
        stale_ = true;
    }
    if (wished.edit) open_changing();
    if (wished.remove)
        if (auto const id = base::id_from_text(*wished.remove))
            want(ui, messaging::Command(messaging::RemoveMember{channel_, {*id}}));
    if (wished.leave) {
        want(ui, messaging::Command(messaging::RemoveMember{channel_, account_.me().id}));
        visit("/", true);
    }
}

// ---- people, sessions

void Screens::people(look::Ui& ui, shell::Columns const& columns) {
    auto const wished =
        accounts::people(ui, people_view_, people_draft_, columns.work, columns.narrow);
    if (wished.query_changed || wished.retry) ask_people(false);
    if (wished.load_more) ask_people(true);
    if (wished.back) visit("/");
}

void Screens::ask_people(bool more) {
    people_asked_ = true;
    people_turner_.ask<accounts::ListPeople>(
        people_draft_, more, people_view_.people, people_view_,
        [this] { return words::Words(seen_language_); },
        [](accounts::Person const& person) {
            return accounts::PersonRow{base::to_text(person.id), person.name, person.email,
                                       person.administrator, person.registered.us};
        });
}

void Screens::sessions(look::Ui& ui, shell::Columns const& columns) {
    auto const wished =
        accounts::sessions(ui, sessions_view_, sessions_draft_, columns.work, columns.narrow);
    auto const end = [&](std::string const& text) {
        if (auto const id = base::id_from_text(text))
            want(ui, accounts::Command(accounts::EndSession{account_.me().id, {*id}}));
    };
    if (wished.end) end(*wished.end);
    if (wished.end_others)
        want(ui, accounts::Command(accounts::EndSessions{account_.me().id, account_.session(),
                                                         wished.end_tokens}));
    if (wished.back) visit("/");
}

}  // namespace house
