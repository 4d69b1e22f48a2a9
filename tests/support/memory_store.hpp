// A store in memory for the simulation: transactions that are all or nothing, and that can be cut
// down between any two statements. What is declared here is compiled once for each domain, in
// tests/stores/<domain>.cpp.
#pragma once

#include <map>
#include <stdexcept>

#include "server/sync/store.hpp"
#include "shared/world/tables.hpp"

namespace support {

struct Killed : std::runtime_error {
    Killed() : std::runtime_error("killed") {}
};

// Throws Killed at the n-th statement from now on; 0: never.
struct Killer {
    int left = 0;
    void statement() {
        if (left > 0 && --left == 0) throw Killed();
    }
};

template <class Domain>
struct MemoryState {
    typename Domain::World world;
    std::map<base::Id128, std::int64_t> revisions;  // by the row's id
    std::int64_t last_revision = 0;
    std::map<base::Id128, syncing::Client> clients;
    std::map<std::pair<base::Id128, std::int64_t>, syncing::Remembered> answers;
    std::map<world::Space, std::int64_t> versions;
    std::map<world::Space, std::vector<syncing::LogEntry>> log;
    base::Id128 history{7, 7};
    std::map<world::Space, std::int64_t> forgotten;  // the log begins after this version
};

template <class Domain>
class MemoryStore : public syncing::Store<Domain> {
public:
    using World = typename Domain::World;
    using Row = typename Domain::Row;

    explicit MemoryStore(Killer& killer);
    ~MemoryStore() override;
    MemoryStore(MemoryStore const&) = delete;
    MemoryStore& operator=(MemoryStore const&) = delete;

    void write(std::function<void(syncing::Unit<Domain>&)> const& act) override;
    void look(std::function<void(syncing::Glance<Domain>&)> const& act) override;

    MemoryState<Domain> state;

private:
    Killer& killer_;
};

}  // namespace support
