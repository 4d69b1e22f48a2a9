// A page of a list, narrowed, ordered and paged by the query of its request. This is what http
// knows of the database, beside that it may be away.
#pragma once

#include "server/database/list_query.hpp"
#include "server/database/transaction.hpp"
#include "server/http/call.hpp"
#include "shared/wire/list.hpp"

namespace http {

template <class Endpoint>
Outcome<typename Endpoint::Response> list_rows(database::Pool& pool, Call const& call,
                                               database::ListOptions const& options,
                                               database::Condition const& also = {}) {
    using Row = typename Endpoint::Row;
    auto parsed = database::parse<Row>(call.request.query, options);
    if (!parsed.problems.empty()) return fault_of(std::move(parsed.problems), 400);
    auto page = database::with_transaction(
        pool, database::Isolation::snapshot, [&](pqxx::transaction_base& transaction) {
            return database::page<Row>(transaction, parsed.query, also);
        });
    return wire::ListPage<Row>{std::move(page.rows), page.total, std::move(page.next)};
}

}  // namespace http
