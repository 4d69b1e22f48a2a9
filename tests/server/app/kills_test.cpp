// The server and its PostgreSQL are killed at the same moment, whichever it is, and start again.
#include <doctest/doctest.h>

#include <chrono>
#include <cstdlib>
#include <random>
#include <thread>

#include "server/database/postmaster.hpp"
#include "tests/server/app/process.hpp"
#include "tests/server/app/scene.hpp"

namespace kills_test {
namespace {

constexpr int rounds = 25, long_rounds = 600;

class Room {
public:
    Room() { support::place_cluster(data()); }
    std::filesystem::path data() const { return folder.path() / "data"; }
    support::TemporaryFolder const folder;

    void wait() { std::this_thread::sleep_for(std::chrono::milliseconds(chance_() % 700)); }
    bool toss() { return chance_() % 2 == 0; }

    // Both at once; now and then with all that PostgreSQL has started.
    void kill_both(pid_t server) {
        auto const holder =
            database::holder_of(data() / "postgres/postmaster.pid", data() / "postgres");
        ::kill(server, SIGKILL);
        // It made a session of its own, so that its number is its group's, too.
        if (holder.kind == database::Holder::Kind::postgres)
            ::kill(toss() ? holder.pid : -holder.pid, SIGKILL);
    }

    // One that is killed before it answers, or soon after.
    void kill_in_its_start() {
        auto const child = database::start(scene::Process::command(folder));
        wait();
        kill_both(child.pid);
        waitpid(child.pid, nullptr, 0);
    }

private:
    std::minstd_rand chance_{20261126};
};

TEST_CASE("after the server and its PostgreSQL were killed at once, each start works") {
    int const most = std::getenv("TEST_LONG") == nullptr ? rounds : long_rounds;
    Room room;
    int kills = 0;
    for (int round = 0; round < most; ++round) {
        CAPTURE(round);
        scene::Process server(room.folder);  // which requires that it comes up
        scene::Peer nobody(server.port());
        REQUIRE(nobody.raw("GET", "/readyz", "").status == 200);
        if (round % 3 == 1) room.wait();
        if (round % 3 == 2) {  // while it stops
            kill(server.pid(), SIGTERM);
            room.wait();
        }
        room.kill_both(server.pid());
        server.end(SIGKILL);
        ++kills;
        if (round % 4 == 3) {
            room.kill_in_its_start();
            ++kills;
        }
    }
    scene::Process last(room.folder);
    CHECK(last.end(SIGTERM) == 0);
    MESSAGE(kills << " kills");
}

}  // namespace
}  // namespace kills_test
