#include "server/accounts/routes.hpp"

#include "server/accounts/audit.hpp"
#include "server/accounts/people.hpp"
#include "server/unavailable.hpp"

namespace accounts {

namespace {

using http::Call;
using Responder = std::unique_ptr<http::Responder>;

template <class Endpoint>
using OutcomeOf = http::Outcome<typename Endpoint::Response>;

template <class Endpoint, class Act>
void bind_one(http::Routes& routes, server::Log const& log, Act act) {
    routes.bind<Endpoint>([log, act](typename Endpoint::Request const& request, Call& call) {
        return server::or_unavailable<OutcomeOf<Endpoint>>(
            log, call.request.id, [&] { return OutcomeOf<Endpoint>(act(request, call)); });
    });
}

template <class Endpoint, class Act>
void bind_later(http::Routes& routes, server::Log const& log, Act act) {
    routes.bind_waiting<Endpoint>(
        [log, act](typename Endpoint::Request const& request, Call& call, Responder& responder) {
            return server::or_unavailable<std::optional<OutcomeOf<Endpoint>>>(
                log, call.request.id, [&] { return act(request, call, responder); });
        });
}

}  // namespace

void bind(http::Routes& routes, Endpoints const& endpoints) {
    auto const& door = endpoints.door;
    auto const& log = endpoints.log;
    bind_later<RegisterPerson>(routes, log,
                               [&door](auto const& request, Call& call, Responder& responder) {
                                   return door.register_person(request, call, responder);
                               });
    bind_later<SignIn>(routes, log, [&door](auto const& request, Call& call, Responder& responder) {
        return door.sign_in(request, call, responder);
    });
    bind_one<Refresh>(routes, log, [&door](auto const& request, Call& call) {
        return door.refresh(request, call);
    });
    bind_one<SignOut>(routes, log,
                      [&door](auto const&, Call& call) { return door.sign_out(call); });
    bind_one<CreateToken>(routes, log, [&door](auto const& request, Call& call) {
        return door.create_token(request, call);
    });
    bind_one<SignAddress>(routes, log, [&door](auto const& request, Call& call) {
        return door.sign_address(request, call);
    });
    bind_one<ListAudit>(routes, log, [&pool = endpoints.pool](auto const&, Call& call) {
        return list_audit(pool, call);
    });
    bind_one<Me>(routes, log, [&door](auto const&, Call& call) { return door.me(call); });
    bind_one<ListPeople>(routes, log, [&pool = endpoints.pool](auto const&, Call& call) {
        return list_people(pool, call);
    });
    bind_one<AccountsCommands>(
        routes, log, [&commands = endpoints.commands](auto const& request, Call& call) {
            return commands.take(request, {call.who->person, call.who->administrator,
                                           call.request.address.substr(0, 64)});
        });
}

}  // namespace accounts
