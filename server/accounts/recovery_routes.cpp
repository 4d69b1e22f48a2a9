#include "server/accounts/recovery_routes.hpp"

namespace accounts {

using http::Call;

namespace {

void bind_recovery(Guard const& guard, Recovery const& recovery) {
    guard.one<SendConfirmation>(
        limited::confirmation, by_person,
        [&recovery](auto const&, Call& call) { return recovery.send_confirmation(call); });
    guard.one<ConfirmEmail>(limited::confirmation, by_address_only,
                            [&recovery](auto const& request, Call& call) {
                                return recovery.confirm_email(request, call);
                            });
    guard.one<RequestReset>(limited::reset, by_email, [&recovery](auto const& request, Call& call) {
        return recovery.request_reset(request, call);
    });
    guard.later<ResetPassword>(limited::confirmation, by_address_only,
                               [&recovery](auto const& request, Call& call, Responder& responder) {
                                   return recovery.reset_password(request, call, responder);
                               });
    guard.later<ChangePassword>(limited::password, by_person,
                                [&recovery](auto const& request, Call& call, Responder& responder) {
                                    return recovery.change_password(request, call, responder);
                                });
    guard.later<ChangeEmail>(limited::new_email, by_person,
                             [&recovery](auto const& request, Call& call, Responder& responder) {
                                 return recovery.change_email(request, call, responder);
                             });
}

}  // namespace

void bind(http::Routes& routes, RecoveryEndpoints const& endpoints) {
    auto const& log = endpoints.log;
    bind_recovery({routes, log, endpoints.limits}, endpoints.recovery);
    auto const& entrance = endpoints.entrance;
    auto const& letters = endpoints.letters;
    bind_one<AboutServer>(routes, log,
                          [&entrance](auto const&, Call&) { return entrance.about(); });
    bind_later<EnrolPerson>(routes, log,
                            [&entrance](auto const& request, Call& call, Responder& responder) {
                                return entrance.enrol(request, call, responder);
                            });
    bind_one<InvitePerson>(routes, log, [&entrance](auto const& request, Call& call) {
        return entrance.invite(request, call);
    });
    bind_one<ListLetters>(routes, log,
                          [&letters](auto const&, Call& call) { return letters.list(call); });
    bind_one<SendLetterAgain>(routes, log, [&letters](auto const& request, Call&) {
        return letters.send_again(request);
    });
}

}  // namespace accounts
