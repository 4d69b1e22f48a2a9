#include "shared/imports/check.hpp"

#include <algorithm>

#include "shared/imports/plain.hpp"
#include "shared/wire/bytes.hpp"
#include "shared/wire/csv_values.hpp"

namespace imports {
namespace {

using base::Kind;

bool has_figures(base::FieldInfo const& field) {
    auto const kind = wire::csv::inside(*field.type).kind;
    return kind == Kind::day || kind == Kind::money || kind == Kind::quantity ||
           kind == Kind::whole;
}

bool may_refer(base::FieldInfo const& field) {
    return !field.rules.refers_to.empty() && wire::csv::inside(*field.type).kind == Kind::id;
}

}  // namespace

Check::Check(Sheet const& sheet, Mapping const& mapping, base::TypeInfo const& list, void* rows,
             Lookups lookups)
    : sheet_(sheet),
      mapping_(mapping),
      list_(list),
      type_(*list.inner),
      scratch_(rows),
      lookups_(std::move(lookups)),
      rows_(sheet.rows()) {
    begin_given();
    for (auto const field : keys_of(type_)) {
        Key key;
        key.field = field;
        for (auto const& given : given_)
            if (given.field == field) key.given = &given;
        keys_.push_back(std::move(key));
    }
    if (!keys_.empty()) {
        auto const& first = type_.fields[static_cast<std::size_t>(keys_[0].field)];
        if (first.name == "id") id_field_ = &first;
    }
    signs_.resize(given_.size());
    orders_.resize(given_.size());
    // Rows of which cells are missing or cannot be told apart.
    problems_ = sheet.problems;
    for (auto const& problem : sheet.problems.all())
        for (auto i = sheet.row_at(problem.row); i < rows_.size() && sheet.number(i) == problem.row;
             ++i)
            rows_[i].broken = true;
}

// The fields in their order, each with the columns of its parts.
void Check::begin_given() {
    given_.reserve(type_.fields.size());
    for (std::size_t i = 0; i < type_.fields.size(); ++i) {
        Given given;
        given.field = static_cast<std::int16_t>(i);
        given.ways.field = &type_.fields[i];
        auto const ends = wire::csv::column_ends(*type_.fields[i].type, type_.fields[i].rules);
        for (std::size_t column = 0; column < mapping_.columns.size(); ++column) {
            auto const target = mapping_.columns[column];
            if (target.field != given.field) continue;
            bool const is_names = wire::csv::inside(*type_.fields[i].type).kind == Kind::names;
            bool const whole = target.part == Target::whole;
            if (given.columns.empty())
                given.columns.assign(whole && is_names ? 1 : ends.size(), no_column);
            std::size_t const part = whole ? 0 : target.part;
            if (part < given.columns.size()) given.columns[part] = column;
        }
        if (given.columns.empty()) continue;
        begin_ways(given);
        given_.push_back(std::move(given));
    }
}

void Check::begin_ways(Given& given) {
    auto& ways = given.ways;
    auto const& field = *ways.field;
    ways.decimal = mapping_.decimal;
    ways.days = mapping_.days;
    ways.guarded = sheet_.form == Form::separated;
    auto const& type = wire::csv::inside(*field.type);
    if (type.kind == Kind::enumeration && lookups_.option_words)
        for (std::size_t i = 0; i < type.names.size(); ++i) {
            auto const option = static_cast<std::uint8_t>(i);
            ways.options.emplace_back(plain_name(type.names[i]), option);
            for (auto const& word : lookups_.option_words(type.names[i])) {
                ways.options.emplace_back(word, option);
                ways.options.emplace_back(plain_name(word), option);
            }
        }
    if (!may_refer(field)) return;
    given.asked = &asked_[field.rules.refers_to];
    ways.refer = [this, asked = given.asked, table = field.rules.refers_to](std::string_view name) {
        return refer(*asked, table, name);
    };
}

void Check::step(std::size_t rows) {
    for (std::size_t i = 0; i < rows && next_ < rows_.size(); ++i) {
        auto const row = next_++;
        switch (stage_) {
            case Stage::figures:
                look_at_figures(row);
                break;
            case Stage::keys:
                read_keys(row);
                break;
            case Stage::identities:
                identify(row);
                break;
            case Stage::values:
                read_values(row);
                break;
            case Stage::done:
                return;
        }
    }
    if (next_ < rows_.size() || stage_ == Stage::done) return;
    if (stage_ == Stage::figures) end_figures();
    if (stage_ == Stage::values) list_.list->clear_for(scratch_, 0);
    stage_ = static_cast<Stage>(static_cast<int>(stage_) + 1);
    next_ = stage_ == Stage::done ? rows_.size() : 0;
}

double Check::progress() const {
    if (stage_ == Stage::done || rows_.empty()) return done() ? 1 : 0;
    auto const stages = static_cast<double>(Stage::done);
    return (static_cast<double>(stage_) +
            static_cast<double>(next_) / static_cast<double>(rows_.size())) /
           stages;
}

// ---- how numbers and days are written, and whom the rows name

void Check::look_at_figures(std::size_t row) {
    wire::csv::Cell cell;
    for (std::size_t i = 0; i < given_.size(); ++i) {
        auto& given = given_[i];
        auto const& field = *given.ways.field;
        auto const column = given.columns[0];
        if (column == no_column || (!given.asked && !has_figures(field))) continue;
        ++work_.cells;
        auto const raw = sheet_.raw(row, column);
        if (raw.empty()) continue;
        if (given.asked) {
            if (given.asked->find(raw) != given.asked->end()) continue;
            if (sheet_.cell(row, column, cell) != Held::text) continue;
            trim(cell.text);
            if (given.asked->find(std::string_view(cell.text)) != given.asked->end()) continue;
            if (!cell.text.empty() && !base::id_from_text(cell.text))
                given.asked->emplace(cell.text, std::nullopt);
        } else if (wire::csv::inside(*field.type).kind == Kind::day) {
            orders_[i] |= static_cast<std::uint8_t>(1u << static_cast<unsigned>(day_order_in(raw)));
        } else {
            signs_[i] |=
                static_cast<std::uint8_t>(1u << static_cast<unsigned>(decimal_sign_in(raw)));
        }
    }
}

std::set<std::pair<std::string, std::string>> Check::names() const {
    std::set<std::pair<std::string, std::string>> all;
    for (auto const& [table, asked] : asked_)
        for (auto const& [name, found] : asked) all.emplace(table, name);
    return all;
}

void Check::end_figures() {
    // Who is called so, as far as some row names another one of the same table.
    if (auto const own = asked_.find(type_.name); own != asked_.end())
        for (auto const& [name, found] : own->second) called_.try_emplace(folded(name), nobody);
    using base::DecimalSign;
    constexpr unsigned point = 1u << static_cast<unsigned>(DecimalSign::point),
                       comma = 1u << static_cast<unsigned>(DecimalSign::comma);
    auto const sign_of = [](unsigned seen) {
        bool const has_point = seen & point, has_comma = seen & comma;
        if (has_point == has_comma) return DecimalSign::unknown;
        return has_point ? DecimalSign::point : DecimalSign::comma;
    };
    unsigned all = 0;
    for (auto const seen : signs_) all |= seen;
    // What no number of the file says the separator does: a spreadsheet parts cells by semicolons
    // where commas part decimals. Numbers that could be two remain refused.
    auto usual = sign_of(all);
    if ((all & (point | comma)) == 0 && sheet_.form == Form::separated)
        usual = sheet_.separator == ';'   ? DecimalSign::comma
                : sheet_.separator == ',' ? DecimalSign::point
                                          : DecimalSign::unknown;
    for (std::size_t i = 0; i < given_.size(); ++i) {
        auto& ways = given_[i].ways;
        bool const says = (signs_[i] & (point | comma)) != 0;
        if (ways.decimal == DecimalSign::unknown) ways.decimal = says ? sign_of(signs_[i]) : usual;
        bool const day = orders_[i] & (1u << static_cast<unsigned>(DayOrder::day_first)),
                   month = orders_[i] & (1u << static_cast<unsigned>(DayOrder::month_first));
        if (ways.days == DayOrder::unknown && day != month)
            ways.days = day ? DayOrder::day_first : DayOrder::month_first;
    }
}

// ---- by which keys they are found

std::span<std::string const> Check::keys(std::int16_t field) const {
    for (auto const& key : keys_)
        if (key.field == field) return key.values;
    return {};
}

void Check::read_keys(std::size_t row) {
    for (auto& key : keys_)
        if (key.given) read_key(row, key);
    for (auto const& given : given_) {
        if (called_.empty() || given.field != mapping_.called_by) continue;
        for (auto const& read : cells_of(row, given))
            if (read.held == Held::text) call(row, read.cell.text);
    }
}

void Check::read_key(std::size_t row, Key& key) {
    auto const& type = *key.given->ways.field->type;
    if (key.values.empty()) {
        key.values.resize(rows_.size());
        key.first.reserve(rows_.size());
    }
    auto* value = key.given->ways.field->member(empty_row());
    // What is wrong with it is said where the whole row is read.
    if (!read_cells(cells_of(row, *key.given), key.given->ways, value).empty()) return;
    auto const* held = type.kind == Kind::optional ? base::held_in(type, value) : value;
    if (!held) return;
    auto& text = key.values[row];
    text = plain_key(wire::csv::inside(type), held);
    if (text.empty()) return;
    if (!called_.empty() && key.given->ways.field->rules.unique && !key.given->asked)
        call(row, text);
    auto const [at, is_new] =
        key.first.try_emplace(text, Key::First{static_cast<std::uint32_t>(row), false});
    if (is_new) return;
    auto& first = at->second;
    auto const column = key.given->columns[0];
    refuse(row, column, "same-key", {{"row", std::to_string(sheet_.number(first.row))}});
    if (!first.told)
        refuse(first.row, column, "same-key", {{"row", std::to_string(sheet_.number(row))}});
    first.told = true;
}

// Another row may name this one so.
void Check::call(std::size_t row, std::string_view name) {
    auto const at = called_.find(folded(name));
    if (at == called_.end()) return;
    auto const place = static_cast<std::uint32_t>(row);
    at->second = at->second == nobody || at->second == place ? place : several;
}

// ---- which rows they are

void Check::identify(std::size_t row) {
    auto& own = rows_[row];
    for (auto const& key : keys_) {
        if (!key.given || key.values.empty() || key.values[row].empty()) continue;
        auto const& field = *key.given->ways.field;
        if (&field == id_field_) own.id = *base::id_from_text(key.values[row]);
        ++work_.existing;
        auto const* found = lookups_.existing ? lookups_.existing(field, key.values[row]) : nullptr;
        if (!found || found == own.existing) continue;
        auto const* id = id_field_;
        auto const other = id ? base::as<base::Id128>(id->of(found)) : base::Id128();
        // Another row has what nobody may have twice.
        if (own.existing || (!own.id.is_none() && own.id != other)) {
            refuse(row, key.given->columns[0], "already-taken", {});
            continue;
        }
        own.existing = found;
        own.id = other;
    }
    if (!own.id.is_none() || !lookups_.new_id) return;
    own.id = lookups_.new_id(row);
    if (id_field_ && lookups_.existing)
        own.existing = lookups_.existing(*id_field_, base::to_text(own.id));
}

Referred Check::in_the_file(std::string_view name) const {
    auto const found = called_.find(folded(name));
    if (found == called_.end() || found->second == nobody) return {};
    if (found->second == several) return {Referred::How::several, {}};
    auto const id = rows_[found->second].id;
    return id.is_none() ? Referred{} : Referred{Referred::How::one, id};
}

Referred Check::refer(Asked& asked, std::string_view table, std::string_view name) {
    // Which rows are called so in this file is known when all are.
    if (stage_ != Stage::values) return find(table, name);
    auto at = asked.find(name);
    if (at == asked.end()) at = asked.emplace(name, std::nullopt).first;
    if (!at->second) at->second = find(table, name);
    return *at->second;
}

Referred Check::find(std::string_view table, std::string_view name) {
    using How = Referred::How;
    Referred found;
    if (table == type_.name && stage_ == Stage::values) found = in_the_file(name);
    if (found.how == How::several || !lookups_.refer) return found;
    ++work_.references;
    auto const there = lookups_.refer(table, name);
    bool const another = found.how == How::one && there.how == How::one && there.id != found.id;
    if (another || there.how == How::several) return {How::several, {}};
    return found.how == How::none ? there : found;
}

}  // namespace imports
