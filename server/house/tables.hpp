// Every table of a domain, listed for administrators by what its rows say of themselves.
#pragma once

#include "server/database/pool.hpp"
#include "server/house/exports.hpp"
#include "server/http/bind.hpp"
#include "shared/tables.hpp"

namespace server {

// Where a page is put that is of whatever type.
struct TablePageParts {
    base::TypeInfo const& list;  // the vector of rows
    void* rows;
    std::int64_t& total;
    bool& there_are_more;
    std::string& next;
};
// By the query of the request; the fault, if there is one.
std::optional<http::Fault> list_table(database::Pool& pool, http::Call const& call,
                                      TablePageParts const& page);

// What tables are listed and exported with; all of it lives as long as the routes.
struct TableParts {
    database::Pool& pool;
    Exports& exports;
    Log const& log;
};

// All of them as CSV or JSON lines, by the same query and how that says the text shall be; `rows`
// is an empty vector of them. Of one moment; and what is too long to be answered at once goes out
// while it is made, then nothing is answered here.
std::optional<http::Reply> table_as_text(TableParts const& parts, http::Call const& call,
                                         base::TypeInfo const& list, std::shared_ptr<void> rows,
                                         http::ResponderPtr& responder);

template <class List>
void bind_table(http::Routes& routes, TableParts const& parts) {
    using Row = typename List::Row;
    routes.bind_bytes_waiting<List>([parts](auto const&, http::Call& call,
                                            http::ResponderPtr& responder) {
        auto const& list = base::type_of<std::vector<Row>>();
        if (call.format == http::Format::csv)
            return table_as_text(parts, call, list, std::make_shared<std::vector<Row>>(),
                                 responder);
        return std::optional(http::reply_or_unavailable(parts.log, call, [&] {
            world::TablePage<Row> page;
            auto fault = list_table(parts.pool, call,
                                    {list, &page.rows, page.total, page.there_are_more, page.next});
            return fault ? call.reply(*fault)
                         : http::Outcome<world::TablePage<Row>>(std::move(page)).reply(call);
        }));
    });
}
template <class Domain>
void bind_tables(http::Routes& routes, TableParts const& parts) {
    world::each_row<Domain>([&]<class Row>(std::type_identity<Row>) {
        bind_table<world::ListTable<Domain, Row>>(routes, parts);
    });
}
// Which tables there are, and those that are the server's own.
void bind_all_tables(http::Routes& routes, TableParts const& parts);

}  // namespace server
