#include "server/sync/seats.hpp"

#include <doctest/doctest.h>

#include <optional>

namespace sync_seats_test {
namespace {

TEST_CASE("each person has as many seats, and whoever leaves gives one back") {
    base::Id128 const anna{1, 1}, boris{2, 2};
    std::optional<syncing::Seats> seats(2);
    auto first = seats->take(anna);
    auto const second = seats->take(anna);
    CHECK(first);
    CHECK(second);
    CHECK_FALSE(seats->take(anna));
    auto const his = seats->take(boris);
    CHECK(his);
    auto copy = first;
    first.reset();
    CHECK_FALSE(seats->take(anna));
    copy.reset();
    CHECK(seats->take(anna));  // and given back at once
    auto const third = seats->take(anna);
    CHECK(third);
    CHECK_FALSE(seats->take(anna));
    seats.reset();  // what is held outlives them
}

}  // namespace
}  // namespace sync_seats_test
