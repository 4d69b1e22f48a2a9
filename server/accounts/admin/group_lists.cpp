#include "server/accounts/admin/group_lists.hpp"

#include "server/database/rows.hpp"
#include "server/database/transaction.hpp"
#include "shared/base/by_name.hpp"

namespace accounts {

namespace {

template <class Act>
auto at_one_instant(database::Pool& pool, Act act) {
    return database::with_transaction(pool, database::Isolation::snapshot, act);
}

http::Fault no_such(char const* reason) { return http::fault_of(base::Refusal{reason, {}}, 404); }

http::OutcomeOf<ListGroupPeople> people_of(database::Pool& pool, KnownPeople const& known,
                                           base::Id<Group> group, http::Call const& call) {
    std::optional<std::vector<base::Id128>> ids;
    at_one_instant(pool, [&](pqxx::transaction_base& t) {
        ids.reset();
        if (!database::find<Group>(t, group)) return;
        ids.emplace();
        for (auto const& member : database::select<GroupMember>(t, "where r.\"group\" = $1", group))
            ids->push_back(member.person.value);
    });
    if (!ids) return no_such("group-unknown");
    ListGroupPeople::Response response;
    for (auto& person : known.among(*call.who, *ids))
        response.people.push_back(
            {person.id, std::move(person.name), std::move(person.avatar), person.kind});
    base::sort_by_name(response.people);
    return response;
}

http::OutcomeOf<ListGroupsOf> groups_of(database::Pool& pool, KnownPeople const& known,
                                        base::Id<Person> person, http::Call const& call) {
    if (known.among(*call.who, {person.value}).empty()) return no_such("person-unknown");
    ListGroupsOf::Response response;
    response.groups = at_one_instant(pool, [&](pqxx::transaction_base& t) {
        return database::select<Group>(t,
                                       "where r.id in (select m.\"group\" from "
                                       "accounts.\"group-member\" as m where m.person = $1)",
                                       person);
    });
    base::sort_by_name(response.groups);
    return response;
}

}  // namespace

void bind_group_lists(http::Routes& routes, database::Pool& pool, KnownPeople const& known,
                      server::Log const& log) {
    http::bind_one<ListGroupPeople>(
        routes, log,
        [&pool, &known](ListGroupPeople::Request const& request, http::Call const& call) {
            return people_of(pool, known, request.group, call);
        });
    http::bind_one<ListGroupsOf>(
        routes, log, [&pool, &known](ListGroupsOf::Request const& request, http::Call const& call) {
            return groups_of(pool, known, request.person, call);
        });
}

}  // namespace accounts
