// Proving that an e-mail is one's own, and coming in again after a password was lost or might be
// known to others. What is asked for with an e-mail is looked up after the answer, so that the
// answer cannot tell whether it is known.
#pragma once

#include "server/accounts/keys/key_ring.hpp"
#include "server/accounts/proofs/links.hpp"
#include "server/accounts/proofs/own_password.hpp"
#include "server/http/bind.hpp"
#include "server/sync/hub.hpp"
#include "shared/accounts/recovery_api.hpp"

namespace accounts {

class Recovery {
public:
    struct Parts {
        database::Pool& pool;
        Store& store;
        KeyRing& keys;
        Passwords& passwords;
        mail::Letters const& letters;
        OwnPassword const& password;
        jobs::Runner& runner;
        syncing::Hub& hub;
        http::Workers& workers;
        http::Limits const& limits;
        server::Log log;
        bool secure_cookies = false;
    };
    explicit Recovery(Parts const& parts) : parts_(parts) {}

    http::OutcomeOf<SendConfirmation> send_confirmation(http::Call const& call) const;
    http::LaterOf<ConfirmRegistration> confirm_registration(
        ConfirmRegistration::Request const& request, http::Call const& call,
        http::ResponderPtr& responder) const;
    http::OutcomeOf<ConfirmEmail> confirm_email(ConfirmEmail::Request const& request,
                                                http::Call const& call) const;
    http::OutcomeOf<RequestReset> request_reset(RequestReset::Request const& request,
                                                http::Call const& call) const;
    http::LaterOf<ResetPassword> reset_password(ResetPassword::Request const& request,
                                                http::Call const& call,
                                                http::ResponderPtr& responder) const;
    http::LaterOf<ChangePassword> change_password(ChangePassword::Request const& request,
                                                  http::Call const& call,
                                                  http::ResponderPtr& responder) const;
    http::LaterOf<ChangeEmail> change_email(ChangeEmail::Request const& request,
                                            http::Call const& call,
                                            http::ResponderPtr& responder) const;

    jobs::Handler reset_handler() const;  // of the jobs "reset", which look whose the e-mail is
    static constexpr std::string_view reset_job = "reset";

private:
    base::Result<Link> look_at(std::string const& word, LinkKinds const& kinds) const;
    http::OutcomeOf<ConfirmRegistration> make_person(std::string const& word,
                                                     std::string const& name,
                                                     std::string const& password_hash,
                                                     http::Call const& call) const;
    http::OutcomeOf<ResetPassword> set_by_link(std::string const& link, std::string const& hash,
                                               http::Call& call) const;
    void let_in(std::string const& email, http::Call& call) const;
    http::OutcomeOf<ChangePassword> set_by_owner(std::string const& hash, bool ends_tokens,
                                                 http::Call const& call) const;
    http::OutcomeOf<ChangeEmail> ask_for_email(std::string const& email,
                                               http::Call const& call) const;
    void send_reset(jobs::Attempt const& attempt) const;

    Parts const parts_;
};

}  // namespace accounts
