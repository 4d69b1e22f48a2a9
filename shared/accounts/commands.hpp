// What can be asked of accounts through the outbox. Registering and signing in are not among them:
// they need the server at once, and are endpoints (api.hpp) that end in the commands marked
// `internal`.
#pragma once

#include <variant>

#include "shared/accounts/rows.hpp"
#include "shared/world/tables.hpp"

namespace accounts {

struct Rename {
    static constexpr std::string_view type_name = "accounts.rename";
    base::Id<Person> person;
    std::string name;
    static constexpr auto fields() {
        return std::tuple{base::field("person", &Rename::person).required(),
                          base::field("name", &Rename::name).required().line().at_most(100)};
    }
};

struct EndSession {
    static constexpr std::string_view type_name = "accounts.end-session";
    base::Id<Person> person;  // whose it is
    base::Id<Session> session;
    static constexpr auto fields() {
        return std::tuple{base::field("person", &EndSession::person).required(),
                          base::field("session", &EndSession::session).required()};
    }
};

// ---- only the server itself asks for these

struct Register {
    static constexpr std::string_view type_name = "accounts.register";
    static constexpr bool internal = true;
    Person person;
    static constexpr auto fields() { return std::tuple{base::field("person", &Register::person)}; }
};

struct OpenSession {
    static constexpr std::string_view type_name = "accounts.open-session";
    static constexpr bool internal = true;
    Session session;
    static constexpr auto fields() {
        return std::tuple{base::field("session", &OpenSession::session)};
    }
};

struct TouchSession {
    static constexpr std::string_view type_name = "accounts.touch-session";
    static constexpr bool internal = true;
    base::Id<Person> person;
    base::Id<Session> session;
    std::string address;
    static constexpr auto fields() {
        return std::tuple{base::field("person", &TouchSession::person).required(),
                          base::field("session", &TouchSession::session).required(),
                          base::field("address", &TouchSession::address).line().at_most(64)};
    }
};

using World = world::Tables<Person, Session>;
using Command = std::variant<Rename, EndSession, Register, OpenSession, TouchSession>;

struct Facts {
    std::optional<bool> email_is_free;
};

struct Domain {
    static constexpr std::string_view name = "accounts";
    using World = accounts::World;
    using Row = World::Row;
    using Change = World::Change;
    using Command = accounts::Command;
    using Facts = accounts::Facts;
    using Context = world::Context<Facts>;

    static world::Reads reads(Command const& command, base::Id128 actor);
    static World::Verdict decide(World const& world, Command const& command,
                                 Context const& context);
};

}  // namespace accounts
