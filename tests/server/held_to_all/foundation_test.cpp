#include <doctest/doctest.h>

#include "server/database/pqxx.hpp"
#include "shared/domains.hpp"
#include "tests/support/table_match.hpp"
#include "tests/support/throwaway.hpp"

namespace foundation_test {
namespace {

TEST_CASE("the tables that the migrations make are those that the described records ask for") {
    support::Throwaway const base(support::Throwaway::Start::migrated);
    auto const connection = database::open(base.owner_url());
    Domains::each_row([&]<class Row>(std::type_identity<Row>) {
        for (auto const& difference :
             support::differences(*connection, database::shape_of<Row>(), {"revision"}))
            FAIL_CHECK(difference);
    });
}

}  // namespace
}  // namespace foundation_test
