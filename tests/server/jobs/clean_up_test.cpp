#include "server/jobs/clean_up.hpp"

#include <doctest/doctest.h>

#include <atomic>

#include "server/outside.hpp"
#include "tests/server/app/scene.hpp"
#include "tests/server/http/served.hpp"

namespace jobs_clean_up_test {
namespace {

using jobs::day_us;
using world::NewsKind;

TEST_CASE("what has had its time is forgotten: the log after 30 days, answers after a year") {
    scene::Server server;
    scene::Talk talk(server);
    database::Pool pool({server.database()->url()});
    auto const before = talk.boris.news();
    CHECK(talk.anna.send(talk.post("старое")).outcome == world::Outcome::accepted);
    auto const kinds_after = [&](std::string const& since) {
        std::vector<NewsKind> kinds;
        for (auto const& space : scene::told<messaging::Domain>(talk.boris.news(since)).spaces)
            if (space.space.kind == messaging::channel_space.name) kinds.push_back(space.kind);
        return kinds;
    };
    auto const clean = [&](std::int64_t days_from_now) {
        return jobs::clean_up(pool, "messaging", {server::now().us + days_from_now * day_us});
    };

    auto const early = clean(29);
    CHECK(early.log_entries == 0);
    CHECK(early.answers == 0);
    CHECK(kinds_after(before.since) == std::vector{NewsKind::delta});
    auto const now = talk.boris.news();

    auto const late = clean(31);
    CHECK(late.log_entries > 0);
    CHECK(late.answers == 0);
    // Whoever is behind gets all of it, whoever is not gets nothing.
    CHECK(kinds_after(before.since) == std::vector{NewsKind::snapshot});
    CHECK(kinds_after(now.since).empty());
    CHECK(talk.anna.send(talk.post("новое")).outcome == world::Outcome::accepted);
    CHECK(kinds_after(now.since) == std::vector{NewsKind::delta});

    auto const number = talk.anna.numbers["messaging"];
    CHECK(clean(366).answers == number);
    auto const forgotten = talk.anna.send_numbered(1, talk.post("?"));
    CHECK(forgotten.value.answers[0].outcome == world::Outcome::forked);
    CHECK(talk.anna.send(talk.post("дальше")).outcome == world::Outcome::accepted);
}

TEST_CASE("a job comes again and again, also after it failed, until it is stopped") {
    std::atomic<int> runs = 0;
    {
        jobs::Periodically const job(
            std::chrono::milliseconds(1),
            [&](base::Instant) {
                if (++runs == 1) throw std::runtime_error("the first time it fails");
            },
            support::quiet());
        CHECK(http_test::eventually([&] { return runs >= 3; }));
    }
}

}  // namespace
}  // namespace jobs_clean_up_test
