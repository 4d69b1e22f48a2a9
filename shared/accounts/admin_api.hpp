// What administrators do with accounts beside the commands: people with what they store, enrolling
// by hand, what was done by whom, the letters under way, reports of failures.
#pragma once

#include "shared/accounts/again.hpp"
#include "shared/accounts/rates.hpp"

namespace accounts {

// ---- people, as administrators see them

struct Overview {
    static constexpr std::string_view type_name = "accounts.overview";
    base::Id<Person> id;
    std::string name;
    std::string email;
    bool email_confirmed = false;
    bool administrator = false;
    bool blocked = false;
    bool second_factor = false;
    base::Instant registered;
    std::optional<base::Instant> last_seen{};
    std::int64_t sessions = 0;
    std::int64_t stored_bytes = 0;
    std::optional<base::Instant> deletion{};
    PersonKind kind = PersonKind::member;
    static constexpr auto fields() {
        return base::Pack{
            base::field("id", &Overview::id).required().sortable().filterable(),
            base::field("name", &Overview::name).line().at_most(100).sortable().filterable(),
            base::field("email", &Overview::email).email().sortable().filterable(),
            base::field("email_confirmed", &Overview::email_confirmed).filterable(),
            base::field("administrator", &Overview::administrator).filterable(),
            base::field("blocked", &Overview::blocked).filterable(),
            base::field("kind", &Overview::kind).sortable().filterable(),
            base::field("second_factor", &Overview::second_factor).filterable(),
            base::field("registered", &Overview::registered).sortable().filterable(),
            base::field("last_seen", &Overview::last_seen).sortable().filterable(),
            base::field("sessions", &Overview::sessions).sortable(),
            base::field("stored_bytes", &Overview::stored_bytes).sortable(),
            base::field("deletion", &Overview::deletion).filterable()};
    }
};

struct ListAccounts {
    static constexpr auto method = wire::Method::get;
    static constexpr auto access = wire::Access::administrator;
    static constexpr auto rate = wire::unlimited;
    static constexpr std::string_view path = "/api/v1/admin/accounts";
    static constexpr std::string_view summary = "All accounts, with what they store";
    using Row = Overview;
    using Request = wire::ListRequest;
    using Response = wire::ListPage<Overview>;
};

struct Letter;

// Registers somebody by hand: by a letter with a link to set the password, or with a password to
// hand over, which is shown once, and to no script: it would stay when the script's token has
// ended. For the same reason it asks for the administrator's own. Where no mail is sent, the link
// is for a session to see, by SeeLetterLink.
struct EnrolPerson {
    static constexpr auto method = wire::Method::post;
    static constexpr auto access = wire::Access::administrator;
    static constexpr auto rate = wire::unlimited;
    static constexpr std::string_view path = "/api/v1/admin/accounts";
    static constexpr std::string_view summary = "Registers a person by hand";
    struct Request {
        std::string name, email, language;
        bool hand_over = false;
        std::optional<PasswordAgain> again{};  // needed to hand one over
        PersonKind kind = PersonKind::member;
        static constexpr auto fields() {
            return base::Pack{base::field("name", &Request::name).required().line().at_most(100),
                              base::field("email", &Request::email).required().email(),
                              base::field("language", &Request::language).line().at_most(8),
                              base::field("hand_over", &Request::hand_over),
                              base::field("again", &Request::again),
                              base::field("kind", &Request::kind)};
        }
    };
    struct Response {
        base::Id<Person> person;
        std::optional<base::Id<Letter>> letter{};  // none: a password is handed over
        bool letter_sent = false;                  // by mail, or soon
        std::string password;                      // to hand over; else empty
        static constexpr auto fields() {
            return base::Pack{base::field("person", &Response::person).required(),
                              base::field("letter", &Response::letter),
                              base::field("letter_sent", &Response::letter_sent),
                              base::field("password", &Response::password).secret().at_most(100)};
        }
    };
};

// A letter with a link with which somebody may register, where registration is by invitation.
struct InvitePerson {
    static constexpr auto method = wire::Method::post;
    static constexpr auto access = wire::Access::administrator;
    static constexpr auto rate = wire::unlimited;
    static constexpr std::string_view path = "/api/v1/admin/invitations";
    static constexpr std::string_view summary = "Invites somebody to register";
    struct Request {
        std::string email, language;
        PersonKind kind = PersonKind::member;
        static constexpr auto fields() {
            return base::Pack{base::field("email", &Request::email).required().email(),
                              base::field("language", &Request::language).line().at_most(8),
                              base::field("kind", &Request::kind)};
        }
    };
    struct Response {
        base::Id<Letter> letter;
        bool letter_sent = false;  // by mail, or soon; else its link is for a session to see
        static constexpr auto fields() {
            return base::Pack{base::field("letter", &Response::letter).required(),
                              base::field("letter_sent", &Response::letter_sent)};
        }
    };
};

// The right lasts longer than whatever gave it: no script gives it, and no session without the
// password.
struct ChangeRight {
    static constexpr auto method = wire::Method::post;
    static constexpr auto access = wire::Access::administrator_session;
    static constexpr auto rate = rates::password;
    static constexpr std::string_view path = "/api/v1/admin/accounts/{person}/right";
    static constexpr std::string_view summary = "Gives or takes the administrator's right";
    struct Request {
        base::Id<Person> person;
        PasswordAgain again;
        bool administrator = false;
        static constexpr auto fields() {
            return base::Pack{base::field("person", &Request::person).required(),
                              base::field("again", &Request::again).required(),
                              base::field("administrator", &Request::administrator).required()};
        }
    };
    using Response = wire::Nothing;
};

// At once, and for good.
struct DeletePerson {
    static constexpr auto method = wire::Method::post;
    static constexpr auto access = wire::Access::administrator_session;
    static constexpr auto rate = rates::password;
    static constexpr std::string_view path = "/api/v1/admin/accounts/{person}/delete";
    static constexpr std::string_view summary = "Deletes an account, at once and for good";
    struct Request {
        base::Id<Person> person;
        PasswordAgain again;
        bool erase_messages = false;
        static constexpr auto fields() {
            return base::Pack{base::field("person", &Request::person).required(),
                              base::field("again", &Request::again).required(),
                              base::field("erase_messages", &Request::erase_messages)};
        }
    };
    using Response = wire::Nothing;
};

// Somebody else took the right first, so that nobody is deleted by one slip.
inline std::optional<base::Refusal> bars_deletion(bool administrator) {
    if (administrator) return base::Refusal{"deletes-administrator", {}};
    return std::nullopt;
}

// ---- who did what to whom

struct AuditEntry {
    static constexpr std::string_view type_name = "server.audit";
    static constexpr auto editing = world::Editing::nothing;
    static constexpr std::string_view kept = "audit-kept";
    base::Id<AuditEntry> id;
    base::Instant at;
    base::Id128 actor;    // none: the server itself, or somebody unknown
    base::Id128 subject;  // a person; of one who was deleted, a pseudonym
    std::string action;   // "signed-in", "administrator-given", …
    std::string address;  // forgotten after 90 days
    std::string detail;
    static constexpr auto fields() {
        return base::Pack{
            base::field("id", &AuditEntry::id).required().sortable().filterable(),
            base::field("at", &AuditEntry::at).sortable().filterable(),
            base::field("actor", &AuditEntry::actor).filterable().refers_to(Person::type_name),
            base::field("subject", &AuditEntry::subject).filterable().refers_to(Person::type_name),
            base::field("action", &AuditEntry::action).line().at_most(60).sortable().filterable(),
            base::field("address", &AuditEntry::address).line().at_most(64).filterable(),
            base::field("detail", &AuditEntry::detail).line().at_most(500)};
    }
};

struct ListAudit {
    static constexpr auto method = wire::Method::get;
    static constexpr auto access = wire::Access::administrator;
    static constexpr auto rate = wire::unlimited;
    static constexpr std::string_view path = "/api/v1/admin/audit";
    static constexpr std::string_view summary = "Who did what to whom, from where and when";
    using Row = AuditEntry;
    using Request = wire::ListRequest;
    using Response = wire::ListPage<AuditEntry>;
};

// ---- letters

enum class LetterState : std::uint8_t { waiting, sent, dead };
constexpr std::array<std::string_view, 3> names_of(LetterState) {
    return {"waiting", "sent", "dead"};
}

struct Letter {
    static constexpr std::string_view type_name = "server.letter";
    static constexpr auto editing = world::Editing::nothing;
    static constexpr std::string_view kept = "letters-kept";
    base::Id<Letter> id;
    std::string recipient;
    std::string kind;  // "confirm", "reset", …
    LetterState state = LetterState::waiting;
    std::int64_t attempts = 0;
    base::Instant made;
    std::optional<base::Instant> next_attempt{};
    std::string failure;    // of the last attempt
    bool has_link = false;  // where no mail is sent: what the letter would have said
    static constexpr auto fields() {
        return base::Pack{
            base::field("id", &Letter::id).required().sortable().filterable(),
            base::field("recipient", &Letter::recipient).email().sortable().filterable(),
            base::field("kind", &Letter::kind).line().at_most(40).filterable(),
            base::field("state", &Letter::state).filterable(),
            base::field("attempts", &Letter::attempts).within(0, 1000),
            base::field("made", &Letter::made).sortable().filterable(),
            base::field("next_attempt", &Letter::next_attempt),
            base::field("failure", &Letter::failure).at_most(500),
            base::field("has_link", &Letter::has_link).filterable()};
    }
};

struct ListLetters {
    static constexpr auto method = wire::Method::get;
    static constexpr auto access = wire::Access::administrator;
    static constexpr auto rate = wire::unlimited;
    static constexpr std::string_view path = "/api/v1/admin/letters";
    static constexpr std::string_view summary = "Letters that wait, were sent or could not be";
    using Row = Letter;
    using Request = wire::ListRequest;
    using Response = wire::ListPage<Letter>;
};

struct SendLetterAgain {
    static constexpr auto method = wire::Method::post;
    static constexpr auto access = wire::Access::administrator;
    static constexpr auto rate = wire::unlimited;
    static constexpr std::string_view path = "/api/v1/admin/letters/{letter}/send";
    static constexpr std::string_view summary = "Tries a letter again now";
    struct Request {
        base::Id<Letter> letter;
        static constexpr auto fields() {
            return base::Pack{base::field("letter", &Request::letter).required()};
        }
    };
    using Response = wire::Nothing;
};

// Whoever has it is who the letter was for. That somebody saw it is written down.
struct SeeLetterLink {
    static constexpr auto method = wire::Method::post;
    static constexpr auto access = wire::Access::administrator_session;
    static constexpr auto rate = rates::password;
    static constexpr std::string_view path = "/api/v1/admin/letters/{letter}/link";
    static constexpr std::string_view summary = "The link of a letter that nobody sends";
    struct Request {
        base::Id<Letter> letter;
        PasswordAgain again;
        static constexpr auto fields() {
            return base::Pack{base::field("letter", &Request::letter).required(),
                              base::field("again", &Request::again).required()};
        }
    };
    struct Response {
        std::string link;
        static constexpr auto fields() {
            return base::Pack{
                base::field("link", &Response::link).required().secret().at_most(1000)};
        }
    };
};

// ---- reports of failures

struct Report {
    static constexpr std::string_view type_name = "server.report";
    static constexpr auto editing = world::Editing::nothing;
    static constexpr std::string_view kept = "reports-kept";
    base::Id<Report> id;
    std::int64_t number = 0;  // that the person was told
    base::Instant at;         // last
    std::int64_t times = 1;
    std::string origin;  // "server", "client"; "stranger": a client of nobody that is known
    std::string place;   // the route, the command or the screen
    std::string text;    // of the exception; never what a person wrote
    std::string release;
    static constexpr auto fields() {
        return base::Pack{
            base::field("id", &Report::id).required().sortable().filterable(),
            base::field("number", &Report::number).sortable().filterable(),
            base::field("at", &Report::at).sortable().filterable(),
            base::field("times", &Report::times).sortable(),
            base::field("origin", &Report::origin).line().at_most(20).filterable(),
            base::field("place", &Report::place).line().at_most(200).sortable().filterable(),
            base::field("text", &Report::text).at_most(4000),
            base::field("release", &Report::release).line().at_most(100)};
    }
};

struct ListReports {
    static constexpr auto method = wire::Method::get;
    static constexpr auto access = wire::Access::administrator;
    static constexpr auto rate = wire::unlimited;
    static constexpr std::string_view path = "/api/v1/admin/reports";
    static constexpr std::string_view summary = "Unexpected failures of the server and of clients";
    using Row = Report;
    using Request = wire::ListRequest;
    using Response = wire::ListPage<Report>;
};

// A client that met something unexpected says so, also before anybody has signed in; what it
// answers is shown to the person.
struct ReportFailure {
    static constexpr auto method = wire::Method::post;
    static constexpr auto access = wire::Access::anyone;
    static constexpr auto rate = rates::reports;
    static constexpr std::string_view path = "/api/v1/reports";
    static constexpr std::string_view summary = "Reports an unexpected failure of a client";
    static constexpr bool may_say_who = true;
    struct Request {
        std::string place, text, release;
        static constexpr auto fields() {
            return base::Pack{base::field("place", &Request::place).required().line().at_most(200),
                              base::field("text", &Request::text).required().at_most(4000),
                              base::field("release", &Request::release).line().at_most(100)};
        }
    };
    struct Response {
        std::int64_t number = 0;
        static constexpr auto fields() {
            return base::Pack{base::field("number", &Response::number).required()};
        }
    };
};

// ---- what a stranger may know before signing in

struct AboutServer {
    static constexpr auto method = wire::Method::get;
    static constexpr auto access = wire::Access::anyone;
    static constexpr auto rate = wire::unlimited;
    static constexpr std::string_view path = "/api/v1/server";
    static constexpr std::string_view summary = "How one comes in here";
    using Request = wire::Nothing;
    struct Response {
        RegistrationMode registration = RegistrationMode::open;
        bool sends_mail = false;
        // Of the workspace's row, and nothing else of it.
        std::string name{}, message{}, language{}, picture{};
        static constexpr auto fields() {
            return base::Pack{base::field("registration", &Response::registration).required(),
                              base::field("sends_mail", &Response::sends_mail).required(),
                              base::field("name", &Response::name).line().at_most(100),
                              base::field("message", &Response::message).at_most(1000),
                              base::field("language", &Response::language).line().at_most(8),
                              base::field("picture", &Response::picture).line().at_most(64)};
        }
    };
};

}  // namespace accounts
