#include "server/house/tables.hpp"

#include <algorithm>

#include "server/database/table_page.hpp"
#include "server/database/transaction.hpp"
#include "server/http/table_text.hpp"

namespace server {
namespace {

// All texts are searched: of each table something else says what a row is.
database::ListOptions options_of(database::ListFields const& fields) {
    database::ListOptions options;
    for (auto const& field : fields)
        if (field.is_text && field.filterable && field.parts.empty())
            options.search_in.push_back(field.name);
    return options;
}

// What is shorter is answered at once, with its length.
constexpr std::size_t short_bytes = 256u << 10;

base::Problems parse_query(http::Call const& call, database::ListFields const& fields,
                           database::ListTerms& terms, http::TableText& as) {
    auto query = call.request.query;
    auto problems = http::take_table_text(call.request.header("accept"), query, as);
    auto const of_terms = database::parse_terms(fields, query, options_of(fields), terms);
    problems.insert(problems.end(), of_terms.begin(), of_terms.end());
    return problems;
}

bool has_limit(http::Call const& call) {
    return std::any_of(call.request.query.begin(), call.request.query.end(),
                       [](auto const& pair) { return pair.first == "limit"; });
}

}  // namespace

namespace {

// Of which so much is made that it is short, or known not to be.
std::shared_ptr<TableText> begin_text(database::Pool& pool, database::ListTerms const& terms,
                                      http::TableText const& as, base::TypeInfo const& list,
                                      std::shared_ptr<void> rows, bool all, bool& more) {
    auto const fields = database::every_field_of(*list.inner);
    auto const limit = all ? std::nullopt : std::optional(terms.limit);
    auto text = std::make_shared<TableText>(
        database::TableRows(pool, *list.inner, fields, terms, limit), as, list, std::move(rows));
    auto const keep = [](std::string) { return true; };
    for (more = true; more && text->size() < short_bytes;) more = text->next(SIZE_MAX, keep);
    return text;
}

}  // namespace

std::optional<http::Reply> table_as_text(TableParts const& parts, http::Call const& call,
                                         base::TypeInfo const& list, std::shared_ptr<void> rows,
                                         http::ResponderPtr& responder) {
    database::ListTerms terms;
    http::TableText as;
    auto problems = parse_query(call, database::every_field_of(*list.inner), terms, as);
    if (!problems.empty()) return call.reply(http::fault_of(std::move(problems), 400));
    try {
        bool more = false;
        auto text =
            begin_text(parts.pool, terms, as, list, std::move(rows), !has_limit(call), more);
        auto reply = call.reply(more ? std::string() : text->take());
        if (as.json_lines) reply.content_type = http::json_lines_type;
        if (!more) return reply;
        return parts.exports.go_on(std::move(text), call, std::move(reply), responder);
    } catch (...) {
        return call.reply(http::unavailable_or_rethrow(parts.log, call.request.id));
    }
}

std::optional<http::Fault> list_table(database::Pool& pool, http::Call const& call,
                                      TablePageParts const& page) {
    auto const fields = database::every_field_of(*page.list.inner);
    database::ListTerms terms;
    http::TableText as;  // judged, also where it is no text
    auto problems = parse_query(call, fields, terms, as);
    if (!problems.empty()) return http::fault_of(std::move(problems), 400);
    auto end = database::with_transaction(
        pool, database::Isolation::statement, [&](pqxx::transaction_base& transaction) {
            page.list.list->clear_for(page.rows, static_cast<std::size_t>(terms.limit));
            return database::table_page(transaction, page.list, page.rows, fields, terms,
                                        world::most_counted);
        });
    page.total = end.total;
    page.there_are_more = end.there_are_more;
    page.next = std::move(end.next);
    return std::nullopt;
}

namespace {

tables::ListTables::Response count_tables(database::Pool& pool) {
    std::string sql;
    tables::ListTables::Response response;
    tables::each_row([&]<class Row>(std::type_identity<Row>) {
        auto& table = response.tables.emplace_back();
        table.name = Row::type_name;
        table.kept = world::why_kept<Row>();
        sql += sql.empty() ? "select " : ", ";
        sql += "(select count(*) from (select from " + database::shape_of<Row>().name() +
               " limit " + std::to_string(world::most_counted + 1) + ") as r)";
    });
    auto const counted = database::with_transaction(
        pool, database::Isolation::statement,
        [&](pqxx::transaction_base& transaction) { return database::run(transaction, sql); });
    int column = 0;
    for (auto& table : response.tables) {
        auto const rows = counted[0][column++].as<std::int64_t>();
        table.there_are_more = rows > world::most_counted;
        table.rows = table.there_are_more ? world::most_counted : rows;
    }
    return response;
}

}  // namespace

void bind_all_tables(http::Routes& routes, TableParts const& parts) {
    http::bind_one<tables::ListTables>(
        routes, parts.log,
        [&pool = parts.pool](auto const&, http::Call&) -> http::OutcomeOf<tables::ListTables> {
            return count_tables(pool);
        });
    tables::each_own_row([&]<class Row>(std::type_identity<Row>) {
        bind_table<tables::ListOwn<Row>>(routes, parts);
    });
}

}  // namespace server
