// What messaging gives the server.
#pragma once

#include "server/house/ground.hpp"
#include "server/http/routes.hpp"
#include "server/jobs/chores.hpp"
#include "server/messaging/departure.hpp"
#include "server/messaging/store.hpp"
#include "server/sync/inbox.hpp"
#include "server/watch/gauges.hpp"

namespace messaging {

class Module {
public:
    using Domain = messaging::Domain;

    struct Options {};

    Module(server::Ground const& ground, Store& store, Options const&);

    using Hears = syncing::Hears<>;

    Facts facts_of(pqxx::transaction_base& transaction, Command const& command,
                   syncing::Actor const& actor) const;
    void bind(http::Routes& routes) const;
    void handle(jobs::Runner&) const {}
    void clean_up(jobs::Chores&) const {}
    void measure(watch::Gauges&) const {}
    void add_to_archive(base::Id128 person, archiving::Archive& archive) const;
    bool depart(base::Id128 person, bool erase_messages) const;

private:
    server::Ground const ground_;
    Departure const departure_;
};

}  // namespace messaging
