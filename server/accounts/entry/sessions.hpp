// How people come in and leave: registering, signing in, renewing tokens, signing out, and the
// check of every request's access token. Hashes are computed on threads of their own, so these
// endpoints answer later than they return.
#pragma once

#include <memory>
#include <optional>
#include <variant>

#include "server/accounts/entry/first_link.hpp"
#include "server/accounts/entry/known_sessions.hpp"
#include "server/accounts/entry/registrar.hpp"
#include "server/accounts/keys/key_ring.hpp"
#include "server/accounts/proofs/lockout.hpp"
#include "server/accounts/proofs/own_password.hpp"
#include "server/accounts/proofs/passwords.hpp"
#include "server/accounts/store.hpp"
#include "server/http/call.hpp"
#include "server/http/routes.hpp"
#include "server/http/workers.hpp"
#include "server/log.hpp"
#include "server/sync/hub.hpp"
#include "shared/accounts/own_api.hpp"

namespace accounts {

class Sessions {
public:
    struct Parts {
        database::Pool& pool;
        Store& store;
        KeyRing& keys;
        KnownSessions& known;
        Passwords& passwords;
        FirstLink& first_link;
        syncing::Hub& hub;
        http::Workers& workers;
        Registrar const& registrar;
        Lockout const& lockout;
        mail::Letters const& letters;
        OwnPassword const& password;
        FactorCodes const& codes;
        server::Log log;
        WorkspaceNow const& workspace;
        bool secure_cookies = false;
    };
    explicit Sessions(Parts const& parts) : parts_(parts) {}

    using Outcome = http::Outcome<SignedIn>;
    using Registered = http::Outcome<Registration>;

    std::optional<Registered> register_person(RegisterPerson::Request const& request,
                                              http::Call const& call,
                                              http::ResponderPtr& responder) const;
    std::optional<Outcome> sign_in(SignIn::Request const& request, http::Call const& call,
                                   http::ResponderPtr& responder) const;
    // Who guesses, should it be a guess: the browser, when it was let in before, else strangers of
    // its network.
    Guesser guesser_of(SignIn::Request const& request, http::Call const& call) const;
    Outcome refresh(Refresh::Request const& request, http::Call& call) const;
    http::Outcome<wire::Nothing> sign_out(http::Call& call) const;
    http::Outcome<Me::Response> me(http::Call const& call) const;
    http::LaterOf<CreateToken> create_token(CreateToken::Request const& request,
                                            http::Call const& call,
                                            http::ResponderPtr& responder) const;
    http::Outcome<SignAddress::Response> sign_address(SignAddress::Request const& request,
                                                      http::Routes const& routes,
                                                      http::Call& call) const;
    // Of the request or of its cookie, empty when there is none; nothing when there are several.
    std::optional<std::string> shown_token(Refresh::Request const& request,
                                           http::Call const& call) const;

    // Who holds the token, or the signed address, that came with the request.
    using Who = std::variant<http::Identity, http::Fault>;
    Who authenticate(http::Request const& request) const;
    // Nothing while the session is open.
    std::optional<http::Fault> barred(http::Identity const& who) const;
    // Of an administrator who was known: whether what they began may go on.
    bool may_still_administer(http::Identity const& who) const;

private:
    // A session that is about to be opened, and its refresh token.
    struct Opening {
        Session session;
        std::string refresh_token;
        bool cookie = false;
    };
    Opening opening_for(PersonId person, std::string const& device, bool cookie,
                        http::Call const& call) const;
    Registered register_with(RegisterPerson::Request const& request, std::string const& hash,
                             http::Call& call) const;
    http::Fault cookies_doubled(http::Request const& request) const;
    // The answer to a guess, which is counted.
    http::Fault missed(Guesser const& guesser, std::string rule) const;
    // Why somebody with the right password does not come in yet.
    std::optional<http::Fault> no_code(PersonId person, SignIn::Request const& request,
                                       Guesser const& guesser, http::Call const& call) const;
    struct Verified {
        PersonId person;
        std::string password_hash;  // against which the password was verified
    };
    Outcome open_for(Verified const& verified, SignIn::Request const& request,
                     http::Call& call) const;
    SignedIn signed_in(Person const& person, SessionId session, std::string const& refresh_token,
                       bool cookie, http::Call& call) const;
    void tell_owner(pqxx::transaction_base& transaction, PersonId person, mail::Kind of) const;
    http::OutcomeOf<CreateToken> make_token(CreateToken::Request const& request,
                                            http::Call& call) const;
    Who by_address(http::Request const& request) const;
    bool lacks_second_factor(PersonId person, bool administrator) const;
    Who script(std::string const& word) const;
    Who person(std::optional<Claims> const& claims) const;
    std::optional<Claims> claims_of(std::string const& token) const;

    Parts const parts_;
};

}  // namespace accounts
