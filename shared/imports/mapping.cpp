#include "shared/imports/mapping.hpp"

#include <algorithm>
#include <map>

#include "shared/base/unicode.hpp"
#include "shared/imports/plain.hpp"
#include "shared/wire/csv_values.hpp"

namespace imports {
namespace {

using base::Kind;

bool may_come_in(base::FieldInfo const& field) {
    return !field.rules.server_only && !field.rules.secret;
}

std::size_t parts_of(base::FieldInfo const& field) {
    return wire::csv::column_ends(*field.type, field.rules).size();
}

// What people write behind a field's name for one of its parts.
std::vector<std::string_view> words_of_part(base::FieldInfo const& field, std::uint8_t part) {
    if (wire::csv::inside(*field.type).kind == Kind::money) return {"currency", "валюта"};
    if (part == 0) return {"ru", "rus", "russian", "рус", "русский", "по-русски"};
    return {"en", "eng", "english", "англ", "английский", "по-английски"};
}

// Names to targets; a name of two of them leads nowhere.
class Names {
public:
    void add(std::string_view name, Target target) {
        auto const plain = plain_name(name);
        if (plain.empty()) return;
        auto const [at, is_new] = all_.try_emplace(plain, target);
        if (!is_new && !(at->second == target)) at->second = Target();
    }
    Target find(std::string const& plain) const {
        auto const at = all_.find(plain);
        return at == all_.end() ? Target() : at->second;
    }

private:
    std::map<std::string, Target> all_;
};

void add_words(Names& names, base::TypeInfo const& row, Target target, FieldNames const& of_field) {
    auto const& field = row.fields[static_cast<std::size_t>(target.field)];
    for (auto const& word : of_field(field)) {
        if (target.part == Target::whole) {
            names.add(word, target);
            continue;
        }
        for (auto const part : words_of_part(field, target.part))
            names.add(word + std::string(part), target);
    }
}

}  // namespace

std::string plain_name(std::string_view name) {
    std::string const all = folded(name);
    std::string plain;
    for (std::string_view left = all; !left.empty();) {
        auto const before = left;
        char32_t const c = base::next_code_point(left);
        if (c == base::broken || c == U'_' || !base::is_of_word(c)) continue;
        plain += before.substr(0, before.size() - left.size());
    }
    return plain;
}

std::vector<Target> targets_of(base::TypeInfo const& row) {
    std::vector<Target> all;
    for (std::size_t i = 0; i < row.fields.size(); ++i) {
        if (!may_come_in(row.fields[i])) continue;
        auto const place = static_cast<std::int16_t>(i);
        all.push_back({place, Target::whole});
        auto const kind = wire::csv::inside(*row.fields[i].type).kind;
        // An amount without its currency stands where both of them may.
        std::size_t const first = kind == Kind::money ? 1 : 0;
        auto const parts = parts_of(row.fields[i]);
        for (auto part = first; parts > 1 && part < parts; ++part)
            all.push_back({place, static_cast<std::uint8_t>(part)});
    }
    return all;
}

std::string name_of(base::TypeInfo const& row, Target target) {
    if (target.field < 0) return {};
    auto const& field = row.fields[static_cast<std::size_t>(target.field)];
    auto const ends = wire::csv::column_ends(*field.type, field.rules);
    return std::string(field.name) +
           (target.part < ends.size() ? std::string(ends[target.part]) : std::string());
}

std::vector<std::int16_t> keys_of(base::TypeInfo const& row) {
    std::vector<std::int16_t> keys;
    for (std::size_t i = 0; i < row.fields.size(); ++i) {
        auto const& field = row.fields[i];
        if (field.name == "id" && field.type->kind == Kind::id)
            keys.insert(keys.begin(), static_cast<std::int16_t>(i));
        else if (field.rules.unique && may_come_in(field))
            keys.push_back(static_cast<std::int16_t>(i));
    }
    return keys;
}

Mapping map_columns(Sheet const& sheet, base::TypeInfo const& row, FieldNames const& names) {
    Names on_the_wire, in_words;
    for (auto const target : targets_of(row)) {
        on_the_wire.add(name_of(row, target), target);
        if (names) add_words(in_words, row, target, names);
    }
    Mapping mapping;
    mapping.row = &row;
    for (auto const& column : sheet.columns) {
        auto const plain = plain_name(column);
        auto target = on_the_wire.find(plain);
        if (target.field < 0) target = in_words.find(plain);
        mapping.columns.push_back(target);
    }
    for (std::string_view const usual : {"name", "title", "names"})
        for (std::size_t i = 0; i < row.fields.size() && mapping.called_by < 0; ++i)
            if (row.fields[i].name == usual) mapping.called_by = static_cast<std::int16_t>(i);
    return mapping;
}

Problems problems_of(Mapping const& mapping, Sheet const& sheet) {
    Problems problems;
    bool any = false;
    for (std::size_t i = 0; i < mapping.columns.size(); ++i) {
        auto const target = mapping.columns[i];
        any = any || target.field >= 0;
        auto const earlier = mapping.columns.begin() + static_cast<std::ptrdiff_t>(i);
        auto const same = [&](Target other) {
            return other.field == target.field &&
                   (other.part == target.part ||
                    // The whole of a text in two languages has no room for one of them.
                    (wire::csv::inside(
                         *mapping.row->fields[static_cast<std::size_t>(target.field)].type)
                             .kind == Kind::names &&
                     (other.part == Target::whole || target.part == Target::whole)));
        };
        if (target.field >= 0 && std::any_of(mapping.columns.begin(), earlier, same))
            problems.add({1,
                          1,
                          static_cast<std::uint32_t>(i + 1),
                          "given-twice",
                          {{"column", i < sheet.columns.size() ? sheet.columns[i] : ""}},
                          {}});
    }
    if (!any) problems.add({0, 0, 0, "nothing-mapped", {}, {}});
    return problems;
}

std::vector<std::size_t> unmapped(Mapping const& mapping) {
    std::vector<std::size_t> columns;
    for (std::size_t i = 0; i < mapping.columns.size(); ++i)
        if (mapping.columns[i].field < 0) columns.push_back(i);
    return columns;
}

}  // namespace imports
