// What taking a command and telling news need of a place that keeps rows: PostgreSQL in the server,
// memory in the simulation. Both run the same take and news over it.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "shared/world/messages.hpp"
#include "shared/world/published.hpp"
#include "shared/world/reads.hpp"

namespace syncing {

struct Actor {
    base::Id128 person;
    bool administrator = false;
    std::string address{};
    base::Id128 session{};  // of a script: its token; none: the server itself
    bool is_script = false;
    bool guest = false;     // no member
    bool room_off = false;  // the domain is turned off, for everybody
};

struct Client {
    base::Id128 person;            // to whom this client belongs
    std::int64_t last_number = 0;  // the last that was answered
};

struct Remembered {
    std::string hash;  // of the command as it was sent
    world::Answer answer;
};

enum class Op : char { put = 'p', erase = 'e' };

struct LogEntry {
    std::int64_t version = 0;
    world::RowKey row;
    Op op = Op::put;
};

// What happened in a space by one command.
struct SpaceChange {
    world::Space space;
    std::vector<std::pair<world::RowKey, Op>> rows{};
};

// One transaction that writes. Nothing of it is seen by anybody until the store has committed it.
template <class Domain>
class Unit {
public:
    using Row = typename Domain::Row;
    using Edit = typename Domain::World::Edit;

    virtual ~Unit() = default;
    // The client, held until the end of the transaction; made for this person if it is new.
    virtual Client client(base::Id128 client, base::Id128 person) = 0;
    virtual std::optional<Remembered> remembered(base::Id128 client, std::int64_t number) = 0;
    virtual void remember(base::Id128 client, std::string const& hash,
                          world::Answer const& answer) = 0;
    // Whether the session, or the script's token, of who asks is still there; it is until the end
    // of the transaction. To be asked once the spaces are locked, as whoever ends it locks them
    // first.
    virtual bool is_open(Actor const&) { return true; }
    // In the order given, until the end of the transaction.
    virtual void lock(std::vector<world::SpaceLock> const& spaces) = 0;
    virtual std::vector<Row> load(world::Reads const& reads) = 0;
    // All edits or none; the refusal that a broken constraint means. Each row that is written gets
    // a revision above all that it ever had.
    virtual std::optional<base::Refusal> write(std::vector<Edit> const& edits) = 0;
    // Numbers each of these spaces, which are locked, by its next version, and logs what happened.
    virtual void publish(std::vector<SpaceChange> const& changes) = 0;
    // A command was accepted and written: what else its domain keeps of it is written now.
    virtual void carried_out(typename Domain::Command const&, typename Domain::Context const&) {}
};

// One consistent look at everything, as of one instant.
template <class Domain>
class Glance {
public:
    using Told = world::Told<Domain>;

    virtual ~Glance() = default;
    // Of the database: renewed when a backup is restored, since then versions begin anew.
    virtual base::Id128 history() = 0;
    virtual std::int64_t answered(base::Id128 client) = 0;
    // The spaces of this domain that are told to a person, sorted: those that are always followed,
    // and those among the wanted that the person may see.
    virtual std::vector<world::Space> spaces_of(base::Id128 person,
                                                world::Wanted const& wanted) = 0;
    // For each space its version now; 0 for one in which nothing has ever happened.
    virtual std::vector<std::int64_t> versions(std::vector<world::Space> const& spaces) = 0;
    // What happened after `version`, oldest first, at most `most` entries; nothing when the log no
    // longer reaches back so far.
    virtual std::optional<std::vector<LogEntry>> log_after(world::Space const& space,
                                                           std::int64_t version,
                                                           std::size_t most) = 0;
    // Those among these rows that belong to the space's window.
    virtual std::vector<Told> rows(world::Space const& space,
                                   std::vector<world::RowKey> const& keys) = 0;
    // Of the rows that belong to a space's window, in the order of their keys, those after `from`.
    virtual std::vector<Told> page(world::Space const& space,
                                   std::optional<world::RowKey> const& from, std::size_t most) = 0;
    // Whether more rows than `most` belong to the space's window. Looks at hardly more than these.
    virtual bool has_more_than(world::Space const& space, std::int64_t most) = 0;
};

template <class Domain>
class Store {
public:
    virtual ~Store() = default;
    // Runs `act` in a transaction and commits. Losing the connection, serialisation failures and
    // deadlocks are tried again, so `act` may run more than once; other exceptions pass through.
    virtual void write(std::function<void(Unit<Domain>&)> const& act) = 0;
    virtual void look(std::function<void(Glance<Domain>&)> const& act) = 0;
};

}  // namespace syncing
