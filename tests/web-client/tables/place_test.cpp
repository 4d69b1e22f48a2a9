// Routes of tables: all that is chosen stands in them.
#include <doctest/doctest.h>

#include "web-client/tables/place.hpp"

namespace tables_place_test {

using tables::place_of;
using tables::route_of;

TEST_CASE("a route says what is shown of a table, and is read back") {
    tables::Place place;
    place.table = "accounts.person";
    place.search = "Анна & co?";
    place.sort = "-registered";
    place.columns = {"name", "email"};
    place.filters = {
        {"name", "starts", "Ä=%[b]"}, {"blocked", "", "true"}, {"name", "", "a\\,b,c"}};
    auto const route = route_of(place);
    CHECK(route.rfind("/tables/accounts/person?search=", 0) == 0);
    for (char const c : route) CHECK((c > 32 && c < 127));
    auto const again = place_of(route);
    REQUIRE(again);
    CHECK(again->table == place.table);
    CHECK(again->search == place.search);
    CHECK(again->sort == place.sort);
    CHECK(again->columns == place.columns);
    CHECK(again->filters == place.filters);
    CHECK_FALSE(again->row);
}

TEST_CASE("a row has a route of its own") {
    tables::Place place;
    place.table = "messaging.channel";
    place.row = base::Id128{1, 2};
    auto const route = route_of(place);
    CHECK(route == "/tables/messaging/channel/" + base::to_text(base::Id128{1, 2}));
    REQUIRE(place_of(route));
    CHECK(place_of(route)->row == place.row);
}

TEST_CASE("an import has a route, with what came from it") {
    tables::Place place;
    place.table = "messaging.channel";
    place.imports = true;
    CHECK(route_of(place) == "/tables/messaging/channel/import");
    place.act = base::Id128{3, 4};
    auto const again = place_of(route_of(place));
    REQUIRE(again);
    CHECK(again->imports);
    CHECK(again->act == place.act);
    CHECK(place_of("/tables/messaging/channel/import?act=x")->act.is_none());
}

TEST_CASE("what is no route of tables is left to others, and nonsense in one is passed over") {
    for (auto const* other : {"/", "/tablesx", "/people", "/tables/a/b/not-an-id", ""})
        CHECK_FALSE(place_of(other));
    CHECK(place_of("/tables")->table.empty());
    CHECK(place_of("/tables/")->table.empty());
    CHECK(place_of("/tables?sort=name")->sort == "name");
    auto const odd =
        place_of("/tables/x?filter[a&filter[b][starts=1&=&&%&%4&search=%zz+b&unknown=1");
    REQUIRE(odd);
    CHECK(odd->search == "%zz b");
}

}  // namespace tables_place_test
