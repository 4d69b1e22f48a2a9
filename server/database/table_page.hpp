// A page of a whole table and how many rows there are, by one statement: one round trip.
#pragma once

#include <cstdint>
#include <string>

#include "server/database/list_query.hpp"

namespace database {

struct TableEnd {
    std::int64_t total = 0;       // of all pages, as far as was counted
    bool there_are_more = false;  // …than that
    std::string next;             // cursor; empty: this was the last page
};

// Appends the page's rows to `rows`, which is of the type `list`: a vector of described rows.
// `fields` are those by which the terms were read. Counts up to `most_counted`.
TableEnd table_page(pqxx::transaction_base& transaction, base::TypeInfo const& list, void* rows,
                    ListFields const& fields, ListTerms const& terms, std::int64_t most_counted);

}  // namespace database
