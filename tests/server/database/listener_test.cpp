#include "server/database/listener.hpp"

#include <doctest/doctest.h>

#include <condition_variable>
#include <mutex>
#include <vector>

#include "server/database/transaction.hpp"
#include "tests/support/throwaway.hpp"

namespace listener_test {
namespace {

// What was heard, and how often it was connected, to be waited for.
struct Diary {
    std::mutex mutex;
    std::condition_variable changed;
    int connections = 0;
    std::vector<std::string> heard;

    database::Listener::Ears ears() {
        return {[this](std::string const& payload) {
                    std::lock_guard const lock(mutex);
                    heard.push_back(payload);
                    changed.notify_all();
                },
                [this] {
                    std::lock_guard const lock(mutex);
                    ++connections;
                    changed.notify_all();
                }};
    }
    void wait_for(std::size_t payloads, int times_connected) {
        std::unique_lock lock(mutex);
        changed.wait(lock,
                     [&] { return heard.size() >= payloads && connections >= times_connected; });
    }
};

void exec(std::string const& url, std::string const& sql) {
    auto const connection = database::open(url);
    pqxx::nontransaction(*connection).exec(sql);
}

TEST_CASE("what is announced is heard in order, and only from its own channel") {
    support::Throwaway const base;
    Diary diary;
    database::Listener const listener(base.url(), "it\"s mine", diary.ears(), support::quiet());
    diary.wait_for(0, 1);
    exec(base.url(), "select pg_notify('other', 'x')");
    for (int i = 0; i < 50; ++i)
        exec(base.url(), "select pg_notify('it\"s mine', '" + std::to_string(i) + "')");
    diary.wait_for(50, 1);
    CHECK(diary.heard.size() == 50);
    CHECK(diary.heard.front() == "0");
    CHECK(diary.heard.back() == "49");
}

TEST_CASE("a listener that loses its connection connects again, says so, and hears again") {
    support::Throwaway const base;
    Diary diary;
    database::Listener const listener(base.url(), "c", diary.ears(), support::quiet());
    for (int time = 1; time <= 3; ++time) {
        diary.wait_for(0, time);
        exec(base.url(),
             "select pg_terminate_backend(pid) from pg_stat_activity where application_name = "
             "'kontor-listener' "
             "and datname = current_database()");
    }
    diary.wait_for(0, 4);
    exec(base.url(), "notify c, 'again'");
    diary.wait_for(1, 4);
    CHECK(diary.heard == std::vector<std::string>{"again"});
}

TEST_CASE("a listener without a database ends when it is told to") {
    Diary diary;
    {
        database::Listener const listener("host=/nowhere dbname=x", "c", diary.ears(),
                                          support::quiet());
    }
    CHECK(diary.connections == 0);
}

}  // namespace
}  // namespace listener_test
