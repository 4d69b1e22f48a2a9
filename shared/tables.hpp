// What tables there are, of all domains together and of the server itself. The rows of each are
// listed by world/every_table.hpp.
#pragma once

#include <string>
#include <vector>

#include "shared/imports_api.hpp"
#include "shared/own_rows.hpp"

namespace tables {

struct Table {
    std::string name;             // "accounts.person"
    std::int64_t rows = 0;        // as far as was counted
    bool there_are_more = false;  // …than that
    std::string kept{};           // the rule by which nobody edits it; empty: it may be edited
    static constexpr auto fields() {
        return base::Pack{
            base::field("name", &Table::name).required().line().at_most(100),
            base::field("rows", &Table::rows).required().within(0, world::most_counted),
            base::field("there_are_more", &Table::there_are_more),
            base::field("kept", &Table::kept).line().at_most(60)};
    }
};

struct ListTables {
    static constexpr auto method = wire::Method::get;
    static constexpr auto access = wire::Access::administrator;
    static constexpr auto rate = wire::unlimited;
    static constexpr std::string_view path = "/api/v1/admin/tables";
    static constexpr std::string_view summary = "All tables of all domains, and the server's own";
    using Request = wire::Nothing;
    struct Response {
        std::vector<Table> tables;
        static constexpr auto fields() {
            return base::Pack{base::field("tables", &Response::tables).at_most(1000)};
        }
    };
};

struct Endpoints {
    // visit(std::type_identity<Endpoint>)
    template <class Visit>
    static void each(Visit&& visit) {
        visit(std::type_identity<ListTables>{});
        visit(std::type_identity<ImportRows>{});
        each_own_row(
            [&]<class Row>(std::type_identity<Row>) { visit(std::type_identity<ListOwn<Row>>{}); });
    }
};

}  // namespace tables
