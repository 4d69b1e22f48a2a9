// The last stage of a check: what stands in the rows, and what becomes of them.
#include <algorithm>

#include "shared/base/check.hpp"
#include "shared/base/unicode.hpp"
#include "shared/imports/check.hpp"
#include "shared/wire/bytes.hpp"
#include "shared/wire/plain.hpp"
#include "shared/world/edit_rows.hpp"

namespace imports {

using base::Kind;

std::string plain_key(base::TypeInfo const& type, void const* value) {
    switch (type.kind) {
        case Kind::text:
            return base::lower(base::as<std::string>(value));
        case Kind::id: {
            auto const& id = base::as<base::Id128>(value);
            return id.is_none() ? std::string() : base::to_text(id);
        }
        case Kind::currency:
            return std::string(base::as<base::Currency>(value).code());
        default:
            return wire::plain_text(type, value);
    }
}

void Check::refuse(std::size_t row, std::size_t column, std::string_view rule,
                   std::vector<base::Argument> arguments, std::string at) {
    rows_[row].broken = true;
    problems_.add({sheet_.number(row), sheet_.line(row), static_cast<std::uint32_t>(column + 1),
                   std::string(rule), std::move(arguments), std::move(at)});
}

// Of the column of that part of the value, where it has one of its own.
void Check::refuse(std::size_t row, Given const& given, base::Problem problem) {
    auto const& columns = given.columns;
    auto column = columns[0];
    if (columns.size() > 1 && (problem.path == "/currency" || problem.path == "/en")) {
        if (columns[1] != no_column) {
            column = columns[1];
            problem.path.clear();
        }
    } else if (problem.path == "/ru") {
        problem.path.clear();
    }
    if (column == no_column) column = columns.size() > 1 ? columns[1] : column;
    refuse(row, column, problem.rule, std::move(problem.arguments), std::move(problem.path));
}

std::vector<CellRead>& Check::cells_of(std::size_t row, Given const& given) {
    cells_.resize(given.columns.size());
    for (std::size_t i = 0; i < given.columns.size(); ++i) {
        auto& read = cells_[i];
        if (given.columns[i] == no_column) {
            read.held = Held::nothing;
            read.cell.text.clear();
            read.cell.quoted = false;
            continue;
        }
        ++work_.cells;
        read.held = sheet_.cell(row, given.columns[i], read.cell);
    }
    return cells_;
}

void* Check::empty_row() {
    list_.list->clear_for(scratch_, 1);
    return list_.list->add(scratch_);
}

void Check::read_values(std::size_t row) {
    auto& own = rows_[row];
    void* value = empty_row();
    if (own.existing) wire::from_bytes(wire::to_bytes(type_, own.existing), type_, value);
    for (auto const& given : given_) {
        auto& cells = cells_of(row, given);
        // In JSON what is not there stays as it is.
        bool const left_out = sheet_.form == Form::json_lines &&
                              std::all_of(cells.begin(), cells.end(), [](CellRead const& read) {
                                  return read.held == Held::nothing;
                              });
        auto const& field = *given.ways.field;
        if (left_out && own.existing) continue;
        if (left_out) {
            if (&field != id_field_ && (field.rules.required || field.always_given))
                refuse(row, given.columns[0], "required");
            continue;
        }
        auto problems = read_cells(cells, given.ways, field.member(value));
        bool const no_id = &field == id_field_ && !own.id.is_none();
        for (auto& problem : problems)
            if (!no_id || problem.rule != "required") refuse(row, given, std::move(problem));
    }
    if (auto const* id = id_field_) base::as<base::Id128>(id->member(value)) = own.id;
    if (own.existing)
        bar_kept(row, value);
    else
        miss_fields(row);
    if (!own.broken) keep(row, value);
}

// What nobody changes by hand stays as it is there.
void Check::bar_kept(std::size_t row, void const* value) {
    for (auto const& given : given_) {
        auto const& field = *given.ways.field;
        auto const rule = world::bars_edit(field);
        if (!rule) continue;
        auto const* before = field.of(rows_[row].existing);
        if (wire::to_bytes(*field.type, before) != wire::to_bytes(*field.type, field.of(value)))
            refuse(row, given, {"", std::string(*rule), {}});
    }
}

// A row that is not there needs what has no usual value. Said once of each field: it is the file
// that lacks the column.
void Check::miss_fields(std::size_t row) {
    for (std::size_t i = 0; i < type_.fields.size(); ++i) {
        auto const& field = type_.fields[i];
        auto const place = static_cast<std::int16_t>(i);
        bool const needed = (field.rules.required || field.always_given) &&
                            !field.rules.server_only && !field.rules.secret;
        bool const is_there =
            std::any_of(given_.begin(), given_.end(),
                        [&](Given const& given) { return given.field == place; }) ||
            (&field == id_field_ && !rows_[row].id.is_none());
        if (!needed || is_there) continue;
        rows_[row].broken = true;
        if (std::find(missed_.begin(), missed_.end(), place) != missed_.end()) continue;
        missed_.push_back(place);
        refuse(row, no_column, "column-missing", {{"field", std::string(field.name)}});
    }
}

void Check::keep(std::size_t row, void const* value) {
    auto& own = rows_[row];
    auto const bytes = wire::to_bytes(type_, value);
    own.action = Action::add;
    if (own.existing)
        own.action = bytes == wire::to_bytes(type_, own.existing) ? Action::same : Action::change;
    if (bytes_.empty()) bytes_.reserve(rows_.size() * (bytes.size() + bytes.size() / 4));
    own.begin = static_cast<std::uint32_t>(bytes_.size());
    own.size = static_cast<std::uint32_t>(bytes.size());
    bytes_ += bytes;
}

std::string_view Check::bytes(std::size_t row) const {
    return std::string_view(bytes_).substr(rows_[row].begin, rows_[row].size);
}

std::size_t Check::count(Action action) const {
    return static_cast<std::size_t>(std::count_if(
        rows_.begin(), rows_.end(), [&](Row const& row) { return row.action == action; }));
}

std::size_t Check::bytes_held() const {
    std::size_t sum = bytes_.capacity() + rows_.capacity() * sizeof(Row) +
                      problems_.all().capacity() * sizeof(Problem);
    for (auto const& key : keys_)
        for (auto const& value : key.values) sum += 3 * (sizeof value + value.capacity());
    for (auto const& [table, asked] : asked_) sum += asked.size() * 128;
    return sum + called_.size() * 64;
}

}  // namespace imports
