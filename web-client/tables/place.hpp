// What of a table is shown: the route says all of it, so that it can be kept, sent and gone back
// to.
//
//     /tables                                       all tables
//     /tables/accounts/person?sort=-name&search=an&columns=name,email&filter[name][starts]=A
//     /tables/accounts/person/0190f3a2-…            one row
//     /tables/accounts/person/new                   one that is added
//     /tables/accounts/person/import                many, from a file
//     /tables/accounts/person/import?act=0190f3a2-… …that came from one, to be taken back
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/id.hpp"

namespace tables {

// "filter[name][starts]" and its value, as the server's lists have it (README, "Lists").
struct Filter {
    std::string field;
    // "starts", "at_least", "at_most", "empty"; empty: any of the values
    std::string comparison{};
    std::string value{};
    friend bool operator==(Filter const& a, Filter const& b) {
        return a.field == b.field && a.comparison == b.comparison && a.value == b.value;
    }
};
std::string key_of(Filter const& filter);

struct Place {
    std::string table{};  // empty: all tables
    std::optional<base::Id128> row{};
    bool adds = false;                   // a row
    bool imports = false;                // a file of rows
    base::Id128 act{};                   // …and what was imported last: one act, or none
    std::string search{}, sort{};        // "-registered"
    std::vector<std::string> columns{};  // fields, in their order; none: all of them
    std::vector<Filter> filters{};
};

// Nothing: no route of tables.
std::optional<Place> place_of(std::string_view route);
std::string route_of(Place const& place);

}  // namespace tables
