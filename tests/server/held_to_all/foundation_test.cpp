#include <doctest/doctest.h>

#include "server/database/pqxx.hpp"
#include "shared/domains.hpp"
#include "tests/support/table_match.hpp"
#include "tests/support/throwaway.hpp"

namespace foundation_test {
namespace {

// By which columns rows are looked for: as their indexes declare it, for those who follow a space,
// and for what a person follows.
template <auto... Members>
std::vector<std::string> columns_of(world::Index<Members...>) {
    return {std::string(base::field_name(Members))...};
}
template <class Domain, class Row>
std::set<std::vector<std::string>> orders_of() {
    std::set<std::vector<std::string>> wanted;
    Row::indexes().each([&](auto index) { wanted.insert(columns_of(index)); });
    world::each_publication<Row>([&]<class P>(P const&) {
        if constexpr (P::has_window)
            wanted.insert(columns_of(world::index<P::member, P::number>()));
        else if constexpr (world::detail::has_id<P>)
            wanted.insert(columns_of(world::index<P::member>()));
    });
    Domain::followed().each([&]<class F>(F const&) {
        if constexpr (requires { F::person; })
            if constexpr (std::is_same_v<Row, decltype(world::detail::row_of(F::person))>)
                wanted.insert(columns_of(world::index<F::person>()));
    });
    return wanted;
}

TEST_CASE("the tables that the migrations make are those that the described records ask for") {
    support::Throwaway const base(support::Throwaway::Start::migrated);
    auto const connection = database::open(base.owner_url());
    Domains::each_row([&]<class Row>(std::type_identity<Row>) {
        for (auto const& difference :
             support::differences(*connection, database::shape_of<Row>(), {"revision", "sought"}))
            FAIL_CHECK(difference);
    });
}

TEST_CASE("what rows are looked for by is an index of their tables, too") {
    support::Throwaway const base(support::Throwaway::Start::migrated);
    auto const connection = database::open(base.owner_url());
    Domains::each([&]<class Domain>(std::type_identity<Domain>) {
        world::each_row<Domain>([&]<class Row>(std::type_identity<Row>) {
            for (auto const& missing : support::missing_orders(
                     *connection, database::shape_of<Row>(), orders_of<Domain, Row>()))
                FAIL_CHECK(missing);
        });
    });
}

}  // namespace
}  // namespace foundation_test
