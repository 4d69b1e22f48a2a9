// Some of the simulation's histories over PostgreSQL, with the server killed, or its connection
// cut, between any two statements.
#include <doctest/doctest.h>

#include <cstdlib>

#include "server/database/rows.hpp"
#include "server/jobs/clean_up.hpp"
#include "server/outside.hpp"
#include "shared/domains.hpp"
#include "tests/server/sync/killed_store.hpp"
#include "tests/simulation/rules.hpp"
#include "tests/support/throwaway.hpp"

namespace postgres_simulation_test {
namespace {

template <class Domain>
typename Domain::World everything(database::Pool& pool) {
    return database::with_transaction(
        pool, database::Isolation::snapshot, [](pqxx::transaction_base& transaction) {
            typename Domain::World world;
            world::each_row<Domain>([&]<class Row>(std::type_identity<Row>) {
                for (auto const& row : database::select<Row>(transaction, "")) world.put(row);
            });
            world.become_whole();
            return world;
        });
}

// What is there before anybody asks for anything.
template <class Domain>
void begin(database::Pool& pool, typename Domain::World const& world) {
    database::with_transaction(
        pool, database::Isolation::read_committed, [&](pqxx::transaction_base& transaction) {
            world::each_row<Domain>([&]<class Row>(std::type_identity<Row>) {
                for (auto const& [id, row] : world.template table<Row>().all())
                    database::insert(transaction, row);
            });
        });
}

std::uint64_t seeds() {
    char const* asked = std::getenv("KONTOR_SEEDS_POSTGRES");
    return asked ? std::strtoull(asked, nullptr, 10) : 3;
}

template <class Domain>
void play(std::uint64_t seed, simulation::Counts& counts) {
    support::Throwaway database(support::Throwaway::Start::migrated);
    database::Pool pool({database.url()});
    support::Killer killer;
    killed::Store<Domain> store(pool, killer);
    auto const cut_log = [&](simulation::Dice& dice) {
        if (dice.roll(4) == 0)
            jobs::clean_up(pool, Domain::name, {server::now().us + 31 * jobs::day_us});
    };
    simulation::Run<Domain> run(seed, store, killer, cut_log);
    typename Domain::World first;
    simulation::Rules<Domain>::begin(first, run.people(), run.dice());
    begin<Domain>(pool, first);
    run.play(300);
    counts.kills += run.counts.kills;
    counts.commands += run.counts.commands;

    auto const world = everything<Domain>(pool);
    for (auto const& client : run.clients()) {
        CHECK(client.outbox().empty());
        CHECK(client.mind().pending().empty());
        CHECK(client.answers_heard() == client.asked());
        CHECK(simulation::seen<Domain>(client.mind().shown()) ==
              simulation::ought_to_see<Domain>(world, client.person(), client.wanted()));
    }
}

TEST_CASE("over PostgreSQL too, nothing of any domain is lost and all worlds end equal") {
    Domains::each([]<class Domain>(std::type_identity<Domain>) {
        INFO(Domain::name);
        simulation::Counts counts;
        for (std::uint64_t seed = 1; seed <= seeds(); ++seed) {
            INFO("seed " << seed);
            play<Domain>(seed, counts);
        }
        CHECK(counts.kills > 0);
        CHECK(counts.commands > 20);
    });
}

}  // namespace
}  // namespace postgres_simulation_test
