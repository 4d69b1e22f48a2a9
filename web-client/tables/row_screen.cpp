#include "web-client/tables/row_screen.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "shared/base/check.hpp"
#include "shared/world/edit_rows.hpp"
#include "web-client/look/widgets.hpp"
#include "web-client/parts/confirm.hpp"
#include "web-client/shell/shell.hpp"
#include "web-client/tables/words_of.hpp"

namespace tables {
namespace {

constexpr float widest = 720;  // of lines that are read

struct Referring {
    TableInfo const* table;
    base::FieldInfo const* field;
};

// The row that a field refers to; none: it is of none.
std::optional<base::Id128> referred(base::FieldInfo const& field, void const* row) {
    if (field.rules.refers_to.empty() || held_type(field).kind != base::Kind::id)
        return std::nullopt;
    auto const* value = field.of(row);
    if (field.type->kind == base::Kind::optional) value = base::held_in(*field.type, value);
    if (!value || base::as<base::Id128>(value).is_none()) return std::nullopt;
    return base::as<base::Id128>(value);
}

}  // namespace

RowScreen::RowScreen(house::Surroundings const& around, std::vector<TableInfo> const& tables,
                     RowNames& names, Picker& picker)
    : around_(around),
      tables_(tables),
      names_(names),
      picker_(picker),
      pages_(around.platform, around.api, [this] { return words_; }),
      history_(around, tables, names) {}

void RowScreen::go(TableInfo const& table, base::Id128 row) {
    pages_.begin(table);
    history_.begin(table, row);
    id_ = row;
    asked_ = false;
    if (row != added_) wanted_at_ = 0;  // it was only just asked that it be added
    close();
}

void RowScreen::add(TableInfo const& table) {
    go(table, client::new_id(around_.platform));
    asked_ = true;  // it is not there yet
    begin_add(nullptr);
}

void RowScreen::close() {
    before_.reset();
    after_.reset();
    draft_ = {};
    asks_to_erase_ = false;
}

void const* RowScreen::row() const { return pages_.rows().empty() ? nullptr : pages_.rows()[0]; }

std::string RowScreen::title(words::Words const& words) const {
    auto const& table = *pages_.table();
    if (is_adding()) return words.say("tables.new") + ": " + table_in_words(words, table.name);
    auto const name = row() ? own_name(*table.row, row()) : std::string();
    return name.empty() ? table_in_words(words, table.name) + " " + base::to_text(id_).substr(0, 8)
                        : name;
}

parts::Commands RowScreen::commands(words::Words const& words) {
    if (after_) {
        parts::Command save{"tables.save", look::Icon::check, [this] { this->save(); }};
        if (!ready_) save.grey = words.say("tables.not-yet");
        parts::Command cancel{"dialog.cancel", look::Icon::x, [this] {
                                  close();
                                  around_.platform.wake();
                              }};
        cancel.key = parts::Key::escape;
        return {std::move(cancel), std::move(save)};
    }
    auto const& table = *pages_.table();
    parts::Command edit{"tables.edit", look::Icon::pencil, [this] { begin_edit(); }};
    parts::Command copy{"tables.duplicate", look::Icon::plus, [this] { begin_add(row()); }};
    parts::Command erase{"tables.erase", look::Icon::trash, [this] {
                             asks_to_erase_ = true;
                             around_.platform.wake();
                         }};
    erase.danger = true;
    if (!table.edited) edit.grey = words.explain(table.kept);
    if (!table.comes_and_goes)
        copy.grey = erase.grey = words.explain(table.edited ? "rows-kept" : table.kept);
    if (!row()) edit.grey = copy.grey = erase.grey = words.explain("row-gone");
    parts::Commands all{
        {"tables.reload", look::Icon::refresh_cw,
         [this] {
             asked_ = false;
             around_.platform.wake();
         }},
        {"tables.copy-id", look::Icon::copy, [this] { around_.platform.copy(base::to_text(id_)); }},
        std::move(erase),
        std::move(copy),
        std::move(edit)};
    // What was erased is found by its history alone.
    if (row() && table.name == table.edits) all.push_back(history_.undo_command(row()));
    return all;
}

void RowScreen::ask() {
    Place only;
    only.filters = {{"id", {}, base::to_text(id_)}};
    pages_.ask(only, false);
    history_.ask();
}

// ---- changing it

void RowScreen::begin_edit() {
    before_ = pages_.table()->copy(row());
    after_ = pages_.table()->copy(row());
    draft_ = {};
    around_.platform.wake();
}

// As another one, which is made now.
void RowScreen::begin_add(void const* like) {
    auto const& table = *pages_.table();
    before_.reset();
    after_ = like ? table.copy(like) : table.make();
    base::Instant const now{around_.platform.now_us()};
    for (auto const& field : table.row->fields) {
        auto* const value = field.member(after_.get());
        if (field.name == "id") base::as<base::Id128>(value) = client::new_id(around_.platform);
        bool const is_made = field.rules.fixed && field.type->kind == base::Kind::instant;
        if (is_made) base::as<base::Instant>(value) = now;
    }
    auto const fresh = table.make();
    base::Problems problems;
    base::check_value(*table.row, fresh.get(), base::Rules{}, "", problems);
    needed_.clear();
    for (auto const& problem : problems)
        needed_.insert(problem.path.substr(problem.path.find_first_not_of('/')));
    draft_ = {};
    around_.platform.wake();
}

void RowScreen::want(std::shared_ptr<void> before, std::shared_ptr<void> after) {
    std::vector<Wish> const wishes{{pages_.table(), std::move(before), std::move(after)}};
    if (auto const refusal = tables::want(around_.platform, around_.account, wishes))
        return around_.tell(words_.explain(*refusal), look::Tone::bad);
    wanted_at_ = around_.account.changes();
    around_.tell(words_.say("tables.asked"), look::Tone::normal);
}

void RowScreen::save() {
    bool const is_new = is_adding();
    auto const id = id_of(*pages_.table()->row, after_.get());
    want(before_, after_);
    close();
    if (!is_new) return;
    Place added;
    added.table = pages_.table()->name;
    added.row = id;
    next_ = route_of(added);
    added_ = id;
    replaces_ = !row();
}

// ---- what is drawn

void RowScreen::head(look::Ui& ui, look::Rect& rect, bool narrow) {
    auto const& table = *pages_.table();
    shell::Head head;
    head.icon = look::Icon::table;
    head.title = title(*ui.words);
    if (row() && !own_name(*table.row, row()).empty())
        head.beside = table_in_words(*ui.words, table.name);
    head.back = true;
    auto const all = commands(*ui.words);
    for (auto const& command : all) {
        head.actions.push_back(shell::action_of(ui, command));
        // What is done to the row has its name; else there is no room for that of the row.
        bool const is_minor = command.name == "tables.reload" || command.name == "tables.copy-id";
        head.actions.back().icon_only = narrow || is_minor;
    }
    if (after_) head.actions.back().primary = true;
    auto const event = shell::head(ui, rect, head);
    if (event.action >= 0) all[static_cast<std::size_t>(event.action)].act();
    if (event.back) around_.back();
}

void RowScreen::fact(look::Ui& ui, base::FieldInfo const& field, look::CellText const& texts,
                     float label_width) {
    auto const value = look::text_of(ui, texts, field, row(), true);
    look::Scope const scope(field.name);
    look::TextStyle soft;
    soft.tone = look::Tone::soft;
    look::Paragraph how;
    how.width = look::width_left(ui) - label_width;
    std::string const shown = value.empty() ? ui.say("value.none") : value;
    if (value.empty()) how.style.tone = look::Tone::faint;
    look::Rect line =
        look::here(ui, std::ceil(look::paragraph_height(ui, shown, how, how.width)) + 8);
    look::Rect const place = line;
    look::Rect label = look::cut_left(line, label_width);
    label.height = look::line_height(ui, look::Size::normal);
    auto const name = field_in_words(*ui.words, pages_.table()->name, field.name);
    ui.at(label);
    look::text(ui, name, soft);
    ui.at({line.x, line.y, line.width, line.height - 8});
    if (auto const id = referred(field, row())) {
        Place to;
        to.table = field.rules.refers_to;
        to.row = *id;
        auto const route = route_of(to);
        look::Link link;
        link.label = shown;
        link.href = route;
        if (look::link(ui, link)) next_ = route;
    } else {
        look::paragraph(ui, shown, how);
    }
    ui.at(place);
    look::take_place(ui, place.width, place.height);
}

void RowScreen::referring(look::Ui& ui) {
    auto const& table = *pages_.table();
    std::vector<Referring> all;
    for (auto const& other : tables_)
        for (auto const& field : other.row->fields)
            if (field.rules.refers_to == table.name) all.push_back({&other, &field});
    if (all.empty()) return;
    look::gap(ui, 16);
    look::heading(ui, ui.say("tables.referring"), 3);
    look::gap(ui, 4);
    for (auto const& each : all) {
        look::Scope const scope(std::string(each.table->name) + std::string(each.field->name));
        Place to;
        to.table = each.table->name;
        to.filters = {{std::string(each.field->name), {}, base::to_text(id_)}};
        auto const route = route_of(to);
        auto const label =
            ui.say("tables.referring-by",
                   {{"table", table_in_words(*ui.words, each.table->name)},
                    {"field", field_in_words(*ui.words, each.table->name, each.field->name)}});
        look::Link link;
        link.label = label;
        link.href = route;
        if (look::link(ui, link)) next_ = route;
        look::gap(ui, 6);
    }
}

void RowScreen::fields(look::Ui& ui) {
    auto const& table = *pages_.table();
    auto const texts = cell_text(words_, table, names_);
    look::TextStyle soft;
    soft.tone = look::Tone::soft;
    float label_width = 0;
    for (auto const& field : table.row->fields)
        label_width = std::max(label_width, look::text_width(ui, texts.label(field.name), soft));
    label_width = std::ceil(std::min(label_width, look::width_left(ui) / 2)) + 16;
    for (auto const& field : table.row->fields)
        if (look::is_shown(texts, field)) fact(ui, field, texts, label_width);
}

void RowScreen::form(look::Ui& ui) {
    auto const& table = *pages_.table();
    look::FormText texts;
    if (auto const* workspace = around_.account.workspace()) texts.currency = workspace->currency;
    texts.label = [&](std::string_view field) { return field_in_words(words_, table.name, field); };
    texts.option = [&](std::string_view option) { return option_in_words(words_, option); };
    texts.editing = !is_adding();
    texts.row = [&](base::FieldInfo const& field, base::Id128 id) {
        return names_.of(field.rules.refers_to, id);
    };
    texts.pick = [&](base::FieldInfo const& field) {
        picker_.open(field.rules.refers_to, field_in_words(words_, table.name, field.name),
                     [this, &field](base::Id128 id) {
                         if (after_) put_id(field, after_.get(), id);
                     });
    };
    // What follows from other things is shown only where a new row needs it.
    if (is_adding())
        texts.only = [&](base::FieldInfo const& field) {
            auto const& kept = field.rules.kept;
            return kept.empty() || kept == "kept-fixed" ||
                   needed_.count(std::string(field.name)) != 0;
        };
    auto const formed = look::form(ui, texts, *table.row, after_.get(), draft_);
    ready_ = formed.problems.empty();
    if (!is_adding()) kept(ui);
    if (formed.entered && ready_) save();
}

// What does not stand in the form, and why.
void RowScreen::kept(look::Ui& ui) {
    auto const& table = *pages_.table();
    std::map<std::string_view, std::string> fields;
    for (auto const& field : table.row->fields) {
        auto const why = world::bars_edit(field);
        if (!why || field.name == "id" || field.rules.server_only) continue;
        auto& all = fields[*why];
        all += (all.empty() ? "" : ", ") + field_in_words(words_, table.name, field.name);
    }
    look::gap(ui, 8);
    for (auto const& [why, all] : fields)
        look::note(ui, look::Icon::lock,
                   ui.say("tables.kept", {{"fields", all}, {"why", words_.explain(why)}}));
}

void RowScreen::dialogs(look::Ui& ui) {
    history_.dialogs(ui);
    if (!asks_to_erase_ || !row()) return;
    parts::Question question;
    question.title = ui.say("tables.erase-title");
    question.text = ui.say("tables.erase-text", {{"name", title(*ui.words)}});
    question.main = ui.say("tables.erase-sure");
    if (parts::confirm(ui, question, asks_to_erase_)) want(pages_.table()->copy(row()), nullptr);
}

void RowScreen::frame(look::Ui& ui, look::Rect rect, bool narrow) {
    words_ = *ui.words;
    if (!std::exchange(asked_, true)) ask();
    // What was wanted has been answered, or another change came.
    if (wanted_at_ != 0 && wanted_at_ != around_.account.changes()) {
        wanted_at_ = around_.account.changes();
        ask();
    }
    head(ui, rect, narrow);
    auto const name = title(*ui.words);
    look::begin_region(ui, look::Role::main, name, rect, look::Ground::ground);
    auto const& state = pages_.state();
    if (!row() && !after_ && history_.empty()) {
        std::string const text = state.load == parts::Load::loading  ? ui.say("admin.loading")
                                 : state.load == parts::Load::failed ? state.failure
                                                                     : ui.say("tables.no-row");
        look::empty_state(ui, rect, {look::Icon::table, {}, text, {}});
    } else {
        look::Scroll scroll;
        scroll.id = "row";
        look::begin_scroll(ui, scroll, rect);
        auto const line = look::here(ui, 0);
        look::begin_column(ui, line.x, std::min(line.width, widest));
        if (after_) {
            form(ui);
        } else {
            if (row())
                fields(ui);
            else
                look::note(ui, look::Icon::info, ui.say("tables.no-row"));
            referring(ui);
            history_.frame(ui);
            if (history_.take_done()) ask();
        }
        look::end_column(ui);
        look::end_scroll(ui);
    }
    look::end_region(ui);
    names_.ask();
    // Only now: what is drawn is of this row.
    if (next_.empty()) return;
    if (std::exchange(replaces_, false))
        around_.replace(std::exchange(next_, {}));  // not to be added once more by going back
    else
        around_.visit(std::exchange(next_, {}));
}

}  // namespace tables
