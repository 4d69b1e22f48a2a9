// The one grammar for lists of described rows, and the page that a query of it asks for:
//
//     ?filter[name]=Анна,Пётр&filter[registered][at_least]=2026-01-01T00:00:00Z&sort=-name,id
//     &after=<cursor of the page before>&limit=50&search=petr
//
// filter[field]=a,b finds rows with any of the values ("\," is a comma within one); [at_least],
// [at_most] and [starts] take one value. Of a field that a row may lack, an empty value finds the
// rows without it; [empty]=true those with nothing in it, which may be an empty text, and
// [empty]=false the others. Pages are told apart by the sort values of their last row, so rows that
// come or go elsewhere neither repeat nor hide others.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/database/list_field.hpp"
#include "server/database/rows.hpp"
#include "shared/base/result.hpp"

namespace database {

using QueryPairs = std::vector<std::pair<std::string, std::string>>;  // decoded

// What one list takes beside its filters, sort, after and limit.
struct ListOptions {
    std::vector<std::string_view> other_keys;  // read by the caller, told apart by the cursor
    std::vector<std::string_view> search_in;   // text fields; none: `search` is not known
    std::string_view usual_sort;               // "name"; without it, and always last: the id
    // A column that has those fields folded, each in a line, an address in its letters, too; empty:
    // they are folded row by row, which is for what is little.
    std::string_view sought{};
};

constexpr std::size_t most_values = 100;      // of one filter
constexpr std::size_t longest_value = 1'000;  // of a filter, in code points

enum class Comparison : std::uint8_t { any_of, at_least, at_most, starts, empty };

struct Filter {
    std::size_t field = 0;  // its place among the fields
    Comparison comparison = Comparison::any_of;
    std::vector<std::optional<std::string>> values;  // as they are bound; nothing: null
};

struct SortTerm {
    std::size_t field = 0;
    bool descending = false;
};

// A query that was understood. It holds no SQL, and no name that is not a field's.
struct ListTerms {
    static constexpr std::int64_t usual_limit = 50, most_limit = 200;
    std::vector<Filter> filters;
    std::vector<SortTerm> sort;  // ends with the id, so that no two rows are equal
    std::string search;
    std::vector<std::size_t> search_in;
    std::string_view sought;  // the column that has them folded
    std::int64_t limit = usual_limit;
    std::uint64_t fingerprint = 0;                                 // of all above but the limit
    std::optional<std::vector<std::optional<std::string>>> after;  // one for each term of `sort`
};
template <base::Described Row>
struct ListQuery : ListTerms {};

template <base::Described Row>
struct Parsed {
    ListQuery<Row> query;
    base::Problems problems;  // all at once; when there is one, the query is of no use
};

// A condition of the caller's own on the row `r`, such as a right: "r.channel = $1".
struct Condition {
    std::string text;  // of the program, never of a person; empty: none
    Params params;     // its $1, $2, …
};

template <base::Described Row>
struct Page {
    std::vector<Row> rows;
    std::int64_t total = 0;  // of all pages
    std::string next;        // cursor; empty: this was the last page
};

base::Problems parse_terms(ListFields const& fields, QueryPairs const& pairs,
                           ListOptions const& options, ListTerms& terms);

struct ListSql {
    std::string where, order, limit;  // " where …", " order by …", " limit …"; any may be empty
    Params params;
};
ListSql page_sql(ListFields const& fields, ListTerms const& terms, Condition const& also);
ListSql count_sql(ListFields const& fields, ListTerms const& terms, Condition const& also);

// The cursor of what follows a row with these sort values.
std::string cursor_after(ListTerms const& terms,
                         std::vector<std::optional<std::string>> const& values);

template <base::Described Row>
Parsed<Row> parse(QueryPairs const& pairs, ListOptions const& options = {}) {
    Parsed<Row> parsed;
    parsed.problems = parse_terms(list_fields_of<Row>(), pairs, options, parsed.query);
    return parsed;
}

template <base::Described Row>
Page<Row> page(pqxx::transaction_base& transaction, ListQuery<Row> const& query,
               Condition const& also = {}) {
    auto const fields = list_fields_of<Row>();
    auto const shape = shape_of<Row>();
    Page<Row> page;
    auto const count = count_sql(fields, query, also);
    page.total = run(transaction, "select count(*) from " + shape.name() + " as r" + count.where,
                     count.params)[0][0]
                     .template as<std::int64_t>();
    auto const sql = page_sql(fields, query, also);
    for (auto const& cells :
         run(transaction, select_sql(shape) + sql.where + sql.order + sql.limit, sql.params)) {
        if (static_cast<std::int64_t>(page.rows.size()) == query.limit) {
            page.next = cursor_after(query, sort_values(page.rows.back(), query.sort));
            break;
        }
        page.rows.push_back(read_row<Row>(cells));
    }
    return page;
}

}  // namespace database
