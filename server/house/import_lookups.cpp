#include "server/house/import_lookups.hpp"

#include <algorithm>
#include <limits>

#include "server/database/list_query.hpp"
#include "server/database/transaction.hpp"

namespace server {
namespace {

database::ListField const* field_named(database::ListFields const& fields, std::string_view name) {
    auto const at = std::find_if(fields.begin(), fields.end(),
                                 [&](auto const& field) { return field.name == name; });
    return at == fields.end() ? nullptr : &*at;
}

}  // namespace

// take(rows) of each answer.
template <class Take>
void ImportLookups::ask(LookedUp const& table, base::FieldInfo const& key,
                        std::set<std::string> values, Take&& take) {
    auto const& row = *table.list->inner;
    auto const fields = database::every_field_of(row);
    auto const* field = field_named(fields, key.name);
    if (!field || !field->filterable) return;
    std::vector<std::optional<std::string>> bound;
    for (auto const& value : values)
        if (auto one = field->bound(value)) bound.push_back(std::move(one));
    for (std::size_t first = 0; first < bound.size(); first += values_at_once) {
        auto const last = std::min(bound.size(), first + values_at_once);
        database::ListTerms terms;
        terms.limit = std::numeric_limits<std::int64_t>::max() - 1;
        terms.filters.push_back({static_cast<std::size_t>(field - fields.data()),
                                 database::Comparison::any_of,
                                 {bound.begin() + static_cast<std::ptrdiff_t>(first),
                                  bound.begin() + static_cast<std::ptrdiff_t>(last)}});
        auto const rows = table.make_list();
        database::with_transaction(
            pool_, database::Isolation::statement, [&](pqxx::transaction_base& transaction) {
                auto const sql = database::page_sql(fields, terms, {});
                auto const found = database::run(
                    transaction,
                    database::select_sql(database::shape_of(row)) + sql.where + sql.limit,
                    sql.params);
                table.list->list->clear_for(rows.get(), found.size());
                for (auto const& cells : found)
                    database::read_record(cells, 0, row, table.list->list->add(rows.get()));
            });
        take(rows);
    }
}

void ImportLookups::ask_names(std::set<std::pair<std::string, std::string>> const& names) {
    for (auto const& table : tables_) {
        std::set<std::string> wanted;
        for (auto const& [of, name] : names)
            if (of == table.name && !name.empty()) wanted.insert(name);
        if (wanted.empty()) continue;
        for (auto const* field : imports::called_by(*table.list->inner))
            ask(table, *field, wanted, [&](std::shared_ptr<void> const& rows) {
                known_.add_called(*table.list, rows.get());
            });
    }
}

void ImportLookups::ask_keys(LookedUp const& table, base::FieldInfo const& key,
                             std::vector<std::string> const& values) {
    std::set<std::string> wanted(values.begin(), values.end());
    wanted.erase("");
    ask(table, key, std::move(wanted), [&](std::shared_ptr<void> const& rows) {
        known_.add_rows(*table.list, rows.get());
        rows_.push_back(rows);
    });
}

}  // namespace server
