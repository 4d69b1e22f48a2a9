#include "server/accounts/entry/registrar.hpp"

#include "server/accounts/acting.hpp"
#include "server/accounts/limited.hpp"
#include "server/accounts/proofs/hashing.hpp"
#include "server/accounts/proofs/links.hpp"
#include "server/audit/audit.hpp"
#include "server/http/list.hpp"
#include "server/outside.hpp"
#include "shared/wire/json.hpp"

namespace accounts {

namespace {

using database::Isolation;
using database::with_transaction;
using Transaction = pqxx::transaction_base;

// A registration on its way to its letter. The job forgets it when it is done.
struct Asked {
    std::string name, email, language, password_hash, invitation;
    static constexpr auto fields() {
        return base::Pack{base::field("name", &Asked::name), base::field("email", &Asked::email),
                          base::field("language", &Asked::language),
                          base::field("password_hash", &Asked::password_hash),
                          base::field("invitation", &Asked::invitation)};
    }
};

// Of a letter: as the administrator asked, else as they have it themselves.
std::string language_for(Transaction& t, std::string const& asked, PersonId administrator) {
    if (!asked.empty()) return asked;
    auto const account = database::find<Account>(t, account_of(administrator));
    return account ? account->language : "";
}

}  // namespace

std::string invitation_hash(std::string const& word) {
    return word.empty() ? std::string() : hash_of_word(word);
}

std::string password_to_hand_over() {
    // Nothing that is taken for something else when it is read out: 30 signs.
    constexpr std::string_view signs = "abcdefghjkmnpqrstuvwxyz2345678";
    constexpr std::size_t groups = 4, of_each = 5;
    // Bytes beyond the last whole multiple are drawn again, so that no sign comes more often.
    constexpr unsigned most = 256 / signs.size() * signs.size();
    std::string password;
    for (std::size_t count = 0; count < groups * of_each;) {
        auto const byte = static_cast<unsigned char>(server::random_bytes(1)[0]);
        if (byte >= most) continue;
        if (count > 0 && count % of_each == 0) password += '-';
        password += signs[byte % signs.size()];
        ++count;
    }
    return password;
}

AboutServer::Response Registrar::about() const {
    auto const workspace = parts_.workspace.get();
    return {workspace.registration, parts_.letters.are_sent(), workspace.name,
            workspace.message,      workspace.language,        workspace.picture};
}

std::optional<base::Refusal> Registrar::refuses(std::string const& invitation,
                                                std::string const& email) const {
    if (parts_.first_link.is_open_with(invitation)) return std::nullopt;
    auto const mode = parts_.workspace.get().registration;
    if (mode == RegistrationMode::closed) return base::Refusal{"registration-closed", {}};
    if (invitation.empty()) {
        if (mode == RegistrationMode::open) return std::nullopt;
        return base::Refusal{"invitation-needed", {}};
    }
    if (parts_.first_link.was_used_with(invitation)) return base::Refusal{"invitation-used", {}};
    return with_transaction(
        parts_.pool, Isolation::read_committed,
        [&](Transaction& t) -> std::optional<base::Refusal> {
            auto const hash = hash_of_word(invitation);
            LinkKinds const kinds{LinkKind::invitation};
            auto const now = server::now();
            if (auto const link = find_link(t, hash, kinds, now)) {
                if (is_invited(*link, email)) return std::nullopt;
                return base::Refusal{"invitation-for-another", {}};
            }
            bool const used = no_link(t, hash, kinds, now).reason == "link-used";
            return base::Refusal{used ? "invitation-used" : "invitation-unknown", {}};
        });
}

http::OutcomeOf<LookAtLink> Registrar::look_at(LookAtLink::Request const& request) const {
    using Response = LookAtLink::Response;
    using Outcome = http::OutcomeOf<LookAtLink>;
    if (parts_.first_link.is_open_with(request.word)) return Response{LinkKind::first};
    if (parts_.first_link.was_used_with(request.word))
        return base::Refusal{"link-used", {{"kind", std::string(base::name_of(LinkKind::first))}}};
    return with_transaction(parts_.pool, Isolation::read_committed, [&](Transaction& t) -> Outcome {
        LinkKinds const kinds{LinkKind::registration, LinkKind::confirm,  LinkKind::new_email,
                              LinkKind::reset,        LinkKind::enrolled, LinkKind::invitation};
        auto const hash = hash_of_word(request.word);
        auto const now = server::now();
        auto const link = find_link(t, hash, kinds, now);
        if (!link) return no_link(t, hash, kinds, now);
        // Whoever gives an account their e-mail has to see which one: a stranger may have asked.
        bool const gives = link->kind == LinkKind::confirm || link->kind == LinkKind::new_email;
        auto const person =
            gives && link->person ? database::find<Person>(t, *link->person) : std::nullopt;
        return Response{link->kind, link->email, person ? person->name : link->name};
    });
}

bool Registrar::by_letter(std::string const& invitation) const {
    return parts_.letters.are_sent() && !parts_.first_link.is_open_with(invitation);
}

http::LaterOf<RegisterPerson> Registrar::ask(RegisterPerson::Request const& request,
                                             http::Call const& call,
                                             http::ResponderPtr& responder) const {
    // Whoever has an invitation, which is for this e-mail, is expected.
    if (request.invitation.empty())
        if (auto fault = refuse_letter(parts_.limits, request.email, server::now()))
            return std::move(*fault);
    Hashing const hashing{parts_.passwords, parts_.workers, parts_.log};
    return hashing.hash<RegisterPerson>(
        request.password, call.request.address, call, responder,
        [this, request](http::Call& own, std::string const& hash) {
            Asked const asked{request.name, request.email, request.language, hash,
                              invitation_hash(request.invitation)};
            with_transaction(parts_.pool, Isolation::read_committed, [&](Transaction& t) {
                jobs::add(t, registration_job, wire::json::text(asked));
            });
            parts_.runner.wake();
            own.status = RegisterPerson::later_status;
            return Registration{true, {}};
        });
}

jobs::Handler Registrar::registration_handler() const {
    return {[this](jobs::Attempt const& attempt) { register_by_letter(attempt); }};
}

void Registrar::register_by_letter(jobs::Attempt const& attempt) const {
    Asked asked;
    if (!wire::json::parse(attempt.payload, asked).empty())
        throw std::logic_error("a job of a registration cannot be read");
    auto const word = make_word();
    with_transaction(parts_.pool, Isolation::read_committed, [&](Transaction& t) {
        if (!email_is_free(t, asked.email)) {
            // Somebody who is blocked gets no letters.
            if (auto const owner = reachable(t, asked.email, server::now()))
                parts_.letters.add(t, {owner->email,
                                       mail::Kind::already_registered,
                                       owner->language,
                                       {},
                                       {},
                                       owner->person.value});
            return;
        }
        Link link;
        link.kind = LinkKind::registration;
        link.email = asked.email;
        link.name = asked.name;
        link.language = asked.language;
        link.password_hash = asked.password_hash;
        link.invitation = asked.invitation;
        send_link(t, parts_.letters, {word, link, asked.language, server::now()});
    });
    parts_.letters.wake();
}

http::LaterOf<EnrolPerson> Registrar::enrol(EnrolPerson::Request const& request,
                                            http::Call const& call,
                                            http::ResponderPtr& responder) const {
    // Such a password is a way in that outlives the token; a script has none made.
    if (request.hand_over && call.who->is_script)
        return http::OutcomeOf<EnrolPerson>(http::forbidden("session-needed"));
    if (!email_is_free(parts_.pool, request.email)) return base::Refusal{"email-taken", {}};
    if (!request.hand_over) return enrol_with(request, "", "", call);
    if (!request.again)
        return http::OutcomeOf<EnrolPerson>(base::Problems{{"/again/password", "required", {}}});
    auto const password = password_to_hand_over();
    return parts_.password.check<EnrolPerson>(
        {*request.again, "/again", password}, call, responder,
        [this, request, password](http::Call& own, std::string const& hash) {
            own.headers.emplace_back("Cache-Control", "no-store");
            return enrol_with(request, password, hash, own);
        });
}

http::OutcomeOf<EnrolPerson> Registrar::enrol_with(EnrolPerson::Request const& request,
                                                   std::string const& password,
                                                   std::string const& hash,
                                                   http::Call const& call) const {
    auto const word = make_word();
    NewPerson new_person;
    new_person.person = {{server::fresh_id()}, request.name, request.email, false, server::now()};
    new_person.password_hash = hash;
    new_person.language = request.language;
    new_person.kind = request.kind;
    new_person.actor = PersonId{call.who->person};
    new_person.session.address = audit::address_of(call);
    EnrolPerson::Response made{new_person.person.id, {}, false, password};
    Spaces changed;
    std::optional<base::Refusal> refusal;
    auto fault = write_as_administrator(parts_.store, *call.who, {}, [&](Unit& unit) {
        changed.clear();
        refusal = add_person(unit, new_person, changed);
        if (refusal || request.hand_over) return;
        auto& t = unit.transaction();
        Link link;
        link.kind = LinkKind::enrolled;
        link.person = new_person.person.id;
        link.email = request.email;
        made.letter = send_link(t, parts_.letters,
                                {word, link, language_for(t, request.language, *new_person.actor),
                                 new_person.person.registered});
    });
    if (fault) return *std::move(fault);
    if (refusal) return *refusal;
    parts_.hub.changed(Domain::name, changed);
    if (!made.letter) return made;
    parts_.letters.wake();
    made.letter_sent = parts_.letters.are_sent();
    return made;
}

http::OutcomeOf<InvitePerson> Registrar::invite(InvitePerson::Request const& request,
                                                http::Call const& call) const {
    if (parts_.workspace.get().registration == RegistrationMode::closed)
        return base::Refusal{"registration-closed", {}};
    auto const word = make_word();
    InvitePerson::Response invited{{}, parts_.letters.are_sent()};
    bool free = false;
    auto fault = write_as_administrator(parts_.store, *call.who, {}, [&](Unit& unit) {
        auto& t = unit.transaction();
        free = email_is_free(t, request.email);
        if (!free) return;
        end_links(t, request.email, LinkKind::invitation);
        Link link;
        link.kind = LinkKind::invitation;
        link.email = request.email;
        link.becomes = request.kind;
        invited.letter = send_link(
            t, parts_.letters,
            {word, link, language_for(t, request.language, {call.who->person}), server::now()});
        audit::write(t, {call.who->person, {}, "invited", audit::address_of(call)});
    });
    if (fault) return *std::move(fault);
    if (!free) return base::Refusal{"email-taken", {}};
    parts_.letters.wake();
    return invited;
}

http::OutcomeOf<TakeBackInvitation> Registrar::take_back(TakeBackInvitation::Request const& request,
                                                         http::Call const& call) const {
    bool was_there = false;
    auto fault = write_as_administrator(parts_.store, *call.who, {}, [&](Unit& unit) {
        auto& t = unit.transaction();
        was_there = end_invitation(t, request.invitation);
        if (was_there)
            audit::write(t,
                         {call.who->person, {}, "invitation-taken-back", audit::address_of(call)});
    });
    if (fault) return *std::move(fault);
    if (!was_there) return base::Refusal{"invitation-unknown", {}};
    return wire::Nothing{};
}

}  // namespace accounts
