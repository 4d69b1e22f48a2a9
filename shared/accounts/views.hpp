// What administrators look at again and again in a table, under a name: which rows, in which order,
// with which columns. A view is its owner's; one that is shared every administrator finds.
#pragma once

#include "shared/accounts/rows.hpp"

namespace accounts {

struct View {
    static constexpr std::int64_t most = 200;  // of one person
    static constexpr std::size_t longest_query = 4000;
    static constexpr std::string_view type_name = "accounts.view";
    static constexpr auto editing = world::Editing::fields;
    base::Id<View> id;
    base::Id<Person> person;  // whose it is
    std::string table;        // "accounts.person"
    std::string name;
    std::string query;  // "sort=-name&filter[blocked]=true", as in the address; empty: all rows
    bool shared = false;

    static constexpr auto fields() {
        return base::Pack{
            base::field("id", &View::id).required().fixed(),
            base::field("person", &View::person).required().fixed().refers_to(Person::type_name),
            base::field("table", &View::table).required().fixed().line().at_most(100),
            base::field("name", &View::name).required().line().at_most(100),
            base::field("query", &View::query).line().at_most(longest_query),
            base::field("shared", &View::shared)};
    }
    static constexpr auto indexes() { return base::Pack{world::index<&View::person>()}; }
    static constexpr auto published() { return base::Pack{world::to<&View::person>(world::me)}; }
};

}  // namespace accounts
