// What can be asked of accounts through the outbox. Registering and signing in are not among them:
// they need the server at once, and are endpoints (api.hpp) that end in the commands marked
// `internal`.
#pragma once

#include <variant>

#include "shared/accounts/group_commands.hpp"
#include "shared/accounts/view_commands.hpp"
#include "shared/world/edit_rows.hpp"

namespace accounts {

// What colleagues see of oneself.
struct EditProfile {
    static constexpr std::string_view type_name = "accounts.edit-profile";
    static constexpr auto access = wire::Access::signed_in;
    base::Id<Person> person;
    std::string name;
    std::string biography{};
    std::string location{};
    static constexpr auto fields() {
        return base::Pack{base::field("person", &EditProfile::person).required(),
                          base::field("name", &EditProfile::name).required().line().at_most(100),
                          base::field("biography", &EditProfile::biography).at_most(1000),
                          base::field("location", &EditProfile::location).line().at_most(100)};
    }
};

// How the client looks and speaks, on all of the person's devices; mail is written in the language.
struct ChooseSettings {
    static constexpr std::string_view type_name = "accounts.choose-settings";
    static constexpr auto access = wire::Access::signed_in;
    base::Id<Person> person;
    std::string language;
    Theme theme = Theme::system;
    static constexpr auto fields() {
        return base::Pack{base::field("person", &ChooseSettings::person).required(),
                          base::field("language", &ChooseSettings::language).line().at_most(8),
                          base::field("theme", &ChooseSettings::theme)};
    }
};

struct EndSession {
    static constexpr std::string_view type_name = "accounts.end-session";
    static constexpr auto access = wire::Access::session;
    base::Id<Person> person;  // whose it is
    base::Id<Session> session;
    static constexpr auto fields() {
        return base::Pack{base::field("person", &EndSession::person).required(),
                          base::field("session", &EndSession::session).required()};
    }
};

// Signs a person out everywhere: oneself, or anybody when an administrator asks.
struct EndSessions {
    static constexpr std::string_view type_name = "accounts.end-sessions";
    static constexpr auto access = wire::Access::session;
    base::Id<Person> person;
    base::Id<Session> but{};  // this one stays; none: all of them end
    bool tokens = false;      // those of scripts end, too: a session's end alone leaves them
    static constexpr auto fields() {
        return base::Pack{base::field("person", &EndSessions::person).required(),
                          base::field("but", &EndSessions::but),
                          base::field("tokens", &EndSessions::tokens)};
    }
};

struct RevokeToken {
    static constexpr std::string_view type_name = "accounts.revoke-token";
    static constexpr auto access = wire::Access::session;
    base::Id<Person> person;  // whose it is
    base::Id<ScriptToken> token;
    static constexpr auto fields() {
        return base::Pack{base::field("person", &RevokeToken::person).required(),
                          base::field("token", &RevokeToken::token).required()};
    }
};

// Changes one's mind about having the account deleted.
struct KeepAccount {
    static constexpr std::string_view type_name = "accounts.keep-account";
    static constexpr auto access = wire::Access::session;
    base::Id<Person> person;
    static constexpr auto fields() {
        return base::Pack{base::field("person", &KeepAccount::person).required()};
    }
};

// ---- administrators' commands

// Who is blocked is signed out everywhere, without a token that would rise again with them, and
// cannot come in.
struct SetBlocked {
    static constexpr std::string_view type_name = "accounts.set-blocked";
    static constexpr auto access = wire::Access::administrator;
    base::Id<Person> person;
    bool blocked = false;
    static constexpr auto fields() {
        return base::Pack{base::field("person", &SetBlocked::person).required(),
                          base::field("blocked", &SetBlocked::blocked)};
    }
};

// Who becomes a guest leaves the directory and all groups, and sees neither any more.
struct SetPersonKind {
    static constexpr std::string_view type_name = "accounts.set-person-kind";
    static constexpr auto access = wire::Access::administrator;
    base::Id<Person> person;
    PersonKind kind = PersonKind::member;
    static constexpr auto fields() {
        return base::Pack{base::field("person", &SetPersonKind::person).required(),
                          base::field("kind", &SetPersonKind::kind)};
    }
};

// ---- only the server itself asks for these

struct Register {
    static constexpr std::string_view type_name = "accounts.register";
    static constexpr bool internal = true;
    Person person;
    bool email_confirmed = false;
    std::string language{};
    static constexpr auto fields() {
        return base::Pack{base::field("person", &Register::person),
                          base::field("email_confirmed", &Register::email_confirmed),
                          base::field("language", &Register::language).line().at_most(8)};
    }
};

struct OpenSession {
    static constexpr std::string_view type_name = "accounts.open-session";
    static constexpr bool internal = true;
    Session session;
    static constexpr auto fields() {
        return base::Pack{base::field("session", &OpenSession::session)};
    }
};

struct TouchSession {
    static constexpr std::string_view type_name = "accounts.touch-session";
    static constexpr bool internal = true;
    base::Id<Person> person;
    base::Id<Session> session;
    std::string address;
    static constexpr auto fields() {
        return base::Pack{base::field("person", &TouchSession::person).required(),
                          base::field("session", &TouchSession::session).required(),
                          base::field("address", &TouchSession::address).line().at_most(64)};
    }
};

// As an administrator asks with their password (ChangeRight). Whose right is taken has no tokens
// any more that may what administrators may.
struct SetAdministrator {
    static constexpr std::string_view type_name = "accounts.set-administrator";
    static constexpr bool internal = true;
    base::Id<Person> person;
    bool administrator = false;
    static constexpr auto fields() {
        return base::Pack{base::field("person", &SetAdministrator::person).required(),
                          base::field("administrator", &SetAdministrator::administrator)};
    }
};

// Has an account deleted: as its owner wishes, who may take it back until then, or as an
// administrator orders, which is for good.
struct ScheduleDeletion {
    static constexpr std::string_view type_name = "accounts.schedule-deletion";
    static constexpr bool internal = true;
    base::Id<Person> person;
    std::optional<base::Instant> at{};  // nothing: it stays, since nobody else could take its place
    bool erase_messages = false;
    bool ordered = false;
    static constexpr auto fields() {
        return base::Pack{base::field("person", &ScheduleDeletion::person).required(),
                          base::field("at", &ScheduleDeletion::at),
                          base::field("erase_messages", &ScheduleDeletion::erase_messages),
                          base::field("ordered", &ScheduleDeletion::ordered)};
    }
};

// What the server writes into somebody's own account, as it stands afterwards; but when it goes.
struct ChangeAccount {
    static constexpr std::string_view type_name = "accounts.change-account";
    static constexpr bool internal = true;
    Account account;
    static constexpr auto fields() {
        return base::Pack{base::field("account", &ChangeAccount::account)};
    }
};

// An e-mail that was proved to be the person's.
struct TakeEmail {
    static constexpr std::string_view type_name = "accounts.take-email";
    static constexpr bool internal = true;
    base::Id<Person> person;
    std::string email;
    static constexpr auto fields() {
        return base::Pack{base::field("person", &TakeEmail::person).required(),
                          base::field("email", &TakeEmail::email).required().email()};
    }
};

struct SetAvatar {
    static constexpr std::string_view type_name = "accounts.set-avatar";
    static constexpr bool internal = true;
    base::Id<Person> person;
    std::string avatar;  // empty: none
    static constexpr auto fields() {
        return base::Pack{base::field("person", &SetAvatar::person).required(),
                          base::field("avatar", &SetAvatar::avatar).line().at_most(64)};
    }
};

struct AddToken {
    static constexpr std::string_view type_name = "accounts.add-token";
    static constexpr bool internal = true;
    ScriptToken token;
    static constexpr auto fields() { return base::Pack{base::field("token", &AddToken::token)}; }
};

struct TouchToken {
    static constexpr std::string_view type_name = "accounts.touch-token";
    static constexpr bool internal = true;
    base::Id<Person> person;
    base::Id<ScriptToken> token;
    static constexpr auto fields() {
        return base::Pack{base::field("person", &TouchToken::person).required(),
                          base::field("token", &TouchToken::token).required()};
    }
};

// The last of the steps in which an account is deleted.
struct ErasePerson {
    static constexpr std::string_view type_name = "accounts.erase-person";
    static constexpr bool internal = true;
    base::Id<Person> person;
    static constexpr auto fields() {
        return base::Pack{base::field("person", &ErasePerson::person).required()};
    }
};

// What the server was started with becomes the first values of the workspace's row, once.
struct SettleWorkspace {
    static constexpr std::string_view type_name = "accounts.settle-workspace";
    static constexpr bool internal = true;
    std::string zone;
    RegistrationMode registration = RegistrationMode::open;
    bool admin_second_factor = false;
    static constexpr auto fields() {
        return base::Pack{
            base::field("zone", &SettleWorkspace::zone).line().at_most(64),
            base::field("registration", &SettleWorkspace::registration),
            base::field("admin_second_factor", &SettleWorkspace::admin_second_factor)};
    }
};

// Its files are there when it is carried out.
struct SetWorkspacePicture {
    static constexpr std::string_view type_name = "accounts.set-workspace-picture";
    static constexpr bool internal = true;
    std::string picture;  // empty: none
    static constexpr auto fields() {
        return base::Pack{base::field("picture", &SetWorkspacePicture::picture).line().at_most(64)};
    }
};

struct Name {
    static constexpr std::string_view name = "accounts";
};
using Edit = world::Edit<Name>;
using World =
    world::Tables<Person, Workspace, Account, Session, ScriptToken, Group, GroupMember, View, Edit>;
using EditRows = world::EditRows<Name, World::Row>;
using Command =
    std::variant<EditProfile, ChooseSettings, EndSession, EndSessions, RevokeToken, EditRows,
                 KeepAccount, SetAdministrator, SetBlocked, Register, OpenSession, TouchSession,
                 ScheduleDeletion, ChangeAccount, TakeEmail, SetAvatar, AddToken, TouchToken,
                 ErasePerson, SettleWorkspace, MakeGroup, RenameGroup, RemoveGroup, AddToGroup,
                 TakeFromGroup, SetManagesGroups, SetPersonKind, SaveView, RemoveView,
                 SetWorkspacePicture>;

struct Facts {
    std::optional<bool> email_is_free;
    std::string address{};                // from where it is asked, for the log of who did what
    std::optional<bool> zone_is_known{};  // the one that the workspace is to have
    std::string group{};                  // the name that it has, for the same log
};

struct Endpoints;  // endpoints.hpp

struct Domain {
    using Name = accounts::Name;
    static constexpr std::string_view name = Name::name;
    static constexpr std::string_view about =
        "People, their groups, sessions and tokens, and administrators.";
    using World = accounts::World;
    using Row = World::Row;
    using Change = World::Change;
    using Command = accounts::Command;
    using Facts = accounts::Facts;
    using Context = world::Context<Facts>;
    using Endpoints = accounts::Endpoints;

    static constexpr auto followed() {
        constexpr auto members = world::theirs<&Person::kind, PersonKind::member>;
        return base::Pack{world::own(), world::everybodys(everybody),
                          members(directory).while_at_most(most_in_directory),
                          members(groups_space),
                          members(memberships_space).while_at_most(most_memberships)};
    }

    static world::Reads reads(Command const& command, base::Id128 actor);
    static World::Verdict decide(World const& world, Command const& command,
                                 Context const& context);
};

}  // namespace accounts
