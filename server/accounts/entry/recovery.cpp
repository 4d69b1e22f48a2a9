#include "server/accounts/entry/recovery.hpp"

#include "server/accounts/acting.hpp"
#include "server/accounts/entry/refresh_cookie.hpp"
#include "server/accounts/limited.hpp"
#include "server/accounts/proofs/hashing.hpp"
#include "server/audit/audit.hpp"
#include "server/database/rows.hpp"
#include "server/outside.hpp"
#include "shared/base/unicode.hpp"
#include "shared/wire/json.hpp"

namespace accounts {
namespace {

using database::Isolation;
using database::with_transaction;
using Transaction = pqxx::transaction_base;

base::Refusal link_unknown() { return {"link-unknown", {}}; }

LinkKinds of_passwords() { return {LinkKind::reset, LinkKind::enrolled}; }
LinkKinds of_registrations() { return {LinkKind::registration}; }
LinkKinds of_emails() { return {LinkKind::confirm, LinkKind::new_email}; }

// A letter that was on its way when the account came to its end does not open it again.
bool is_decided(Account const& account, base::Instant now) {
    return account.deletion && (account.deletion_ordered || *account.deletion <= now);
}

struct ResetAsked {
    std::string email, address;
    static constexpr auto fields() {
        return base::Pack{base::field("email", &ResetAsked::email),
                          base::field("address", &ResetAsked::address)};
    }
};

// Looked at first without a lock, to learn whose it is; there only when it is still there after.
base::Result<Link> lock_link(Unit& unit, std::string const& hash, LinkKinds const& kinds) {
    auto const seen = find_link(unit.transaction(), hash, kinds, server::now());
    if (seen && seen->person)
        lock_person(unit, *seen->person);
    else
        lock_administration(unit);
    auto const now = server::now();
    auto link = find_link(unit.transaction(), hash, kinds, now);
    if (!link) return no_link(unit.transaction(), hash, kinds, now);
    return *std::move(link);
}

}  // namespace

http::OutcomeOf<SendConfirmation> Recovery::send_confirmation(http::Call const& call) const {
    PersonId const person{call.who->person};
    auto const word = make_word();
    std::optional<base::Refusal> refusal;
    bool const open = write_while_open(parts_.store, *call.who, [&](Unit& unit) {
        refusal.reset();
        auto& t = unit.transaction();
        auto const row = database::find<Person>(t, person);
        auto const account = database::find<Account>(t, account_of(person));
        if (!row || !account)
            refusal = base::Refusal{"person-unknown", {}};
        else if (account->email_confirmed)
            refusal = base::Refusal{"email-is-confirmed", {}};
        if (refusal) return;
        end_links(t, person, {LinkKind::confirm});
        Link link;
        link.kind = LinkKind::confirm;
        link.person = person;
        link.email = row->email;
        send_link(t, parts_.letters, {word, link, account->language, server::now()});
        audit::write(t,
                     {person.value, person.value, "confirmation-asked", audit::address_of(call)});
    });
    if (!open) return http::has_ended(*call.who);
    if (refusal) return *refusal;
    parts_.letters.wake();
    return wire::Nothing{};
}

http::LaterOf<ConfirmRegistration> Recovery::confirm_registration(
    ConfirmRegistration::Request const& request, http::Call const& call,
    http::ResponderPtr& responder) const {
    auto const word = hash_of_word(request.word);
    auto const link = look_at(word, of_registrations());
    if (!link) return link.refusal();
    Hashing const hashing{parts_.passwords, parts_.workers, parts_.log};
    if (request.fresh) {
        if (auto const problem = judge_password(request.password, link->email, "/password"))
            return base::Problems{*problem};
        return hashing.hash<ConfirmRegistration>(
            request.password, call.request.address, call, responder,
            [this, word, name = request.name](http::Call& own, std::string const& hash) {
                return make_person(word, name, hash, own);
            });
    }
    return hashing.verify<ConfirmRegistration>(
        {request.password, link->password_hash}, call, responder,
        [this, word, name = request.name, hash = link->password_hash](
            http::Call& own, bool right,
            std::string const&) -> http::OutcomeOf<ConfirmRegistration> {
            if (!right) return base::Problems{{"/password", "wrong-password", {}}};
            return make_person(word, name, hash, own);
        });
}

http::OutcomeOf<ConfirmRegistration> Recovery::make_person(std::string const& word,
                                                           std::string const& name,
                                                           std::string const& password_hash,
                                                           http::Call const& call) const {
    Spaces changed;
    std::optional<base::Refusal> refusal;
    std::string email;
    PersonId const fresh{server::fresh_id()};
    parts_.store.write_with([&](Unit& unit) {
        changed.clear();
        refusal.reset();
        auto& t = unit.transaction();
        auto const link = lock_link(unit, word, of_registrations());
        auto const now = server::now();
        if (!link) {
            refusal = link.refusal();
            return;
        }
        email = link->email;
        NewPerson new_person;
        new_person.person = {fresh, name.empty() ? link->name : name, email, false, now};
        new_person.password_hash = password_hash;
        new_person.language = link->language;
        new_person.email_confirmed = true;
        new_person.invitation = link->invitation;
        new_person.session.address = audit::address_of(call);
        refusal = add_person(unit, new_person, changed);
        if (refusal) return;
        use_link(t, word, of_registrations(), now);
        forgive(t, email);
    });
    if (refusal) return *refusal;
    parts_.hub.changed(Domain::name, changed);
    return ConfirmRegistration::Response{email};
}

base::Result<Link> Recovery::look_at(std::string const& word, LinkKinds const& kinds) const {
    return with_transaction(parts_.pool, Isolation::read_committed,
                            [&](Transaction& t) -> base::Result<Link> {
                                auto const now = server::now();
                                if (auto link = find_link(t, word, kinds, now))
                                    return *std::move(link);
                                return no_link(t, word, kinds, now);
                            });
}

http::OutcomeOf<ConfirmEmail> Recovery::confirm_email(ConfirmEmail::Request const& request,
                                                      http::Call const& call) const {
    Spaces changed;
    std::optional<base::Refusal> refusal;
    std::string email;
    auto const word = hash_of_word(request.word);
    parts_.store.write_with([&](Unit& unit) {
        changed.clear();
        refusal.reset();
        auto& t = unit.transaction();
        auto const link = lock_link(unit, word, of_emails());
        auto const now = server::now();
        if (!link) {
            refusal = link.refusal();
            return;
        }
        email = link->email;
        auto const account = database::find<Account>(t, account_of(*link->person));
        if (link->kind == LinkKind::new_email && (!account || account->new_email != link->email)) {
            refusal = link_unknown();  // it is not wanted any more
            return;
        }
        auto asking = acting_as(link->person->value, audit::address_of(call));
        asking.facts.email_is_free = email_is_free(t, link->email);
        refusal = try_to(unit, TakeEmail{*link->person, link->email}, asking, changed);
        if (refusal) return;
        use_link(t, word, of_emails(), now);
        // What was sent to the e-mail before proves nothing any more.
        if (link->kind == LinkKind::new_email)
            end_links(
                t, *link->person,
                {LinkKind::confirm, LinkKind::new_email, LinkKind::reset, LinkKind::enrolled});
    });
    if (refusal) return *refusal;
    parts_.hub.changed(Domain::name, changed);
    return ConfirmEmail::Response{email};
}

http::OutcomeOf<RequestReset> Recovery::request_reset(RequestReset::Request const& request,
                                                      http::Call const& call) const {
    if (auto fault = refuse_reset(parts_.limits, request.email, server::now()))
        return std::move(*fault);
    with_transaction(parts_.pool, Isolation::read_committed, [&](Transaction& t) {
        jobs::add(t, reset_job,
                  wire::json::text(ResetAsked{request.email, audit::address_of(call)}));
    });
    parts_.runner.wake();
    return wire::Nothing{};
}

jobs::Handler Recovery::reset_handler() const {
    return {[this](jobs::Attempt const& attempt) { send_reset(attempt); }};
}

void Recovery::send_reset(jobs::Attempt const& attempt) const {
    ResetAsked asked;
    if (!wire::json::parse(attempt.payload, asked).empty())
        throw std::logic_error("a job of a reset cannot be read");
    auto const word = make_word();
    with_transaction(parts_.pool, Isolation::read_committed, [&](Transaction& t) {
        auto const owner = reachable(t, asked.email, server::now());
        if (!owner) return;
        end_links(t, owner->person, {LinkKind::reset});
        Link link;
        link.kind = LinkKind::reset;
        link.person = owner->person;
        link.email = owner->email;
        send_link(t, parts_.letters, {word, link, owner->language, server::now()});
        audit::write(t, {{}, owner->person.value, "reset-asked", asked.address});
    });
    parts_.letters.wake();
}

http::LaterOf<ResetPassword> Recovery::reset_password(ResetPassword::Request const& request,
                                                      http::Call const& call,
                                                      http::ResponderPtr& responder) const {
    auto const hash = hash_of_word(request.word);
    auto const link = look_at(hash, of_passwords());
    if (!link) return link.refusal();
    if (auto const problem = judge_password(request.password, link->email, "/password"))
        return base::Problems{*problem};
    Hashing const hashing{parts_.passwords, parts_.workers, parts_.log};
    return hashing.hash<ResetPassword>(
        request.password, call.request.address, call, responder,
        [this, hash](http::Call& own, std::string const& password_hash) {
            return set_by_link(hash, password_hash, own);
        });
}

http::OutcomeOf<ResetPassword> Recovery::set_by_link(std::string const& hash,
                                                     std::string const& password_hash,
                                                     http::Call& call) const {
    Spaces changed;
    std::optional<base::Refusal> refusal;
    std::string email;
    parts_.store.write_with([&](Unit& unit) {
        changed.clear();
        refusal.reset();
        auto& t = unit.transaction();
        auto const link = lock_link(unit, hash, of_passwords());
        auto const now = server::now();
        if (!link) {
            refusal = link.refusal();
            return;
        }
        auto const person = *link->person;
        auto const row = database::find<Person>(t, person);
        auto const account = database::find<Account>(t, account_of(person));
        if (!row || !account || row->blocked || is_decided(*account, now)) {
            refusal = link_unknown();
            return;
        }
        use_link(t, hash, of_passwords(), now);
        email = row->email;
        set_password(t, person, password_hash);
        forgive(t, row->email);
        end_links(t, person,
                  {LinkKind::confirm, LinkKind::new_email, LinkKind::reset, LinkKind::enrolled});
        // A letter that arrived has proved the e-mail; and who asked for another e-mail may have
        // been who had to be thrown out.
        auto kept = *account;
        kept.email_confirmed = account->email_confirmed || parts_.letters.are_sent();
        kept.new_email.clear();
        auto const asking = acting_as(person.value, audit::address_of(call));
        must_carry_out(unit, ChangeAccount{kept}, asking, changed);
        // Whoever has to be thrown out may have made some tokens.
        must_carry_out(unit, EndSessions{person, {}, true}, asking, changed);
        audit::write(t, {person.value, person.value, "password-reset", audit::address_of(call)});
    });
    if (refusal) return *refusal;
    parts_.hub.changed(Domain::name, changed);
    parts_.log.info("password.reset");
    let_in(email, call);
    return ResetPassword::Response{email};
}

// The browser is a known one from now on: while strangers guess, they do not stand before whoever
// has just proved to be the owner.
void Recovery::let_in(std::string const& email, http::Call& call) const {
    auto const before = device_word_in(call.request, parts_.secure_cookies);
    auto const word = parts_.keys.keys()->devices.let_in(before, email);
    call.headers.emplace_back("Set-Cookie", device_cookie(word, parts_.secure_cookies));
}

http::LaterOf<ChangePassword> Recovery::change_password(ChangePassword::Request const& request,
                                                        http::Call const& call,
                                                        http::ResponderPtr& responder) const {
    auto const row = find_person(parts_.pool, {call.who->person});
    if (auto const problem = judge_password(request.password, row ? row->email : "", "/password"))
        return base::Problems{*problem};
    return parts_.password.check<ChangePassword>(
        {request.again, "/again", request.password}, call, responder,
        [this, ends_tokens = !request.keep_tokens](http::Call& own, std::string const& fresh) {
            return set_by_owner(fresh, ends_tokens, own);
        });
}

http::OutcomeOf<ChangePassword> Recovery::set_by_owner(std::string const& hash, bool ends_tokens,
                                                       http::Call const& call) const {
    PersonId const person{call.who->person};
    auto const asking = acting_as(person.value, audit::address_of(call));
    Spaces changed;
    bool const open = write_while_open(parts_.store, *call.who, [&](Unit& unit) {
        changed.clear();
        auto& t = unit.transaction();
        auto const row = database::find<Person>(t, person);
        auto const account = database::find<Account>(t, account_of(person));
        if (!row || !account) return;
        set_password(t, person, hash);
        forgive(t, row->email);
        // Who asked for another e-mail may be who made the owner change the password.
        end_links(t, person, {LinkKind::new_email, LinkKind::reset, LinkKind::enrolled});
        auto kept = *account;
        kept.new_email.clear();
        must_carry_out(unit, ChangeAccount{kept}, asking, changed);
        must_carry_out(unit, EndSessions{person, {call.who->session}, ends_tokens}, asking,
                       changed);
        audit::write(t, {person.value, person.value, "password-changed", audit::address_of(call)});
    });
    if (!open) return http::has_ended(*call.who);
    parts_.hub.changed(Domain::name, changed);
    return wire::Nothing{};
}

http::LaterOf<ChangeEmail> Recovery::change_email(ChangeEmail::Request const& request,
                                                  http::Call const& call,
                                                  http::ResponderPtr& responder) const {
    if (parts_.letters.are_sent())
        if (auto fault = refuse_letter(parts_.limits, request.email, server::now()))
            return std::move(*fault);
    return parts_.password.check<ChangeEmail>(
        {request.again}, call, responder,
        [this, email = request.email](http::Call& own, std::string const&) {
            return ask_for_email(email, own);
        });
}

http::OutcomeOf<ChangeEmail> Recovery::ask_for_email(std::string const& email,
                                                     http::Call const& call) const {
    PersonId const person{call.who->person};
    auto const word = make_word();
    Spaces changed;
    std::optional<base::Refusal> refusal;
    bool const open = write_while_open(parts_.store, *call.who, [&](Unit& unit) {
        changed.clear();
        refusal.reset();
        auto& t = unit.transaction();
        auto const row = database::find<Person>(t, person);
        auto const account = database::find<Account>(t, account_of(person));
        if (!row || !account)
            refusal = base::Refusal{"person-unknown", {}};
        else if (row->email == email)
            refusal = base::Refusal{"email-unchanged", {}};
        if (refusal) return;
        auto asked = *account;
        asked.new_email = email;
        must_carry_out(unit, ChangeAccount{asked}, acting_as(person.value, audit::address_of(call)),
                       changed);
        end_links(t, person, {LinkKind::new_email});
        Link link;
        link.kind = LinkKind::new_email;
        link.person = person;
        link.email = email;
        // Another's e-mail is not told of here: its owner is.
        bool const is_own = base::lower(row->email) == base::lower(email);
        if (is_own || email_is_free(t, email)) {
            send_link(t, parts_.letters, {word, link, account->language, server::now()});
        } else {
            parts_.letters.add(
                t,
                {email, mail::Kind::already_registered, account->language, {}, {}, person.value});
        }
        if (parts_.letters.are_sent())
            parts_.letters.add(t, {row->email, mail::Kind::email_warning, account->language, "",
                                   email, person.value});
        audit::write(t,
                     {person.value, person.value, "email-change-asked", audit::address_of(call)});
    });
    if (!open) return http::has_ended(*call.who);
    if (refusal) return *refusal;
    parts_.hub.changed(Domain::name, changed);
    parts_.letters.wake();
    return wire::Nothing{};
}

}  // namespace accounts
