#include "server/accounts/recovery.hpp"

#include "server/accounts/acting.hpp"
#include "server/accounts/audit.hpp"
#include "server/accounts/hashing.hpp"
#include "server/outside.hpp"
#include "shared/wire/json.hpp"

namespace accounts {

namespace {

using database::Isolation;
using database::with_transaction;
using Transaction = pqxx::transaction_base;

// Whatever is the matter with a link, this is all that anybody learns.
base::Refusal link_unknown() { return {"link-unknown", {}}; }

LinkKinds of_passwords() { return {LinkKind::reset, LinkKind::enrolled}; }

struct ResetAsked {
    std::string email, address;
    static constexpr auto fields() {
        return std::tuple{base::field("email", &ResetAsked::email),
                          base::field("address", &ResetAsked::address)};
    }
};

// Looked at first without a lock, to learn whose it is; used only when it is still there after.
std::optional<Link> lock_and_use(Unit& unit, std::string const& hash, LinkKinds const& kinds,
                                 base::Instant now) {
    auto const seen = find_link(unit.transaction(), hash, kinds, now);
    if (!seen) return std::nullopt;
    if (seen->person)
        lock_person(unit, *seen->person);
    else
        unit.lock({{world::directory(), world::Lock::exclusive}});
    return use_link(unit.transaction(), hash, kinds, now);
}

}  // namespace

OutcomeOf<SendConfirmation> Recovery::send_confirmation(http::Call const& call) const {
    PersonId const person{call.who->person};
    auto const word = make_word();
    auto const refusal = with_transaction(
        parts_.pool, Isolation::read_committed,
        [&](Transaction& t) -> std::optional<base::Refusal> {
            auto const row = database::find<Person>(t, person);
            auto const account = database::find<Account>(t, account_of(person));
            if (!row || !account) return base::Refusal{"person-unknown", {}};
            if (account->email_confirmed) return base::Refusal{"email-is-confirmed", {}};
            end_links(t, person, {LinkKind::confirm});
            Link link;
            link.kind = LinkKind::confirm;
            link.person = person;
            link.email = row->email;
            send_link(t, parts_.letters, {word, link, account->language, server::now()});
            write_audit(t, {person.value, person.value, "confirmation-asked", address_of(call)});
            return std::nullopt;
        });
    if (refusal) return *refusal;
    parts_.letters.wake();
    return wire::Nothing{};
}

OutcomeOf<ConfirmEmail> Recovery::confirm_email(ConfirmEmail::Request const& request,
                                                http::Call const& call) const {
    Spaces changed;
    std::optional<base::Refusal> refusal;
    std::string email;
    PersonId const fresh{server::fresh_id()};
    parts_.store.write_with([&](Unit& unit) {
        changed.clear();
        refusal.reset();
        auto& t = unit.transaction();
        auto const now = server::now();
        auto const link =
            lock_and_use(unit, hash_of_word(request.word),
                         {LinkKind::registration, LinkKind::confirm, LinkKind::new_email}, now);
        if (!link) {
            refusal = link_unknown();
            return;
        }
        email = link->email;
        if (link->kind == LinkKind::registration) {
            Enrolment enrolment;
            enrolment.person = {fresh, link->name, link->email, false, now};
            enrolment.password_hash = link->password_hash;
            enrolment.language = link->language;
            enrolment.email_confirmed = true;
            enrolment.invitation = link->invitation;
            enrolment.session.address = address_of(call);
            refusal = add_person(unit, enrolment, changed);
            if (!refusal) forgive(t, link->email);
            return;
        }
        auto const account = database::find<Account>(t, account_of(*link->person));
        if (link->kind == LinkKind::new_email && (!account || account->new_email != link->email)) {
            refusal = link_unknown();  // it is not wanted any more
            return;
        }
        auto context = acting_as(link->person->value, address_of(call));
        context.facts.email_is_free = email_is_free(t, link->email);
        refusal = try_to(unit, TakeEmail{*link->person, link->email}, context, changed);
        if (refusal) return;
        // What was sent to the e-mail before proves nothing any more.
        if (link->kind == LinkKind::new_email)
            end_links(
                t, *link->person,
                {LinkKind::confirm, LinkKind::new_email, LinkKind::reset, LinkKind::enrolled});
    });
    if (refusal) return *refusal;
    parts_.hub.changed(changed);
    return ConfirmEmail::Response{email};
}

OutcomeOf<RequestReset> Recovery::request_reset(RequestReset::Request const& request,
                                                http::Call const& call) const {
    with_transaction(parts_.pool, Isolation::read_committed, [&](Transaction& t) {
        jobs::add(t, reset_job, wire::json::text(ResetAsked{request.email, address_of(call)}));
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
        write_audit(t, {{}, owner->person.value, "reset-asked", asked.address});
    });
    parts_.letters.wake();
}

LaterOf<ResetPassword> Recovery::reset_password(ResetPassword::Request const& request,
                                                http::Call const& call,
                                                Responder& responder) const {
    auto const hash = hash_of_word(request.word);
    auto const link = with_transaction(parts_.pool, Isolation::read_committed, [&](Transaction& t) {
        return find_link(t, hash, of_passwords(), server::now());
    });
    if (!link) return link_unknown();
    if (auto const problem = judge_password(request.password, link->email, "/password"))
        return base::Problems{*problem};
    Hashing const hashing{parts_.passwords, parts_.workers, parts_.log};
    return hashing.hash<ResetPassword>(
        request.password, call.request.address, call, responder,
        [this, hash](http::Call& own, std::string const& password_hash) {
            return set_by_link(hash, password_hash, own);
        });
}

OutcomeOf<ResetPassword> Recovery::set_by_link(std::string const& hash,
                                               std::string const& password_hash,
                                               http::Call const& call) const {
    Spaces changed;
    std::optional<std::string> email;
    parts_.store.write_with([&](Unit& unit) {
        changed.clear();
        email.reset();
        auto& t = unit.transaction();
        auto const link = lock_and_use(unit, hash, of_passwords(), server::now());
        if (!link || !link->person) return;
        auto const person = *link->person;
        auto const row = database::find<Person>(t, person);
        auto const account = database::find<Account>(t, account_of(person));
        if (!row || !account || row->blocked) return;
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
        auto const context = acting_as(person.value, address_of(call));
        carry_out(unit, ChangeAccount{kept}, context, changed);
        carry_out(unit, EndSessions{person, {}}, context, changed);
        // Whoever has to be thrown out may have made some.
        for (auto const& token : database::select<ScriptToken>(t, "where r.person = $1", person))
            carry_out(unit, RevokeToken{person, token.id}, context, changed);
        write_audit(t, {person.value, person.value, "password-reset", address_of(call)});
    });
    if (!email) return link_unknown();
    parts_.hub.changed(changed);
    parts_.log.info("password.reset");
    return ResetPassword::Response{*email};
}

LaterOf<ChangePassword> Recovery::change_password(ChangePassword::Request const& request,
                                                  http::Call const& call,
                                                  Responder& responder) const {
    auto const row = find_person(parts_.pool, {call.who->person});
    if (auto const problem = judge_password(request.password, row ? row->email : "", "/password"))
        return base::Problems{*problem};
    return parts_.password.check<ChangePassword>(
        {request.current, "/current", request.password}, call, responder,
        [this](http::Call& own, std::string const& fresh) { return set_by_owner(fresh, own); });
}

OutcomeOf<ChangePassword> Recovery::set_by_owner(std::string const& hash,
                                                 http::Call const& call) const {
    PersonId const person{call.who->person};
    auto const context = acting_as(person.value, address_of(call));
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
        carry_out(unit, ChangeAccount{kept}, context, changed);
        carry_out(unit, EndSessions{person, {call.who->session}}, context, changed);
        write_audit(t, {person.value, person.value, "password-changed", address_of(call)});
    });
    if (!open) return signed_out("session-ended");
    parts_.hub.changed(changed);
    return wire::Nothing{};
}

LaterOf<ChangeEmail> Recovery::change_email(ChangeEmail::Request const& request,
                                            http::Call const& call, Responder& responder) const {
    return parts_.password.check<ChangeEmail>(
        {request.password, "/password"}, call, responder,
        [this, email = request.email](http::Call& own, std::string const&) {
            return ask_for_email(email, own);
        });
}

OutcomeOf<ChangeEmail> Recovery::ask_for_email(std::string const& email,
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
        carry_out(unit, ChangeAccount{asked}, acting_as(person.value, address_of(call)), changed);
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
                t, {email, mail::Kind::already_registered, account->language, {}, {}, person});
        }
        if (parts_.letters.are_sent())
            parts_.letters.add(
                t, {row->email, mail::Kind::email_warning, account->language, "", email, person});
        write_audit(t, {person.value, person.value, "email-change-asked", address_of(call)});
    });
    if (!open) return signed_out("session-ended");
    if (refusal) return *refusal;
    parts_.hub.changed(changed);
    parts_.letters.wake();
    return wire::Nothing{};
}

}  // namespace accounts
