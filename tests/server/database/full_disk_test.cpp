#include <doctest/doctest.h>

#include <csignal>
#include <fstream>
#include <iterator>
#include <thread>

#include "server/database/cluster.hpp"
#include "server/database/transaction.hpp"
#include "tests/support/throwaway.hpp"

namespace full_disk_test {
namespace {

struct Stage {
    support::TemporaryFolder folder;
    std::filesystem::path full = folder.path() / "full";
    database::ClusterOptions options;

    Stage() {
        options.data = folder.path() / "data";
        support::place_cluster(options.data);
        options.durable = false;
        options.run_as = support::whom_to_run_as();
        // Beside the cluster, where PostgreSQL's user reaches it: root's home is closed to others.
        auto const library = folder.path() / "full_disk.so";
        std::filesystem::copy_file(KONTOR_FULL_DISK, library);
        std::filesystem::permissions(library, std::filesystem::perms(0755));
        options.environment = {"LD_PRELOAD=" + library.string(),
                               "KONTOR_TEST_DISK_FULL=" + full.string()};
    }
    void fill() const { std::ofstream(full) << "x"; }
    void free() const { std::filesystem::remove(full); }
};

TEST_CASE(
    "on a full disk writing is refused as such, reading goes on, and nothing needs a restart when "
    "there is room again") {
    Stage stage;
    database::Cluster const cluster(stage.options, support::quiet());
    database::Pool pool({cluster.owner_url()});
    auto const insert = [&](int count) {
        database::with_transaction(
            pool, database::Isolation::read_committed, [&](pqxx::transaction_base& transaction) {
                database::run(
                    transaction,
                    "insert into t select n, repeat('x', 500) from generate_series(1, $1) n",
                    count);
            });
    };
    auto const count = [&] {
        return database::with_transaction(
            pool, database::Isolation::snapshot, [](pqxx::transaction_base& transaction) {
                return database::run(transaction, "select count(*) from t")[0][0].as<int>();
            });
    };
    database::with_transaction(pool, database::Isolation::read_committed,
                               [](pqxx::transaction_base& transaction) {
                                   transaction.exec("create table t (n int, text text)");
                               });
    insert(10);
    stage.fill();
    CHECK_THROWS_AS(insert(10'000), database::ResourceExhausted);
    CHECK(count() == 10);
    stage.free();
    insert(10'000);
    CHECK(count() == 10'010);
}

TEST_CASE("a start on a full disk says so, and works when there is room again") {
    Stage stage;
    { database::Cluster const made(stage.options, support::quiet()); }
    stage.fill();
    std::string why;
    try {
        database::Cluster const cluster(stage.options, support::quiet());
    } catch (database::ClusterFailed const& failed) {
        why = failed.what();
    }
    CHECK(why.find("The disk that holds " + (stage.options.data / "postgres").string() +
                   " is full") != std::string::npos);
    stage.free();
    database::Cluster const cluster(stage.options, support::quiet());
    CHECK(cluster.starts() == 1);
}

TEST_CASE("PostgreSQL that dies on a full disk comes back by itself when there is room again") {
    Stage const stage;
    auto const log_file = stage.folder.path() / "log";
    std::ofstream log(log_file);
    database::Cluster const cluster(stage.options, server::Log::to(log, server::Level::error));
    stage.fill();
    kill(cluster.pid(), SIGKILL);
    std::string said;
    while (said.find("is full. Free some space") == std::string::npos) {
        std::ifstream written(log_file);
        said.assign(std::istreambuf_iterator<char>(written), {});
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    stage.free();
    CHECK(cluster.wait_for_start(2));
}

}  // namespace
}  // namespace full_disk_test
