#include "shared/world/undo.hpp"

#include <algorithm>

#include "shared/wire/bytes.hpp"
#include "shared/wire/json.hpp"

namespace world {
namespace {

constexpr std::string_view whole = {};  // the row, in place of one of its fields

bool is_same(base::FieldInfo const& field, void const* one, void const* other) {
    return wire::to_bytes(*field.type, field.of(one)) ==
           wire::to_bytes(*field.type, field.of(other));
}

// By the fields that are kept.
bool is_same_row(base::TypeInfo const& type, void const* one, void const* other) {
    return std::all_of(type.fields.begin(), type.fields.end(), [&](auto const& field) {
        return field.rules.server_only || is_same(field, one, other);
    });
}

std::vector<std::string_view> differing(base::TypeInfo const& type, void const* one,
                                        void const* other) {
    std::vector<std::string_view> fields;
    for (auto const& field : type.fields)
        if (!field.rules.server_only && !is_same(field, one, other)) fields.push_back(field.name);
    return fields;
}

// What an edit changed; what cannot be read any more may have changed all.
std::vector<std::string_view> fields_of(ActOnRow const& row, PastEdit const& edit) {
    if (edit.before.empty() || edit.after.empty()) return {whole};
    auto const before = row.make(), after = row.make();
    auto const reads = [&](std::string const& text, std::shared_ptr<void> const& into) {
        return wire::json::parse_as(text, row.type, into.get(), wire::json::Reading::tolerant)
            .empty();
    };
    if (!reads(edit.before, before) || !reads(edit.after, after)) return {whole};
    return differing(row.type, before.get(), after.get());
}

bool has(std::vector<std::string_view> const& fields, std::string_view name) {
    return std::find(fields.begin(), fields.end(), name) != fields.end();
}

}  // namespace

std::vector<std::string_view> standing_on(ActOnRow const& row, void const* now) {
    if (row.before && row.after) {
        if (!now) return {whole};
        std::vector<std::string_view> fields;
        for (auto const& field : row.type.fields)
            if (!field.rules.server_only && !is_same(field, row.before, row.after) &&
                !is_same(field, row.after, now) && !is_same(field, row.before, now))
                fields.push_back(field.name);
        return fields;
    }
    if (!now) return {};
    if (row.before) {
        if (is_same_row(row.type, row.before, now)) return {};
        return {whole};
    }
    // What follows from other things does not hold it.
    std::vector<std::string_view> fields;
    for (auto const& field : row.type.fields)
        if (!bars_edit(field) && !is_same(field, row.after, now)) fields.push_back(field.name);
    return fields;
}

bool is_as_before(ActOnRow const& row, void const* now) {
    if (!row.before) return !now;
    if (!now) return false;
    if (!row.after) return is_same_row(row.type, row.before, now);
    return std::all_of(row.type.fields.begin(), row.type.fields.end(), [&](auto const& field) {
        return field.rules.server_only || is_same(field, row.before, row.after) ||
               is_same(field, row.before, now);
    });
}

std::vector<std::string_view> changed_by(ActOnRow const& row) {
    if (!row.before || !row.after) return {whole};
    return differing(row.type, row.before, row.after);
}

std::optional<base::Refusal> bars_return(ActOnRow const& row) {
    if (row.after) return std::nullopt;
    for (auto const& field : row.type.fields)
        if (field.rules.secret || field.rules.server_only)
            return base::Refusal{"undo-secret", {{"field", std::string(field.name)}}};
    return std::nullopt;
}

base::Problems later_edits(ActOnRow const& row, std::string_view table, base::Id128 id,
                           std::vector<std::string_view> const& fields,
                           std::vector<PastEdit> const& later) {
    base::Problems problems;
    auto const path_of = [&](std::string_view field) {
        auto const path = "/" + std::string(table) + "/" + base::to_text(id);
        return field.empty() ? path : path + "/" + std::string(field);
    };
    std::vector<std::string_view> named;
    for (auto const& edit : later)
        for (auto const field : fields_of(row, edit)) {
            if (!field.empty() && !has(fields, field)) continue;
            named.push_back(field);
            problems.push_back({path_of(field),
                                "edited-later",
                                {{"by", base::to_text(edit.actor)},
                                 {"at", base::to_text(edit.at)},
                                 {"act", base::to_text(edit.act)}}});
        }
    for (auto const field : fields) {
        if (has(named, field) || has(named, whole)) continue;
        if (field.empty())
            problems.push_back({path_of(field), "row-gone", {}});
        else
            problems.push_back(
                {path_of(field), "changed-meanwhile", {{"field", std::string(field)}}});
    }
    return problems;
}

}  // namespace world
