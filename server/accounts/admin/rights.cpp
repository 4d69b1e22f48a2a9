#include "server/accounts/admin/rights.hpp"

#include "server/accounts/acting.hpp"
#include "server/accounts/limited.hpp"
#include "server/audit/audit.hpp"

namespace accounts {

http::LaterOf<ChangeRight> Rights::change(ChangeRight::Request const& request,
                                          http::Call const& call,
                                          http::ResponderPtr& responder) const {
    SetAdministrator const command{request.person, request.administrator};
    return parts_.password.check<ChangeRight>(
        {request.again}, call, responder,
        [this, command](http::Call& own, std::string const&) { return change_now(command, own); });
}

http::OutcomeOf<ChangeRight> Rights::change_now(SetAdministrator const& command,
                                                http::Call const& call) const {
    auto const asking = acting_as(call.who->person, audit::address_of(call), true);
    Spaces changed;
    std::optional<base::Refusal> refusal;
    auto fault = write_as_administrator(parts_.store, *call.who, command.person, [&](Unit& unit) {
        changed.clear();
        refusal = try_to(unit, command, asking, changed);
    });
    if (fault) return *std::move(fault);
    if (refusal) return *refusal;
    parts_.hub.changed(Domain::name, changed);
    return wire::Nothing{};
}

void bind_rights(http::Routes& routes, Rights const& rights, http::Limits const& limits,
                 server::Log const& log) {
    http::Guard const guard{routes, log, limits};
    guard.later<ChangeRight>(http::by_person, [&rights](auto const& request, http::Call& call,
                                                        http::ResponderPtr& responder) {
        return rights.change(request, call, responder);
    });
}

}  // namespace accounts
