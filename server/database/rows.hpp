// Rows of described records in their tables: written,
// erased and read again. The stores add only which rows.
#pragma once

#include <cstddef>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "server/database/table_shape.hpp"

namespace database {

// A row was to be changed that is not there, or one of its
// fixed fields was to become another: a mistake of ours.
struct RowRefused : std::logic_error {
    using std::logic_error::logic_error;
};

// The columns of a record, in their order.
void bind_record(Params& params, base::TypeInfo const& type, void const* record);
// From the columns of column_list(), which begin at `first`.
void read_record(pqxx::row const& cells, int first, base::TypeInfo const& type, void* record);

// The value of a parameter that stands in "= any($1::uuid[])".
template <class Id>
std::string id_array(std::vector<Id> const& ids) {
    std::string text = "{";
    for (auto const id : ids) text += (text.size() == 1 ? "" : ",") + base::to_text(id);
    return text += '}';
}

namespace detail {
// Of each column the values of all records, which stand one behind the other.
Params arrays_of(base::TypeInfo const& type, std::size_t size, void const* records,
                 std::size_t count);
}  // namespace detail

template <base::Described Row>
void bind_row(Params& params, Row const& row) {
    bind_record(params, base::type_of<Row>(), &row);
}
template <base::Described Row>
Row read_row(pqxx::row const& cells, int first = 0) {
    Row row;
    read_record(cells, first, base::type_of<Row>(), &row);
    return row;
}

// An id that exists is refused with ConstraintViolated{"<table>_id_key"}.
template <base::Described Row>
void insert(pqxx::transaction_base& transaction, Row const& row) {
    Params params;
    bind_row(params, row);
    run(transaction, insert_sql(shape_of<Row>()), params);
}
// All of them by one statement, however many there are.
template <base::Described Row>
void insert(pqxx::transaction_base& transaction, std::vector<Row> const& rows) {
    if (rows.empty()) return;
    if (rows.size() == 1) return insert(transaction, rows.front());
    run(transaction, insert_all_sql(shape_of<Row>()),
        detail::arrays_of(base::type_of<Row>(), sizeof(Row), rows.data(), rows.size()));
}

namespace detail {
void require(std::size_t rows, pqxx::result const& result, TableShape const& shape);
}

// The row must be there, with the same fixed fields; else RowRefused.
template <base::Described Row>
void update(pqxx::transaction_base& transaction, Row const& row) {
    static_assert(std::is_same_v<decltype(row.id), base::Id<Row>>);
    auto const& shape = shape_of<Row>();
    Params params;
    bind_row(params, row);
    detail::require(1, run(transaction, update_sql(shape), params), shape);
}
// The same of many, of which no two are one, by one statement.
template <base::Described Row>
void update(pqxx::transaction_base& transaction, std::vector<Row> const& rows) {
    static_assert(std::is_same_v<decltype(Row::id), base::Id<Row>>);
    if (rows.empty()) return;
    if (rows.size() == 1) return update(transaction, rows.front());
    auto const& shape = shape_of<Row>();
    auto const arrays =
        detail::arrays_of(base::type_of<Row>(), sizeof(Row), rows.data(), rows.size());
    detail::require(rows.size(), run(transaction, update_all_sql(shape), arrays), shape);
}

// Inserts the row, or changes the one with its id;
// RowRefused when a fixed field would become another.
template <base::Described Row>
void upsert(pqxx::transaction_base& transaction, Row const& row) {
    auto const& shape = shape_of<Row>();
    Params params;
    bind_row(params, row);
    detail::require(1, run(transaction, upsert_sql(shape), params), shape);
}

// Whether there was one.
template <base::Described Row>
bool erase(pqxx::transaction_base& transaction, base::Id<Row> id) {
    return run(transaction, erase_sql(shape_of<Row>()), id).affected_rows() == 1;
}
// Those that there are, by one statement.
template <base::Described Row>
void erase(pqxx::transaction_base& transaction, std::vector<base::Id<Row>> const& ids) {
    if (!ids.empty()) run(transaction, erase_all_sql(shape_of<Row>()), id_array(ids));
}

// `rest` is what follows "select … from … as r": "where r.channel = $1 order by r.number limit 50".
// It is a text of the program; values are bound.
template <base::Described Row, class... Values>
std::vector<Row> select(pqxx::transaction_base& transaction, std::string const& rest,
                        Values const&... values) {
    std::vector<Row> rows;
    for (auto const& cells : run(transaction, select_sql(shape_of<Row>()) + " " + rest, values...))
        rows.push_back(read_row<Row>(cells));
    return rows;
}

template <base::Described Row>
std::optional<Row> find(pqxx::transaction_base& transaction, base::Id<Row> id) {
    auto rows = select<Row>(transaction, "where r.id = $1", id);
    if (rows.empty()) return std::nullopt;
    return std::move(rows.front());
}

// Those that there are, in no order.
template <base::Described Row>
std::vector<Row> find_all(pqxx::transaction_base& transaction,
                          std::vector<base::Id<Row>> const& ids) {
    return select<Row>(transaction, "where r.id = any($1::uuid[])", id_array(ids));
}

}  // namespace database
