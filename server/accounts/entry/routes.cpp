#include "server/accounts/entry/routes.hpp"

#include "server/accounts/limited.hpp"
#include "server/http/bind.hpp"

namespace accounts {

using http::Call;

namespace {

// The part of a refresh token that names its session, so that a session cannot ask too often.
std::string session_in(std::optional<std::string> const& token) {
    constexpr std::size_t of_session = 21;
    return token ? token->substr(0, of_session) : "";
}

}  // namespace

void bind_entry(http::Routes& routes, EntryEndpoints const& endpoints) {
    auto const& sessions = endpoints.sessions;
    auto const& log = endpoints.log;
    http::Guard const guard{routes, log, endpoints.limits};
    // Whoever was invited is kept out by nobody who knows only the e-mail.
    auto const by_guest = [](RegisterPerson::Request const& request, Call const& call) {
        return request.invitation.empty() ? by_mailbox_and_network(request, call)
                                          : invitation_hash(request.invitation);
    };
    guard.later<RegisterPerson>(
        by_guest, [&sessions](auto const& request, Call& call, http::ResponderPtr& responder) {
            return sessions.register_person(request, call, responder);
        });
    // Not by the e-mail alone: strangers could use up what its owner needs.
    auto const by_guesser = [&sessions](SignIn::Request const& request, Call const& call) {
        return request.email + " " + sessions.guesser_of(request, call).who;
    };
    guard.later<SignIn>(
        by_guesser, [&sessions](auto const& request, Call& call, http::ResponderPtr& responder) {
            return sessions.sign_in(request, call, responder);
        });
    guard.one<Refresh>(
        [&sessions](auto const& request, Call const& call) {
            return session_in(sessions.shown_token(request, call));
        },
        [&sessions](auto const& request, Call& call) { return sessions.refresh(request, call); });
    http::bind_one<SignOut>(
        routes, log, [&sessions](auto const&, Call& call) { return sessions.sign_out(call); });
    guard.later<CreateToken>(http::by_person, [&sessions](auto const& request, Call& call,
                                                          http::ResponderPtr& responder) {
        return sessions.create_token(request, call, responder);
    });
    http::bind_one<SignAddress>(routes, log, [&sessions, &routes](auto const& request, Call& call) {
        return sessions.sign_address(request, routes, call);
    });
    http::bind_one<Me>(routes, log,
                       [&sessions](auto const&, Call& call) { return sessions.me(call); });
}

}  // namespace accounts
