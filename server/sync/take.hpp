// Takes one command: in one transaction it is answered once and for all, whatever is lost on the
// way.
#pragma once

#include <algorithm>
#include <map>
#include <set>

#include "server/sync/store.hpp"
#include "shared/world/tables.hpp"

namespace syncing {

struct Actor {
    base::Id128 person;
    bool administrator = false;
    std::string address{};
};

// What was taken, and which spaces somebody may now want news of.
struct Taken {
    world::Answer answer;
    std::vector<world::Space> changed;
};

// The spaces that an edit touches: where the row is published now, and where it was before.
template <class Domain>
class Publication {
public:
    using World = typename Domain::World;

    Publication(World const& slice, world::Reads const& reads) : slice_(slice), reads_(reads) {}

    void note(typename Domain::Change const& change) {
        for (auto const& edit : change) std::visit([&](auto const& e) { one(e); }, edit);
    }
    // Numbers what was noted, one new version for each space, and writes it to the log.
    std::vector<world::Space> publish(Unit<Domain>& unit) const {
        std::vector<world::Space> changed;
        for (auto const& [space, entries] : spaces_) {
            must_be_locked(space);
            auto const version = unit.next_version(space);
            for (auto const& [key, op] : entries) unit.log(space, {version, key, op});
            changed.push_back(space);
        }
        return changed;
    }

private:
    template <class Row>
    void one(world::Add<Row> const& edit) {
        if (slice_.find(edit.row.id)) throw std::logic_error("a decision adds a row that is there");
        enter(edit.row);
    }
    template <class Row>
    void one(world::Put<Row> const& edit) {
        leave(edit.row.id);
        enter(edit.row);
    }
    template <class Row>
    void one(world::Erase<Row> const& edit) {
        leave(edit.id);
    }
    template <class Row>
    void enter(Row const& row) {
        for (auto const& space : row.spaces())
            spaces_[space][{std::string(Row::type_name), row.id.value}] = Op::put;
    }
    template <class Row>
    void leave(base::Id<Row> id) {
        auto const* before = slice_.find(id);
        if (!before) throw std::logic_error("a decision changes a row that it has not read");
        for (auto const& space : before->spaces())
            spaces_[space][{std::string(Row::type_name), id.value}] = Op::erase;
    }
    void must_be_locked(world::Space const& space) const {
        for (auto const& lock : reads_.spaces)
            if (lock.space == space && lock.lock == world::Lock::exclusive) return;
        throw std::logic_error("a decision writes to a space that its command did not lock: " +
                               world::to_text(space));
    }

    World const& slice_;
    world::Reads const& reads_;
    std::map<world::Space, std::map<world::RowKey, Op>> spaces_;
};

// Decides and writes inside a transaction. Used by take, and by the server's own endpoints.
template <class Domain>
Taken carry_out(Unit<Domain>& unit, typename Domain::Command const& command,
                typename Domain::Context const& context) {
    using World = typename Domain::World;
    auto const reads = Domain::reads(command, context.actor);
    unit.lock(reads.spaces);
    World slice;
    for (auto& row : unit.load(reads)) slice.put(std::move(row));
    slice.become_slice(reads);

    Taken taken;
    auto const refuse = [&](base::Refusal refusal) {
        taken.answer.outcome = world::Outcome::refused;
        taken.answer.refusal = std::move(refusal);
    };
    auto const verdict = Domain::decide(slice, command, context);
    if (auto const* refusal = std::get_if<base::Refusal>(&verdict)) {
        refuse(*refusal);
    } else if (auto const* change = std::get_if<typename Domain::Change>(&verdict)) {
        Publication<Domain> publication(slice, reads);
        publication.note(*change);
        if (auto broken = unit.write(*change))
            refuse(std::move(*broken));
        else
            taken.changed = publication.publish(unit);
        if (!taken.changed.empty()) unit.carried_out(command, context);
    } else {
        throw std::logic_error("the server was told to let the server decide");
    }
    return taken;
}

// `hash` identifies the command's content: the same number with another hash is a fork. `context`
// is the server's own; nothing in it came from the client.
template <class Domain>
Taken take(Store<Domain>& store, Actor const& actor, base::Id128 client,
           world::Sent<Domain> const& sent, std::string const& hash,
           typename Domain::Context const& context) {
    Taken taken;
    store.write([&](Unit<Domain>& unit) {
        taken = {};
        taken.answer.number = sent.number;
        Client const known = unit.client(client, actor.person);
        if (known.person != actor.person) {
            taken.answer.outcome = world::Outcome::forked;
            return;
        }
        if (sent.number <= known.last_number) {
            auto const before = unit.remembered(client, sent.number);
            if (before && before->hash == hash)
                taken.answer = before->answer;
            else
                taken.answer.outcome = world::Outcome::forked;
            return;
        }
        if (sent.number > known.last_number + 1) {
            taken.answer.outcome = world::Outcome::gap;
            taken.answer.expected = known.last_number + 1;
            return;
        }
        taken = carry_out<Domain>(unit, sent.command, context);
        taken.answer.number = sent.number;
        unit.remember(client, hash, taken.answer);
    });
    return taken;
}

// A command that broke something: it is answered with a refusal that names the report, so that it
// cannot stand in its outbox's way for ever.
template <class Domain>
Taken refuse_broken(Store<Domain>& store, Actor const& actor, base::Id128 client,
                    std::int64_t number, std::string const& hash, std::string const& report) {
    Taken taken;
    store.write([&](Unit<Domain>& unit) {
        taken.answer = {number, world::Outcome::refused,
                        base::Refusal{"unexpected", {{"report", report}}}, 0};
        Client const known = unit.client(client, actor.person);
        if (known.person == actor.person && number == known.last_number + 1)
            unit.remember(client, hash, taken.answer);
    });
    return taken;
}

}  // namespace syncing
