// Some of the simulation's histories over PostgreSQL, with the server killed, or its connection
// cut, between any two statements.
#include <doctest/doctest.h>

#include <cstdlib>

#include "server/jobs/clean_up.hpp"
#include "server/messaging/store.hpp"
#include "server/outside.hpp"
#include "tests/simulation/rules.hpp"
#include "tests/support/throwaway.hpp"

namespace {

using messaging::Domain;

// The simulation knows a command by its text, the database by a hash in hex.
std::string hex_of(std::string const& text) {
    constexpr char digits[] = "0123456789abcdef";
    std::string hex;
    for (char const c : text) {
        auto const byte = static_cast<unsigned char>(c);
        hex += {digits[byte >> 4], digits[byte & 0xF]};
    }
    return hex;
}
std::string text_of(std::string const& hex) {
    std::string text;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
        text += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
    return text;
}

// Counts statements; at the chosen one the server dies, or only its connection does.
class KilledUnit : public syncing::Unit<Domain> {
public:
    using Edits = std::vector<Edit>;
    KilledUnit(syncing::PostgresUnit<Domain>& unit, support::Killer& killer, bool& cuts)
        : unit_(unit), killer_(killer), cuts_(cuts) {}

    syncing::Client client(base::Id128 client, base::Id128 person) override {
        statement();
        return unit_.client(client, person);
    }
    std::optional<syncing::Remembered> remembered(base::Id128 client,
                                                  std::int64_t number) override {
        statement();
        auto before = unit_.remembered(client, number);
        if (before) before->hash = text_of(before->hash);
        return before;
    }
    void remember(base::Id128 client, std::string const& hash,
                  world::Answer const& answer) override {
        statement();
        unit_.remember(client, hex_of(hash), answer);
    }
    void lock(std::vector<world::SpaceLock> const& spaces) override {
        statement();
        unit_.lock(spaces);
    }
    std::vector<Row> load(world::Reads const& reads) override {
        statement();
        return unit_.load(reads);
    }
    std::optional<base::Refusal> write(Edits const& edits) override {
        statement();
        return unit_.write(edits);
    }
    std::int64_t next_version(world::Space const& space) override {
        statement();
        return unit_.next_version(space);
    }
    void log(world::Space const& space, syncing::LogEntry const& entry) override {
        statement();
        unit_.log(space, entry);
    }
    void statement() {
        try {
            killer_.statement();
        } catch (support::Killed const&) {
            cuts_ = !cuts_;
            if (cuts_) throw;
            // The backend ends; the store notices, connects again and runs all of it anew.
            database::run(unit_.transaction(), "select pg_terminate_backend(pg_backend_pid())");
        }
    }

private:
    syncing::PostgresUnit<Domain>& unit_;
    support::Killer& killer_;
    bool& cuts_;
};

class KilledStore : public syncing::Store<Domain> {
public:
    KilledStore(database::Pool& pool, support::Killer& killer) : store_(pool), killer_(killer) {}
    void write(std::function<void(syncing::Unit<Domain>&)> const& act) override {
        store_.write_with([&](syncing::PostgresUnit<Domain>& unit) {
            KilledUnit killed(unit, killer_, cuts_);
            act(killed);
            killed.statement();
        });
    }
    void look(std::function<void(syncing::Glance<Domain>&)> const& act) override {
        store_.look(act);
    }

private:
    messaging::Store store_;
    support::Killer& killer_;
    bool cuts_ = false;
};

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
        database::PoolOptions options;
        options.url = database.url();
        database::Pool pool(options);
        support::Killer killer;
        KilledStore store(pool, killer);
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
