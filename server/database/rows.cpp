#include "server/database/rows.hpp"

namespace database {

void bind_record(Params& params, base::TypeInfo const& type, void const* record) {
    for (auto const& field : type.fields) bind(params, *field.type, field.of(record));
}

void read_record(pqxx::row const& cells, int first, base::TypeInfo const& type, void* record) {
    auto at = first;
    for (auto const& field : type.fields) {
        read_columns(cells, at, *field.type, field.member(record));
        at += static_cast<int>(column_count(*field.type));
    }
}

namespace detail {

Params arrays_of(base::TypeInfo const& type, std::size_t size, void const* records,
                 std::size_t count) {
    std::vector<Texts> columns;
    auto const* record = static_cast<std::byte const*>(records);
    for (std::size_t i = 0; i < count; ++i, record += size) {
        Params row;
        bind_record(row, type, record);
        columns.resize(row.size());
        for (std::size_t column = 0; column < row.size(); ++column)
            columns[column].push_back(row.values()[column]);
    }
    Params arrays;
    for (auto const& column : columns) arrays.add(array_of(column));
    return arrays;
}

void require(std::size_t rows, pqxx::result const& result, TableShape const& shape) {
    if (static_cast<std::size_t>(result.affected_rows()) == rows) return;
    throw RowRefused("a row of " + shape.name() +
                     " was to be changed that is not there, or whose fixed fields differ");
}

}  // namespace detail

}  // namespace database
