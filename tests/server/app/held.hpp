// Somebody who is in the middle of writing to a person's account, so that a test can let others
// wait just there, and see what they do when they come to it.
#pragma once

#include <doctest/doctest.h>

#include "server/database/transaction.hpp"
#include "server/database/values.hpp"
#include "tests/server/app/scene.hpp"
#include "tests/server/http/served.hpp"

namespace scene {

class Held {
public:
    Held(Server const& server, base::Id<accounts::Person> person)
        : server_(server), pool_(options(server)), lease_(pool_.take()) {
        held_ = database::begin(*lease_, database::Isolation::read_committed);
        for (auto const& space : {accounts::directory(), world::me(person.value)})
            database::run(*held_, "select pg_advisory_xact_lock(hashtextextended($1, 0))",
                          "accounts " + world::to_text(space));
    }

    // Somebody has come, and waits.
    bool is_waited_for() const {
        return is_waited_for_unless([] { return false; });
    }
    // …or will never come.
    bool is_waited_for_unless(std::function<bool()> const& is_over) const {
        bool waits = false;
        CHECK(http_test::eventually([&] {
            waits = !server_
                         .sql(
                             "select 1 from pg_locks as l join pg_stat_activity as a on a.pid = "
                             "l.pid where not l.granted and a.datname = current_database()")
                         .empty();
            return waits || is_over();
        }));
        return waits;
    }
    template <class... Values>
    void run(std::string const& statement, Values const&... values) {
        database::run(*held_, statement, values...);
    }
    // Whoever waits goes on.
    void commit() { held_->commit(); }

private:
    static database::PoolOptions options(Server const& server) {
        database::PoolOptions options;
        options.url = server.database()->url();
        return options;
    }

    Server const& server_;
    database::Pool pool_;
    database::Pool::Lease lease_;
    std::unique_ptr<pqxx::transaction_base> held_;
};

}  // namespace scene
