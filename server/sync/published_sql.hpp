// What a row and its domain say of who sees it (shared/world/published.hpp), as SQL.
#pragma once

#include <algorithm>

#include "server/database/rows.hpp"
#include "server/database/transaction.hpp"
#include "shared/world/published.hpp"

namespace syncing {

// That a member of r has the value of which a publication, or who follows it, says so.
template <class Condition>
std::string is_so() {
    using Value = std::remove_cvref_t<decltype(Condition::value)>;
    std::string value;
    if constexpr (std::is_same_v<Value, bool>)
        value = Condition::value ? "true" : "false";
    else
        value = database::quoted_literal(
            names_of(Condition::value)[static_cast<std::size_t>(Condition::value)]);
    return "r." + database::quoted_name(base::field_name(Condition::of)) + " = " + value;
}

// The condition on r that finds the rows of a space's window, with the space's id as $1; nothing
// when rows of this type are never in such a space.
template <class Row>
std::optional<std::string> in_space(std::string_view kind) {
    std::optional<std::string> condition;
    auto const column = [](auto member) { return database::quoted_name(base::field_name(member)); };
    world::each_publication<Row>([&]<class P>(P const& publication) {
        if (publication.kind.name != kind) return;
        std::string one = "true";
        if constexpr (world::detail::has_id<P>) one = "r." + column(P::member) + " = $1";
        if constexpr (requires { P::of; }) one += " and " + is_so<P>();
        if constexpr (P::has_window) {
            using Holder = decltype(world::detail::row_of(P::last));
            // While the row that has the last number is not there, nobody can tell.
            one += " and r." + column(P::number) + " > coalesce((select w." + column(P::last) +
                   " - " + std::to_string(P::rows) + " from " +
                   database::shape_of<Holder>().name() + " as w where w.id = $1), r." +
                   column(P::number) + " - 1)";
        }
        condition = condition ? "(" + *condition + ") or (" + one + ")" : one;
    });
    return condition;
}

// The spaces that are told to a person, sorted, each once. Of those that are followed on request
// only the wanted ones are looked for, if any are.
template <class Domain>
std::vector<world::Space> followed_by(pqxx::transaction_base& transaction, base::Id128 person,
                                      world::Wanted const& wanted) {
    std::vector<world::Space> spaces;
    std::string asked;
    bool is_theirs = false;
    auto const add = [&]<class F>(F const& follows) {
        if constexpr (std::is_same_v<F, world::Own>) {
            spaces.push_back(world::me(person));
        } else if constexpr (std::is_same_v<F, world::Everybodys>) {
            spaces.push_back(follows.kind());
        } else if constexpr (requires { F::of; }) {
            using Row = decltype(world::detail::row_of(F::of));
            auto const sql = "select 1 from " + database::shape_of<Row>().name() +
                             " as r where r.id = $1 and " + is_so<F>();
            if (sql != asked) is_theirs = !database::run(transaction, sql, person).empty();
            asked = sql;  // of several spaces in a row it is the same that is asked
            if (is_theirs) spaces.push_back(follows.kind());
        } else {
            using Row = decltype(world::detail::row_of(F::person));
            auto const named = "r." + database::quoted_name(base::field_name(F::named));
            auto const sql = "select " + named + " from " + database::shape_of<Row>().name() +
                             " as r where r." + database::quoted_name(base::field_name(F::person)) +
                             " = $1";
            auto const keep = [&](auto const& found) {
                for (auto const& cells : found)
                    spaces.push_back(follows.kind(database::read<base::Id128>(cells[0])));
            };
            if (!F::is_on_request || wanted.wants_all())
                return keep(database::run(transaction, sql, person));
            auto const ids = wanted.of(follows.kind);
            if (!ids.empty())
                keep(database::run(transaction, sql + " and " + named + " = any($2::uuid[])",
                                   person, database::id_array(ids)));
        }
    };
    Domain::followed().each(add);
    std::sort(spaces.begin(), spaces.end());
    spaces.erase(std::unique(spaces.begin(), spaces.end()), spaces.end());
    return spaces;
}

}  // namespace syncing
