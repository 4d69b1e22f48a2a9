#include "server/database/rows.hpp"

namespace database::detail {

void require_one(pqxx::result const& result, TableShape const& shape) {
    if (result.affected_rows() == 1) return;
    throw RowRefused("a row of " + shape.name() +
                     " was to be changed that is not there, or whose fixed fields differ");
}

}  // namespace database::detail
