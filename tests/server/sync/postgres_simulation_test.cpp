// Some of the simulation's histories over PostgreSQL, with the server killed, or its connection
// cut, between any two statements.
#include <doctest/doctest.h>

#include <cstdlib>

#include "server/database/rows.hpp"
#include "server/jobs/clean_up.hpp"
#include "server/outside.hpp"
#include "tests/server/sync/killed_store.hpp"
#include "tests/simulation/rules.hpp"
#include "tests/support/throwaway.hpp"

namespace postgres_simulation_test {
namespace {

using messaging::Domain;

messaging::World everything(database::Pool& pool) {
    return database::with_transaction(
        pool, database::Isolation::snapshot, [](pqxx::transaction_base& transaction) {
            messaging::World world;
            world::each_row<Domain>([&]<class Row>(std::type_identity<Row>) {
                for (auto const& row : database::select<Row>(transaction, "")) world.put(row);
            });
            world.become_whole();
            return world;
        });
}

std::uint64_t seeds() {
    char const* asked = std::getenv("KONTOR_SEEDS_POSTGRES");
    return asked ? std::strtoull(asked, nullptr, 10) : 3;
}

TEST_CASE("over PostgreSQL too, nothing is lost and all worlds end equal") {
    int kills = 0, commands = 0;
    for (std::uint64_t seed = 1; seed <= seeds(); ++seed) {
        INFO("seed " << seed);
        support::Throwaway database(support::Throwaway::Start::migrated);
        database::Pool pool({database.url()});
        support::Killer killer;
        killed::Store store(pool, killer);
        auto const cut_log = [&](simulation::Dice& dice) {
            if (dice.roll(4) == 0)
                jobs::clean_up(pool, Domain::name, {server::now().us + 31 * jobs::day_us});
        };
        simulation::Run<Domain> run(seed, store, killer, cut_log);
        run.play(300);
        kills += run.counts.kills;
        commands += run.counts.commands;

        auto const world = everything(pool);
        for (auto const& client : run.clients()) {
            CHECK(client.outbox().empty());
            CHECK(client.mind().pending().empty());
            CHECK(client.answers_heard() == client.asked());
            CHECK(simulation::seen<Domain>(client.mind().shown()) ==
                  simulation::ought_to_see<Domain>(world, client.person(), client.wanted()));
        }
    }
    CHECK(kills > 0);
    CHECK(commands > 20);
}

}  // namespace
}  // namespace postgres_simulation_test
