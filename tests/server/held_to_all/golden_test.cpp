// The form of what scripts and databases rely on: the API's description, and the tables.
#include "tests/support/golden.hpp"
#include "server/database/table_shape.hpp"
#include "shared/domains.hpp"
#include "tests/server/app/scene.hpp"

namespace held_to_all_golden_test {
namespace {

TEST_CASE("the description of the API has the form that it had") {
    scene::Server const server;
    auto const answer = server.stranger().raw("GET", "/api/v1/openapi.json", "");
    REQUIRE(answer.status == 200);
    support::compare_with_golden("openapi.json", answer.body);
}

// That the migrations end in these tables is tested in tests/server/database/foundation_test.cpp.
TEST_CASE("the tables that the described records ask for have the form that they had") {
    std::string tables;
    Domains::each_row([&]<class Row>(std::type_identity<Row>) {
        tables += database::create_table_sql(database::shape_of<Row>()) + "\n";
    });
    support::compare_with_golden("schema.sql", tables);
}

}  // namespace
}  // namespace held_to_all_golden_test
