// Every table of every domain, as administrators see them: whatever is a row is listed, by being
// described. No line is written for the single table.
#pragma once

#include <vector>

#include "shared/wire/endpoint.hpp"
#include "shared/wire/list.hpp"
#include "shared/wire/rate.hpp"
#include "shared/world/joined.hpp"
#include "shared/world/table.hpp"

namespace world {

// By which rule nobody edits rows of a table by hand; empty: they may be edited. A row may say so
// itself:
//
//     static constexpr auto editing = world::Editing::nothing;
//     static constexpr std::string_view kept = "audit-kept";
template <class Row>
constexpr std::string_view why_kept() {
    if constexpr (Row::editing != Editing::nothing)
        return {};
    else if constexpr (requires { Row::kept; })
        return Row::kept;
    else
        return "table-kept";
}

// So many rows are counted; where there are more, that is all that is said: nobody waits for the
// number of a million.
constexpr std::int64_t most_counted = 10'000;

template <class Row>
struct TablePage {
    std::vector<Row> rows;
    std::int64_t total = 0;       // of all pages
    bool there_are_more = false;  // …than `total`, which is as far as was counted
    std::string next;             // cursor of the next page; empty: this was the last
    static constexpr auto fields() {
        return base::Pack{
            base::field("rows", &TablePage::rows).at_most(200),
            base::field("total", &TablePage::total).required().within(0, most_counted),
            base::field("there_are_more", &TablePage::there_are_more),
            base::field("next", &TablePage::next).at_most(1000)};
    }
};

namespace detail {

inline constexpr std::string_view tables_before = "/api/v1/admin/tables/", table_called = "table_",
                                  rows_of = "All rows of ";

}  // namespace detail

// The rows of one table. Each field that is no list may be filtered and sorted by.
template <class Domain, class R>
struct ListTable {
    static constexpr auto method = wire::Method::get;
    static constexpr auto access = wire::Access::administrator;
    static constexpr auto rate = wire::unlimited;
    static constexpr bool by_every_field = true;
    // Then it has all rows, unless a limit is asked for, without a cursor.
    static constexpr bool may_be_csv = true;
    static constexpr std::string_view path =
        detail::Joined<detail::tables_before, R::type_name>::text;
    static constexpr std::string_view tag = Domain::name;
    static constexpr std::string_view operation =
        detail::Joined<detail::table_called, detail::Underlined<R::type_name>::text>::text;
    static constexpr std::string_view summary = detail::Joined<detail::rows_of, R::type_name>::text;
    using Row = R;
    using Request = wire::ListRequest;
    using Response = TablePage<R>;
};

}  // namespace world
