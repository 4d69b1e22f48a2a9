// Who shares a space with somebody: those whom one of the domain's rows names together with a space
// that a row names the other with. What guests may know of others goes by it.
#pragma once

#include <vector>

#include "server/database/rows.hpp"
#include "server/database/transaction.hpp"
#include "shared/world/published.hpp"

namespace syncing {

// Of these, in no order, without the person; some may be named twice. One statement for each kind
// of space that rows name, whoever is asked for.
template <class Domain>
void who_shares(pqxx::transaction_base& transaction, base::Id128 person,
                std::vector<base::Id128> const& others, std::vector<base::Id128>& sharing) {
    auto const column = [](auto member) { return database::quoted_name(base::field_name(member)); };
    auto const add = [&]<class F>(F const&) {
        if constexpr (requires { F::named; }) {
            using Row = decltype(world::detail::row_of(F::person));
            auto const table = database::shape_of<Row>().name();
            auto const who = column(F::person), space = column(F::named);
            for (auto const& cells : database::run(
                     transaction,
                     "select distinct o." + who + " from " + table + " as r join " + table +
                         " as o on o." + space + " = r." + space + " where r." + who +
                         " = $1 and o." + who + " = any($2::uuid[]) and o." + who + " <> r." + who,
                     person, database::id_array(others)))
                sharing.push_back(database::read<base::Id128>(cells[0]));
        }
    };
    Domain::followed().each(add);
}

}  // namespace syncing
