#include "server/outside.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <ctime>
#include <optional>

namespace outside_test {
namespace {

// What the process takes for its zone, as it was before.
class KeptZone {
public:
    KeptZone() {
        if (auto const* zone = std::getenv("TZ")) before_ = zone;
    }
    ~KeptZone() {
        if (before_)
            ::setenv("TZ", before_->c_str(), 1);
        else
            ::unsetenv("TZ");
        ::tzset();
    }
    KeptZone(KeptZone const&) = delete;
    KeptZone& operator=(KeptZone const&) = delete;

private:
    std::optional<std::string> before_;
};

base::Calendar at(char const* utc) { return server::calendar(*base::instant_from_text(utc)); }

TEST_CASE("the calendar is that of the chosen zone, and moves its clocks when the zone does") {
    KeptZone const kept;
    server::ProcessZone const zone;
    auto const before = at("2026-11-21T21:00:00Z");
    zone.become("Europe/Moscow");
    CHECK(base::to_text(at("2026-11-21T21:00:00Z").today) == "2026-11-22");
    CHECK(at("2026-11-21T21:00:00Z").offset_s == 3 * 3600);
    CHECK(at("2012-01-01T00:00:00Z").offset_s == 4 * 3600);
    zone.become("Europe/Berlin");
    CHECK(at("2026-10-25T00:59:59Z").offset_s == 2 * 3600);
    CHECK(at("2026-10-25T01:00:00Z").offset_s == 3600);
    CHECK(base::to_text(at("2026-07-01T22:00:00Z").today) == "2026-07-02");
    zone.become({});
    CHECK(at("2026-11-21T21:00:00Z") == before);
}

TEST_CASE("a zone is one of those that this machine knows, and no other file") {
    for (auto const* good : {"Europe/Moscow", "Asia/Yekaterinburg", "UTC", "Etc/GMT+3"})
        CHECK_MESSAGE(server::knows_zone(good), good);
    for (auto const* bad : {"", "Moscow", "europe/moscow", "/etc/passwd", "../../../etc/passwd",
                            "Europe", "Europe/Moscow\n", "MSK-3", "Европа/Москва"})
        CHECK_FALSE_MESSAGE(server::knows_zone(bad), bad);
}

}  // namespace
}  // namespace outside_test
