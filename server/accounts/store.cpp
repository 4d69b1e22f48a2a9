#include "server/accounts/store.hpp"

#include "server/accounts/acting.hpp"
#include "server/accounts/proofs/links.hpp"
#include "server/database/rows.hpp"
#include "server/outside.hpp"

namespace accounts {

namespace {

using database::Isolation;
using database::read;
using database::run;
using database::with_transaction;
using Transaction = pqxx::transaction_base;

bool is_administered(Transaction& t) {
    return !run(t, "select 1 from accounts.person where administrator limit 1").empty();
}

// The server acts in the person's name.
syncing::Asking<Domain> asking_of(PersonId person, Facts facts = {}) {
    return {person.value, false, server::now, std::move(facts)};
}

std::optional<base::Refusal> refusal_of(syncing::Taken const& taken) {
    if (taken.answer.outcome == world::Outcome::accepted) return std::nullopt;
    return taken.answer.refusal;
}

// The answers to a commit may be lost, and then its transaction runs again: what is there already
// with these ids is ours.
std::optional<base::Refusal> add_session(Unit& unit, Session const& session,
                                         std::string const& refresh_hash, Spaces& changed) {
    auto& t = unit.transaction();
    if (database::find<Session>(t, session.id)) return std::nullopt;
    auto const taken = syncing::decide_and_write<Domain>(
        unit, OpenSession{session}, asking_of(session.person, {{}, session.address}));
    if (auto refusal = refusal_of(taken)) return refusal;
    run(t, "insert into accounts.refresh (session, current_hash) values ($1, decode($2, 'hex'))",
        session.id, refresh_hash);
    changed.insert(changed.end(), taken.changed.begin(), taken.changed.end());
    return std::nullopt;
}

}  // namespace

std::optional<base::Refusal> add_person(Unit& unit, NewPerson const& new_person, Spaces& changed) {
    auto& t = unit.transaction();
    auto person = new_person.person;
    if (database::find<Person>(t, person.id)) return std::nullopt;
    lock_administration(unit);
    if (person.administrator && is_administered(t)) return base::Refusal{"invitation-used", {}};
    // Whoever is refused keeps the invitation.
    bool const invited = !new_person.invitation.empty();
    auto const now = server::now();
    auto const invitation =
        invited ? find_link(t, new_person.invitation, {LinkKind::invitation}, now) : std::nullopt;
    if (invited && !invitation) return base::Refusal{"invitation-used", {}};
    if (invited && !is_invited(*invitation, person.email))
        return base::Refusal{"invitation-for-another", {}};
    if (new_person.kind)
        person.kind = *new_person.kind;
    else if (invitation)
        person.kind = invitation->becomes;
    else if (!person.administrator)
        person.kind = database::find<Workspace>(t, the_workspace).value_or(Workspace{}).newcomers;
    auto const taken = syncing::decide_and_write<Domain>(
        unit, Register{person, new_person.email_confirmed, new_person.language},
        asking_of(new_person.actor.value_or(person.id),
                  {email_is_free(t, person.email), new_person.session.address}));
    if (auto refusal = refusal_of(taken)) return refusal;
    if (invited) use_link(t, new_person.invitation, {LinkKind::invitation}, now);
    if (!new_person.password_hash.empty()) set_password(t, person.id, new_person.password_hash);
    changed.insert(changed.end(), taken.changed.begin(), taken.changed.end());
    return std::nullopt;
}

void set_password(Transaction& t, PersonId person, std::string const& hash) {
    run(t,
        "insert into accounts.credential (person, password_hash) values ($1, $2) on conflict "
        "(person) do update set password_hash = excluded.password_hash",
        person, hash);
}

void renew_password_hash(database::Pool& pool, PersonId person, std::string const& before,
                         std::string const& now) {
    with_transaction(pool, Isolation::read_committed, [&](Transaction& t) {
        run(t,
            "update accounts.credential set password_hash = $3 where person = $1 and "
            "password_hash = $2",
            person, before, now);
    });
}

std::optional<Reachable> reachable(Transaction& t, std::string const& email, base::Instant now) {
    auto const rows =
        run(t,
            std::string("select p.id, p.email, a.language from accounts.person as p "
                        "join accounts.account as a on a.id = p.id where not "
                        "p.blocked and (a.deletion is null or (a.deletion > $2 and not "
                        "a.deletion_ordered)) and ") +
                same_email,
            email, now.us);
    if (rows.empty()) return std::nullopt;
    return Reachable{read<PersonId>(rows[0][0]), read<std::string>(rows[0][1]),
                     read<std::string>(rows[0][2])};
}

std::optional<Credential> credential_of(database::Pool& pool, std::string const& email) {
    return with_transaction(
        pool, Isolation::read_committed, [&](Transaction& t) -> std::optional<Credential> {
            auto const rows =
                run(t,
                    std::string("select p.id, c.password_hash, p.blocked from accounts.person "
                                "as p join accounts.credential as c on c.person = "
                                "p.id where ") +
                        same_email,
                    email);
            if (rows.empty()) return std::nullopt;
            return Credential{read<PersonId>(rows[0][0]), read<std::string>(rows[0][1]),
                              read<bool>(rows[0][2])};
        });
}

bool has_people(database::Pool& pool) {
    return with_transaction(pool, Isolation::read_committed, [](Transaction& t) {
        return !run(t, "select 1 from accounts.person limit 1").empty();
    });
}

bool has_administrator(database::Pool& pool) {
    return with_transaction(pool, Isolation::read_committed, is_administered);
}

std::optional<Person> find_person(database::Pool& pool, PersonId person) {
    return with_transaction(pool, Isolation::read_committed,
                            [&](Transaction& t) { return database::find<Person>(t, person); });
}

std::string why_ended(database::Pool& pool, PersonId id, base::Instant now) {
    return with_transaction(pool, Isolation::read_committed, [&](Transaction& t) -> std::string {
        auto const person = database::find<Person>(t, id);
        auto const account = database::find<Account>(t, account_of(id));
        // Its rows and files go in steps, but nobody comes in any more.
        bool const leaves = account && account->deletion && *account->deletion <= now;
        if (!person || leaves) return "account-deleted";
        return person->blocked ? "person-blocked" : "session-ended";
    });
}

// Two statements: the first may wait for a departure that just begins, and only the one after it
// sees that.
std::vector<base::Id128> who_stay(Transaction& t, std::vector<base::Id128> const& people) {
    auto const ids = database::id_array(people);
    if (!database::only_reads(t))
        run(t, "select 1 from accounts.person where id = any($1::uuid[]) order by id for key share",
            ids);
    std::vector<base::Id128> staying;
    for (auto const& row :
         run(t,
             "select p.id from accounts.person as p where p.id = any($1::uuid[]) and not exists "
             "(select from accounts.departure as d where d.person = p.id) order by p.id",
             ids))
        staying.push_back(read<base::Id128>(row[0]));
    return staying;
}

bool email_is_free(Transaction& t, std::string const& email) {
    return run(t, std::string("select 1 from accounts.person where ") + same_email, email).empty();
}

bool email_is_free(database::Pool& pool, std::string const& email) {
    return with_transaction(pool, Isolation::read_committed,
                            [&](Transaction& t) { return email_is_free(t, email); });
}

std::optional<Person> identify(database::Pool& pool, Claims const& claims) {
    return with_transaction(
        pool, Isolation::read_committed, [&](Transaction& t) -> std::optional<Person> {
            // Tokens say when they were made in whole seconds.
            if (claims.issued.us > 0)
                run(t,
                    "update accounts.refresh set used = true where session = $1 and not used and "
                    "rotated < timestamptz 'epoch' + ($2::bigint + 1000000) * interval '1 "
                    "microsecond'",
                    claims.session, claims.issued.us);
            auto people =
                database::select<Person>(t,
                                         "join accounts.session as s on s.person = r.id "
                                         "where s.id = $1 and r.id = $2 and not r.blocked",
                                         claims.session, claims.person);
            if (people.empty()) return std::nullopt;
            return std::move(people.front());
        });
}

// A lock of the key only: renewing the session's tokens, which changes its row, goes on beside it.
bool is_still_open(Transaction& t, syncing::Actor const& actor) {
    if (actor.is_script)
        return !run(t,
                    "select 1 from accounts.token where id = $1 and person = $2 and ends > $3 for "
                    "key share",
                    actor.session, actor.person, server::now().us)
                    .empty();
    return !run(t, "select 1 from accounts.session where id = $1 and person = $2 for key share",
                actor.session, actor.person)
                .empty();
}

base::Result<Spaces> register_person(Store& store, NewPerson const& new_person) {
    Spaces changed;
    std::optional<base::Refusal> refusal;
    store.write_with([&](Unit& unit) {
        changed.clear();
        refusal = add_person(unit, new_person, changed);
        if (refusal) return;
        if (add_session(unit, new_person.session, new_person.refresh_hash, changed))
            throw std::logic_error("a new person's first session was refused");
    });
    if (refusal) return *refusal;
    return changed;
}

std::optional<base::Result<Spaces>> open_session(Store& store, Session const& session,
                                                 std::string const& refresh_hash,
                                                 std::string const& verified_hash) {
    Spaces changed;
    std::optional<base::Refusal> refusal;
    bool same = false;
    store.write_with([&](Unit& unit) {
        changed.clear();
        refusal.reset();
        // Locked before it is read: a reset that ends all sessions comes before this, or after.
        unit.lock({{world::me(session.person.value), world::Lock::exclusive}});
        same = !run(unit.transaction(),
                    "select 1 from accounts.credential where person = $1 and password_hash = $2",
                    session.person, verified_hash)
                    .empty();
        if (same) refusal = add_session(unit, session, refresh_hash, changed);
    });
    if (!same) return std::nullopt;
    if (refusal) return base::Result<Spaces>(*refusal);
    return base::Result<Spaces>(changed);
}

std::optional<KnownScript> identify_script(database::Pool& pool, std::string const& hash,
                                           base::Instant now) {
    return with_transaction(
        pool, Isolation::read_committed, [&](Transaction& t) -> std::optional<KnownScript> {
            auto const rows =
                run(t,
                    "select p.id, r.id, p.administrator, r.scope, r.used, p.kind from "
                    "accounts.token_word as w join accounts.token as r on r.id = "
                    "w.token join accounts.person as p on p.id = r.person where "
                    "w.hash = decode($1, 'hex') and r.ends > $2 and not p.blocked",
                    hash, now.us);
            if (rows.empty()) return std::nullopt;
            auto const& row = rows[0];
            return KnownScript{read<PersonId>(row[0]),
                               read<base::Id<ScriptToken>>(row[1]),
                               read<bool>(row[2]),
                               read<Scope>(row[3]),
                               read<std::optional<base::Instant>>(row[4]),
                               read<PersonKind>(row[5])};
        });
}

bool token_is_open(database::Pool& pool, base::Id<ScriptToken> token, base::Instant now) {
    return with_transaction(pool, Isolation::read_committed, [&](Transaction& t) {
        return !run(t,
                    "select 1 from accounts.token as r join accounts.person as p on p.id = "
                    "r.person "
                    "where r.id = $1 and r.ends > $2 and not p.blocked",
                    token, now.us)
                    .empty();
    });
}

std::optional<base::Refusal> add_token(Unit& unit, ScriptToken const& token,
                                       std::string const& hash, std::string const& address,
                                       Spaces& changed) {
    auto& t = unit.transaction();
    if (database::find<ScriptToken>(t, token.id)) return std::nullopt;  // see add_session
    auto const taken = syncing::decide_and_write<Domain>(unit, AddToken{token},
                                                         asking_of(token.person, {{}, address}));
    if (auto refusal = refusal_of(taken)) return refusal;
    run(t, "insert into accounts.token_word (token, hash) values ($1, decode($2, 'hex'))", token.id,
        hash);
    changed.insert(changed.end(), taken.changed.begin(), taken.changed.end());
    return std::nullopt;
}

Spaces touch_token(Store& store, KnownScript const& script) {
    Spaces changed;
    store.write_with([&](Unit& unit) {
        changed = syncing::decide_and_write<Domain>(unit, TouchToken{script.person, script.token},
                                                    asking_of(script.person))
                      .changed;
    });
    return changed;
}

Spaces end_session(Unit& unit, PersonId person, SessionId session) {
    return syncing::decide_and_write<Domain>(unit, EndSession{person, session}, asking_of(person))
        .changed;
}

Spaces end_session(Store& store, PersonId person, SessionId session) {
    Spaces changed;
    store.write_with([&](Unit& unit) { changed = end_session(unit, person, session); });
    return changed;
}

Spaces end_idle_sessions(database::Pool& pool, Store& store, base::Instant now) {
    auto const idle = with_transaction(pool, Isolation::read_committed, [&](Transaction& t) {
        std::vector<std::pair<PersonId, SessionId>> list;
        for (auto const& row :
             run(t,
                 "select s.person, s.id from accounts.refresh as r join accounts.session as s "
                 "on s.id = r.session where r.rotated < timestamptz 'epoch' + $1 * interval "
                 "'1 microsecond'",
                 now.us - idle_limit_s * 1'000'000))
            list.emplace_back(read<PersonId>(row[0]), read<SessionId>(row[1]));
        return list;
    });
    Spaces changed;
    for (auto const& [person, session] : idle)
        for (auto const& space : end_session(store, person, session)) changed.push_back(space);
    return changed;
}

}  // namespace accounts
