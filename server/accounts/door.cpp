#include "server/accounts/door.hpp"

#include "server/accounts/refresh_cookie.hpp"
#include "server/outside.hpp"
#include "server/unavailable.hpp"

namespace accounts {

namespace {

http::Fault unknown_caller(std::string rule) {
    http::Fault fault;
    fault.status = 401;
    fault.rule = std::move(rule);
    return fault;
}

// RFC 9110, 11.6.1: a 401 says how to do better. The routes say it of what authenticate() refuses.
http::Fault signed_out(std::string rule) {
    auto fault = unknown_caller(std::move(rule));
    fault.headers.emplace_back("WWW-Authenticate", "Bearer");
    return fault;
}

http::Fault too_many_attempts() {
    http::Fault fault;
    fault.status = 429;
    fault.rule = "too-many-attempts";
    fault.headers.emplace_back("Retry-After", "2");
    return fault;
}

}  // namespace

void Door::go_on(http::Call const& call, std::shared_ptr<Responder> const& waiting,
                 std::function<Outcome(http::Call&)> act) const {
    parts_.workers.answer(
        call.request, std::move(*waiting),
        [log = parts_.log, call, act = std::move(act)](http::Request const& request, Responder&) {
            auto own = call;
            return std::optional(server::or_unavailable<Outcome>(log, request.id, [&] {
                                     return act(own);
                                 }).reply(own));
        });
}

std::optional<Door::Outcome> Door::register_person(RegisterPerson::Request const& request,
                                                   http::Call const& call,
                                                   Responder& responder) const {
    if (auto const problem = judge_password(request.password, request.email, "/password"))
        return base::Problems{*problem};
    if (!request.invitation.empty() && !parts_.first_link.is_open_with(request.invitation))
        return base::Refusal{"invitation-unknown", {}};
    // Says early what would be refused late, before it costs a hash.
    if (!email_is_free(parts_.pool, request.email)) return base::Refusal{"email-taken", {}};
    auto const waiting = std::make_shared<Responder>(std::move(responder));
    auto const done = [this, request, call, waiting](std::string const& hash) {
        go_on(call, waiting,
              [this, request, hash](http::Call& own) { return enrol_with(request, hash, own); });
    };
    if (parts_.passwords.hash(request.password, done)) return std::nullopt;
    responder = std::move(*waiting);
    return too_many_attempts();
}

Door::Outcome Door::enrol_with(RegisterPerson::Request const& request, std::string const& hash,
                               http::Call& call) const {
    bool const first = !request.invitation.empty();
    auto const now = server::now();
    Person const person{{server::fresh_id()}, request.name, request.email, first, now};
    auto const opening = opening_for(person.id, request.device, request.cookie, call);
    auto const enrolled = enrol(parts_.store, {person, hash, opening.session,
                                               RefreshTokens::hash_of(opening.refresh_token)});
    if (!enrolled) return enrolled.refusal();
    if (first) parts_.first_link.close();
    parts_.hub.changed(*enrolled);
    parts_.log.info("person.registered", {{"person", base::to_text(person.id)}});
    return signed_in(person, opening.session.id, opening.refresh_token, opening.cookie, call);
}

std::optional<Door::Outcome> Door::sign_in(SignIn::Request const& request, http::Call const& call,
                                           Responder& responder) const {
    auto const known = credential_of(parts_.pool, request.email);
    auto const person = known ? known->person : PersonId{};
    auto const waiting = std::make_shared<Responder>(std::move(responder));
    auto const done = [this, request, call, waiting, person](bool right) {
        go_on(call, waiting, [this, request, person, right](http::Call& own) -> Outcome {
            if (!right) return signed_out("wrong-credentials");
            return open_for(person, request, own);
        });
    };
    if (parts_.passwords.verify(request.password, known ? known->password_hash : "", done))
        return std::nullopt;
    responder = std::move(*waiting);
    return too_many_attempts();
}

Door::Outcome Door::open_for(PersonId person, SignIn::Request const& request,
                             http::Call& call) const {
    auto const opening = opening_for(person, request.device, request.cookie, call);
    auto const opened =
        open_session(parts_.store, opening.session, RefreshTokens::hash_of(opening.refresh_token));
    if (!opened) return opened.refusal();
    parts_.hub.changed(*opened);
    auto const row = identify(parts_.pool, person, opening.session.id);
    if (!row) return signed_out("session-ended");
    return signed_in(*row, opening.session.id, opening.refresh_token, opening.cookie, call);
}

Door::Opening Door::opening_for(PersonId person, std::string const& device, bool cookie,
                                http::Call const& call) const {
    SessionId const session{server::fresh_id()};
    auto const now = server::now();
    return {{session, person, device, call.request.address.substr(0, 64), now, now},
            parts_.refresh_tokens.make(session),
            cookie};
}

SignedIn Door::signed_in(Person const& person, SessionId session, std::string const& refresh_token,
                         bool cookie, http::Call& call) const {
    call.headers.emplace_back("Cache-Control", "no-store");
    if (cookie)
        call.headers.emplace_back("Set-Cookie",
                                  refresh_cookie(refresh_token, parts_.secure_cookies));
    return {person, session, parts_.access_tokens.issue({person.id, session}, server::now()),
            access_token_life_s, cookie ? "" : refresh_token};
}

Door::Outcome Door::refresh(Refresh::Request const& request, http::Call& call) const {
    bool const cookie = request.refresh_token.empty();
    auto const token = cookie ? refresh_token_in(call.request) : request.refresh_token;
    if (token.empty()) return signed_out("signed-out");
    auto const read = parts_.refresh_tokens.read(token);
    if (!read) return signed_out("token-invalid");
    auto const refreshed = accounts::refresh(
        parts_.store,
        {read->session, read->hash, read->successor_hash, call.request.address.substr(0, 64)},
        server::now());
    parts_.hub.changed(refreshed.changed);
    using Got = Refreshed::Outcome;
    if (refreshed.outcome == Got::reused) {
        parts_.log.warning("session.token-reused", {{"session", base::to_text(read->session)},
                                                    {"address", call.request.address}});
        parts_.hub.session_ended(read->session.value);
    }
    if (!refreshed.person) return signed_out("session-ended");
    return signed_in(*refreshed.person, read->session, read->successor, cookie, call);
}

http::Outcome<wire::Nothing> Door::sign_out(http::Call& call) const {
    auto const& who = *call.who;
    parts_.hub.changed(end_session(parts_.store, {who.person}, {who.session}, server::now()));
    parts_.hub.session_ended(who.session);
    call.headers.emplace_back("Set-Cookie", no_refresh_cookie(parts_.secure_cookies));
    return wire::Nothing{};
}

http::Outcome<Me::Response> Door::me(http::Call const& call) const {
    auto const person = identify(parts_.pool, {call.who->person}, {call.who->session});
    if (!person) return signed_out("session-ended");
    return Me::Response{*person, {call.who->session}};
}

std::variant<http::Identity, http::Fault> Door::authenticate(http::Request const& request) const {
    constexpr std::string_view scheme = "Bearer ";
    auto const header = request.header("authorization");
    if (header.empty()) return unknown_caller("signed-out");
    if (header.substr(0, scheme.size()) != scheme) return unknown_caller("token-invalid");
    auto const claims =
        parts_.access_tokens.verify(std::string(header.substr(scheme.size())), server::now());
    if (!claims) return unknown_caller("token-invalid");
    using Who = std::variant<http::Identity, http::Fault>;
    return server::or_unavailable<Who>(parts_.log, request.id, [&]() -> Who {
        auto const person = identify(parts_.pool, claims->person, claims->session);
        if (!person) return unknown_caller("session-ended");
        return http::Identity{claims->person.value, claims->session.value, person->administrator};
    });
}

std::optional<http::Fault> Door::barred(http::Identity const& who) const {
    if (identify(parts_.pool, {who.person}, {who.session})) return std::nullopt;
    return signed_out("session-ended");
}

}  // namespace accounts
