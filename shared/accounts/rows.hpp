// Who is there, and what each of us alone sees of the own account. Passwords and the words of
// tokens are never here: they are the server's own (server/accounts).
#pragma once

#include <array>

#include "shared/accounts/workspace.hpp"
#include "shared/base/fields.hpp"
#include "shared/wire/endpoint.hpp"
#include "shared/world/published.hpp"
#include "shared/world/table.hpp"

namespace accounts {

using wire::Scope;

// A person as all colleagues see them; guests see of others what PersonCard has (own_api.hpp).
struct Person {
    static constexpr std::string_view type_name = "accounts.person";
    static constexpr auto editing = world::Editing::fields;
    base::Id<Person> id;
    std::string name;
    std::string email;
    bool administrator = false;
    base::Instant registered;
    std::string biography{};
    std::string location{};
    // Names the pictures' files; another picture has another name; empty: none.
    std::string avatar{};
    bool blocked = false;         // may not come in, until an administrator says so
    bool manages_groups = false;  // without being an administrator: see groups.hpp
    PersonKind kind = PersonKind::member;

    static constexpr auto fields() {
        return base::Pack{
            base::field("id", &Person::id).required().fixed().filterable().sortable(),
            base::field("name", &Person::name)
                .required()
                .line()
                .at_most(100)
                .sortable()
                .filterable(),
            base::field("email", &Person::email)
                .kept("kept-email")
                .required()
                .email()
                .unique()
                .sortable()
                .filterable(),
            base::field("administrator", &Person::administrator).kept("kept-right").filterable(),
            base::field("registered", &Person::registered).fixed().sortable().filterable(),
            base::field("biography", &Person::biography).at_most(1000),
            base::field("location", &Person::location).line().at_most(100),
            base::field("avatar", &Person::avatar).kept("kept-picture").line().at_most(64),
            base::field("blocked", &Person::blocked).kept("kept-blocked").filterable(),
            base::field("manages_groups", &Person::manages_groups)
                .kept("kept-groups-right")
                .filterable(),
            base::field("kind", &Person::kind).kept("kept-kind").filterable()};
    }
    static constexpr auto indexes() { return base::Pack<>{}; }
    static constexpr auto published() {
        return base::Pack{world::to<&Person::id>(world::me),
                          world::to_the(directory).when<&Person::kind, PersonKind::member>()};
    }
};

enum class Theme : std::uint8_t { system, light, dark };
constexpr std::array<std::string_view, 3> names_of(Theme) { return {"system", "light", "dark"}; }

// What only the person sees of the own account. Its id is the person's.
struct Account {
    static constexpr std::string_view type_name = "accounts.account";
    static constexpr auto editing = world::Editing::fields;
    base::Id<Account> id;
    std::string language{};  // "ru", "en"; empty: as the machine has it
    Theme theme = Theme::system;
    bool email_confirmed = false;
    std::string new_email{};  // asked for, not yet confirmed; empty: none
    bool second_factor = false;
    std::int64_t recovery_codes = 0;          // that are left
    std::optional<base::Instant> deletion{};  // when the account goes, unless its owner stays
    bool erase_messages = false;              // …with what was written
    bool deletion_ordered = false;            // …by an administrator: nothing takes it back

    static constexpr auto fields() {
        return base::Pack{
            base::field("id", &Account::id).required().fixed().refers_to(Person::type_name),
            base::field("language", &Account::language).line().at_most(8),
            base::field("theme", &Account::theme),
            base::field("email_confirmed", &Account::email_confirmed).kept("kept-email"),
            base::field("new_email", &Account::new_email).kept("kept-email").line().at_most(254),
            base::field("second_factor", &Account::second_factor).kept("kept-entry"),
            base::field("recovery_codes", &Account::recovery_codes)
                .kept("kept-entry")
                .within(0, 100),
            base::field("deletion", &Account::deletion).kept("kept-deletion"),
            base::field("erase_messages", &Account::erase_messages).kept("kept-deletion"),
            base::field("deletion_ordered", &Account::deletion_ordered).kept("kept-deletion")};
    }
    static constexpr auto indexes() { return base::Pack<>{}; }
    static constexpr auto published() { return base::Pack{world::to<&Account::id>(world::me)}; }
};
constexpr base::Id<Account> account_of(base::Id<Person> person) { return {person.value}; }

// One place where a person is signed in. Only that person sees it.
struct Session {
    static constexpr std::string_view type_name = "accounts.session";
    static constexpr auto editing = world::Editing::nothing;
    static constexpr std::string_view kept = "sessions-kept";
    base::Id<Session> id;
    base::Id<Person> person;
    std::string device;   // what the client says it is: "Firefox on Linux"
    std::string address;  // from where it was last used
    base::Instant opened;
    base::Instant last_seen;

    static constexpr auto fields() {
        return base::Pack{
            base::field("id", &Session::id).required().fixed(),
            base::field("person", &Session::person).required().fixed().refers_to(Person::type_name),
            base::field("device", &Session::device).line().at_most(200),
            base::field("address", &Session::address).line().at_most(64),
            base::field("opened", &Session::opened).fixed(),
            base::field("last_seen", &Session::last_seen)};
    }
    static constexpr auto indexes() {
        return base::Pack{world::index<&Session::person, &Session::opened>()};
    }
    static constexpr auto published() { return base::Pack{world::to<&Session::person>(world::me)}; }
};

// A token for scripts, as its owner sees it: the word itself was shown once.
struct ScriptToken {
    static constexpr std::string_view type_name = "accounts.token";
    static constexpr auto editing = world::Editing::fields;
    base::Id<ScriptToken> id;
    base::Id<Person> person;
    std::string name;
    Scope scope = Scope::read;
    base::Instant made;
    base::Instant ends;
    std::optional<base::Instant> used{};  // last

    static constexpr auto fields() {
        return base::Pack{base::field("id", &ScriptToken::id).required().fixed(),
                          base::field("person", &ScriptToken::person)
                              .required()
                              .fixed()
                              .refers_to(Person::type_name),
                          base::field("name", &ScriptToken::name).required().line().at_most(100),
                          base::field("scope", &ScriptToken::scope).fixed(),
                          base::field("made", &ScriptToken::made).fixed(),
                          base::field("ends", &ScriptToken::ends).fixed(),
                          base::field("used", &ScriptToken::used).kept("kept-counted")};
    }
    static constexpr auto indexes() {
        return base::Pack{world::index<&ScriptToken::person, &ScriptToken::made>()};
    }
    static constexpr auto published() {
        return base::Pack{world::to<&ScriptToken::person>(world::me)};
    }
};

}  // namespace accounts
