#include "web-client/tables/row_names.hpp"

#include "shared/wire/list.hpp"

namespace tables {
namespace {

constexpr std::size_t most_at_once = 100;  // values of one filter

}  // namespace

std::string own_name(base::TypeInfo const& row, void const* value) {
    for (auto const& field : row.fields) {
        bool const hidden = field.rules.secret || field.rules.server_only;
        if (hidden || !field.rules.required) continue;
        if (field.type->kind == base::Kind::text && field.rules.format == base::Format::line)
            return base::as<std::string>(field.of(value));
    }
    return {};
}

std::string RowNames::of(std::string_view table, base::Id128 id) {
    auto const at = known_.try_emplace(std::string(table)).first;
    auto const [row, is_new] = at->second.try_emplace(id);
    missed_ = missed_ || is_new;
    return row->second.name.empty() ? base::to_text(id).substr(0, 8) : row->second.name;
}

void RowNames::ask() {
    if (!std::exchange(missed_, false)) return;
    for (auto const& table : tables_)
        if (auto const at = known_.find(table.name); at != known_.end()) ask(table, at->second);
}

void RowNames::ask(TableInfo const& table, OfTable& rows) {
    std::string ids;
    std::size_t count = 0;
    for (auto& [id, known] : rows) {
        if (known.asked) continue;
        if (count++ == most_at_once) {
            missed_ = true;
            platform_.wake();
            break;
        }
        known.asked = true;
        ids += (ids.empty() ? "" : ",") + base::to_text(id);
    }
    if (ids.empty()) return;
    wire::ListRequest request;
    request.limit = most_at_once;
    auto const page = table.make_page();
    api_.call(table.list, &request, {{"filter[id]", ids}}, {*table.page, page},
              alive_.guard([this, &table, page](std::optional<client::Failure> const& failure) {
                  if (failure) return;  // they are called by their ids
                  auto& named = known_[std::string(table.name)];
                  auto const parts = parts_of(table, page.get());
                  base::each_item(*parts.rows, parts.list, [&](void const* row) {
                      named[id_of(*table.row, row)] = {own_name(*table.row, row), true};
                  });
                  platform_.wake();
              }));
}

}  // namespace tables
