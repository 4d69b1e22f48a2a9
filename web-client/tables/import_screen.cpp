#include "web-client/tables/import_screen.hpp"

#include <algorithm>

#include "web-client/house/failure.hpp"
#include "web-client/look/widgets.hpp"
#include "web-client/parts/flow.hpp"
#include "web-client/shell/shell.hpp"
#include "web-client/tables/words_of.hpp"

namespace tables {
namespace {

constexpr float widest_import = 900;

}  // namespace

ImportScreen::ImportScreen(house::Surroundings const& around, std::vector<TableInfo> const& tables,
                           RowNames& names)
    : around_(around),
      tables_(tables),
      names_(names),
      run_(around, tables),
      send_(around),
      undo_(around, tables, names) {}

// What is under way for this table goes on.
void ImportScreen::go(TableInfo const& table, base::Id128 act) {
    bool const is_other = run_.table() != &table;
    if (is_other) {
        send_.end();
        run_.begin(table);
        pasted_ = {};
    }
    // What came in from the file that is shown is what would be taken back.
    if (send_.has_begun())
        act_ = send_.act();
    else if (is_other || !act.is_none())
        act_ = act;
}

void ImportScreen::close() {
    is_open_ = false;
    menu_ = Menu::none;
    undo_.leave();
}

void ImportScreen::take(std::string name, std::string bytes, bool pasted) {
    send_.end();
    act_ = {};
    rule_.clear();
    of_column_ = 0;
    run_.take(std::move(name), std::move(bytes), pasted);
}

void ImportScreen::import_rows() {
    send_.begin(*run_.table(), run_.to_send(), [this](std::size_t row) { return run_.wish(row); });
    remember(send_.act());
}

// The address has it, so that it can be taken back when the page was loaded again, and by others.
void ImportScreen::remember(base::Id128 act) {
    act_ = act;
    Place place;
    place.table = run_.table()->name;
    place.imports = true;
    place.act = act;
    around_.replace(route_of(place));
}

// By its history, which the server has: also what came from another machine, and all or nothing.
void ImportScreen::take_back() {
    for (auto const& table : tables_)
        if (table.name == run_.table()->edits) undo_.begin(table, act_);
    around_.platform.wake();
}

bool ImportScreen::can_take_back() const {
    if (act_.is_none() || !run_.table()->edited || undo_.has_taken_back(act_)) return false;
    return !send_.has_begun() || send_.done() > 0;
}

parts::Command ImportScreen::command_to_take_back(words::Words const& words) {
    parts::Command back{"tables.import-undo", look::Icon::undo_2, [this] { take_back(); }};
    back.busy = undo_.is_under_way(act_);
    if (!run_.table()->fates(around_.account, act_).waiting.empty())
        back.grey = words.say("tables.import-under-way");
    return back;
}

// ---- what can be done

parts::Commands ImportScreen::commands(words::Words const& words) {
    parts::Commands all;
    auto const stage = run_.stage();
    bool const sending = send_.has_begun() && !send_.is_done();
    if (stage != Stage::nothing) {
        parts::Command other{"tables.import-other", look::Icon::x, [this] {
                                 send_.end();
                                 run_.begin(*run_.table());
                                 remember({});
                                 around_.platform.wake();
                             }};
        if (sending) other.grey = words.say("tables.import-under-way");
        all.push_back(std::move(other));
    }
    if (sending) {
        bool const stopped = send_.is_stopped();
        all.push_back({stopped ? "tables.import-go-on" : "tables.import-stop",
                       stopped ? look::Icon::send : look::Icon::ban, [this, stopped] {
                           if (stopped)
                               send_.go_on();
                           else
                               send_.stop();
                           around_.platform.wake();
                       }});
        return all;
    }
    if (can_take_back()) all.push_back(command_to_take_back(words));
    if (send_.has_begun()) {
        all.push_back({"tables.import-again", look::Icon::refresh_cw, [this] {
                           send_.end();
                           run_.check(true);
                       }});
        return all;
    }
    if (stage == Stage::mapping) {
        parts::Command check{"tables.import-check", look::Icon::check,
                             [this] { run_.check(true); }};
        if (!run_.file_problems().empty() || !run_.mapping_problems().empty())
            check.grey = words.say("tables.not-yet");
        all.push_back(std::move(check));
    }
    if (stage == Stage::checked) {
        all.push_back({"tables.import-columns", look::Icon::table, [this] {
                           run_.back_to_columns();
                           around_.platform.wake();
                       }});
        parts::Command go{"tables.import-go", look::Icon::check, [this] { import_rows(); }};
        if (run_.to_send().empty()) go.grey = words.say("tables.import-nothing");
        all.push_back(std::move(go));
    }
    return all;
}

// ---- in words

std::string ImportScreen::column_name(std::uint32_t column) const {
    auto const& columns = run_.sheet().columns;
    return column > 0 && column <= columns.size() ? columns[column - 1] : std::string();
}

std::string ImportScreen::explain(imports::Problem const& problem) const {
    std::vector<words::Argument> arguments;
    for (auto const& argument : problem.arguments)
        arguments.emplace_back(argument.name,
                               argument.name == "field"
                                   ? field_in_words(words_, run_.table()->name, argument.value)
                                   : argument.value);
    return words_.explain(problem.rule, arguments);
}

std::string ImportScreen::in_words(imports::Target target) const {
    if (target.field < 0) return words_.say("tables.import-left-out");
    auto const& type = *run_.table()->row;
    auto const& field = type.fields[static_cast<std::size_t>(target.field)];
    auto const name = field_in_words(words_, run_.table()->name, field.name);
    auto const part = imports::name_of(type, target).substr(field.name.size());
    if (part.empty()) return name;
    return name + ", " +
           (part == "_currency" ? words_.say("tables.import-currency")
            : part == "_ru"     ? words::own_name(words::Language::russian)
            : part == "_en"     ? words::own_name(words::Language::english)
                                : part);
}

// ---- what is drawn

void ImportScreen::head(look::Ui& ui, look::Rect& rect, bool narrow) {
    shell::Head head;
    head.icon = look::Icon::table;
    head.title =
        ui.say("tables.import-title", {{"table", table_in_words(*ui.words, run_.table()->name)}});
    head.back = true;
    auto const all = commands(*ui.words);
    for (auto const& command : all) {
        head.actions.push_back(shell::action_of(ui, command));
        head.actions.back().icon_only = narrow;
    }
    auto const event = shell::head(ui, rect, head);
    if (event.back) around_.back();
    if (event.action >= 0) all[static_cast<std::size_t>(event.action)].act();
}

void ImportScreen::frame(look::Ui& ui, look::Rect rect, bool narrow) {
    words_ = *ui.words;
    undo_.frame(ui);
    if (!std::exchange(is_open_, true))
        around_.take_files([this](platform::LocalFile const& file) {
            if (!is_open_ || !run_.table()->edited) return false;
            if (send_.has_begun() && !send_.is_done())
                around_.tell(words_.say("tables.import-under-way"), look::Tone::bad);
            else if (file.too_large)
                around_.tell(words_.explain("too-large-to-send"), look::Tone::bad);
            else
                take(file.name, file.bytes, false);
            return true;
        });
    run_.work();
    head(ui, rect, narrow);
    std::string const name =
        ui.say("tables.import-title", {{"table", table_in_words(*ui.words, run_.table()->name)}});
    look::begin_region(ui, look::Role::main, name, rect, look::Ground::ground);
    look::Scroll scroll;
    scroll.id = "import";
    look::begin_scroll(ui, scroll, rect);
    auto const line = look::here(ui, 0);
    look::begin_column(ui, line.x, std::min(line.width, widest_import));
    if (!run_.table()->edited)
        look::note(ui, look::Icon::lock, words_.explain(run_.table()->kept));
    else if (run_.stage() == Stage::nothing)
        begin(ui);
    else
        recognised(ui);
    if (send_.has_begun())
        sending(ui);
    else if (run_.stage() == Stage::mapping && run_.file_problems().empty())
        columns(ui);
    else if (run_.stage() == Stage::checked)
        result(ui);
    look::end_column(ui);
    look::end_scroll(ui);
    look::end_region(ui);
    menus(ui);
}

// What became of what was imported, if it is still known here.
void ImportScreen::taken_back(look::Ui& ui) {
    if (undo_.has_taken_back(act_))
        look::note(ui, look::Icon::undo_2, ui.say("tables.import-taken-back"));
    else if (can_take_back())
        look::note(ui, look::Icon::info, ui.say("tables.import-can-be-undone"));
}

void ImportScreen::dialogs(look::Ui& ui) {
    undo_.dialogs(ui);
    names_.ask();
}

void ImportScreen::begin(look::Ui& ui) {
    taken_back(ui);
    look::paragraph(ui, ui.say("tables.import-about"));
    look::gap(ui, 12);
    std::string const choose = ui.say("tables.import-choose");
    look::Button button;
    button.label = choose;
    button.kind = look::Kind::primary;
    button.icon = look::Icon::inbox;
    if (look::button(ui, button) && !around_.platform.choose_file("text/csv,.csv,.tsv,.txt,.jsonl"))
        around_.tell(ui.say("tables.import-drop"), look::Tone::normal);
    look::gap(ui, 16);
    std::string const paste = ui.say("tables.import-paste"), read = ui.say("tables.import-take");
    look::Editor editor;
    editor.label = paste;
    editor.placeholder = paste;
    editor.enter_sends = false;
    look::editor(ui, editor, pasted_);
    look::gap(ui, 8);
    look::Button take;
    take.label = read;
    std::string const grey =
        pasted_.text.empty() ? ui.say("tables.import-nothing-pasted") : std::string();
    take.grey = grey;
    if (look::button(ui, take)) this->take(ui.say("tables.import-pasted"), pasted_.text, true);
}

void ImportScreen::recognised(look::Ui& ui) {
    constexpr char const* encodings[] = {"UTF-8", "UTF-16", "UTF-16", "CP1251", "KOI8-R"};
    auto const& sheet = run_.sheet();
    if (run_.stage() == Stage::reading)
        return look::progress(ui, ui.say("tables.import-reading"),
                              static_cast<float>(run_.progress()));
    for (auto const& problem : run_.file_problems().all())
        look::note(ui, look::Icon::circle_alert, run_.name() + ": " + explain(problem),
                   look::Tone::bad);
    if (!run_.file_problems().empty()) return;
    auto const parted = sheet.form == imports::Form::json_lines ? "tables.import-lines"
                        : sheet.separator == ';'                ? "tables.import-semicolons"
                        : sheet.separator == ','                ? "tables.import-commas"
                        : sheet.separator == '\t'               ? "tables.import-tabs"
                                                                : "tables.import-signs";
    std::string text = ui.say("tables.import-read", {{"name", run_.name()}, {"n", sheet.rows()}});
    if (!run_.was_pasted())
        text += " · " + std::string(encodings[static_cast<std::size_t>(run_.encoding())]);
    look::paragraph(ui, text + " · " + ui.say(parted));
    look::gap(ui, 12);
    if (run_.stage() != Stage::checking) return;
    if (!run_.failure())
        return look::progress(ui, ui.say("tables.import-checking"),
                              static_cast<float>(run_.progress()));
    look::note(ui, look::Icon::circle_alert, house::failures::in_words(words_, *run_.failure()),
               look::Tone::bad);
    std::string const label = ui.say("tables.import-go-on");
    look::Button again;
    again.label = label;
    if (look::button(ui, again)) run_.go_on();
}

void ImportScreen::columns(look::Ui& ui) {
    look::heading(ui, ui.say("tables.import-which"), 3);
    look::gap(ui, 4);
    auto const wrong = run_.mapping_problems();
    auto const& sheet = run_.sheet();
    for (auto const& problem : wrong.all())
        if (problem.column == 0)
            look::note(ui, look::Icon::circle_alert, explain(problem), look::Tone::bad);
    for (std::size_t i = 0; i < sheet.columns.size(); ++i) {
        look::Scope const scope(static_cast<int>(i));
        auto const at = look::here(ui, 32);
        auto const label =
            ui.say("tables.import-goes",
                   {{"column", sheet.columns[i]}, {"field", in_words(run_.mapping().columns[i])}});
        look::Button button;
        button.id = "column";
        button.label = label;
        button.has_menu = true;
        button.left = true;
        if (look::button(ui, button)) {
            column_ = i;
            open_menu(Menu::target, at);
        }
        for (auto const& problem : wrong.all())
            if (problem.column == i + 1)
                look::note(ui, look::Icon::circle_alert, explain(problem), look::Tone::bad);
        look::gap(ui, 6);
    }
}

void ImportScreen::result(look::Ui& ui) {
    using imports::Action;
    auto const count = [&](char const* words, Action action) {
        look::paragraph(ui, ui.say(words, {{"n", run_.count(action)}}));
    };
    count("tables.import-add", Action::add);
    count("tables.import-change", Action::change);
    count("tables.import-same", Action::same);
    count("tables.import-wrong", Action::wrong);
    look::gap(ui, 6);
    if (!run_.table()->comes_and_goes && run_.count(Action::add) > 0)
        look::note(ui, look::Icon::lock, words_.explain("rows-kept"));
    look::note(ui, look::Icon::info, ui.say("tables.import-twice"));
    if (run_.unrehearsed())
        look::note(ui, look::Icon::circle_alert,
                   ui.say("tables.import-unrehearsed",
                          {{"why", house::failures::in_words(words_, *run_.unrehearsed())}}));
    problems(ui);
}

void ImportScreen::sending(look::Ui& ui) {
    auto const done = send_.done();
    if (!send_.is_done()) {
        look::progress(ui, ui.say("tables.import-sending", {{"done", done}, {"n", send_.total()}}),
                       static_cast<float>(done) / static_cast<float>(send_.total()));
        look::gap(ui, 6);
        look::note(ui, look::Icon::info, ui.say("tables.import-kept"));
    } else {
        look::paragraph(ui, ui.say("tables.import-done", {{"n", done}}));
        taken_back(ui);
        look::note(ui, look::Icon::info, ui.say("tables.import-twice"));
    }
    if (send_.refused().empty()) return;
    look::gap(ui, 12);
    look::heading(ui, ui.say("tables.import-refused", {{"n", send_.refused().size()}}), 3);
    look::Table table;
    std::string const label = ui.say("tables.import-refused", {{"n", send_.refused().size()}});
    table.label = label;
    table.columns = {{"row", ui.say("tables.import-row"), 1},
                     {"rule", ui.say("tables.import-why"), 5}};
    table.count = static_cast<int>(send_.refused().size());
    look::Sort sort;
    look::table(ui, table, sort, [&](int i) {
        auto const& refused = send_.refused()[static_cast<std::size_t>(i)];
        return std::vector<look::Cell>{
            {words_.number(run_.sheet().number(refused.row)), {}, {}, {}},
            {words_.explain(refused.refusal), {}, {}, {}}};
    });
}

}  // namespace tables
