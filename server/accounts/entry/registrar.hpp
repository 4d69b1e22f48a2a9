// How new people come to be: who may register, registrations that wait for a letter to be answered,
// people whom administrators register by hand, and invitations.
#pragma once

#include "server/accounts/entry/first_link.hpp"
#include "server/accounts/proofs/own_password.hpp"
#include "server/accounts/workspace_now.hpp"
#include "server/http/bind.hpp"
#include "server/mail/letters.hpp"
#include "server/sync/hub.hpp"
#include "shared/accounts/invitations_api.hpp"
#include "shared/accounts/recovery_api.hpp"

namespace accounts {

class Registrar {
public:
    struct Parts {
        database::Pool& pool;
        Store& store;
        Passwords& passwords;
        FirstLink& first_link;
        mail::Letters const& letters;
        OwnPassword const& password;
        jobs::Runner& runner;
        syncing::Hub& hub;
        http::Workers& workers;
        http::Limits const& limits;
        server::Log log;
        WorkspaceNow const& workspace;
    };
    explicit Registrar(Parts const& parts) : parts_(parts) {}

    AboutServer::Response about() const;

    http::OutcomeOf<LookAtLink> look_at(LookAtLink::Request const& request) const;
    // Whether somebody with this invitation, which may be empty, may register with this e-mail.
    std::optional<base::Refusal> refuses(std::string const& invitation,
                                         std::string const& email) const;
    // Whether a letter decides: the first administrator comes in at once, since nobody else could
    // put the mail right.
    bool by_letter(std::string const& invitation) const;
    // Hashes the password, and answers 202 before anybody has looked whether the e-mail is known.
    http::LaterOf<RegisterPerson> ask(RegisterPerson::Request const& request,
                                      http::Call const& call, http::ResponderPtr& responder) const;

    http::LaterOf<EnrolPerson> enrol(EnrolPerson::Request const& request, http::Call const& call,
                                     http::ResponderPtr& responder) const;
    http::OutcomeOf<InvitePerson> invite(InvitePerson::Request const& request,
                                         http::Call const& call) const;
    http::OutcomeOf<TakeBackInvitation> take_back(TakeBackInvitation::Request const& request,
                                                  http::Call const& call) const;

    jobs::Handler registration_handler() const;  // of the jobs "registration"
    static constexpr std::string_view registration_job = "registration";

private:
    void register_by_letter(jobs::Attempt const& attempt) const;
    http::OutcomeOf<EnrolPerson> enrol_with(EnrolPerson::Request const& request,
                                            std::string const& password, std::string const& hash,
                                            http::Call const& call) const;

    Parts const parts_;
};

// The hex hash of an invitation's word, as a NewPerson takes it; empty for none.
std::string invitation_hash(std::string const& word);
// Easy to read out and to type: four groups of five letters and digits, about 98 bits.
std::string password_to_hand_over();

}  // namespace accounts
