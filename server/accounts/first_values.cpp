#include "server/accounts/first_values.hpp"

#include "server/accounts/acting.hpp"
#include "server/outside.hpp"

namespace accounts {
namespace {

std::string said_otherwise(char const* flag, std::string const& said, std::string const& is) {
    return std::string(flag) + " says " + said + ", and the workspace says " +
           (is.empty() ? "nothing" : is) +
           ": the flag is only the first value. Administrators change it in the workspace's "
           "settings.";
}

}  // namespace

void settle(Store& store, syncing::Hub& hub, SettleWorkspace const& first) {
    Spaces changed;
    store.write_with([&](Unit& unit) {
        changed.clear();
        try_to(unit, first, acting_as({}, ""), changed);
    });
    hub.changed(Domain::name, changed);
}

std::vector<std::string> differing(FirstValues const& first, Workspace const& workspace) {
    std::vector<std::string> all;
    auto const& [zone, registration, second_factor] = first.values;
    if (!zone.empty() && zone != workspace.zone)
        all.push_back(said_otherwise("--zone", zone, workspace.zone));
    if (first.registration_said && registration != workspace.registration)
        all.push_back(said_otherwise("--registration", std::string(base::name_of(registration)),
                                     std::string(base::name_of(workspace.registration))));
    if (first.admin_second_factor_said && second_factor != workspace.admin_second_factor)
        all.push_back(said_otherwise("--admin-second-factor", second_factor ? "true" : "false",
                                     workspace.admin_second_factor ? "true" : "false"));
    return all;
}

std::optional<bool> knows_zone_of(Command const& command) {
    auto const* edits = std::get_if<EditRows>(&command);
    if (!edits) return std::nullopt;
    std::optional<bool> known;
    for (auto const& edit : edits->rows)
        if (auto const* workspace = edit.after ? std::get_if<Workspace>(&*edit.after) : nullptr)
            known = known.value_or(true) &&
                    (workspace->zone.empty() || server::knows_zone(workspace->zone));
    return known;
}

}  // namespace accounts
