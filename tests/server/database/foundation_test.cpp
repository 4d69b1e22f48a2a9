#include <doctest/doctest.h>

#include "server/database/pqxx.hpp"
#include "shared/accounts/rows.hpp"
#include "shared/messaging/rows.hpp"
#include "tests/support/table_match.hpp"
#include "tests/support/throwaway.hpp"

namespace {

TEST_CASE("the tables that the migrations make are those that the described records ask for") {
    support::Throwaway const base(support::Throwaway::Start::migrated);
    auto const connection = database::open(base.owner_url());
    auto const differences =
        support::differences_of<accounts::Person, accounts::Workspace, accounts::Account,
                                accounts::Session, accounts::ScriptToken, messaging::Channel,
                                messaging::Member, messaging::Message>(*connection, {"revision"});
    for (auto const& difference : differences) FAIL_CHECK(difference);
}

}  // namespace
