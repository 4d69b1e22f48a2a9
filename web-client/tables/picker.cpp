#include "web-client/tables/picker.hpp"

#include <algorithm>
#include <utility>

#include "web-client/look/widgets.hpp"
#include "web-client/tables/words_of.hpp"

namespace tables {

bool can_search(base::TypeInfo const& row) {
    return std::any_of(row.fields.begin(), row.fields.end(), [](auto const& field) {
        return held_type(field).kind == base::Kind::text && !field.rules.secret &&
               !field.rules.server_only;
    });
}

Picker::Picker(house::Surroundings const& around, std::vector<TableInfo> const& tables)
    : around_(around),
      tables_(tables),
      pages_(around.platform, around.api, [this] { return words_; }) {}

void Picker::open(std::string_view table, std::string title, Picked picked) {
    for (auto const& each : tables_)
        if (each.name == table) pages_.begin(each);
    title_ = std::move(title);
    picked_ = std::move(picked);
    search_.clear();
    open_ = true;
    focus_given_ = false;
    ask();
    around_.platform.wake();
}

void Picker::ask() {
    Place place;
    auto const& row = *pages_.table()->row;
    if (auto const id = base::id_from_text(search_))
        place.filters = {{"id", {}, base::to_text(*id)}};
    else if (can_search(row))
        place.search = search_;
    pages_.ask(place, false);
}

void Picker::found(look::Ui& ui) {
    auto const& table = *pages_.table();
    look::Rect const rect = look::here(ui, 264);
    look::take_place(ui, rect.width, rect.height);
    look::Scroll scroll;
    scroll.id = "found";
    scroll.padding_x = scroll.padding_y = 0;
    look::begin_scroll(ui, scroll, rect);
    look::List list;
    std::string const label = table_in_words(*ui.words, table.name);
    list.label = label;
    list.count = static_cast<int>(pages_.rows().size());
    list.row_height = 48;
    list.role = look::Role::listbox;
    std::optional<base::Id128> chosen;
    look::list(ui, list, [&](int i) {
        auto const* value = pages_.rows()[static_cast<std::size_t>(i)];
        auto const id = id_of(*table.row, value);
        auto const whole = base::to_text(id), name = own_name(*table.row, value);
        look::Row row;
        row.id = whole;
        row.label = name.empty() ? std::string_view(whole) : std::string_view(name);
        if (!name.empty()) row.detail = whole;
        row.role = look::Role::option;
        row.height = 48;
        if (look::row(ui, row)) chosen = id;
    });
    auto const& state = pages_.state();
    if (state.load == parts::Load::failed)
        look::note(ui, look::Icon::circle_alert, state.failure, look::Tone::bad);
    else if (state.load == parts::Load::loading)
        look::spinner_line(ui, ui.say("admin.loading"));
    else if (pages_.rows().empty())
        look::note(ui, look::Icon::search, ui.say("tables.none-found"));
    look::end_scroll(ui);
    if (!chosen) return;
    open_ = false;
    std::exchange(picked_, {})(*chosen);
}

void Picker::frame(look::Ui& ui) {
    words_ = *ui.words;
    if (!pages_.table()) return;
    look::Dialog dialog;
    dialog.title = title_;
    dialog.id = "picker";
    if (!look::begin_dialog(ui, dialog, open_)) return;
    look::Field field;
    std::string const label =
        ui.say(can_search(*pages_.table()->row) ? "tables.pick-search" : "tables.pick-id");
    field.id = "search";
    field.label = label;
    field.placeholder = label;
    field.label_hidden = true;
    field.icon = look::Icon::search;
    field.clearable = true;
    field.focus = !std::exchange(focus_given_, true);
    if (look::field(ui, field, search_).changed) ask();
    look::gap(ui, 8);
    found(ui);
    look::end_dialog(ui);
}

}  // namespace tables
