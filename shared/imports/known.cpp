#include "shared/imports/known.hpp"

#include "shared/base/text.hpp"
#include "shared/base/unicode.hpp"
#include "shared/wire/csv_values.hpp"
#include "shared/wire/fingerprint.hpp"

namespace imports {
namespace {

constexpr std::size_t longest_key = 200;  // code points; no row is found by more

base::FieldInfo const& field_at(base::TypeInfo const& row, std::int16_t place) {
    return row.fields[static_cast<std::size_t>(place)];
}

std::string place_of(std::string_view of, std::string_view name) {
    return std::string(of) + "\n" + std::string(name);
}

std::string key_in(base::FieldInfo const& field, void const* row) {
    void const* value = field.of(row);
    if (field.type->kind == base::Kind::optional) value = base::held_in(*field.type, value);
    return value ? plain_key(wire::csv::inside(*field.type), value) : std::string();
}

base::Id128 id_in(base::TypeInfo const& row, void const* value) {
    for (auto const& field : row.fields)
        if (field.name == "id") return base::as<base::Id128>(field.of(value));
    return {};
}

// Spreads what FNV leaves close together (the end of MurmurHash3).
std::uint64_t spread(std::uint64_t hash) {
    hash = (hash ^ (hash >> 33)) * 0xFF51AFD7ED558CCDull;
    hash = (hash ^ (hash >> 33)) * 0xC4CEB9FE1A85EC53ull;
    return hash ^ (hash >> 33);
}

// Of what a row says, always the same: UUID version 8 (RFC 9562).
base::Id128 id_of_text(std::string_view text) {
    auto const one = wire::fnv1a(text), two = wire::fnv1a(text, ~one);
    base::Id128 id{spread(one), spread(two)};
    id.high = (id.high & ~0xF000ull) | 0x8000ull;
    id.low = (id.low & ~(3ull << 62)) | (2ull << 62);
    return id;
}

}  // namespace

std::vector<base::FieldInfo const*> called_by(base::TypeInfo const& row) {
    std::vector<base::FieldInfo const*> all;
    bool found = false;
    for (auto const& field : row.fields) {
        if (field.rules.secret || field.rules.server_only) continue;
        bool const names = !found && field.rules.required && field.type->kind == base::Kind::text &&
                           field.rules.format == base::Format::line;
        found = found || names;
        bool const is_text = wire::csv::inside(*field.type).kind == base::Kind::text;
        if (names || (field.rules.unique && is_text)) all.push_back(&field);
    }
    return all;
}

std::vector<base::Id128> marks_of(Check const& check, Sheet const& sheet, Mapping const& mapping) {
    auto const& type = *mapping.row;
    std::vector<base::Id128> marks(sheet.rows());
    std::map<base::Id128, std::size_t> alike;
    wire::csv::Cell cell;
    for (std::size_t row = 0; row < sheet.rows(); ++row) {
        bool known = false;
        for (auto const place : keys_of(type)) {
            auto const keys = check.keys(place);
            known = known || (row < keys.size() && !keys[row].empty());
        }
        if (known) continue;
        std::string text(type.name);
        for (std::size_t column = 0; column < sheet.columns.size(); ++column) {
            if (mapping.columns[column].field < 0) continue;
            sheet.cell(row, column, cell);
            text += "\n" + name_of(type, mapping.columns[column]) + "\t" +
                    std::to_string(cell.text.size()) + "\t" + cell.text;
        }
        auto const count = ++alike[id_of_text(text)];
        marks[row] = id_of_text(count == 1 ? text : text + "\n" + std::to_string(count));
    }
    return marks;
}

std::vector<std::string> wanted_of(Check const& check, Sheet const& sheet, Mapping const& mapping,
                                   std::int16_t key, std::vector<base::Id128> const& marks) {
    auto const keys = check.keys(key);
    std::vector<std::string> values(keys.begin(), keys.end());
    auto const& field = field_at(*mapping.row, key);
    if (field.name == "id")
        for (auto const& id : marks)
            if (!id.is_none()) values.push_back(base::to_text(id));
    // Keys are compared in small letters, but a list finds texts only as they stand.
    if (wire::csv::inside(*field.type).kind == base::Kind::text)
        for (std::size_t column = 0; column < mapping.columns.size(); ++column)
            for (std::size_t row = 0; row < sheet.rows(); ++row)
                if (mapping.columns[column].field == key)
                    values.push_back(sheet.shown(row, column, longest_key));
    return values;
}

void Known::clear() {
    existing_.clear();
    called_.clear();
}

void Known::add_rows(base::TypeInfo const& list, void const* rows) {
    auto const& type = *list.inner;
    base::each_item(list, rows, [&](void const* row) {
        for (auto const place : keys_of(type)) {
            auto const& field = field_at(type, place);
            existing_.try_emplace(place_of(field.name, key_in(field, row)), row);
        }
    });
}

void Known::add_called(base::TypeInfo const& list, void const* rows) {
    using How = Referred::How;
    auto const& type = *list.inner;
    base::each_item(list, rows, [&](void const* row) {
        auto const id = id_in(type, row);
        for (auto const* field : called_by(type)) {
            auto const name = key_in(*field, row);
            if (name.empty()) continue;
            auto const [found, is_new] =
                called_.try_emplace(place_of(type.name, name), Referred{How::one, id});
            if (!is_new && found->second.id != id) found->second.how = How::several;
        }
    });
}

Referred Known::refer(std::string_view table, std::string_view name) const {
    auto const found = called_.find(place_of(table, base::lower(name)));
    return found == called_.end() ? Referred{} : found->second;
}

void const* Known::existing(base::FieldInfo const& key, std::string_view value) const {
    auto const found = existing_.find(place_of(key.name, value));
    return found == existing_.end() ? nullptr : found->second;
}

}  // namespace imports
