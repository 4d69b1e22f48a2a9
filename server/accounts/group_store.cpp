// What is asked of groups in PostgreSQL.
#include "server/accounts/store.hpp"
#include "server/database/rows.hpp"

namespace accounts {

bool is_in_group(pqxx::transaction_base& t, base::Id<Group> group, PersonId person) {
    std::string const held = database::only_reads(t) ? "" : " for key share";
    return !database::run(t,
                          "select 1 from accounts.\"group-member\" where \"group\" = $1 and "
                          "person = $2" +
                              held,
                          group, person)
                .empty();
}

std::string group_of(pqxx::transaction_base& t, Command const& command) {
    return std::visit(
        [&](auto const& c) -> std::string {
            if constexpr (requires { base::Id<Group>{c.group}; }) {
                auto const group = database::find<Group>(t, c.group);
                return group ? group->name : std::string();
            } else {
                return {};
            }
        },
        command);
}

}  // namespace accounts
