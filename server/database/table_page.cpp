#include "server/database/table_page.hpp"

namespace database {
namespace {

// The statement, and its parameters. Both halves have the same conditions, each with parameters of
// its own; what is counted knows no cursor.
std::string statement(TableShape const& shape, ListFields const& fields, ListTerms const& terms,
                      std::int64_t most_counted, Params& params) {
    auto counted = count_sql(fields, terms, {});
    auto const page = page_sql(fields, terms, {{}, std::move(counted.params)});
    params = page.params;
    auto const table = shape.name() + " as r";
    return "select c.counted, " + column_list(shape, "r") +
           " from (select count(*) as counted from (select from " + table + counted.where +
           " limit " + std::to_string(most_counted + 1) +
           ") as found) as c left join lateral (select * from " + table + page.where + page.order +
           page.limit + ") as r on true" + page.order;
}

std::vector<std::optional<std::string>> places_of(base::TypeInfo const& type, void const* row,
                                                  ListTerms const& terms) {
    Params all;
    for (auto const& field : type.fields) bind(all, *field.type, field.of(row));
    std::vector<std::optional<std::string>> places;
    for (auto const& term : terms.sort) places.push_back(all.values()[term.field]);
    return places;
}

}  // namespace

TableEnd table_page(pqxx::transaction_base& transaction, base::TypeInfo const& list, void* rows,
                    ListFields const& fields, ListTerms const& terms, std::int64_t most_counted) {
    auto const& type = *list.inner;
    Params params;
    auto const sql = statement(shape_of(type), fields, terms, most_counted, params);
    auto const found = run(transaction, sql, params);
    TableEnd end;
    end.total = found[0][0].as<std::int64_t>();
    end.there_are_more = end.total > most_counted;
    if (end.there_are_more) end.total = most_counted;
    void* last = nullptr;
    std::int64_t count = 0;
    for (auto const& cells : found) {
        if (cells[1].is_null()) break;  // no row is without an id: there is none
        if (count++ == terms.limit) {
            end.next = cursor_after(terms, places_of(type, last, terms));
            break;
        }
        last = list.list->add(rows);
        read_record(cells, 1, type, last);
    }
    return end;
}

}  // namespace database
