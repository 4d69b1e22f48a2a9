#include "server/accounts/admin/lists.hpp"

#include "server/http/bind.hpp"
#include "server/http/list.hpp"
#include "shared/accounts/invitations_api.hpp"

namespace accounts {

namespace {

template <class Endpoint>
void bind_list(http::Routes& routes, database::Pool& pool, server::Log const& log,
               database::ListOptions const& options, std::string const& only = {}) {
    http::bind_one<Endpoint>(routes, log, [&pool, options, only](auto const&, http::Call& call) {
        return http::list_rows<Endpoint>(pool, call, options, {only, {}});
    });
}

database::ListOptions searched(std::vector<std::string_view> in, std::string_view usual_sort,
                               std::string_view sought = {}) {
    database::ListOptions options;
    options.search_in = std::move(in);
    options.sought = sought;
    options.usual_sort = usual_sort;
    return options;
}

}  // namespace

void bind_lists(http::Routes& routes, database::Pool& pool, server::Log const& log) {
    bind_list<ListPeople>(routes, pool, log, searched({"name", "email"}, "name", "sought"),
                          "r.kind = 'member'");
    bind_list<ListAccounts>(routes, pool, log, searched({"name", "email"}, "name", "sought"));
    bind_list<ListInvitations>(routes, pool, log, searched({"email"}, "-made"));
    bind_list<ListLetters>(routes, pool, log, searched({"recipient"}, "-made"));
    bind_list<ListAudit>(routes, pool, log, searched({"action", "detail"}, "-at"));
    bind_list<ListReports>(routes, pool, log, searched({"place", "text"}, "-at"));
}

}  // namespace accounts
