// Where people, their sessions and their credentials are found in PostgreSQL.
#pragma once

#include <functional>

#include "server/accounts/keys/refresh_tokens.hpp"
#include "server/accounts/keys/tokens.hpp"
#include "server/sync/postgres_store.hpp"
#include "server/sync/take.hpp"
#include "shared/accounts/api.hpp"

namespace accounts {

using Store = syncing::PostgresStore<Domain>;
using Unit = syncing::PostgresUnit<Domain>;  // a transaction in which commands are carried out
using PersonId = base::Id<Person>;
using SessionId = base::Id<Session>;
using Spaces = std::vector<world::Space>;

// SQL: the column "email" is the parameter $1, by the comparison that the unique index makes.
inline constexpr char const* same_email =
    R"(lower("email" collate "und-x-icu") = lower($1 collate "und-x-icu"))";

struct Credential {
    PersonId person;
    std::string password_hash;
    bool blocked = false;
};
std::optional<Credential> credential_of(database::Pool& pool, std::string const& email);

bool has_people(database::Pool& pool);
bool has_administrator(database::Pool& pool);
std::optional<Person> find_person(database::Pool& pool, PersonId person);
// Of these people, in their order, those who are there and stay: nobody whose departure has begun.
// It cannot begin before the transaction ends, and then finds what that wrote; but where that only
// reads, for it keeps nobody.
std::vector<base::Id128> who_stay(pqxx::transaction_base& transaction,
                                  std::vector<base::Id128> const& people);
// Whether the person is in the group, and will be until the transaction ends: whoever takes them
// out waits for it.
bool is_in_group(pqxx::transaction_base& transaction, base::Id<Group> group, PersonId person);
// What the group is called that a command is about; empty: it is about none, or there is none yet.
std::string group_of(pqxx::transaction_base& transaction, Command const& command);
bool email_is_free(database::Pool& pool, std::string const& email);
bool email_is_free(pqxx::transaction_base& transaction, std::string const& email);

// The person, as long as the session is open: the answer to who asks. What their access token came
// with is in use from now on.
std::optional<Person> identify(database::Pool& pool, Claims const& claims);

// Whether the session, or the script's token, of who asks is there; it cannot end before the
// transaction does. It waits for whoever is ending it, who must not wait for a space in turn: all
// lock spaces first.
bool is_still_open(pqxx::transaction_base& transaction, syncing::Actor const& actor);

// By which rule a session that was open is taken no more: whoever held it is told why.
std::string why_ended(database::Pool& pool, PersonId person, base::Instant now);

// What a new account consists of. An administrator can be registered only while there is none.
struct NewPerson {
    Person person;
    std::string password_hash;  // empty: none was set yet
    Session session;
    std::string refresh_hash;  // hex SHA-256 of the session's refresh token
    std::string language{};
    bool email_confirmed = false;
    std::string invitation{};         // hex hash of the invitation that this uses up; empty: none
    std::optional<PersonId> actor{};  // an administrator; nobody: the person
    // Nothing: as the invitation says, or else the workspace.
    std::optional<PersonKind> kind{};
};
// All of it or nothing, in one transaction; the spaces that changed.
base::Result<Spaces> register_person(Store& store, NewPerson const& new_person);
// The same without a session, as a part of somebody's transaction.
std::optional<base::Refusal> add_person(Unit& unit, NewPerson const& new_person, Spaces& changed);

void set_password(pqxx::transaction_base& transaction, PersonId person, std::string const& hash);
// A hash that was made anew with today's parameters, unless the password was changed meanwhile.
void renew_password_hash(database::Pool& pool, PersonId person, std::string const& before,
                         std::string const& now);

// Somebody to whom a letter may be written: who is there, not blocked, and not being deleted.
struct Reachable {
    PersonId person;
    std::string email, language;
};
std::optional<Reachable> reachable(pqxx::transaction_base& transaction, std::string const& email,
                                   base::Instant now);

// Nothing, and no session, when the password is another one by now than that which was verified.
std::optional<base::Result<Spaces>> open_session(Store& store, Session const& session,
                                                 std::string const& refresh_hash,
                                                 std::string const& verified_hash);

// ---- tokens for scripts, by the hex SHA-256 of their words

struct KnownScript {
    PersonId person;
    base::Id<ScriptToken> token;
    bool administrator = false;  // its owner
    Scope scope = Scope::read;
    std::optional<base::Instant> used;
    PersonKind kind = PersonKind::member;  // its owner's
};
// Nothing when there is none, when it has ended, or when its owner is blocked.
std::optional<KnownScript> identify_script(database::Pool& pool, std::string const& hash,
                                           base::Instant now);
bool token_is_open(database::Pool& pool, base::Id<ScriptToken> token, base::Instant now);
std::optional<base::Refusal> add_token(Unit& unit, ScriptToken const& token,
                                       std::string const& hash, std::string const& address,
                                       Spaces& changed);
Spaces touch_token(Store& store, KnownScript const& script);

// Of whoever is not there any more: nothing changes.
Spaces end_session(Unit& unit, PersonId person, SessionId session);
Spaces end_session(Store& store, PersonId person, SessionId session);

// Sessions whose tokens nobody has renewed for half a year, which is as long as browsers keep the
// cookie, are ended; the spaces that changed.
constexpr std::int64_t idle_limit_s = 180 * 24 * 60 * 60;
Spaces end_idle_sessions(database::Pool& pool, Store& store, base::Instant now);

// A refresh token that was presented, by its hash (hex SHA-256), and what may follow it.
struct Presented {
    SessionId session;
    std::string hash;
    std::string address;
    std::string network;  // the part of the address that somebody keeps
    std::function<std::vector<RefreshTokens::Successor>(std::int64_t turn)> successors;
    std::optional<PersonId> person{};  // whose session it has to be; none: anybody's
};
struct Refreshed {
    enum class Outcome { rotated, repeated, reused, unknown, another_person };
    Outcome outcome = Outcome::unknown;
    std::optional<Person> person;  // when it was rotated or repeated
    std::string successor;         // then, too
    Spaces changed;
};
// For so long tabs of one browser that ask at the same moment are given the same one.
constexpr std::int64_t repeat_limit_s = 10;
// Rotates the session's token. The one before may come again: from the same network within moments,
// which is another tab, it gets the same successor; while nothing that came with its successor has
// been used, the reply was lost, and it gets another one. Whatever else was used up is held by two,
// and so is a successor whose reply was taken for lost: the session ends, and in the transaction in
// which it does tell_owner(transaction, person) is called.
using TellOwner = std::function<void(pqxx::transaction_base& transaction, PersonId owner)>;
Refreshed refresh(Store& store, Presented const& presented, syncing::Clock const& clock,
                  TellOwner const& tell_owner);

}  // namespace accounts

template <>
void syncing::DomainSql<accounts::Domain>::carried_out(pqxx::transaction_base& transaction,
                                                       accounts::Command const& command,
                                                       accounts::Domain::Context const& context);
