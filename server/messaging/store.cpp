#include "server/messaging/store.hpp"

#include "server/database/rows.hpp"

namespace messaging {

namespace {

// The channel and the reader's place in it, by the same rule as everywhere, over just the rows that
// it looks at.
base::Result<Channel> readable(pqxx::transaction_base& transaction, base::Id<Channel> channel,
                               PersonId reader) {
    World slice;
    world::Reads reads;
    reads.row(channel).range<&Member::channel, &Member::person>(channel, reader);
    syncing::IsOpen const nobody_writes;
    syncing::PostgresUnit<Domain> unit(transaction, nobody_writes);
    for (auto& row : unit.load(reads)) slice.put(std::move(row));
    slice.become_slice(reads);
    if (auto refusal = may(slice, reader, Act::read, channel)) return *refusal;
    return *slice.find(channel);
}

}  // namespace

base::Result<std::vector<Message>> messages_before(database::Pool& pool, PersonId reader,
                                                   ListMessages::Request const& request) {
    using Page = base::Result<std::vector<Message>>;
    return database::with_transaction(
        pool, database::Isolation::snapshot, [&](pqxx::transaction_base& transaction) -> Page {
            auto const channel = readable(transaction, request.channel, reader);
            if (!channel) return channel.refusal();
            return database::select<Message>(
                transaction,
                "where r.channel = $1 and r.number < $2 order by r.number desc limit $3",
                request.channel, request.before, request.limit);
        });
}

base::Result<std::vector<PersonId>> readers_of(database::Pool& pool, PersonId asker,
                                               ListReaders::Request const& request) {
    using People = base::Result<std::vector<PersonId>>;
    return database::with_transaction(
        pool, database::Isolation::snapshot, [&](pqxx::transaction_base& transaction) -> People {
            auto const channel = readable(transaction, request.channel, asker);
            if (!channel) return channel.refusal();
            if (request.number > channel->last_number) return base::Refusal{"message-unknown", {}};
            std::vector<PersonId> people;
            for (auto const& mark : database::select<Mark>(
                     transaction,
                     "where r.channel = $1 and r.read_up_to >= $2 and r.person > $3 order by "
                     "r.person limit $4",
                     request.channel, request.number, request.after, request.limit))
                people.push_back(mark.person);
            return people;
        });
}

}  // namespace messaging
