#include "server/accounts/entry/recovery_routes.hpp"

#include "server/accounts/limited.hpp"

namespace accounts {

using http::Call;

namespace {

constexpr auto by_word = [](auto const& request, Call const&) {
    return hash_of_word(request.word);
};

void bind_ways_back(http::Guard const& guard, Recovery const& recovery) {
    guard.one<SendConfirmation>(http::by_person, [&recovery](auto const&, Call& call) {
        return recovery.send_confirmation(call);
    });
    guard.later<ConfirmRegistration>(
        by_word, [&recovery](auto const& request, Call& call, http::ResponderPtr& responder) {
            return recovery.confirm_registration(request, call, responder);
        });
    guard.one<ConfirmEmail>(by_word, [&recovery](auto const& request, Call& call) {
        return recovery.confirm_email(request, call);
    });
    guard.one<RequestReset>(by_mailbox_and_network, [&recovery](auto const& request, Call& call) {
        return recovery.request_reset(request, call);
    });
    guard.later<ResetPassword>(
        by_word, [&recovery](auto const& request, Call& call, http::ResponderPtr& responder) {
            return recovery.reset_password(request, call, responder);
        });
    guard.later<ChangePassword>(http::by_person, [&recovery](auto const& request, Call& call,
                                                             http::ResponderPtr& responder) {
        return recovery.change_password(request, call, responder);
    });
    guard.later<ChangeEmail>(http::by_person, [&recovery](auto const& request, Call& call,
                                                          http::ResponderPtr& responder) {
        return recovery.change_email(request, call, responder);
    });
}

}  // namespace

void bind_recovery(http::Routes& routes, RecoveryEndpoints const& endpoints) {
    auto const& log = endpoints.log;
    bind_ways_back({routes, log, endpoints.limits}, endpoints.recovery);
    auto const& registrar = endpoints.registrar;
    http::Guard const guard{routes, log, endpoints.limits};
    guard.one<LookAtLink>(
        by_word, [&registrar](auto const& request, Call&) { return registrar.look_at(request); });
    http::bind_one<AboutServer>(routes, log,
                                [&registrar](auto const&, Call&) { return registrar.about(); });
    http::bind_later<EnrolPerson>(
        routes, log, [&registrar](auto const& request, Call& call, http::ResponderPtr& responder) {
            return registrar.enrol(request, call, responder);
        });
    http::bind_one<InvitePerson>(routes, log, [&registrar](auto const& request, Call& call) {
        return registrar.invite(request, call);
    });
    http::bind_one<TakeBackInvitation>(routes, log, [&registrar](auto const& request, Call& call) {
        return registrar.take_back(request, call);
    });
}

}  // namespace accounts
