#include "server/accounts/entry/sessions.hpp"

#include <algorithm>

#include "server/accounts/acting.hpp"
#include "server/accounts/entry/refresh_cookie.hpp"
#include "server/accounts/proofs/hashing.hpp"
#include "server/audit/audit.hpp"
#include "server/database/rows.hpp"
#include "server/http/tokens.hpp"
#include "server/http/unavailable.hpp"
#include "server/outside.hpp"
#include "server/secrets.hpp"

namespace accounts {

namespace {

// So that tokens of scripts are told from others, by us and by whoever searches code for secrets.
constexpr std::string_view script_prefix = "kontor_";

http::Fault unknown_caller(std::string rule) {
    http::Fault fault;
    fault.status = 401;
    fault.rule = std::move(rule);
    return fault;
}

}  // namespace

std::optional<Sessions::Registered> Sessions::register_person(
    RegisterPerson::Request const& request, http::Call const& call,
    http::ResponderPtr& responder) const {
    if (auto const problem = judge_password(request.password, request.email, "/password"))
        return base::Problems{*problem};
    if (auto const refusal = parts_.registrar.refuses(request.invitation, request.email))
        return *refusal;
    if (parts_.registrar.by_letter(request.invitation))
        return parts_.registrar.ask(request, call, responder);
    // Says early what would be refused late, before it costs a hash.
    if (!email_is_free(parts_.pool, request.email)) return base::Refusal{"email-taken", {}};
    Hashing const hashing{parts_.passwords, parts_.workers, parts_.log};
    return hashing.hash<RegisterPerson>(request.password, call.request.address, call, responder,
                                        [this, request](http::Call& own, std::string const& hash) {
                                            return register_with(request, hash, own);
                                        });
}

Sessions::Registered Sessions::register_with(RegisterPerson::Request const& request,
                                             std::string const& hash, http::Call& call) const {
    bool const first = parts_.first_link.is_open_with(request.invitation);
    auto const now = server::now();
    Person person;
    person.id = {server::fresh_id()};
    person.name = request.name;
    person.email = request.email;
    person.administrator = first;
    person.registered = now;
    auto const opening = opening_for(person.id, request.device, request.cookie, call);
    NewPerson new_person{person, hash, opening.session,
                         RefreshTokens::hash_of(opening.refresh_token), request.language};
    if (!first) new_person.invitation = invitation_hash(request.invitation);
    auto const registered = accounts::register_person(parts_.store, new_person);
    if (!registered) return registered.refusal();
    if (first) parts_.first_link.close();
    parts_.hub.changed(Domain::name, *registered);
    parts_.log.info("person.registered", {{"person", base::to_text(person.id)}});
    return Registration{
        false, signed_in(person, opening.session.id, opening.refresh_token, opening.cookie, call)};
}

std::optional<Sessions::Outcome> Sessions::sign_in(SignIn::Request const& request,
                                                   http::Call const& call,
                                                   http::ResponderPtr& responder) const {
    auto const guesser = guesser_of(request, call);
    if (auto const barred = parts_.lockout.bars(guesser, server::now())) return *barred;
    auto const known = credential_of(parts_.pool, request.email);
    auto const hash = known ? known->password_hash : std::string();
    // Made with yesterday's parameters: now is the one time at which the password is known.
    bool const renews = known && is_outdated(hash);
    Hashing const hashing{parts_.passwords, parts_.workers, parts_.log};
    return hashing.verify<SignIn>(
        {request.password, hash, renews ? request.password : ""}, call, responder,
        [=, this](http::Call& own, bool right, std::string const& better) -> Outcome {
            // Others may have guessed while this one waited.
            if (auto const barred = parts_.lockout.bars(guesser, server::now())) return *barred;
            // Nor is anybody told that an e-mail waits to be confirmed: then it is nobody's yet.
            if (!right || !known) return missed(guesser, "wrong-credentials");
            if (known->blocked) return http::forbidden("person-blocked");
            if (!better.empty()) renew_password_hash(parts_.pool, known->person, hash, better);
            if (auto const no = no_code(known->person, request, guesser, own)) return *no;
            parts_.lockout.succeeded(guesser);
            return open_for({known->person, better.empty() ? hash : better}, request, own);
        });
}

Guesser Sessions::guesser_of(SignIn::Request const& request, http::Call const& call) const {
    auto const word = device_word_in(call.request, parts_.secure_cookies);
    if (word.empty()) return stranger(request.email, audit::address_of(call));
    auto const device = parts_.keys.find(
        server::now(), [&](auto const& keys) { return keys.devices.device(word, request.email); });
    return device ? known_device(request.email, *device, audit::address_of(call))
                  : stranger(request.email, audit::address_of(call));
}

http::Fault Sessions::missed(Guesser const& guesser, std::string rule) const {
    if (auto barred = parts_.lockout.failed(guesser, server::now())) return std::move(*barred);
    return http::signed_out(std::move(rule));
}

std::optional<http::Fault> Sessions::no_code(PersonId person, SignIn::Request const& request,
                                             Guesser const& guesser, http::Call const& call) const {
    using Verdict = FactorCodes::Verdict;
    auto const verdict = parts_.codes.check(person, request.code, call);
    if (verdict == Verdict::missing) return http::signed_out("second-factor-needed");
    if (verdict == Verdict::wrong) return missed(guesser, "wrong-code");
    return std::nullopt;
}

Sessions::Outcome Sessions::open_for(Verified const& verified, SignIn::Request const& request,
                                     http::Call& call) const {
    auto const opening = opening_for(verified.person, request.device, request.cookie, call);
    auto const opened =
        open_session(parts_.store, opening.session, RefreshTokens::hash_of(opening.refresh_token),
                     verified.password_hash);
    if (!opened) return http::try_again_soon();  // by the password that is right by now
    if (!*opened) return opened->refusal();
    parts_.hub.changed(Domain::name, **opened);
    auto const row = identify(parts_.pool, {verified.person, opening.session.id});
    if (!row) return http::signed_out("session-ended");
    return signed_in(*row, opening.session.id, opening.refresh_token, opening.cookie, call);
}

Sessions::Opening Sessions::opening_for(PersonId person, std::string const& device, bool cookie,
                                        http::Call const& call) const {
    SessionId const session{server::fresh_id()};
    auto const now = server::now();
    return {{session, person, device, audit::address_of(call), now, now},
            parts_.keys.keys()->refresh.make(session),
            cookie};
}

SignedIn Sessions::signed_in(Person const& person, SessionId session,
                             std::string const& refresh_token, bool cookie,
                             http::Call& call) const {
    call.headers.emplace_back("Cache-Control", "no-store");
    auto const keys = parts_.keys.keys();
    if (cookie) {
        call.headers.emplace_back("Set-Cookie",
                                  refresh_cookie(refresh_token, parts_.secure_cookies));
        auto const word =
            keys->devices.let_in(device_word_in(call.request, parts_.secure_cookies), person.email);
        call.headers.emplace_back("Set-Cookie", device_cookie(word, parts_.secure_cookies));
    }
    return {person,
            session,
            keys->access.issue({person.id, session}, server::now()),
            access_token_life_s,
            cookie ? "" : refresh_token,
            cookie ? keys->browsers.of(person.id) : ""};
}

Sessions::Outcome Sessions::refresh(Refresh::Request const& request, http::Call& call) const {
    bool const cookie = request.refresh_token.empty();
    auto const shown = shown_token(request, call);
    if (!shown) return cookies_doubled(call.request);
    auto const& token = *shown;
    if (token.empty()) return http::signed_out("signed-out");
    auto const read =
        parts_.keys.find(server::now(), [&](auto const& keys) { return keys.refresh.read(token); });
    if (!read) return http::signed_out("token-invalid");
    auto const address = audit::address_of(call);
    auto const successors = [&, keys = parts_.keys.keys()](std::int64_t turn) {
        return keys->refresh.successors(*read, turn);
    };
    auto const refreshed = accounts::refresh(
        parts_.store,
        {read->session, read->hash, address, http::limited_part(address), successors,
         request.person},
        server::now,
        // One letter for each session at most, since it ends but once: whoever goes on showing what
        // was used up fills nobody's mailbox.
        [this](pqxx::transaction_base& t, PersonId person) {
            tell_owner(t, person, mail::Kind::session_copied);
        });
    parts_.hub.changed(Domain::name, refreshed.changed);
    using Got = Refreshed::Outcome;
    if (refreshed.outcome == Got::reused) {
        parts_.log.warning("session.token-reused", {{"session", base::to_text(read->session)},
                                                    {"address", call.request.address}});
        parts_.hub.session_ended(read->session.value);
        parts_.letters.wake();
    }
    if (refreshed.outcome == Got::another_person) return base::Refusal{"another-person", {}};
    if (!refreshed.person) return http::signed_out("session-ended");
    return signed_in(*refreshed.person, read->session, refreshed.successor, cookie, call);
}

void Sessions::tell_owner(pqxx::transaction_base& t, PersonId person, mail::Kind of) const {
    auto const row = database::find<Person>(t, person);
    auto const owner = row ? reachable(t, row->email, server::now()) : std::nullopt;
    if (!parts_.letters.are_sent() || !owner) return;
    parts_.letters.add(t, {owner->email, of, owner->language, {}, {}, person.value});
}

std::optional<std::string> Sessions::shown_token(Refresh::Request const& request,
                                                 http::Call const& call) const {
    if (!request.refresh_token.empty()) return request.refresh_token;
    return refresh_token_in(call.request, parts_.secure_cookies);
}

http::Fault Sessions::cookies_doubled(http::Request const& request) const {
    auto fault = http::signed_out("refresh-cookie-doubled");
    for (auto& cookie : no_refresh_cookies(request, parts_.secure_cookies))
        fault.headers.emplace_back("Set-Cookie", std::move(cookie));
    return fault;
}

http::Outcome<wire::Nothing> Sessions::sign_out(http::Call& call) const {
    auto const& who = *call.who;
    Spaces changed;
    bool const open = write_while_open(parts_.store, who, [&](Unit& unit) {
        changed = end_session(unit, {who.person}, {who.session});
    });
    if (!open) return http::has_ended(who);
    parts_.hub.changed(Domain::name, changed);
    parts_.hub.session_ended(who.session);
    call.headers.emplace_back("Set-Cookie", no_refresh_cookie(parts_.secure_cookies));
    return wire::Nothing{};
}

http::Outcome<Me::Response> Sessions::me(http::Call const& call) const {
    auto const person = find_person(parts_.pool, {call.who->person});
    if (!person) return http::signed_out("session-ended");
    return Me::Response{*person, {call.who->session}};
}

http::LaterOf<CreateToken> Sessions::create_token(CreateToken::Request const& request,
                                                  http::Call const& call,
                                                  http::ResponderPtr& responder) const {
    if (request.scope == Scope::admin && !call.who->administrator)
        return http::OutcomeOf<CreateToken>(http::forbidden("administrators-only"));
    if (auto const problem = judge_life(request)) return base::Problems{*problem};
    return parts_.password.check<CreateToken>(
        {request.again}, call, responder,
        [this, request](http::Call& own, std::string const&) { return make_token(request, own); });
}

http::OutcomeOf<CreateToken> Sessions::make_token(CreateToken::Request const& request,
                                                  http::Call& call) const {
    auto const now = server::now();
    ScriptToken row;
    row.id = {server::fresh_id()};
    row.person = {call.who->person};
    row.name = request.name;
    row.scope = request.scope;
    row.made = now;
    row.ends = {now.us + request.days * 86'400 * 1'000'000};
    auto const word = std::string(script_prefix) + server::base64url(server::random_bytes(32));
    Spaces changed;
    std::optional<base::Refusal> refusal;
    bool const open = write_while_open(parts_.store, *call.who, [&](Unit& unit) {
        changed.clear();
        refusal = add_token(unit, row, server::sha256_hex(word), audit::address_of(call), changed);
        // It lasts, and outlives the session that made it: its owner hears of it.
        if (!refusal) tell_owner(unit.transaction(), row.person, mail::Kind::token_made);
    });
    if (!open) return http::has_ended(*call.who);
    if (refusal) return *refusal;
    parts_.hub.changed(Domain::name, changed);
    parts_.letters.wake();
    call.headers.emplace_back("Cache-Control", "no-store");
    return CreateToken::Response{row, word};
}

http::Outcome<SignAddress::Response> Sessions::sign_address(SignAddress::Request const& request,
                                                            http::Routes const& routes,
                                                            http::Call& call) const {
    http::Target target;
    if (http::parse_target(request.path, target) || !routes.may_be_signed(target))
        return base::Problems{{"/path", "not-signable", {}}};
    auto const seal = parts_.keys.keys()->addresses.seal({{call.who->person}, {call.who->session}},
                                                         what_is_signed(target.path, target.query),
                                                         server::now());
    call.headers.emplace_back("Cache-Control", "no-store");
    auto const next = request.path.find('?') == std::string::npos ? "?" : "&";
    return SignAddress::Response{request.path + next + std::string(http::signed_key) + "=" + seal};
}

Sessions::Who Sessions::authenticate(http::Request const& request) const {
    return http::or_unavailable<Who>(parts_.log, request.id, [&]() -> Who {
        auto const header = request.header("authorization");
        if (header.empty()) return by_address(request);
        auto const given = http::bearer_word(header);
        if (!given) return unknown_caller("token-invalid");
        std::string const word(*given);
        return word.rfind(script_prefix, 0) == 0 ? script(word) : person(claims_of(word));
    });
}

Sessions::Who Sessions::by_address(http::Request const& request) const {
    auto const is_seal = [](auto const& one) { return one.first == http::signed_key; };
    auto const seal = std::find_if(request.query.begin(), request.query.end(), is_seal);
    if (seal == request.query.end()) return unknown_caller("signed-out");
    if (std::any_of(seal + 1, request.query.end(), is_seal)) return unknown_caller("token-invalid");
    if (request.method != http::Method::get && request.method != http::Method::head)
        return unknown_caller("token-invalid");
    auto const now = server::now();
    auto const asked = what_is_signed(request.path, request.query);
    return person(parts_.keys.find(
        now, [&](auto const& keys) { return keys.addresses.read(seal->second, asked, now); }));
}

std::optional<Claims> Sessions::claims_of(std::string const& token) const {
    auto const now = server::now();
    auto const claims = parts_.keys.keys()->access.verify(token, now);
    if (claims || !parts_.keys.keys()->access.names_unknown_key(token)) return claims;
    parts_.keys.look_again(now);  // another server may have made a key
    return parts_.keys.keys()->access.verify(token, now);
}

Sessions::Who Sessions::person(std::optional<Claims> const& claims) const {
    if (!claims) return unknown_caller("token-invalid");
    // The first of newer tokens is told to the database: it shows that they have arrived.
    if (auto const known = parts_.known.find(claims->session.value, claims->issued);
        known && known->person == claims->person.value)
        return *known;
    auto const mark = parts_.known.mark();
    auto const row = identify(parts_.pool, *claims);
    if (!row) return unknown_caller(why_ended(parts_.pool, claims->person, server::now()));
    http::Identity who{claims->person.value, claims->session.value, row->administrator};
    who.lacks_second_factor = lacks_second_factor(claims->person, row->administrator);
    who.guest = row->kind == PersonKind::guest;
    parts_.known.remember(who, mark, claims->issued);
    return who;
}

bool Sessions::lacks_second_factor(PersonId person, bool administrator) const {
    return administrator && parts_.workspace.get().admin_second_factor &&
           !parts_.codes.is_on(person);
}

// Their last use is kept to the minute.
Sessions::Who Sessions::script(std::string const& word) const {
    auto const now = server::now();
    auto const known = identify_script(parts_.pool, server::sha256_hex(word), now);
    if (!known) return unknown_caller("token-invalid");
    if (!known->used || now.us - known->used->us > 60'000'000)
        parts_.hub.changed(Domain::name, touch_token(parts_.store, *known));
    http::Identity who{known->person.value, known->token.value,
                       known->administrator && known->scope == Scope::admin, true, known->scope};
    who.lacks_second_factor = lacks_second_factor(known->person, who.administrator);
    who.guest = known->kind == PersonKind::guest;
    return who;
}

std::optional<http::Fault> Sessions::barred(http::Identity const& who) const {
    auto const now = server::now();
    bool const open = who.is_script
                          ? token_is_open(parts_.pool, {who.session}, now)
                          : identify(parts_.pool, {{who.person}, {who.session}}).has_value();
    if (open) return std::nullopt;
    return http::signed_out(who.is_script ? "token-invalid"
                                          : why_ended(parts_.pool, {who.person}, now));
}

bool Sessions::may_still_administer(http::Identity const& who) const {
    if (barred(who)) return false;
    auto const person = database::with_transaction(
        parts_.pool, database::Isolation::statement, [&](pqxx::transaction_base& transaction) {
            return database::find<Person>(transaction, {who.person});
        });
    return person && person->administrator;
}

}  // namespace accounts
