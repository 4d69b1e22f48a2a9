// What is compiled for accounts of how commands are taken and news is told.
#include "server/accounts/audited.hpp"
#include "server/accounts/store.hpp"
#include "server/sync/postgres_store_code.hpp"
#include "server/sync/take_code.hpp"

namespace syncing {

template <>
void DomainSql<accounts::Domain>::carried_out(pqxx::transaction_base& transaction,
                                              accounts::Command const& command,
                                              accounts::Domain::Context const& context) {
    accounts::audit_command(transaction, command, context);
}

template <>
std::optional<base::Refusal> DomainSql<accounts::Domain>::meaning_of(
    std::string const& constraint) {
    if (constraint == "person_email_unique") return base::Refusal{"email-taken", {}};
    if (constraint == "group_name_unique") return base::Refusal{"group-name-taken", {}};
    if (constraint == "group-member_group_person_unique")
        return base::Refusal{"already-in-group", {}};
    if (constraint == "group_id_key" || constraint == "group-member_id_key" ||
        constraint == "person_id_key" || constraint == "session_id_key" ||
        constraint == "account_id_key" || constraint == "edit_id_key" ||
        constraint == "token_id_key" || constraint == "view_id_key")
        return base::Refusal{"id-taken", {}};
    return std::nullopt;
}

template class PostgresUnit<accounts::Domain>;
template class PostgresGlance<accounts::Domain>;
template class PostgresStore<accounts::Domain>;
template struct Taking<accounts::Domain>;

}  // namespace syncing
