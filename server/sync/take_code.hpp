// What take.hpp declares. Included by the one file of each domain that instantiates it:
//
//   template struct syncing::Taking<Domain>;
#pragma once

#include <algorithm>
#include <map>

#include "server/sync/overlay.hpp"
#include "server/sync/take.hpp"
#include "shared/wire/endpoint.hpp"
#include "shared/world/published.hpp"
#include "shared/world/refused_item.hpp"

namespace syncing {

// All other commands say in their `access` who may ask for them, as endpoints do. Whether somebody
// is an administrator still is decided where rows are locked.
template <class Command>
std::optional<base::Refusal> bars(Actor const& actor) {
    if constexpr (!is_internal<Command>) {
        if (actor.room_off) return base::Refusal{"room-off", {}};
        using wire::Access;
        constexpr auto access = Command::access;
        if ((access == Access::session || access == Access::administrator_session) &&
            actor.is_script)
            return base::Refusal{"session-needed", {}};
        if ((access == Access::administrator || access == Access::administrator_session) &&
            !actor.administrator)
            return base::Refusal{"administrators-only", {}};
        if (access == Access::member && actor.guest) return base::Refusal{"members-only", {}};
    }
    return std::nullopt;
}

template <class Domain>
std::optional<base::Refusal> bars_of(Actor const& actor, typename Domain::Command const& command) {
    return std::visit([&](auto const& c) { return bars<std::decay_t<decltype(c)>>(actor); },
                      command);
}

template <class Domain>
typename Domain::Context Asking<Domain>::context(Unit<Domain>& unit) const {
    auto known = ask_facts ? ask_facts(unit) : facts;  // which may wait for somebody, too
    auto const now = clock();
    return {actor, administrator, now, std::move(known), server::calendar(now), address, guest};
}

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
        std::vector<SpaceChange> changes;
        for (auto const& [space, entries] : spaces_) {
            must_be_locked(space);
            changed.push_back(space);
            changes.push_back({space, {entries.begin(), entries.end()}});
        }
        if (!changes.empty()) unit.publish(changes);
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
        for (auto const& space : world::spaces_of(row))
            spaces_[space][{std::string(Row::type_name), row.id.value}] = Op::put;
    }
    template <class Row>
    void leave(base::Id<Row> id) {
        auto const* before = slice_.find(id);
        if (!before) throw std::logic_error("a decision changes a row that it has not read");
        for (auto const& space : world::spaces_of(*before))
            spaces_[space][{std::string(Row::type_name), id.value}] = Op::erase;
    }
    void must_be_locked(world::Space const& space) const {
        auto const lock = std::lower_bound(
            reads_.spaces.begin(), reads_.spaces.end(), space,
            [](world::SpaceLock const& a, world::Space const& b) { return a.space < b; });
        if (lock != reads_.spaces.end() && lock->space == space &&
            lock->lock == world::Lock::exclusive)
            return;
        throw std::logic_error("a decision writes to a space that its command did not lock: " +
                               world::to_text(space));
    }

    World const& slice_;
    world::Reads const& reads_;
    std::map<world::Space, std::map<world::RowKey, Op>> spaces_;
};

template <class World>
struct Unchanged {
    World const& slice;

    template <class Edit>
    bool operator()(Edit const&) const {
        return false;
    }
    template <class Row>
    bool operator()(world::Put<Row> const& edit) const {
        auto const* before = slice.find(edit.row.id);
        bool same = before != nullptr;
        base::each_field<Row>([&](auto const& field) {
            same = same && edit.row.*field.member == before->*field.member;
        });
        return same;
    }
};

