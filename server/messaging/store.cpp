#include "server/messaging/store.hpp"

namespace syncing {

template <>
std::optional<base::Refusal> DomainSql<messaging::Domain>::meaning_of(
    std::string const& constraint) {
    if (constraint == "member_channel_person_unique") return base::Refusal{"already-member", {}};
    if (constraint == "channel_id_key" || constraint == "member_id_key" ||
        constraint == "message_id_key")
        return base::Refusal{"id-taken", {}};
    return std::nullopt;
}

}  // namespace syncing

namespace messaging {

base::Result<std::vector<Message>> messages_before(database::Pool& pool, PersonId reader,
                                                   ListMessages::Request const& request) {
    using Page = base::Result<std::vector<Message>>;
    return database::with_transaction(
        pool, database::Isolation::snapshot, [&](pqxx::transaction_base& transaction) -> Page {
            // The same rule as everywhere, over just the rows that it looks at.
            World slice;
            world::Reads reads;
            reads.row(request.channel)
                .range<&Member::channel, &Member::person>(request.channel, reader);
            syncing::IsOpen const nobody_writes;
            syncing::PostgresUnit<Domain> unit(transaction, nobody_writes);
            for (auto& row : unit.load(reads)) slice.put(std::move(row));
            slice.become_slice(reads);
            if (auto refusal = may(slice, reader, Act::read, request.channel)) return *refusal;
            return database::select<Message>(
                transaction,
                "where r.channel = $1 and r.number < $2 order by r.number desc limit $3",
                request.channel, request.before, request.limit);
        });
}

}  // namespace messaging
