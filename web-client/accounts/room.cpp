#include "web-client/accounts/room.hpp"

#include <utility>

#include "web-client/parts/card.hpp"

namespace accounts {
namespace {

constexpr char const *people_route = "/people", *sessions_route = "/sessions",
                     *mine_route = "/account", *people_area = "/people/";

}  // namespace

Room::Room(house::Surroundings const& around)
    : around_(around),
      account_(around.account),
      mine_(around),
      memberships_(around.platform, around.account),
      groups_(around, memberships_),
      people_turner_(around.platform, around.api) {}

bool Room::go(std::string const& route) {
    if (route == people_route) {
        shown_ = Shown::people;
        if (!people_asked_) ask_people(false);
    } else if (groups_.go(route)) {
        shown_ = Shown::groups;
    } else if (route == sessions_route) {
        shown_ = Shown::sessions;
    } else if (mine_.go(route)) {
        shown_ = Shown::mine;
    } else {
        return false;
    }
    return true;
}

bool Room::is_for_guests(std::string const& route) const {
    return route == sessions_route || route.compare(0, 8, mine_route) == 0;
}

void Room::leave() {
    shown_ = Shown::nothing;
    person_open_ = false;
    mine_.close();
    groups_.close();
    sessions_draft_ = {};
}

std::vector<shell::Section> Room::sections(words::Words const& words) {
    using look::Icon;
    shell::Section of_people, own;
    of_people.entries = {{"people", words.say("nav.people"), people_route, Icon::users}};
    of_people.entries.back().area = people_area;
    own.in_menu = true;
    own.entries = {{"account", words.say("menu.account"), mine_route, Icon::user},
                   {"sessions", words.say("menu.sessions"), sessions_route, Icon::shield_check}};
    return {std::move(of_people), std::move(own)};
}

std::vector<house::Notice> Room::notices(look::Ui& ui) {
    auto const* mine = mine_.row();
    if (!mine || !mine->deletion) return {};
    std::string const date = ui.words->date(mine->deletion->us, ui.zone);
    parts::Command const keep{"leaving.keep", look::Icon::check, [this] { mine_.keep_account(); }};
    return {{ui.say("leaving.on", {{"date", date}}), keep}};
}

house::Place Room::place(words::Words const& words) {
    switch (shown_) {
        case Shown::people:
            return {words.say("nav.people")};
        case Shown::groups:
            return groups_.place(words);
        case Shown::sessions:
            return {words.say("menu.sessions")};
        case Shown::mine:
            return {words.say("menu.account")};
        case Shown::nothing:
            break;
    }
    return {};
}

parts::Commands Room::commands(words::Words const& words) {
    if (shown_ == Shown::people)
        return {{"groups.title", look::Icon::users, [this] { around_.visit(groups_route); }}};
    if (shown_ == Shown::mine) return mine_.commands(words);
    if (shown_ == Shown::groups) return groups_.commands(words);
    if (shown_ != Shown::sessions) return {};
    refresh(words);
    return sessions_commands(sessions_view_.last(), sessions_draft_);
}

house::Said<Command> Room::said(words::Words const& words, Command const& command) {
    auto of_group = groups_.said(words, command);
    if (!of_group.empty()) return {std::move(of_group)};
    return accounts::said(words, command);
}

std::string Room::draft_title(words::Words const& words, std::string const& place) {
    return title_of_draft(words, place);
}

void Room::refresh(words::Words const& words) {
    words_ = words;
    auto const& replica = account_.of<Domain>();
    if (shown_ == Shown::sessions)
        sessions_view_.get({replica.version<Session>(), replica.version<ScriptToken>(),
                            replica.changes(), words.language()},
                           [&] { return sessions_view(account_, words); });
}

// ---- the screens

void Room::frame(look::Ui& ui, shell::Columns const& columns) {
    if (columns.work.width <= 0) return;
    switch (shown_) {
        case Shown::people:
            return people(ui, columns);
        case Shown::groups:
            return groups_.frame(ui, columns.work, columns.narrow);
        case Shown::sessions:
            return sessions(ui, columns);
        case Shown::mine:
            return mine_.frame(ui, columns.work, columns.narrow);
        case Shown::nothing:
            return;
    }
}

void Room::dialogs(look::Ui& ui) {
    words_ = *ui.words;
    mine_.dialogs(ui);
    mine_.follow_settings();
}

void Room::people(look::Ui& ui, shell::Columns const& columns) {
    auto const wished =
        accounts::people(ui, people_view_, people_draft_, columns.work, columns.narrow);
    if (wished.query_changed || wished.retry) ask_people(false);
    if (wished.load_more) ask_people(true);
    if (wished.groups) around_.visit(groups_route);
    if (auto const id = base::id_from_text(wished.open)) {
        person_ = {*id};
        person_open_ = true;
        memberships_.ask_anew();
        around_.platform.wake();  // the card opens in the next frame
    }
    if (wished.back) around_.back();
    person(ui);
}

// What colleagues see of somebody.
void Room::person(look::Ui& ui) {
    parts::CardView card;
    auto const* person = around_.names.whole(person_);
    if (!person) person_open_ = false;
    if (person && person_open_) {
        card.title = person->name;
        card.under = person->email;
        if (person->administrator) card.marks.push_back(ui.say("people.administrator"));
        card.facts = {{ui.say("people.joined"), ui.words->date(person->registered.us, ui.zone)},
                      {ui.say("mine.location"), person->location},
                      {ui.say("mine.biography"), person->biography},
                      {ui.say("groups.title"), groups_of(memberships_, *ui.words, person_)}};
    }
    if (auto const act = parts::card(ui, card, person_open_)) act();
}

void Room::ask_people(bool more) {
    people_asked_ = true;
    people_turner_.ask<ListPeople>(
        people_draft_, more, people_view_.people, people_view_, [this] { return words_; },
        [this](Person const& person) {
            around_.names.learn(person);
            return PersonRow{base::to_text(person.id), person.name, person.email,
                             person.administrator, person.registered.us};
        });
}

void Room::sessions(look::Ui& ui, shell::Columns const& columns) {
    auto const wished = accounts::sessions(ui, sessions_view_.last(), sessions_draft_, columns.work,
                                           columns.narrow);
    if (wished.end)
        if (auto const id = base::id_from_text(*wished.end))
            want(*ui.words, EndSession{account_.me().id, {*id}});
    if (wished.end_others)
        want(*ui.words, EndSessions{account_.me().id, account_.session(), wished.end_tokens});
    if (wished.back) around_.back();
}

void Room::want(words::Words const& words, Command command) {
    if (auto const refusal = account_.want(std::move(command)))
        around_.tell(words.explain(*refusal), look::Tone::bad);
    around_.platform.wake();
}

}  // namespace accounts
