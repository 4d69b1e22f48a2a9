#include "web-client/tables/row_history.hpp"

#include <algorithm>

#include "shared/wire/json.hpp"
#include "shared/world/undo.hpp"
#include "web-client/look/widgets.hpp"
#include "web-client/tables/list_screen.hpp"
#include "web-client/tables/words_of.hpp"

namespace tables {
namespace {

template <class Value>
Value const& in_field(base::TypeInfo const& type, void const* row, char const* name) {
    return base::as<Value>(field_named(type, name)->of(row));
}

}  // namespace

RowHistory::RowHistory(house::Surroundings const& around, std::vector<TableInfo> const& tables,
                       RowNames& names)
    : around_(around),
      tables_(tables),
      names_(names),
      edits_(around.platform, around.api, [this] { return words_; }),
      undo_(around, tables, names) {}

void RowHistory::begin(TableInfo const& table, base::Id128 row) {
    table_ = &table;
    row_ = row;
    undo_.leave();
    for (auto const& other : tables_)
        if (other.name == table.edits) edits_.begin(other);
}

void RowHistory::ask() {
    if (!table_->edited) return;
    Place of_row;
    of_row.filters = {{"row", {}, base::to_text(row_)}};
    of_row.sort = "-at,-number";
    edits_.ask(of_row, false);
}

// ---- what was done

// Nothing where they cannot be read any more, as of an older version.
std::optional<RowHistory::Rows> RowHistory::rows_of(void const* edit) const {
    auto const& type = *edits_.table()->row;
    Rows rows;
    for (auto const& table : tables_)
        if (table.name == in_field<std::string>(type, edit, "table")) rows.table = &table;
    if (!rows.table || !rows.table->add_edit) return std::nullopt;
    auto const read = [&](char const* name, std::shared_ptr<void>& into) {
        auto const& text = in_field<std::string>(type, edit, name);
        if (text.empty()) return true;
        into = rows.table->make();
        return wire::json::parse_as(text, *rows.table->row, into.get(),
                                    wire::json::Reading::tolerant)
            .empty();
    };
    if (!read("before", rows.before) || !read("after", rows.after)) return std::nullopt;
    return rows;
}

// Once for each answer: they are JSON, and each is held against all that came later.
void RowHistory::read() {
    if (std::exchange(read_at_, edits_.answers()) == edits_.answers()) return;
    read_.clear();
    for (auto const* edit : edits_.rows()) read_.push_back(rows_of(edit));
}

// The fields in which two rows differ: "Title: Цех → Склад".
std::string RowHistory::changes_of(look::Ui const& ui, Rows const& rows) {
    if (!rows.before) return ui.say("tables.added");
    if (!rows.after) return ui.say("tables.erased");
    auto const texts = cell_text(words_, *rows.table, names_);
    std::string all;
    for (auto const& field : rows.table->row->fields) {
        auto const was = look::text_of(ui, texts, field, rows.before.get(), true),
                   is = look::text_of(ui, texts, field, rows.after.get(), true);
        if (was == is) continue;
        all += (all.empty() ? "" : "\n") +
               ui.say("tables.from-to", {{"field", texts.label(field.name)},
                                         {"before", was.empty() ? ui.say("value.none") : was},
                                         {"after", is.empty() ? ui.say("value.none") : is}});
    }
    return all;
}

std::string RowHistory::said(look::Ui const& ui, void const* edit, char const* field) {
    auto const& table = *edits_.table();
    return look::text_of(ui, cell_text(words_, table, names_), *field_named(*table.row, field),
                         edit);
}

// The last change that holds what the act of this one made of the row; empty: there is none.
std::string RowHistory::what_stands_on(look::Ui const& ui, std::size_t number) {
    auto const act_of = [&](std::size_t place) {
        return in_field<base::Id128>(*edits_.table()->row, edits_.rows()[place], "act");
    };
    // From the first to the last edit of the act, of which the newest ones stand first.
    auto first = number, last = number;
    for (std::size_t place = 0; place < read_.size(); ++place)
        if (act_of(place) == act_of(number)) {
            last = std::min(last, place);
            first = std::max(first, place);
        }
    auto const all_read =
        std::all_of(read_.begin(), read_.end(), [](auto const& rows) { return rows.has_value(); });
    if (!all_read || (!read_[first]->before && !read_[last]->after)) return {};
    auto const& type = *table_->row;
    auto const fields = world::standing_on(
        {type, table_->make, read_[first]->before.get(), read_[last]->after.get()},
        read_[0]->after.get());
    for (std::size_t place = 0; place < last; ++place) {
        auto const& other = *read_[place];
        if (!other.before && !other.after) continue;
        auto const changed =
            world::changed_by({type, table_->make, other.before.get(), other.after.get()});
        bool const stands = std::any_of(changed.begin(), changed.end(), [&](auto const field) {
            return std::find(fields.begin(), fields.end(), field) != fields.end();
        });
        if (!stands) continue;
        auto const* edit = edits_.rows()[place];
        return ui.say("tables.changed-by",
                      {{"name", said(ui, edit, "actor")}, {"when", said(ui, edit, "at")}}) +
               ": " + changes_of(ui, other);
    }
    return {};
}

// ---- what is drawn

parts::Command RowHistory::undo_command(void const* edit) {
    auto const act = in_field<base::Id128>(*edits_.table()->row, edit, "act");
    parts::Command undo{"tables.undo", look::Icon::undo_2, [this, act] {
                            undo_.begin(*edits_.table(), act);
                            around_.platform.wake();
                        }};
    undo.busy = undo_.is_under_way(act);
    return undo;
}

void RowHistory::entry(look::Ui& ui, std::size_t number) {
    auto const* edit = edits_.rows()[number];
    auto const& type = *edits_.table()->row;
    look::Scope const scope(base::to_text(id_of(type, edit)));
    look::Paragraph soft;
    soft.style.tone = look::Tone::soft;
    soft.style.size = look::Size::small;
    auto const& rows = read_[number];
    auto const from = in_field<std::string>(type, edit, "address");
    auto const by = ui.say("tables.changed-by",
                           {{"name", said(ui, edit, "actor")}, {"when", said(ui, edit, "at")}});
    look::paragraph(ui, from.empty() ? by : by + " · " + from, soft);
    if (rows) look::paragraph(ui, changes_of(ui, *rows));
    look::gap(ui, 6);
    auto const made = in_field<base::Instant>(type, edit, "at");
    auto undo = undo_command(edit);
    if (auto const later = what_stands_on(ui, number); !later.empty())
        undo.grey = ui.say("tables.stands-on", {{"what", later}});
    if (!rows) undo.grey = words_.explain("undo-unreadable");
    if (ui.now_us - made.us >= world::undone_for_us) undo.grey = words_.explain("undo-late");
    if (auto const pressed = parts::button(ui, undo)) pressed();
    look::gap(ui, 12);
}

void RowHistory::frame(look::Ui& ui) {
    words_ = *ui.words;
    undo_.frame(ui);
    if (!table_->edited) return;
    look::gap(ui, 16);
    look::heading(ui, ui.say("tables.history"), 3);
    look::gap(ui, 4);
    if (edits_.rows().empty()) {
        look::note(ui, look::Icon::info, ui.say("tables.history-none"));
        return;
    }
    read();
    // An answer may come only between two frames.
    for (std::size_t number = 0; number < edits_.rows().size(); ++number) entry(ui, number);
}

}  // namespace tables
