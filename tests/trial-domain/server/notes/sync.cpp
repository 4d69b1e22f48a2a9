// What is compiled for notes of how commands are taken and news is told.
#include "server/notes/store.hpp"
#include "server/sync/postgres_store_code.hpp"
#include "server/sync/take_code.hpp"

namespace syncing {

template <>
std::optional<base::Refusal> DomainSql<notes::Domain>::meaning_of(std::string const& constraint) {
    if (constraint == "notebook_id_key" || constraint == "edit_id_key" ||
        constraint == "note_id_key")
        return base::Refusal{"id-taken", {}};
    return std::nullopt;
}

template class PostgresUnit<notes::Domain>;
template class PostgresGlance<notes::Domain>;
template class PostgresStore<notes::Domain>;
template struct Taking<notes::Domain>;

}  // namespace syncing
