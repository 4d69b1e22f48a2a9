// Who is there, and what each of us alone sees of the own account. Passwords and the words of
// tokens are never here: they are the server's own (server/accounts).
#pragma once

#include <array>

#include "shared/base/fields.hpp"
#include "shared/wire/endpoint.hpp"
#include "shared/world/published.hpp"
#include "shared/world/table.hpp"

namespace accounts {

using wire::Scope;

// What everybody who is signed in sees; there is one.
inline constexpr world::Kind directory{"directory"};

// A person as all colleagues see them.
struct Person {
    static constexpr std::string_view type_name = "accounts.person";
    base::Id<Person> id;
    std::string name;
    std::string email;
    bool administrator = false;
    base::Instant registered;
    std::string biography{};
    std::string location{};
    // Names the pictures' files; another picture has another name; empty: none.
    std::string avatar{};
    bool blocked = false;  // may not come in, until an administrator says so

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
                .required()
                .email()
                .unique()
                .sortable()
                .filterable(),
            base::field("administrator", &Person::administrator).filterable(),
            base::field("registered", &Person::registered).fixed().sortable().filterable(),
            base::field("biography", &Person::biography).at_most(1000),
            base::field("location", &Person::location).line().at_most(100),
            base::field("avatar", &Person::avatar).line().at_most(64),
            base::field("blocked", &Person::blocked).filterable()};
    }
    static constexpr auto indexes() { return base::Pack{world::index<&Person::name>()}; }
    static constexpr auto published() { return base::Pack{world::to_the(directory)}; }
};

// What is known of the workspace as a whole; there is one.
struct Workspace {
    static constexpr std::string_view type_name = "accounts.workspace";
    base::Id<Workspace> id;
    // Those who stay: counted, so that the last one is told without a search. Who asked to be
    // deleted will not be there, and counts no more.
    std::int64_t administrators = 0;

    static constexpr auto fields() {
        return base::Pack{
            base::field("id", &Workspace::id).required().fixed(),
            base::field("administrators", &Workspace::administrators).within(0, 1'000'000)};
    }
    static constexpr auto indexes() { return base::Pack<>{}; }
    static constexpr auto published() { return base::Pack{world::to_the(directory)}; }
};
constexpr base::Id<Workspace> the_workspace{{0, 1}};

enum class Theme : std::uint8_t { system, light, dark };
constexpr std::array<std::string_view, 3> names_of(Theme) { return {"system", "light", "dark"}; }

// What only the person sees of the own account. Its id is the person's.
struct Account {
    static constexpr std::string_view type_name = "accounts.account";
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
        return base::Pack{base::field("id", &Account::id).required().fixed(),
                          base::field("language", &Account::language).line().at_most(8),
                          base::field("theme", &Account::theme),
                          base::field("email_confirmed", &Account::email_confirmed),
                          base::field("new_email", &Account::new_email).line().at_most(254),
                          base::field("second_factor", &Account::second_factor),
                          base::field("recovery_codes", &Account::recovery_codes).within(0, 100),
                          base::field("deletion", &Account::deletion),
                          base::field("erase_messages", &Account::erase_messages),
                          base::field("deletion_ordered", &Account::deletion_ordered)};
    }
    static constexpr auto indexes() { return base::Pack<>{}; }
    static constexpr auto published() { return base::Pack{world::to<&Account::id>(world::me)}; }
};
constexpr base::Id<Account> account_of(base::Id<Person> person) { return {person.value}; }

// One place where a person is signed in. Only that person sees it.
struct Session {
    static constexpr std::string_view type_name = "accounts.session";
    base::Id<Session> id;
    base::Id<Person> person;
    std::string device;   // what the client says it is: "Firefox on Linux"
    std::string address;  // from where it was last used
    base::Instant opened;
    base::Instant last_seen;

    static constexpr auto fields() {
        return base::Pack{base::field("id", &Session::id).required().fixed(),
                          base::field("person", &Session::person).required().fixed(),
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
    base::Id<ScriptToken> id;
    base::Id<Person> person;
    std::string name;
    Scope scope = Scope::read;
    base::Instant made;
    base::Instant ends;
    std::optional<base::Instant> used{};  // last

    static constexpr auto fields() {
        return base::Pack{base::field("id", &ScriptToken::id).required().fixed(),
                          base::field("person", &ScriptToken::person).required().fixed(),
                          base::field("name", &ScriptToken::name).required().line().at_most(100),
                          base::field("scope", &ScriptToken::scope).fixed(),
                          base::field("made", &ScriptToken::made).fixed(),
                          base::field("ends", &ScriptToken::ends).fixed(),
                          base::field("used", &ScriptToken::used)};
    }
    static constexpr auto indexes() {
        return base::Pack{world::index<&ScriptToken::person, &ScriptToken::made>()};
    }
    static constexpr auto published() {
        return base::Pack{world::to<&ScriptToken::person>(world::me)};
    }
};

}  // namespace accounts
