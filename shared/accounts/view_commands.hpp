// What administrators do with their views of tables.
#pragma once

#include "shared/accounts/views.hpp"

namespace accounts {

// A new one, or one of the actor's own as it shall be: under another name, of other rows, shared or
// not any more. It stays with its table.
struct SaveView {
    static constexpr std::string_view type_name = "accounts.save-view";
    static constexpr auto access = wire::Access::administrator;
    base::Id<View> id;
    std::string table;
    std::string name;
    std::string query{};
    bool shared = false;
    static constexpr auto fields() {
        return base::Pack{
            base::field("id", &SaveView::id).required(),
            base::field("table", &SaveView::table).required().line().at_most(100),
            base::field("name", &SaveView::name).required().line().at_most(100),
            base::field("query", &SaveView::query).line().at_most(View::longest_query),
            base::field("shared", &SaveView::shared)};
    }
};

struct RemoveView {
    static constexpr std::string_view type_name = "accounts.remove-view";
    static constexpr auto access = wire::Access::administrator;
    base::Id<View> id;
    static constexpr auto fields() {
        return base::Pack{base::field("id", &RemoveView::id).required()};
    }
};

}  // namespace accounts
