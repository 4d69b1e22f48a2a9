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

void require_one(pqxx::result const& result, TableShape const& shape) {
    if (result.affected_rows() == 1) return;
    throw RowRefused("a row of " + shape.name() +
                     " was to be changed that is not there, or whose fixed fields differ");
}

}  // namespace detail

}  // namespace database
