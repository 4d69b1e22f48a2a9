#include "server/messaging/departure.hpp"

#include "server/database/rows.hpp"
#include "server/outside.hpp"

namespace messaging {

namespace {

using database::Isolation;
using database::run;
using Transaction = pqxx::transaction_base;
using Unit = syncing::PostgresUnit<Domain>;

constexpr std::int64_t page = 200;

syncing::Asking<Domain> by_server() { return {{}, false, server::now}; }

// One that the person is in, or else created.
std::optional<base::Id<Channel>> any_channel_of(Transaction& t, PersonId person) {
    auto const own =
        database::select<Member>(t, "where r.person = $1 order by r.id limit 1", person);
    if (!own.empty()) return own.front().channel;
    auto const created =
        database::select<Channel>(t, "where r.created_by = $1 order by r.id limit 1", person);
    if (!created.empty()) return created.front().id;
    return std::nullopt;
}

}  // namespace

bool Departure::step(PersonId person, bool erase_messages) const {
    if (erase_messages && erase_some(person)) return true;
    return end_one(person);
}

bool Departure::erase_some(PersonId person) const {
    auto const written =
        database::with_transaction(pool_, Isolation::read_committed, [&](Transaction& t) {
            return database::select<Message>(t,
                                             "where r.author = $1 and r.channel = (select channel "
                                             "from messaging.message where author = $1 limit 1) "
                                             "limit $2",
                                             person, page);
        });
    if (written.empty()) return false;
    EraseMessages erase{written.front().channel, person, {}};
    for (auto const& message : written) erase.messages.push_back(message.id);
    syncing::Taken taken;
    store_.write_with(
        [&](Unit& unit) { taken = syncing::decide_and_write<Domain>(unit, erase, by_server()); });
    if (taken.answer.refusal)
        throw std::runtime_error("messages stay: " + taken.answer.refusal->reason);
    hub_.changed(Domain::name, taken.changed);
    return true;
}

bool Departure::end_one(PersonId person) const {
    syncing::Taken taken;
    bool found = false;
    store_.write_with([&](Unit& unit) {
        taken = {};
        auto& t = unit.transaction();
        auto const channel = any_channel_of(t, person);
        found = channel.has_value();
        if (!found) return;
        auto const members = database::select<Member>(t, "where r.channel = $1", *channel);
        taken = syncing::decide_and_write<Domain>(
            unit, Depart{*channel, person, heir_of(members, person)}, by_server());
        // Nobody is left who could be told of them.
        run(t,
            "with gone as (delete from messaging.message where channel = $1 and not exists "
            "(select 1 from messaging.channel where id = $1) returning author, "
            "octet_length(text) as bytes), of_each as (select author, sum(bytes)::bigint as bytes "
            "from gone group by author) update messaging.stored as s set bytes = s.bytes - "
            "of_each.bytes from of_each where s.person = of_each.author",
            *channel);
    });
    // Who inherits may have gone meanwhile; the next attempt names another.
    if (taken.answer.refusal)
        throw std::runtime_error("a channel stays: " + taken.answer.refusal->reason);
    hub_.changed(Domain::name, taken.changed);
    return found;
}

void add_to_archive(database::Pool& pool, PersonId person, archiving::Archive& archive) {
    auto const channels =
        database::with_transaction(pool, Isolation::snapshot, [&](Transaction& t) {
            return database::select<Channel>(
                t,
                "join messaging.member as m on m.channel = r.id where m.person = $1 order by r.id",
                person);
        });
    archive.add("channels.json", archiving::readable(channels));
    archive.add("drafts.json",
                archiving::readable(
                    database::with_transaction(pool, Isolation::snapshot, [&](Transaction& t) {
                        return database::select<Draft>(
                            t, "where r.person = $1 and r.text <> '' order by r.id", person);
                    })));
    auto list = archive.begin_list("messages.json");
    base::Id<Message> last;
    for (;;) {
        auto const messages =
            database::with_transaction(pool, Isolation::read_committed, [&](Transaction& t) {
                return database::select<Message>(
                    t, "where r.author = $1 and r.id > $2 order by r.id limit $3", person, last,
                    page);
            });
        for (auto const& message : messages) list.add(wire::json::text(message));
        if (static_cast<std::int64_t>(messages.size()) < page) break;
        last = messages.back().id;
    }
    list.end();
}

}  // namespace messaging