// Decides and writes, once the spaces are locked. Rows that stay as they are are not written, and a
// command that changes nothing leaves no trace.
template <class Domain>
Taken decide_and_write_locked(Unit<Domain>& unit, world::Reads const& reads,
                              typename Domain::Command const& command,
                              typename Domain::Context const& context) {
    using World = typename Domain::World;
    World slice;
    for (auto& row : unit.load(reads)) slice.put(std::move(row));
    slice.become_slice(reads);

    Taken taken;
    auto const refuse = [&](base::Refusal refusal) {
        taken.answer.outcome = world::Outcome::refused;
        taken.answer.refusal = std::move(refusal);
    };
    auto verdict = Domain::decide(slice, command, context);
    if (auto const* refusal = std::get_if<base::Refusal>(&verdict)) {
        refuse(*refusal);
    } else if (auto* change = std::get_if<typename Domain::Change>(&verdict)) {
        std::erase_if(*change, [is_unchanged = Unchanged<World>{slice}](auto const& edit) {
            return std::visit(is_unchanged, edit);
        });
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

template <class Domain>
Taken Taking<Domain>::decide_and_write(Unit<Domain>& unit, typename Domain::Command const& command,
                                       Asking<Domain> const& asking) {
    auto const reads = Domain::reads(command, asking.actor);
    unit.lock(reads.spaces);
    return decide_and_write_locked<Domain>(unit, reads, command, asking.context(unit));
}

template <class Domain>
Taken Taking<Domain>::decide_and_write_for(Unit<Domain>& unit, Actor const& actor,
                                           typename Domain::Command const& command,
                                           Asking<Domain> const& asking) {
    auto const reads = Domain::reads(command, asking.actor);
    unit.lock(reads.spaces);
    Taken taken;
    taken.is_late = !unit.is_open(actor);
    if (taken.is_late) return taken;
    auto refusal = bars_of<Domain>(actor, command);
    if (!refusal)
        return decide_and_write_locked<Domain>(unit, reads, command, asking.context(unit));
    taken.answer.outcome = world::Outcome::refused;
    taken.answer.refusal = std::move(*refusal);
    return taken;
}

template <class Domain>
Taken Taking<Domain>::take(Store<Domain>& store, Actor const& actor, base::Id128 client,
                           world::Sent<Domain> const& sent, std::string const& hash,
                           Asking<Domain> const& asking) {
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
        taken = decide_and_write_for(unit, actor, sent.command, asking);
        if (taken.is_late) return;
        taken.answer.number = sent.number;
        unit.remember(client, hash, taken.answer);
    });
    return taken;
}

template <class Domain>
Taken Taking<Domain>::refuse_broken(Store<Domain>& store, Actor const& actor, base::Id128 client,
                                    std::int64_t number, std::string const& hash,
                                    std::string const& report) {
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

// ---- without writing

template <class Domain>
Taking<Domain>::Rehearsal::Rehearsal() : so_far_(std::make_unique<Overlay<Domain>>()) {}
template <class Domain>
Taking<Domain>::Rehearsal::~Rehearsal() = default;

template <class Domain>
typename Taking<Domain>::Rehearsal::Seen Taking<Domain>::Rehearsal::look(
    Unit<Domain>& unit, Actor const& actor, Command const& whole, Asking<Domain> const& asking) {
    Seen seen;
    seen.bars = bars_of<Domain>(actor, whole);
    if (seen.bars) return seen;
    seen.reads = Domain::reads(whole, asking.actor);
    seen.context = asking.context(unit);
    seen.rows = unit.load(seen.reads);
    return seen;
}

template <class Domain>
typename Taking<Domain>::Rehearsal::Said Taking<Domain>::Rehearsal::decide(
    Seen seen, Command const& whole, std::vector<Command> const& parts) {
    Said said;
    said.whole = std::move(seen.bars);
    said.parts.resize(parts.size());
    if (said.whole) return said;
    auto slice = so_far_->slice(seen.reads, std::move(seen.rows));
    // What was refused; else it is done.
    auto const refused = [&](Command const& command) -> std::optional<base::Refusal> {
        auto verdict = Domain::decide(slice, command, seen.context);
        if (auto* refusal = std::get_if<base::Refusal>(&verdict)) return std::move(*refusal);
        auto const* change = std::get_if<typename Domain::Change>(&verdict);
        if (!change) throw std::logic_error("the server was told to let the server decide");
        slice.apply(*change);
        so_far_->apply(*change);
        return std::nullopt;
    };
    auto refusal = refused(whole);
    if (!refusal) return said;
    if (!world::refused_item(*refusal, parts.size())) {
        said.whole = std::move(refusal);
        return said;
    }
    for (std::size_t i = 0; i < parts.size(); ++i) said.parts[i] = refused(parts[i]);
    return said;
}

}  // namespace syncing
