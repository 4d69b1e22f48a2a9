// What screens.hpp declares. Included by web-client/rooms.cpp, which instantiates it.
#pragma once

#include <algorithm>
#include <utility>

#include "web-client/house/screens.hpp"
#include "web-client/shell/about.hpp"
#include "web-client/shell/not_there.hpp"

namespace house {

template <class Rooms>
Screens<Rooms>::Screens(platform::Platform& platform, client::PersonalApi& api,
                        client::Account& account)
    : platform_(platform),
      account_(account),
      frame_(platform, api, account),
      around_(frame_.surroundings(
          api, [this](std::string const& route, bool replace) { visit(route, replace); },
          [this] { visit(rooms_.place(words_).back, false); })),
      rooms_(around_),
      tray_(around_, [this](auto const& id, auto const& text, auto const& origin) {
          return rooms_.change(words_, id, text, origin);
      }) {
    // Nothing that somebody hands over is gone without a word.
    platform_.on_file(alive_.guard([this](platform::LocalFile const& file) {
        if (!frame_.take(file)) frame_.tell(words_.say("app.no-files-here"), look::Tone::bad);
        platform_.wake();
    }));
    go(platform_.route());
}

template <class Rooms>
Screens<Rooms>::~Screens() = default;

template <class Rooms>
parts::Commands Screens<Rooms>::commands(words::Words const& words) {
    auto all = rooms_.commands(words);
    // On a phone, where the navigation is a place of its own, one goes back to it from all others.
    bool const is_other = shown_ != Shown::room || rooms_.place(words).back != route_;
    if (narrow_ && is_other) {
        auto const by_escape = [](parts::Command const& command) {
            return command.key == parts::Key::escape;
        };
        parts::Command back{"head.back", look::Icon::arrow_left, around_.back};
        if (std::none_of(all.begin(), all.end(), by_escape)) back.key = parts::Key::escape;
        all.push_back(std::move(back));
    }
    for (auto& own : frame_.commands()) all.push_back(std::move(own));
    return all;
}

template <class Rooms>
void Screens<Rooms>::go(std::string const& address) {
    stale_ = true;
    frame_.dialog().close();
    route_ = address.substr(0, address.find_first_of("?#"));
    if (route_.empty()) route_ = shell::home;
    if (route_ == shell::tray_route || route_ == shell::about_route) {
        rooms_.leave();
        shown_ = route_ == shell::tray_route ? Shown::tray : Shown::about;
    } else {
        shown_ = rooms_.go(address.substr(0, address.find('#'))) ? Shown::room : Shown::nothing;
    }
}

template <class Rooms>
void Screens<Rooms>::visit(std::string const& route, bool replace) {
    platform_.go(route, replace);
    go(route);
}

template <class Rooms>
std::vector<shell::Section> Screens<Rooms>::sections(words::Words const& words) {
    auto all = rooms_.sections(words);
    int const refused = view_.connection.refused;
    shell::Section tray, about;
    if (refused > 0 || shown_ == Shown::tray)
        tray.entries = {
            {"tray", words.say("nav.tray"), shell::tray_route, look::Icon::inbox, refused}};
    about.in_menu = true;
    about.entries = {{"about", words.say("menu.about"), shell::about_route, look::Icon::info}};
    all.push_back(std::move(tray));
    all.push_back(std::move(about));
    return all;
}

// Everything that was written here and has not reached the server, each in a few words.
template <class Rooms>
std::vector<std::string> Screens<Rooms>::unsent(words::Words const& words) {
    auto list = rooms_.waiting(words);
    for (auto const& [place, text] : account_.drafts().all()) {
        if (base::is_blank(text)) continue;
        bool const of_tray = place.compare(0, tray_places.size(), tray_places) == 0;
        auto const title = of_tray ? words.say("nav.tray") : rooms_.draft_title(words, place);
        list.push_back(words.say("app.draft", {{"title", title}}) + ": " + text);
    }
    for (auto const& refused : rooms_.refused(words).refused)
        list.push_back(words.say("app.refused", {{"what", refused.what}}) +
                       (refused.content.empty() ? "" : ": " + refused.content));
    return list;
}

template <class Rooms>
std::string Screens<Rooms>::title(words::Words const& words) {
    std::string const title = shown_ == Shown::tray      ? words.say("nav.tray")
                              : shown_ == Shown::about   ? words.say("menu.about")
                              : shown_ == Shown::nothing ? words.say("nowhere.title")
                                                         : rooms_.place(words).title;
    auto const name = account_.workspace_name();
    return title.empty() ? name : title + " · " + name;
}

template <class Rooms>
void Screens<Rooms>::refresh(look::Ui& ui) {
    words_ = *ui.words;
    view_.connection = connection(account_, platform_.steady_ms());
    rooms_.refresh(words_);
    auto const changes = account_.changes();
    if (!stale_ && seen_changes_ == changes && seen_language_ == words_.language()) return;
    if (shown_ == Shown::room && rooms_.is_barred()) go(route_);
    stale_ = false;
    seen_changes_ = changes;
    seen_language_ = words_.language();
    frame_.describe(view_);
    view_.route = route_;
    view_.sections = sections(words_);
    view_.menu = frame_.commands();
    if (shown_ == Shown::tray) tray_.show(rooms_.refused(words_));
    platform_.title(title(words_));
}

template <class Rooms>
shell::Columns Screens<Rooms>::columns_of(look::Ui& ui, look::Rect window) {
    bool const details = shown_ == Shown::room && rooms_.has_details();
    return shell::columns_of(ui, window, route_ == shell::home, details);
}

template <class Rooms>
ScreenWishes Screens<Rooms>::frame(look::Ui& ui, look::Rect window, shell::Shade shade) {
    ScreenWishes wishes;
    ui.portraits = &frame_.portraits();
    frame_.settings().shade = shade;
    frame_.details().fit(window.width);
    refresh(ui);
    frame_.banners(ui, window, rooms_.notices(ui));
    auto columns = columns_of(ui, window);
    auto const before = route_;
    navigation(ui, columns, shade);
    refresh(ui);  // what is drawn below is of where one has gone, and not of where one was
    if (route_ != before && !columns.narrow) columns = columns_of(ui, window);
    work(ui, columns);
    rooms_.dialogs(ui);
    palette(ui);
    if (frame_.asks_about_signing_out()) frame_.show_unsent(unsent(words_));
    frame_.above(ui, wishes);
    auto const chosen = frame_.settings().take();
    wishes.language = chosen.language;
    wishes.shade = chosen.shade;
    if (view_.connection.retry_in_s > 0) ui.redraw_within(1);
    return wishes;
}

template <class Rooms>
void Screens<Rooms>::navigation(look::Ui& ui, shell::Columns const& columns, shell::Shade shade) {
    view_.language = words_.language();
    view_.shade = shade;
    auto const wished = shell::frame(ui, view_, columns);
    frame_.settings().choose({wished.language, wished.shade});
    if (wished.retry) account_.retry_now();
    if (wished.act) wished.act();
    if (wished.go) visit(*wished.go, false);
    if (wished.find || look::ctrl_pressed(ui, 'K')) palette_draft_.open = true;
}

template <class Rooms>
std::vector<shell::PaletteEntry> Screens<Rooms>::palette_entries() {
    bool const russian = words_.language() == words::Language::russian;
    words::Words const other(russian ? words::Language::english : words::Language::russian);
    return shell::palette_entries(
        {words_, sections(words_), other, sections(other), commands(words_)});
}

template <class Rooms>
void Screens<Rooms>::palette(look::Ui& ui) {
    bool const stale = palette_.empty() || palette_changes_ != account_.changes();
    if (palette_draft_.open && stale) {
        palette_ = palette_entries();
        palette_changes_ = account_.changes();
    }
    auto const* chosen = shell::palette(ui, palette_, palette_draft_);
    if (!chosen) {
        if (!palette_draft_.open) palette_.clear();
        return;
    }
    auto const entry = *chosen;
    palette_.clear();
    platform_.wake();
    if (entry.route.empty()) return entry.act();
    visit(entry.route, false);
}

template <class Rooms>
void Screens<Rooms>::work(look::Ui& ui, shell::Columns const& columns) {
    narrow_ = columns.narrow;
    // Looked at before the place is drawn: a dialog that the key closes takes it.
    auto const act = parts::pressed(ui, [&] { return commands(words_); });
    if (shown_ == Shown::room && !rooms_.is_off())
        rooms_.frame(ui, columns);
    else if (columns.work.width > 0 && own_place(ui, columns))
        return around_.back();
    if (act) act();
}

template <class Rooms>
bool Screens<Rooms>::own_place(look::Ui& ui, shell::Columns const& columns) {
    if (shown_ == Shown::about) return shell::about(ui, columns.work, columns.narrow).back;
    if (shown_ == Shown::room)
        return shell::not_there(ui, {ui.say("nowhere.off"), words_.explain("room-off"), {}, false},
                                columns.work, columns.narrow)
            .back;
    if (shown_ == Shown::nothing)
        return shell::not_there(ui, {ui.say("nowhere.title"), ui.say("nowhere.text"), {}},
                                columns.work, columns.narrow)
            .back;
    tray_.frame(ui, columns.work, columns.narrow);
    return false;
}

}  // namespace house
