#include "server/database/pool.hpp"

#include <doctest/doctest.h>

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <thread>

#include "server/database/cluster.hpp"
#include "server/database/failure.hpp"
#include "server/database/transaction.hpp"
#include "tests/support/throwaway.hpp"

namespace pool_test {
namespace {

using namespace std::chrono_literals;
using database::Isolation;
using database::Pool;
using database::PoolOptions;
using database::run;
using database::with_transaction;

PoolOptions options_for(std::string const& url) {
    PoolOptions options;
    options.url = url;
    return options;
}

std::string ask(Pool& pool, std::string const& sql) {
    return with_transaction(pool, Isolation::read_committed,
                            [&](pqxx::transaction_base& transaction) {
                                return run(transaction, sql)[0][0].as<std::string>();
                            });
}

TEST_CASE(
    "connections are opened when they are needed, used again, and never more than the limit") {
    support::Throwaway const base;
    auto options = options_for(base.url());
    options.most = 2;
    options.checkout_limit = 1ms;
    Pool pool(options);
    CHECK(pool.open() == 0);
    for (int i = 0; i < 5; ++i) ask(pool, "select 1");
    CHECK(pool.open() == 1);
    {
        auto const first = pool.take();
        auto const second = pool.take();
        CHECK(pool.open() == 2);
        CHECK_THROWS_AS(pool.take(), database::Busy);
    }
    CHECK(ask(pool, "select 1") == "1");
    CHECK(pool.open() == 2);
}

TEST_CASE("whoever waits for a connection gets the one that is given back") {
    support::Throwaway const base;
    auto options = options_for(base.url());
    options.most = 1;
    options.checkout_limit = 60s;
    Pool pool(options);
    std::thread waiter;
    {
        auto const held = pool.take();
        waiter = std::thread([&] { CHECK(ask(pool, "select 1") == "1"); });
        std::this_thread::yield();
    }
    waiter.join();
    CHECK(pool.open() == 1);
}

TEST_CASE("every session has its limits, its name and UTC") {
    support::Throwaway const base;
    auto options = options_for(base.url());
    options.application_name = "kontor-test";
    options.statement_limit = 12'000ms;
    options.lock_limit = 3'000ms;
    options.idle_transaction_limit = 45'000ms;
    Pool pool(options);
    CHECK(ask(pool, "show statement_timeout") == "12s");
    CHECK(ask(pool, "show lock_timeout") == "3s");
    CHECK(ask(pool, "show idle_in_transaction_session_timeout") == "45s");
    CHECK(ask(pool, "show application_name") == "kontor-test");
    CHECK(ask(pool, "show client_encoding") == "UTF8");
    CHECK(ask(pool, "show timezone") == "UTC");
}

TEST_CASE(
    "what the address says about the connection wins over our limits, and odd characters survive") {
    auto const text =
        database::with_network_limits(R"(postgresql://u:it%27s%5C@h/d?connect_timeout=9)", "me");
    CHECK(text.find("connect_timeout='9'") != std::string::npos);
    CHECK(text.find(R"(password='it\'s\\')") != std::string::npos);
    CHECK(text.find("application_name='me'") != std::string::npos);
    CHECK_THROWS_AS(database::with_network_limits("postgresql://u:%zz@h", "me"),
                    std::invalid_argument);
}

TEST_CASE("a connection that breaks while it waits in the pool is replaced, and the work is done") {
    support::Throwaway const base;
    auto options = options_for(base.url());
    options.attempts = 2;  // Not one for each of the three that broke.
    Pool pool(options);
    { auto const a = pool.take(), b = pool.take(), c = pool.take(); }
    CHECK(pool.open() == 3);
    auto const administrator = database::open(base.url());
    pqxx::nontransaction session(*administrator);
    session.exec(
        "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'kontor'");
    CHECK(ask(pool, "select 1") == "1");
    CHECK(pool.open() == 1);
}

TEST_CASE("a connection that breaks during the work is replaced, and the work is done again") {
    support::Throwaway const base;
    Pool pool(options_for(base.url()));
    ask(pool, "select 1 from (select set_config('x.y', '', false)) s");
    int runs = 0;
    with_transaction(pool, Isolation::read_committed, [&](pqxx::transaction_base& transaction) {
        run(transaction, "create table once (x int)");
        if (++runs == 1) run(transaction, "select pg_terminate_backend(pg_backend_pid())");
    });
    CHECK(runs == 2);
    CHECK(ask(pool, "select count(*) from once") == "0");
}

TEST_CASE("another machine has to show who it is, unless the address says otherwise") {
    auto const with_limits = [](std::string const& url) {
        return database::with_network_limits(url, "test");
    };
    auto const is_checked = [&](std::string const& url) {
        return with_limits(url).find("sslmode='verify-full'") != std::string::npos;
    };
    for (auto const* away :
         {"postgresql://kontor:x@db.example.org/k", "host=192.0.2.7 dbname=k", "hostaddr=192.0.2.7",
          "postgresql://u@localhost,db.example.org/k", "host=::2", "host=127.evil.example",
          "postgresql://u@127.0.0.1.evil.example/k", "service=k"}) {
        CAPTURE(away);
        CHECK(is_checked(away));
        CHECK(with_limits(away).find("sslrootcert='/etc/ssl/") != std::string::npos);
    }
    for (auto const* here : {"host=/run/postgresql dbname=k", "postgresql://u@localhost/k",
                             "host=127.0.0.1", "host=::1", "dbname=k", "host='/a b' user=k"}) {
        CAPTURE(here);
        CHECK_FALSE(is_checked(here));
        CHECK(with_limits(here).find("ssl") == std::string::npos);
    }
    auto const said = with_limits("postgresql://u@db.example.org/k?sslmode=require");
    CHECK(said.find("sslmode='require'") != std::string::npos);
    CHECK(said.find("sslrootcert") == std::string::npos);
    CHECK(with_limits("host=db.example.org sslrootcert=/etc/my.crt").find("'/etc/my.crt'") !=
          std::string::npos);
}

// While it is there the environment of the program says so.
class Said {
public:
    Said(char const* name, std::string const& value) : name_(name) {
        ::setenv(name, value.c_str(), 1);
    }
    ~Said() { ::unsetenv(name_); }
    Said(Said const&) = delete;
    Said& operator=(Said const&) = delete;

private:
    char const* const name_;
};

TEST_CASE("another machine that the environment names has to show who it is as well") {
    auto const is_checked = [](std::string const& url) {
        return database::with_network_limits(url, "test").find("sslmode='verify-full'") !=
               std::string::npos;
    };
    {
        Said const host("PGHOST", "db.example.org");
        CHECK(is_checked("dbname=k"));
        CHECK(is_checked("host='' dbname=k"));
        CHECK_FALSE(is_checked("host=localhost dbname=k"));
    }
    {
        Said const host("PGHOST", "/run/postgresql");
        CHECK_FALSE(is_checked("dbname=k"));
    }
    {
        Said const address("PGHOSTADDR", "192.0.2.7");
        CHECK(is_checked("host=localhost dbname=k"));
    }
    support::TemporaryFolder const folder;
    auto const file = folder.path() / "services";
    std::ofstream(file) << "[away]\nhost=db.example.org\n[here]\nhost=localhost\n";
    Said const services("PGSERVICEFILE", file.string());
    for (bool const away : {true, false}) {
        Said const service("PGSERVICE", away ? "away" : "here");
        CHECK(is_checked("dbname=k") == away);
    }
    CHECK_FALSE(is_checked("dbname=k"));
}

TEST_CASE(
    "while the database is away the answer is Unavailable; when it is back the pool works again") {
    support::TemporaryFolder const folder;
    database::ClusterOptions cluster_options;
    cluster_options.data = folder.path() / "data";
    support::place_cluster(cluster_options.data);
    cluster_options.run_as = support::whom_to_run_as();
    cluster_options.durable = false;
    auto cluster = std::make_unique<database::Cluster>(cluster_options, support::quiet());
    auto options = options_for(cluster->url());
    options.attempts = 2;
    options.first_wait = 1ms;
    Pool pool(options);
    CHECK(ask(pool, "select 1") == "1");
    cluster->stop();
    for (int i = 0; i < 20; ++i) CHECK_THROWS_AS(ask(pool, "select 1"), database::Unavailable);
    CHECK(pool.open() == 0);  // No place in the pool was lost by failing.
    cluster.reset();
    cluster = std::make_unique<database::Cluster>(cluster_options, support::quiet());
    CHECK(ask(pool, "select 1") == "1");
}

}  // namespace
}  // namespace pool_test
