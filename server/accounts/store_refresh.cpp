#include "server/accounts/store.hpp"
#include "server/audit/audit.hpp"
#include "server/database/rows.hpp"

namespace accounts {

namespace {

using database::read;
using database::run;
using Transaction = pqxx::transaction_base;

struct Rotation {
    std::string current, previous, network;
    std::int64_t rotated_us = 0, turn = 0;
    bool used = false;
};
std::optional<Rotation> rotation_of(Transaction& t, SessionId session) {
    auto const rows = run(t,
                          "select encode(current_hash, 'hex'), coalesce(encode(previous_hash, "
                          "'hex'), ''), network, (extract(epoch from rotated) * 1000000)::bigint, "
                          "turn, used from accounts.refresh where session = $1 for update",
                          session);
    if (rows.empty()) return std::nullopt;
    auto const& row = rows[0];
    return Rotation{read<std::string>(row[0]),  read<std::string>(row[1]),
                    read<std::string>(row[2]),  read<std::int64_t>(row[3]),
                    read<std::int64_t>(row[4]), read<bool>(row[5])};
}

// The successor that was given already, when it may be given again.
std::optional<std::string> repeated(Rotation const& rotation, Presented const& presented,
                                    base::Instant now) {
    if (presented.hash != rotation.previous || presented.network != rotation.network ||
        now.us - rotation.rotated_us > repeat_limit_s * 1'000'000)
        return std::nullopt;
    for (auto const& successor : presented.successors(rotation.turn))
        if (successor.hash == rotation.current) return successor.token;
    return std::nullopt;
}

// The turn in which another successor is due.
std::optional<std::int64_t> next_turn(Rotation const& rotation, Presented const& presented) {
    if (presented.hash == rotation.current) return 0;
    if (presented.hash == rotation.previous && !rotation.used) return rotation.turn + 1;
    return std::nullopt;
}

std::string rotate(Transaction& t, Presented const& presented, std::int64_t turn,
                   base::Instant now) {
    auto const successor = presented.successors(turn).front();
    run(t,
        "update accounts.refresh set previous_hash = decode($2, 'hex'), current_hash = decode($3, "
        "'hex'), rotated = timestamptz 'epoch' + $4 * interval '1 microsecond', turn = $5, used = "
        "false, network = $6 where session = $1",
        presented.session, presented.hash, successor.hash, now.us, turn, presented.network);
    return successor.token;
}

// The server acts in the person's name.
Spaces done(Unit& unit, Command const& command, PersonId person, base::Instant now) {
    return syncing::decide_and_write<Domain>(unit, command,
                                             {person.value, false, [now] { return now; }})
        .changed;
}

}  // namespace

Refreshed refresh(Store& store, Presented const& presented, syncing::Clock const& clock,
                  TellOwner const& tell_owner) {
    Refreshed refreshed;
    auto const work = [&](Unit& unit) {
        refreshed = {};
        auto& t = unit.transaction();
        auto const owner =
            run(t, "select person from accounts.session where id = $1", presented.session);
        if (owner.empty()) return;
        auto const person = read<PersonId>(owner[0][0]);
        using Outcome = Refreshed::Outcome;
        if (presented.person.value_or(person) != person) {
            refreshed.outcome = Outcome::another_person;
            return;
        }
        // Before the row: whoever ends the session takes the two in this order, too.
        unit.lock({{world::me(person.value), world::Lock::exclusive}});
        auto const rotation = rotation_of(t, presented.session);
        if (!rotation) return;
        auto const now = clock();
        if (auto const again = repeated(*rotation, presented, now)) {
            refreshed.outcome = Outcome::repeated;
            refreshed.successor = *again;
        } else if (auto const turn = next_turn(*rotation, presented)) {
            refreshed.outcome = Outcome::rotated;
            refreshed.successor = rotate(t, presented, *turn, now);
            refreshed.changed =
                done(unit, TouchSession{person, presented.session, presented.address}, person, now);
        } else {
            refreshed.outcome = Outcome::reused;
            audit::write(t, {{}, person.value, "token-reused", presented.address});
            tell_owner(t, person);
            refreshed.changed = done(unit, EndSession{person, presented.session}, person, now);
            return;
        }
        refreshed.person = database::find<Person>(t, person);
    };
    store.write_with(work);
    return refreshed;
}

}  // namespace accounts
