// What the trial domain gives the server.
#pragma once

#include "server/house/ground.hpp"
#include "server/http/routes.hpp"
#include "server/jobs/chores.hpp"
#include "server/notes/store.hpp"
#include "server/sync/inbox.hpp"
#include "server/watch/gauges.hpp"

namespace notes {

class Module {
public:
    using Domain = notes::Domain;

    struct Options {};

    Module(server::Ground const& ground, Store& store, Options const&)
        : ground_(ground), store_(store) {}

    using Hears = syncing::Hears<>;

    Facts facts_of(pqxx::transaction_base&, Command const&, syncing::Actor const&) const {
        return {};
    }
    void bind(http::Routes& routes) const;
    void handle(jobs::Runner& runner) const;
    void clean_up(jobs::Chores& chores) const;
    void measure(watch::Gauges& gauges) const;
    void add_to_archive(base::Id128 person, archiving::Archive& archive) const;
    bool depart(base::Id128 person, bool erase) const;

private:
    server::Ground const ground_;
    Store& store_;
};

}  // namespace notes
