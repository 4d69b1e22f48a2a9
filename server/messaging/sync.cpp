// What is compiled for messaging of how commands are taken and news is told.
#include "server/messaging/store.hpp"
#include "server/sync/postgres_store_code.hpp"
#include "server/sync/take_code.hpp"

namespace syncing {

template <>
std::optional<base::Refusal> DomainSql<messaging::Domain>::meaning_of(
    std::string const& constraint) {
    if (constraint == "member_channel_person_unique" || constraint == "mark_channel_person_unique")
        return base::Refusal{"already-member", {}};
    if (constraint == "channel_id_key" || constraint == "member_id_key" ||
        constraint == "mark_id_key" || constraint == "edit_id_key" ||
        constraint == "message_id_key" || constraint == "draft_id_key" ||
        constraint == "draft_channel_person_unique")
        return base::Refusal{"id-taken", {}};
    return std::nullopt;
}

template class PostgresUnit<messaging::Domain>;
template class PostgresGlance<messaging::Domain>;
template class PostgresStore<messaging::Domain>;
template struct Taking<messaging::Domain>;

}  // namespace syncing
