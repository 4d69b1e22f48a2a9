#include "shared/world/edit_rows.hpp"

#include "shared/wire/bytes.hpp"

namespace world {
namespace {

std::string bytes_of(base::FieldInfo const& field, void const* row) {
    return wire::to_bytes(*field.type, field.of(row));
}

}  // namespace

std::optional<std::string_view> bars_edit(base::FieldInfo const& field) {
    if (!field.rules.kept.empty()) return field.rules.kept;
    if (field.rules.fixed) return "kept-fixed";
    if (field.rules.secret || field.rules.server_only) return "kept-secret";
    return std::nullopt;
}

std::optional<base::Refusal> merge_edit(base::TypeInfo const& type, void const* before,
                                        void const* after, void* row) {
    for (auto const& field : type.fields) {
        if (field.rules.server_only) continue;  // it did not come along
        auto const was = bytes_of(field, before), shall = bytes_of(field, after);
        if (was == shall) continue;
        std::vector<base::Argument> const where{{"field", std::string(field.name)}};
        if (auto const rule = bars_edit(field)) return base::Refusal{std::string(*rule), where};
        auto const is = bytes_of(field, row);
        if (is == shall) continue;
        if (is != was) return base::Refusal{"changed-meanwhile", where};
        wire::from_bytes(shall, *field.type, field.member(row));
    }
    return std::nullopt;
}

std::optional<base::Refusal> changed_since(base::TypeInfo const& type, void const* before,
                                           void const* row) {
    for (auto const& field : type.fields) {
        if (field.rules.server_only || bars_edit(field)) continue;
        if (bytes_of(field, before) != bytes_of(field, row))
            return base::Refusal{"changed-meanwhile", {{"field", std::string(field.name)}}};
    }
    return std::nullopt;
}

}  // namespace world
