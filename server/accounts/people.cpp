#include "server/accounts/people.hpp"

#include "server/database/list_query.hpp"
#include "server/database/transaction.hpp"

namespace accounts {

http::Outcome<ListPeople::Response> list_people(database::Pool& pool, http::Call const& call) {
    database::ListOptions options;
    options.search_in = {"name", "email"};
    options.usual_sort = "name";
    auto parsed = database::parse<Person>(call.request.query, options);
    if (!parsed.problems.empty()) return http::fault_of(std::move(parsed.problems), 400);
    auto page = database::with_transaction(
        pool, database::Isolation::snapshot, [&](pqxx::transaction_base& transaction) {
            return database::page<Person>(transaction, parsed.query);
        });
    return ListPeople::Response{std::move(page.rows), page.total, std::move(page.next)};
}

}  // namespace accounts
