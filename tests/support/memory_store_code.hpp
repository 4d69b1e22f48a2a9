// What memory_store.hpp declares. Included by tests/stores/<domain>.cpp, which instantiates it:
//
//   template class support::MemoryStore<Domain>;
#pragma once

#include "shared/world/domains.hpp"
#include "tests/support/memory_store.hpp"

namespace support {

template <class Domain>
class MemoryUnit : public syncing::Unit<Domain> {
public:
    using World = typename Domain::World;
    using Row = typename Domain::Row;

    MemoryUnit(MemoryState<Domain>& state, Killer& killer) : state_(state), killer_(killer) {}

    syncing::Client client(base::Id128 client, base::Id128 person) override {
        killer_.statement();
        return state_.clients.emplace(client, syncing::Client{person, 0}).first->second;
    }
    std::optional<syncing::Remembered> remembered(base::Id128 client,
                                                  std::int64_t number) override {
        killer_.statement();
        auto const at = state_.answers.find({client, number});
        if (at == state_.answers.end()) return std::nullopt;
        return at->second;
    }
    void remember(base::Id128 client, std::string const& hash,
                  world::Answer const& answer) override {
        killer_.statement();
        state_.clients.at(client).last_number = answer.number;
        state_.answers[{client, answer.number}] = {hash, answer};
    }
    void lock(std::vector<world::SpaceLock> const&) override { killer_.statement(); }
    std::vector<Row> load(world::Reads const& reads) override {
        killer_.statement();
        std::vector<Row> rows;
        world::each_row<Domain>(
            [&]<class R>(std::type_identity<R>) { load_table<R>(reads, rows); });
        return rows;
    }
    std::optional<base::Refusal> write(std::vector<typename World::Edit> const& edits) override {
        killer_.statement();
        state_.world.apply(edits);
        for (auto const& edit : edits) std::visit([&](auto const& e) { revise(e); }, edit);
        return std::nullopt;
    }
    void publish(std::vector<syncing::SpaceChange> const& changes) override {
        for (auto const& change : changes) {
            killer_.statement();
            auto const version = ++state_.versions[change.space];
            for (auto const& [key, op] : change.rows)
                state_.log[change.space].push_back({version, key, op});
        }
    }

private:
    template <class R>
    void revise(world::Add<R> const& edit) {
        state_.revisions[edit.row.id.value] = ++state_.last_revision;
    }
    template <class R>
    void revise(world::Put<R> const& edit) {
        state_.revisions[edit.row.id.value] = ++state_.last_revision;
    }
    template <class R>
    void revise(world::Erase<R> const&) {}

    template <class R>
    void load_table(world::Reads const& reads, std::vector<Row>& rows) {
        for (auto const& [id, row] : state_.world.template table<R>().all()) {
            bool wanted = reads.rows.count({R::type_name, id.value}) != 0;
            for (auto const& range : reads.ranges)
                wanted = wanted || world::is_in_range(row, range);
            if (wanted) rows.push_back(row);
        }
    }
    MemoryState<Domain>& state_;
    Killer& killer_;
};

template <class Domain>
class MemoryGlance : public syncing::Glance<Domain> {
public:
    using Row = typename Domain::Row;

    explicit MemoryGlance(MemoryState<Domain> const& state) : state_(state) {}

    base::Id128 history() override { return state_.history; }
    std::int64_t answered(base::Id128 client) override {
        auto const at = state_.clients.find(client);
        return at == state_.clients.end() ? 0 : at->second.last_number;
    }
    std::vector<world::Space> spaces_of(base::Id128 person, world::Wanted const& wanted) override {
        return world::followed_by<Domain>(state_.world, person, wanted);
    }
    std::vector<std::int64_t> versions(std::vector<world::Space> const& spaces) override {
        std::vector<std::int64_t> list;
        for (auto const& space : spaces) {
            auto const at = state_.versions.find(space);
            list.push_back(at == state_.versions.end() ? 0 : at->second);
        }
        return list;
    }
    std::optional<std::vector<syncing::LogEntry>> log_after(world::Space const& space,
                                                            std::int64_t version,
                                                            std::size_t most) override {
        auto const forgotten = state_.forgotten.find(space);
        if (forgotten != state_.forgotten.end() && version < forgotten->second) return std::nullopt;
        std::vector<syncing::LogEntry> list;
        if (auto const at = state_.log.find(space); at != state_.log.end())
            for (auto const& entry : at->second)
                if (entry.version > version && list.size() < most) list.push_back(entry);
        return list;
    }
    std::vector<world::Told<Domain>> rows(world::Space const& space,
                                          std::vector<world::RowKey> const& keys) override {
        std::vector<world::Told<Domain>> list;
        world::each_row<Domain>([&]<class R>(std::type_identity<R>) {
            for (auto const& key : keys) {
                if (key.type != R::type_name) continue;
                auto const* row = state_.world.template table<R>().find({key.id});
                if (row && world::is_within(state_.world, *row, space)) list.push_back(told(*row));
            }
        });
        return list;
    }
    std::vector<world::Told<Domain>> page(world::Space const& space,
                                          std::optional<world::RowKey> const& from,
                                          std::size_t most) override {
        std::map<world::RowKey, Row> sorted;
        world::each_row<Domain>([&]<class R>(std::type_identity<R>) {
            if (!is_published<R>(space)) return;
            for (auto const& [id, row] : state_.world.template table<R>().all())
                if (world::is_within(state_.world, row, space) &&
                    (!from || *from < key_of(Row(row))))
                    sorted.emplace(key_of(Row(row)), row);
        });
        std::vector<world::Told<Domain>> list;
        for (auto& [key, row] : sorted)
            if (list.size() < most) list.push_back(told(row));
        return list;
    }
    bool has_more_than(world::Space const& space, std::int64_t most) override {
        std::int64_t rows = 0;
        world::each_row<Domain>([&]<class R>(std::type_identity<R>) {
            if (!is_published<R>(space)) return;
            for (auto const& [id, row] : state_.world.template table<R>().all())
                rows += world::is_within(state_.world, row, space);
        });
        return rows > most;
    }

private:
    world::Told<Domain> told(Row const& row) const {
        auto const at = state_.revisions.find(key_of(row).id);
        return {at == state_.revisions.end() ? 0 : at->second, row};
    }
    static world::RowKey key_of(Row const& row) {
        return std::visit(
            [](auto const& r) {
                return world::RowKey{std::string(r.type_name), r.id.value};
            },
            row);
    }
    template <class R>
    static bool is_published(world::Space const& space) {
        bool published = false;
        world::each_publication<R>([&](auto const& publication) {
            published = published || publication.kind.name == space.kind;
        });
        return published;
    }
    MemoryState<Domain> const& state_;
};

template <class Domain>
MemoryStore<Domain>::MemoryStore(Killer& killer) : killer_(killer) {
    state.world.become_whole();
}

template <class Domain>
MemoryStore<Domain>::~MemoryStore() = default;

template <class Domain>
void MemoryStore<Domain>::write(std::function<void(syncing::Unit<Domain>&)> const& act) {
    auto before = state;  // a transaction that does not end leaves nothing
    try {
        MemoryUnit<Domain> unit(state, killer_);
        act(unit);
        killer_.statement();
    } catch (...) {
        state = std::move(before);
        throw;
    }
}

template <class Domain>
void MemoryStore<Domain>::look(std::function<void(syncing::Glance<Domain>&)> const& act) {
    MemoryGlance<Domain> glance(state);
    act(glance);
}

}  // namespace support
