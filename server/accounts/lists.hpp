// A page of an administrators' list.
#pragma once

#include "server/database/list_query.hpp"
#include "server/database/transaction.hpp"
#include "server/http/call.hpp"
#include "shared/accounts/admin_api.hpp"

namespace accounts {

template <class Endpoint>
http::Outcome<typename Endpoint::Response> list_rows(database::Pool& pool, http::Call const& call,
                                                     database::ListOptions const& options) {
    using Row = typename Endpoint::Row;
    auto parsed = database::parse<Row>(call.request.query, options);
    if (!parsed.problems.empty()) return http::fault_of(std::move(parsed.problems), 400);
    auto page = database::with_transaction(
        pool, database::Isolation::snapshot, [&](pqxx::transaction_base& transaction) {
            return database::page<Row>(transaction, parsed.query);
        });
    return typename Endpoint::Response{std::move(page.rows), page.total, std::move(page.next)};
}

}  // namespace accounts
