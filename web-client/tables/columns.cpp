#include "web-client/tables/columns.hpp"

#include <algorithm>

#include "web-client/look/widgets.hpp"
#include "web-client/tables/words_of.hpp"

namespace tables {
namespace {

bool can_show(base::FieldInfo const& field) {
    return !field.rules.secret && !field.rules.server_only;
}
// The row's own id says little to people, where it is not another row's as well.
bool is_usual(base::FieldInfo const& field) {
    return can_show(field) && !(field.name == "id" && field.rules.refers_to.empty());
}

bool has(Columns const& columns, std::string_view name) {
    return std::find(columns.begin(), columns.end(), name) != columns.end();
}

}  // namespace

std::string_view key_column(base::TypeInfo const& row) {
    for (auto const& field : row.fields) {
        bool const is_line = field.type->kind == base::Kind::text &&
                             field.rules.format == base::Format::line && field.rules.required;
        if (can_show(field) && (is_line || held_type(field).kind == base::Kind::names))
            return field.name;
    }
    for (auto const& field : row.fields)
        if (is_usual(field)) return field.name;
    return "id";
}

Columns usual_columns(base::TypeInfo const& row) {
    Columns usual;
    for (auto const& field : row.fields)
        if (is_usual(field)) usual.emplace_back(field.name);
    return usual;
}

Columns every_column(base::TypeInfo const& row) {
    Columns all;
    for (auto const& field : row.fields)
        if (can_show(field)) all.emplace_back(field.name);
    return all;
}

Columns judged_columns(base::TypeInfo const& row, Columns const& wished) {
    auto const all = every_column(row);
    Columns judged;
    for (auto const& name : wished)
        if (has(all, name) && !has(judged, name)) judged.push_back(name);
    if (judged.empty()) return judged;
    if (auto const key = key_column(row); !has(judged, key))
        judged.insert(judged.begin(), std::string(key));
    return judged;
}

PartOfRow::PartOfRow(base::TypeInfo const& row, Columns const& columns) : type_(row) {
    for (auto const& name : judged_columns(row, columns))
        fields_.push_back(*field_named(row, name));
    if (!fields_.empty()) type_.fields = fields_;
}

Columns with_column(base::TypeInfo const& row, Columns const& columns, std::string_view name,
                    bool there) {
    auto next = judged_columns(row, columns);
    if (next.empty()) next = usual_columns(row);
    std::erase(next, name);
    if (there) next.emplace_back(name);
    // What is usual need not be said.
    return next == usual_columns(row) ? Columns{} : next;
}

Columns moved_column(Columns columns, std::string_view name, bool to_front) {
    auto const at = std::find(columns.begin(), columns.end(), name);
    if (at == columns.end()) return columns;
    if (to_front && at != columns.begin()) std::iter_swap(at, at - 1);
    if (!to_front && at + 1 != columns.end()) std::iter_swap(at, at + 1);
    return columns;
}

// ---- the dialog

void ColumnsDialog::open() {
    open_ = true;
    around_.platform.wake();
}

void ColumnsDialog::one(look::Ui& ui, TableInfo const& table, Columns const& columns,
                        std::string_view name, bool there, Columns& next) {
    look::Scope const scope(name);
    auto const& row = *table.row;
    auto const label = field_in_words(*ui.words, table.name, name);
    look::Rect line = look::here(ui, ui.theme.size.control);
    bool const can_move = there && columns.size() > 1;
    look::Rect const down = look::cut_right(line, 32);
    look::Rect const up = look::cut_right(line, 32);
    std::string const always =
        name == key_column(row) ? ui.say("tables.column-always") : std::string();
    bool ticked = there;
    look::begin_column(ui, line.x, line.width - 8);
    if (look::checkbox(ui, label, ticked, always)) next = with_column(row, columns, name, ticked);
    look::end_column(ui);
    if (can_move) {
        ui.at(up);
        if (look::icon_button(ui, look::Icon::arrow_up,
                              ui.say("tables.column-up", {{"field", label}}),
                              columns.front() == name ? ui.say("tables.column-first") : ""))
            next = moved_column(columns, name, true);
        ui.at(down);
        if (look::icon_button(ui, look::Icon::arrow_down,
                              ui.say("tables.column-down", {{"field", label}}),
                              columns.back() == name ? ui.say("tables.column-last") : ""))
            next = moved_column(columns, name, false);
    }
}

void ColumnsDialog::frame(look::Ui& ui, TableInfo const& table, Columns const& columns) {
    look::Dialog dialog;
    std::string const title = ui.say("tables.columns");
    dialog.title = title;
    dialog.id = "columns";
    if (!look::begin_dialog(ui, dialog, open_)) return;
    auto const all = every_column(*table.row);
    auto shown = judged_columns(*table.row, columns);
    if (shown.empty()) shown = usual_columns(*table.row);
    auto next = columns;
    float const height = std::min(40.0f * static_cast<float>(all.size()) + 8, 340.0f);
    look::Rect const place = look::here(ui, height);
    look::take_place(ui, place.width, place.height);
    look::Scroll scroll;
    scroll.id = "all";
    scroll.padding_x = scroll.padding_y = 0;
    look::begin_scroll(ui, scroll, place);
    for (auto const& name : shown) one(ui, table, shown, name, true, next);
    for (auto const& name : all)
        if (!has(shown, name)) one(ui, table, shown, name, false, next);
    look::end_scroll(ui);
    look::DialogButtons buttons;
    std::string const main = ui.say("tables.columns-done"), other = ui.say("tables.columns-all");
    buttons.main.label = main;
    buttons.main.kind = look::Kind::primary;
    buttons.other = other;
    auto const answer = look::dialog_buttons(ui, buttons);
    if (answer == look::Answer::main) open_ = false;
    if (answer == look::Answer::other) next.clear();
    look::end_dialog(ui);
    if (next != columns) wanted_(next);
}

}  // namespace tables
