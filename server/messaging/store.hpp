// Where messaging's rows are found in PostgreSQL.
#pragma once

#include "server/sync/postgres_store.hpp"
#include "shared/messaging/api.hpp"

namespace messaging {

using Store = syncing::PostgresStore<Domain>;

// Messages of a channel with a smaller number, newest first; refused to whoever is not a member.
base::Result<std::vector<Message>> messages_before(database::Pool& pool, PersonId reader,
                                                   ListMessages::Request const& request);

}  // namespace messaging

template <>
struct syncing::Published<messaging::Channel> {
    static std::optional<std::string> in_space(world::SpaceKind kind) {
        if (kind == world::SpaceKind::channel) return "r.id = $1";
        return std::nullopt;
    }
};
template <>
struct syncing::Published<messaging::Member> {
    static std::optional<std::string> in_space(world::SpaceKind kind) {
        if (kind == world::SpaceKind::channel) return "r.channel = $1";
        if (kind == world::SpaceKind::me) return "r.person = $1";
        return std::nullopt;
    }
};
template <>
struct syncing::Published<messaging::Message> {
    static std::optional<std::string> in_space(world::SpaceKind kind) {
        if (kind != world::SpaceKind::channel) return std::nullopt;
        return "r.channel = $1 and r.number > (select c.last_number - " +
               std::to_string(messaging::Domain::window) +
               " from messaging.channel as c where c.id = $1)";
    }
};
