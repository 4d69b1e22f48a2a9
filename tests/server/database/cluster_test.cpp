#include "server/database/cluster.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <fstream>
#include <set>
#include <thread>

#include "server/database/cluster_folder.hpp"
#include "server/database/postmaster.hpp"
#include "server/database/transaction.hpp"
#include "tests/support/throwaway.hpp"

namespace cluster_test {
namespace {

using database::Cluster;
using database::ClusterFailed;
using database::ClusterOptions;
using support::quiet;

ClusterOptions options_in(std::filesystem::path const& data) {
    ClusterOptions options;
    options.data = data;
    options.run_as = support::whom_to_run_as();
    options.durable = false;
    return options;
}

// With a cluster that is there already.
ClusterOptions prepared_in(std::filesystem::path const& data) {
    support::place_cluster(data);
    return options_in(data);
}

ClusterOptions durable_in(std::filesystem::path const& data) {
    auto options = options_in(data);
    options.durable = true;
    return options;
}

std::string failure_of(ClusterOptions const& options) {
    try {
        Cluster const cluster(options, quiet());
    } catch (ClusterFailed const& failed) {
        return failed.what();
    }
    return "it started";
}

bool says(std::string const& text, std::string const& part) {
    return text.find(part) != std::string::npos;
}

std::string ask(Cluster const& cluster, std::string const& sql) {
    auto const connection = database::open(cluster.owner_url());
    pqxx::nontransaction session(*connection);
    auto const result = session.exec(sql);
    return result.empty() || result[0][0].is_null() ? std::string()
                                                    : result[0][0].as<std::string>();
}

TEST_CASE("a cluster starts in an empty folder, is durable, and keeps its rows over a restart") {
    support::TemporaryFolder const folder;
    {
        Cluster cluster(durable_in(folder.path() / "data"), quiet());
        CHECK(cluster.starts() == 1);
        CHECK(ask(cluster, "show fsync") == "on");
        CHECK(ask(cluster, "show synchronous_commit") == "on");
        CHECK(ask(cluster, "show full_page_writes") == "on");
        CHECK(ask(cluster, "show data_checksums") == "on");
        CHECK(ask(cluster, "show listen_addresses").empty());
        CHECK(ask(cluster, "show server_encoding") == "UTF8");
        CHECK(ask(cluster,
                  "select string_agg(w, ' ' order by w) from unnest(array['ёж', 'жук', 'ель', "
                  "'Ель']) w") == "ёж ель Ель жук");
        ask(cluster, "create table kept (text text)");
        ask(cluster, "insert into kept values ('here')");
        auto const pid = cluster.pid();
        cluster.stop();
        CHECK(kill(pid, 0) != 0);
        CHECK_FALSE(std::filesystem::exists(folder.path() / "data/postgres/postmaster.pid"));
        cluster.stop();
    }
    Cluster const again(durable_in(folder.path() / "data"), quiet());
    CHECK(ask(again, "select text from kept") == "here");
}

TEST_CASE(
    "committed rows survive kill -9 of PostgreSQL under writes, and it comes back by itself") {
    support::TemporaryFolder const folder;
    Cluster const cluster(prepared_in(folder.path() / "data"), quiet());
    ask(cluster, "create table written (writer int, number int, primary key (writer, number))");
    database::PoolOptions pool_options;
    pool_options.url = cluster.owner_url();
    pool_options.attempts = 1'000;  // Recovery takes as long as it takes.
    database::Pool pool(pool_options);
    constexpr int writers = 3, each = 40;
    std::atomic<int> done = 0;
    std::vector<std::thread> threads;
    for (int writer = 0; writer < writers; ++writer) {
        threads.emplace_back([&, writer] {
            for (int number = 0; number < each; ++number) {
                database::with_transaction(
                    pool, database::Isolation::read_committed,
                    [&](pqxx::transaction_base& transaction) {
                        database::run(transaction,
                                      "insert into written values ($1, $2) on conflict do nothing",
                                      writer, number);
                    });
                ++done;
            }
        });
    }
    for (int kills = 1; kills <= 3; ++kills) {
        while (done < kills * writers * each / 4)
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        kill(cluster.pid(), SIGKILL);
        REQUIRE(cluster.wait_for_start(kills + 1));
    }
    for (auto& thread : threads) thread.join();
    CHECK(cluster.starts() == 4);
    CHECK(ask(cluster, "select count(*) from written") == std::to_string(writers * each));
}

TEST_CASE(
    "a server that is killed and started at once finds its rows, though PostgreSQL still ends") {
    support::TemporaryFolder const folder;
    auto const options = prepared_in(folder.path() / "data");
    int ready[2];
    REQUIRE(pipe2(ready, O_CLOEXEC) == 0);
    auto const killed = fork();
    if (killed == 0) {
        Cluster const cluster(options, quiet());
        ask(cluster, "create table kept as select 'here' as text");
        // A backend that is busy keeps PostgreSQL from ending at once.
        std::thread([&] {
            ask(cluster, "select count(*) from generate_series(1, 100000000)");
        }).detach();
        if (write(ready[1], "x", 1) == 1) pause();
        _exit(1);
    }
    char byte = 0;
    REQUIRE(read(ready[0], &byte, 1) == 1);
    kill(killed, SIGKILL);
    waitpid(killed, nullptr, 0);
    Cluster const cluster(options, quiet());
    CHECK(ask(cluster, "select text from kept") == "here");
    close(ready[0]);
    close(ready[1]);
}

TEST_CASE("a mark of a process that is gone does not block the start") {
    support::TemporaryFolder const folder;
    auto const options = prepared_in(folder.path() / "data");
    auto const gone = fork();
    if (gone == 0) _exit(0);
    waitpid(gone, nullptr, 0);
    std::ofstream(options.data / "postgres/postmaster.pid")
        << gone << "\n"
        << (options.data / "postgres").string() << "\n";
    Cluster const cluster(options, quiet());
    CHECK(cluster.starts() == 1);
}

TEST_CASE(
    "a mark, or a socket's lock, with the number of another living process of the same user does "
    "not block it") {
    support::TemporaryFolder const folder;
    auto const options = prepared_in(folder.path() / "data");
    database::make_socket_folder({}, options.data, options.run_as);
    auto const other = database::start({{"/bin/sleep", "1000"}, options.run_as});
    for (auto const* mark : {"postgres/postmaster.pid", "socket/.s.PGSQL.5432.lock"}) {
        std::ofstream file(options.data / mark);
        file << other.pid << "\n" << (options.data / "postgres").string() << "\n";
        REQUIRE(file.flush());
    }
    CHECK(database::holder_of(options.data / "postgres/postmaster.pid", options.data / "postgres")
              .kind == database::Holder::Kind::stale);
    Cluster const cluster(options, quiet());
    CHECK(cluster.starts() == 1);
    CHECK(kill(other.pid, SIGKILL) == 0);  // It still lived: nobody's process was ended.
    waitpid(other.pid, nullptr, 0);
}

TEST_CASE("PostgreSQL that still runs on the folder is known as such") {
    support::TemporaryFolder const folder;
    auto const options = prepared_in(folder.path() / "data");
    Cluster const cluster(options, quiet());
    auto const mark = options.data / "postgres/postmaster.pid";
    auto const here = database::holder_of(mark, options.data / "postgres");
    CHECK(here.kind == database::Holder::Kind::postgres);
    CHECK(here.pid == cluster.pid());
    CHECK(database::holder_of(mark, folder.path()).kind == database::Holder::Kind::stale);
    CHECK(database::holder_of(folder.path() / "none", folder.path()).kind ==
          database::Holder::Kind::none);
}

TEST_CASE("a PostgreSQL that is just ending is told apart from one that runs, and from others") {
    using Kind = database::Holder::Kind;
    support::TemporaryFolder const folder;
    auto const processes = folder.path() / "proc", mark = folder.path() / "postmaster.pid";
    std::ofstream(mark) << "77\n";
    auto const kind = [&](std::string const& stat) {
        std::filesystem::create_directories(processes / "77");
        std::ofstream(processes / "77/stat") << stat << "\n";
        return database::holder_of(mark, folder.path(), processes).kind;
    };
    CHECK(kind("77 (postgres) R 1 77") == Kind::ending);  // neither a program nor a folder is left
    CHECK(kind("77 (postgres) Z 1 77") == Kind::stale);
    CHECK(kind("77 (postgres) X 1 77") == Kind::stale);
    CHECK(kind("77 (kontor-server) S 1 77") == Kind::stale);  // which may not be looked at
    CHECK(kind("77 (post) gres) S 1 77") == Kind::stale);
    CHECK(kind("") == Kind::stale);
    kind("77 (postgres) S 1 77");
    std::filesystem::create_symlink("/usr/bin/postgres", processes / "77/exe");
    CHECK(database::holder_of(mark, folder.path(), processes).kind == Kind::ending);
    std::filesystem::create_symlink(folder.path(), processes / "77/cwd");
    CHECK(database::holder_of(mark, folder.path(), processes).kind == Kind::postgres);
    for (auto const* half : {"", "\n", "7x", "-7\n", "99999999999999999999\n"}) {
        CAPTURE(half);
        std::ofstream(mark, std::ios::trunc) << half;
        CHECK(database::holder_of(mark, folder.path(), processes).kind == Kind::stale);
    }
}

TEST_CASE("the lock of a server that was killed while it started a program is waited for") {
    support::TemporaryFolder const folder;
    auto const gone = fork();
    if (gone == 0) _exit(0);
    waitpid(gone, nullptr, 0);
    auto lock = std::make_optional(database::lock_folder(folder.path()));
    std::ofstream(folder.path() / "server.lock") << gone;
    std::thread program([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
        lock.reset();
    });
    CHECK_NOTHROW(database::lock_folder(folder.path()));
    program.join();
}

TEST_CASE("a second server on the same data is refused, with the first one's number") {
    support::TemporaryFolder const folder;
    auto const options = prepared_in(folder.path() / "data");
    Cluster const cluster(options, quiet());
    auto const why = failure_of(options);
    CHECK(says(why, "in use by another server (process " + std::to_string(getpid()) + ")"));
    CHECK(ask(cluster, "select 1") == "1");
}

TEST_CASE(
    "a data folder with a very long path gets its socket elsewhere, a wished socket folder is "
    "refused") {
    support::TemporaryFolder const folder;
    auto options = prepared_in(folder.path() / std::string(120, 'd'));
    {
        Cluster const cluster(options, quiet());
        CHECK(ask(cluster, "select 1") == "1");
        CHECK_FALSE(says(cluster.url(), std::string(120, 'd')));
    }
    options.socket_folder = folder.path() / std::string(120, 's');
    CHECK(says(failure_of(options), "too long a path"));
}

TEST_CASE("missing programs are named with the package that has them") {
    support::TemporaryFolder const folder;
    auto options = options_in(folder.path() / "data");
    options.binary_folders = {folder.path()};
    auto const why = failure_of(options);
    CHECK(says(why, "apt-get install postgresql"));
    CHECK(says(why, "KONTOR_DATABASE_URL"));
}

TEST_CASE("a cluster of another version is refused with both versions") {
    support::TemporaryFolder const folder;
    auto const options = prepared_in(folder.path() / "data");
    std::ofstream(options.data / "postgres/PG_VERSION", std::ios::trunc) << "12\n";
    auto const why = failure_of(options);
    CHECK(says(why, "made by PostgreSQL 12"));
    CHECK(says(why, "apt-get install postgresql-12"));
}

TEST_CASE("a data folder that cannot be made, is a file, or holds something else is refused") {
    support::TemporaryFolder const folder;
    CHECK(says(failure_of(options_in("/proc/kontor")), "cannot be made"));
    std::ofstream(folder.path() / "file") << "x";
    CHECK(says(failure_of(options_in(folder.path() / "file")), "is no folder"));
    database::make_private_folder(folder.path() / "data", support::whom_to_run_as());
    std::filesystem::create_directories(folder.path() / "data/postgres/letters");
    std::filesystem::permissions(folder.path() / "data/postgres", std::filesystem::perms(0700));
    CHECK(says(failure_of(options_in(folder.path() / "data")), "no PostgreSQL cluster"));
}

TEST_CASE("an interrupted initdb leaves nothing that looks like a cluster") {
    support::TemporaryFolder const folder;
    auto const options = options_in(folder.path() / "data");
    database::make_private_folder(options.data, options.run_as);
    database::make_private_folder(options.data / "postgres.new", options.run_as);
    std::ofstream(options.data / "postgres.new/PG_VERSION") << "15\n";
    Cluster const cluster(options, quiet());
    CHECK(ask(cluster, "select 1") == "1");
    CHECK_FALSE(std::filesystem::exists(options.data / "postgres.new"));
}

TEST_CASE("a folder that others may look into is refused, with what to type") {
    support::TemporaryFolder const folder;
    auto const options = prepared_in(folder.path() / "data");
    std::filesystem::permissions(options.data, std::filesystem::perms(0750));
    CHECK(
        says(failure_of(options), "mode 0750). Close it: chmod -R go= '" + options.data.string()));
    std::filesystem::permissions(options.data, std::filesystem::perms(0700));
    auto const log = options.data / "server.log";
    std::ofstream(log) << "a link that opens an account";
    std::filesystem::permissions(log, std::filesystem::perms(0644));
    CHECK(says(failure_of(options), "server.log is open to other users"));
    std::filesystem::permissions(log, std::filesystem::perms(0600));
    CHECK(failure_of(options) == "it started");
}

TEST_CASE("nobody but this server's user comes in") {
    support::TemporaryFolder const folder;
    auto const options = prepared_in(folder.path() / "data");
    Cluster const cluster(options, quiet());
    for (auto const* part : {"", "postgres", "socket"}) {
        CHECK((std::filesystem::status(options.data / part).permissions() &
               std::filesystem::perms(077)) == std::filesystem::perms::none);
    }
    CHECK_THROWS_AS(database::open(cluster.url() + " user=stranger"), pqxx::failure);
}

TEST_CASE("the children hold none of our descriptors") {
    int sockets[2];
    REQUIRE(socketpair(AF_UNIX, SOCK_STREAM, 0, sockets) ==
            0);  // without CLOEXEC, as a library might
    auto const child = database::start({{"/bin/sleep", "1000"}, std::nullopt});
    std::set<std::string> const wanted{"0", "1", "2"};
    std::set<std::string> held;
    // The loader has libraries open while the program starts.
    for (int tries = 0; held != wanted && tries < 500; ++tries) {
        if (tries > 0) std::this_thread::sleep_for(std::chrono::milliseconds(10));
        held.clear();
        for (auto const& entry :
             std::filesystem::directory_iterator("/proc/" + std::to_string(child.pid) + "/fd"))
            held.insert(entry.path().filename().string());
    }
    CHECK(held == wanted);
    kill(child.pid, SIGKILL);
    waitpid(child.pid, nullptr, 0);
    close(sockets[0]);
    close(sockets[1]);
}

TEST_CASE("a child is told to end when the thread that started it is gone") {
    pid_t pid = 0;
    database::Descriptor ended;
    std::thread([&] {
        auto child = database::start({{"/bin/sleep", "1000"}, support::whom_to_run_as()});
        pid = child.pid;
        ended = std::move(child.ended);
    }).join();
    int status = 0;
    REQUIRE(waitpid(pid, &status, 0) == pid);
    CHECK(database::describe_status(status) == "by signal 2 (Interrupt)");
}

}  // namespace
}  // namespace cluster_test
