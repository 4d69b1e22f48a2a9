// The server is killed in the middle of imports, at any moment, and the same file is sent again:
// in the end each row is there once, all of them are one act, and undoing takes all of them back.
#include <doctest/doctest.h>

#include <chrono>
#include <cstdlib>
#include <random>
#include <thread>

#include "tests/server/app/imports_stage.hpp"
#include "tests/server/app/process.hpp"
#include "tests/server/http/served.hpp"

namespace imports_kills_test {
namespace {

using imports_stage::channels;
using imports_stage::Stage;

constexpr int rounds = 50, rows_of_a_round = 300;

#ifdef KONTOR_SANITIZED
constexpr int usual_rounds = 5;  // a server takes seconds to start
#else
constexpr int usual_rounds = rounds;
#endif

// KONTOR_SEED plays the same moments again, as far as the machine lets it.
std::uint64_t seed() {
    auto const* asked = std::getenv("KONTOR_SEED");
    return asked ? std::strtoull(asked, nullptr, 10) : std::random_device()();
}

void sleep_ms(std::uint64_t ms) { std::this_thread::sleep_for(std::chrono::milliseconds(ms)); }

struct Killed : Stage {
    base::Id128 const act = server::fresh_id();
    std::string const of_act = "messaging.edit where act = '" + base::to_text(act) + "'";
    std::int64_t const channels_before = count("messaging.channel");
    std::int64_t const members_before = count("messaging.member");
    std::int64_t const marks_before = count("messaging.mark");
    std::minstd_rand chance{static_cast<std::uint32_t>(seed())};

    // Sends the file to a process of its own, and kills that: while it reads and looks up, or
    // after it has done some more rows, within a command or between two.
    void round(std::string const& body, std::int64_t all) {
        support::TemporaryFolder folder;
        scene::Process process(folder, scene::on_database_of(server, folder));
        http_test::Client client(process.port());
        client.send(imports_stage::request_of(boss, body, "?act=" + base::to_text(act)));
        if (chance() % 4 == 0) {
            sleep_ms(chance() % 100);
        } else {
            auto const until =
                std::min(all, count(of_act) + static_cast<std::int64_t>(chance() % 400));
            CHECK(http_test::eventually([&] { return count(of_act) >= until; }));
            sleep_ms(chance() % 20);
        }
        process.end(SIGKILL);
    }
    std::int64_t undo() {
        std::int64_t done = 0;
        auto const as = server::fresh_id();
        for (;;) {
            auto const answered = boss.ask<world::UndoAct<messaging::Domain>>({act, as});
            REQUIRE_MESSAGE(answered.status() == 200, answered.raw.body);
            done = answered.value.done;
            if (answered.value.left == 0) return done;
        }
    }
};

TEST_CASE("an import that is killed again and again is gone on with, as one act without doubles") {
    int const most = std::getenv("TEST_LONG") == nullptr ? usual_rounds : rounds;
    std::int64_t const rows = most * rows_of_a_round;
    Killed killed;
    auto const body = channels(1, static_cast<int>(rows));
    int in_the_middle = 0;
    for (int round = 0; round < most; ++round) {
        CAPTURE(round);
        killed.round(body, rows);
        auto const done = killed.count(killed.of_act);
        in_the_middle += done > 0 && done < rows ? 1 : 0;
        // Nothing is there by halves: each with its owner and its mark, and with its history.
        CHECK(killed.count("messaging.channel") == killed.channels_before + done);
        CHECK(killed.count("messaging.member") == killed.members_before + done);
        CHECK(killed.count("messaging.mark") == killed.marks_before + done);
    }
    MESSAGE(most << " kills, " << in_the_middle << " in the middle of the rows");
    CHECK(in_the_middle > 0);
    auto const rest = killed.taken(body, "?act=" + base::to_text(killed.act));
    CHECK(rest.problems.empty());
    CHECK(rest.same + rest.done == rows);
    CHECK(killed.count(killed.of_act) == rows);
    CHECK(killed.count("messaging.edit") == rows);
    CHECK(killed.count("messaging.channel") == killed.channels_before + rows);
    CHECK(killed.count("(select distinct title from messaging.channel) as c") ==
          killed.channels_before + rows);
    CHECK(killed.undo() == rows);
    CHECK(killed.count("messaging.channel") == killed.channels_before);
    CHECK(killed.count("messaging.member") == killed.members_before);
    CHECK(killed.count("messaging.mark") == killed.marks_before);
}

}  // namespace
}  // namespace imports_kills_test
