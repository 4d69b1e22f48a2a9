#include "server/accounts/admin/known_people.hpp"

#include "server/database/rows.hpp"
#include "server/database/transaction.hpp"
#include "server/http/tokens.hpp"

namespace accounts {

http::Outcome<NamePeople::Response> KnownPeople::names(NamePeople::Request const& request,
                                                       http::Call const& call) const {
    std::vector<base::Id128> ids;
    for (auto const& item : http::list_items(request.ids)) {
        auto const id = base::id_from_text(item);
        if (!id) return base::Problems{{"/ids", "not-an-id", {}}};
        if (ids.size() == NamePeople::most)
            return base::Problems{
                {"/ids", "too-many", {{"most", std::to_string(NamePeople::most)}}}};
        ids.push_back(*id);
    }
    NamePeople::Response response;
    for (auto const& person : among(*call.who, ids))
        response.people.push_back({person.id, person.name, person.avatar, person.kind});
    return response;
}

std::vector<Person> KnownPeople::among(http::Identity const& who,
                                       std::vector<base::Id128> const& people) const {
    auto known = database::with_transaction(
        pool_, database::Isolation::snapshot, [&](pqxx::transaction_base& t) {
            // Whom members know by being members needs nothing to be shared.
            auto sharing = who.administrator ? people : who_shares_(t, who.person, people);
            sharing.push_back(who.person);
            std::string const wanted = "where r.id = any($1::uuid[]) and (r.id = any($2::uuid[])";
            return database::select<Person>(
                t, wanted + (who.guest ? ")" : " or r.kind = 'member')") + " order by r.id",
                database::id_array(people), database::id_array(sharing));
        });
    return known;
}

}  // namespace accounts
