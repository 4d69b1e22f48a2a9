#include "server/house/edits.hpp"

#include "server/database/table_shape.hpp"
#include "server/database/transaction.hpp"

namespace server {
namespace {

std::string table_of(std::string_view domain) { return database::quoted_name(domain) + ".edit"; }

}  // namespace

void forget_old_edits(database::Pool& pool, std::string_view domain, base::Instant now) {
    base::Instant const until{now.us - edits_kept_s * 1'000'000};
    auto const forget = "delete from " + table_of(domain) + " where \"at\" < $1";
    database::with_transaction(
        pool, database::Isolation::read_committed,
        [&](pqxx::transaction_base& transaction) { database::run(transaction, forget, until); });
}

bool forget_edits_of(database::Pool& pool, std::string_view domain, base::Id128 person) {
    auto const forget = "delete from " + table_of(domain) +
                        " where \"row\" = $1 or actor = $1 or position($2 in \"before\") > 0"
                        " or position($2 in \"after\") > 0";
    return database::with_transaction(
        pool, database::Isolation::read_committed, [&](pqxx::transaction_base& transaction) {
            auto const gone = database::run(transaction, forget, person, base::to_text(person));
            return gone.affected_rows() > 0;
        });
}

}  // namespace server
