#include <doctest/doctest.h>

#include "web-client/parts/listing.hpp"

namespace listing_test {

TEST_CASE("an order is asked of the server as an address says it") {
    for (auto const* asked : {"", "name", "-registered", "-registered,name,-id"})
        CHECK(parts::sort_asked(parts::sort_from(asked)) == asked);
    CHECK(parts::sort_from("-name,,name,-,email") == look::Sort{{"name", true}, {"email"}});
}

}  // namespace listing_test
