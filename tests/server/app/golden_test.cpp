// The form of what scripts and databases rely on: the API's description, and the tables.
#include "tests/support/golden.hpp"
#include "server/database/table_shape.hpp"
#include "shared/accounts/rows.hpp"
#include "shared/messaging/rows.hpp"
#include "tests/server/app/scene.hpp"

namespace {

template <class... Rows>
std::string tables_of() {
    return ((database::create_table_sql(database::shape_of<Rows>()) + "\n") + ...);
}

TEST_CASE("the description of the API has the form that it had") {
    scene::Server const server;
    auto const answer = server.stranger().raw("GET", "/api/v1/openapi.json", "");
    REQUIRE(answer.status == 200);
    support::compare_with_golden("openapi.json", answer.body);
}

// That the migrations end in these tables is tested in tests/server/database/foundation_test.cpp.
TEST_CASE("the tables that the described records ask for have the form that they had") {
    support::compare_with_golden(
        "schema.sql", tables_of<accounts::Person, accounts::Workspace, accounts::Account,
                                accounts::Session, accounts::ScriptToken, messaging::Channel,
                                messaging::Member, messaging::Message>());
}

}  // namespace
