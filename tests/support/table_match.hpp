// Whether a table that migrations made is the one that its described
// record asks for: the same columns, types, nulls, checks and unique
// indexes. Compared by PostgreSQL's own description of both.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "server/database/table_shape.hpp"

namespace support {

// Empty when they agree; else one sentence for each difference. Leaves nothing behind. More indexes
// and foreign keys than the record asks for are no difference, nor are the columns named `besides`,
// which only the server knows.
std::vector<std::string> differences(pqxx::connection& connection,
                                     database::TableShape const& shape,
                                     std::set<std::string> const& besides = {});

// Empty when for each of these lists of columns an index of all rows begins with them; else one
// sentence for each that has none.
std::vector<std::string> missing_orders(pqxx::connection& connection,
                                        database::TableShape const& shape,
                                        std::set<std::vector<std::string>> const& wanted);

}  // namespace support
