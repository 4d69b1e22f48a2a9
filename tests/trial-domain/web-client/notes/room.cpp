#include "web-client/notes/room.hpp"

#include <algorithm>

#include "shared/base/take_in.hpp"
#include "web-client/look/dialog.hpp"
#include "web-client/look/widgets.hpp"
#include "web-client/shell/not_there.hpp"

namespace notes {

namespace {

constexpr std::string_view begin = "/notebooks/";

std::string route_of(base::Id<Notebook> id) { return std::string(begin) + base::to_text(id); }

std::vector<Notebook> in_order(World const& world, PersonId owner) {
    std::vector<Notebook> list;
    for (auto const& notebook : world.ordered<&Notebook::owner>(owner)) list.push_back(notebook);
    return list;
}

}  // namespace

// ---- places

bool Room::go(std::string const& route) {
    if (route.compare(0, begin.size(), begin) != 0) return false;
    auto const id = base::id_from_text(std::string_view(route).substr(begin.size()));
    open_ = id ? base::Id<Notebook>{*id} : base::Id<Notebook>{};
    is_open_ = true;
    if (id) account_.follow<Domain>(notebook_space(*id));
    return true;
}

void Room::leave() {
    is_open_ = writing_ = opening_ = false;
    chosen_ = {};
}

house::Place Room::place(words::Words const& words) {
    auto const* shown = notebook();
    return {shown ? shown->title : words.say("notes.notebook")};
}

std::vector<shell::Section> Room::sections(words::Words const& words) {
    shell::Section section{words.say("notes.notebooks"), {}};
    for (auto const& each : in_order(account_.shown<Domain>(), account_.me().id)) {
        shell::Entry entry;
        entry.id = base::to_text(each.id);
        entry.label = each.title;
        entry.route = route_of(each.id);
        entry.icon = look::Icon::archive;
        entry.count = static_cast<int>(each.notes);
        section.entries.push_back(std::move(entry));
    }
    section.action =
        parts::Command{"notes.new-notebook", look::Icon::plus, [this] { begin_notebook(); }};
    section.empty = words.say("notes.none");
    return {std::move(section)};
}

// ---- what can be done

std::string Room::finish_grey(words::Words const& words) const {
    auto const* note = account_.shown<Domain>().find(chosen_);
    if (!note) return words.say("notes.choose-first");
    auto const state = note->state == State::open ? State::done : State::open;
    return house::grey(account_.of<Domain>(), words, Command(SetState{open_, chosen_, state}));
}

parts::Commands Room::commands(words::Words const& words) {
    parts::Commands list;
    if (is_open_ && notebook()) {
        list.push_back({"notes.new-note", look::Icon::plus, [this] { begin_note(); }});
        parts::Command done{"notes.finish", look::Icon::check, [this] { finish(); }};
        done.grey = finish_grey(words);
        list.push_back(std::move(done));
    }
    list.push_back({"notes.new-notebook", look::Icon::plus, [this] { begin_notebook(); }});
    return list;
}

void Room::begin_notebook() {
    opening_ = true;
    book_title_.clear();
    around_.platform.wake();
}
void Room::begin_note() {
    writing_ = true;
    typed_ = {};
    form_ = {};
    around_.platform.wake();
}
void Room::finish() {
    auto const* note = account_.shown<Domain>().find(chosen_);
    if (!note) return;
    auto const state = note->state == State::open ? State::done : State::open;
    account_.want(Command(SetState{open_, chosen_, state}));
    around_.platform.wake();
}

bool Room::want(words::Words const& words, Command const& command) {
    auto const refusal = account_.want(command);
    if (refusal) around_.tell(words.explain(*refusal), look::Tone::bad);
    around_.platform.wake();
    return !refusal;
}

house::Said<Command> Room::said(words::Words const& words, Command const& command) {
    house::Said<Command> said;
    said.what = words.say("tray." + std::string(wire::name_of_held(command)));
    if (auto const* open = std::get_if<OpenNotebook>(&command)) said.content = open->title;
    if (auto const* write = std::get_if<WriteNote>(&command)) said.content = write->title;
    return said;
}

// ---- views

void Room::refresh(words::Words const& words) {
    if (!is_open_ || !notebook()) return;
    auto const& replica = account_.of<Domain>();
    lines_.get({open_, replica.version<Note>(), words.language()}, [&] {
        std::vector<Line> lines;
        for (auto const& note : account_.shown<Domain>().ordered<&Note::notebook>(open_))
            lines.push_back({note.id, note.title, words.date(note.due), words.quantity(note.amount),
                             note.price ? words.money(*note.price) : std::string(),
                             words.say("notes.state-" + std::string(base::name_of(note.state))),
                             note.state == State::done});
        return lines;
    });
}

// ---- the screen

void Room::frame(look::Ui& ui, shell::Columns const& columns) {
    auto rest = columns.work;
    if (rest.width <= 0) return;
    auto const* shown = notebook();
    if (!shown) {
        auto const wished = shell::not_there(
            ui, {ui.say("notes.notebook"), ui.say("notes.unknown"), {}}, rest, columns.narrow);
        if (wished.back) around_.back();
        return;
    }
    auto const offered = commands(*ui.words);
    shell::Head head;
    head.title = shown->title;
    head.beside = ui.words->say("notes.notes", {{"n", std::to_string(shown->notes)}});
    head.back = columns.narrow;
    for (auto const* name : {"notes.new-note", "notes.finish"}) {
        auto const* command = parts::find(offered, name);
        shell::HeadAction action;
        action.label = ui.say(command->name);
        action.icon = command->icon;
        action.icon_only = columns.narrow;
        action.grey = command->grey;
        head.actions.push_back(std::move(action));
    }
    auto const event = shell::head(ui, rest, head);
    if (event.back) around_.back();
    if (event.action == 0) begin_note();
    if (event.action == 1) finish();

    auto const& lines = lines_.last();
    look::Column const title{"title", ui.say("notes.title"), 3}, due{"due", ui.say("notes.due"), 2},
        amount{"amount", ui.say("notes.amount"), 1, true, false, 500},
        price{"price", ui.say("notes.price"), 2, true, false, 500},
        state{"state", ui.say("notes.state"), 1};
    look::Table table;
    auto const label = ui.say("notes.notebook");
    table.label = label;
    table.columns = {title, due, amount, price, state};
    table.count = static_cast<int>(lines.size());
    if (lines.empty()) {
        look::empty_state(ui, rest, {look::Icon::archive, shown->title, ui.say("notes.none"), {}});
        return;
    }
    look::Scroll scroll;
    scroll.id = "notes";
    scroll.padding_x = scroll.padding_y = 0;
    look::begin_scroll(ui, scroll, rest);
    auto const of = [&](int row) -> Line const& { return lines[static_cast<std::size_t>(row)]; };
    auto const pressed = look::table(
        ui, table, sort_,
        [&](int row) {
            auto const& line = of(row);
            std::vector<look::Cell> cells;
            for (auto const* text :
                 {&line.title, &line.due, &line.amount, &line.price, &line.state}) {
                look::Cell cell;
                cell.text = *text;
                cells.push_back(std::move(cell));
            }
            return cells;
        },
        [&](int row) { return of(row).id == chosen_; });
    if (pressed.pressed >= 0) chosen_ = of(pressed.pressed).id;
    look::end_scroll(ui);
}

void Room::dialogs(look::Ui& ui) {
    write_notebook(ui);
    write_note(ui);
}

void Room::write_notebook(look::Ui& ui) {
    auto const title = ui.say("notes.new-notebook");
    if (!look::begin_dialog(ui, {title}, opening_)) return;
    OpenNotebook wanted{{client::new_id(around_.platform)},
                        account_.me().id,
                        book_title_,
                        std::nullopt,
                        std::nullopt};
    look::Field field;
    auto const label = ui.say("notes.title");
    field.label = label;
    look::field(ui, field, book_title_);
    wanted.title = book_title_;
    base::take_in(wanted);
    auto const problems = base::check(wanted);
    look::DialogButtons buttons;
    buttons.main.label = title;
    if (!problems.empty()) buttons.main.grey = ui.words->explain(problems.front());
    auto const cancel = ui.say("dialog.cancel");
    buttons.other = cancel;
    auto const answer = look::dialog_buttons(ui, buttons);
    if (answer == look::Answer::other) opening_ = false;
    if (answer == look::Answer::main && problems.empty() && want(*ui.words, wanted)) {
        opening_ = false;
        around_.visit(route_of(wanted.notebook));
    }
    look::end_dialog(ui);
}

void Room::write_note(look::Ui& ui) {
    auto const title = ui.say("notes.new-note");
    if (!look::begin_dialog(ui, {title}, writing_)) return;
    look::FormText texts;
    texts.label = [&](std::string_view field) { return ui.say("notes." + std::string(field)); };
    auto const formed = look::form(ui, texts, typed_, form_);
    look::DialogButtons buttons;
    buttons.main.label = title;
    if (!formed.problems.empty()) buttons.main.grey = ui.words->explain(formed.problems.front());
    auto const cancel = ui.say("dialog.cancel");
    buttons.other = cancel;
    auto const answer = look::dialog_buttons(ui, buttons);
    if (answer == look::Answer::other) writing_ = false;
    if (answer == look::Answer::main && formed.problems.empty() &&
        want(*ui.words, WriteNote{open_,
                                  {client::new_id(around_.platform)},
                                  typed_.title,
                                  typed_.due,
                                  typed_.amount,
                                  typed_.price}))
        writing_ = false;
    look::end_dialog(ui);
}

}  // namespace notes
