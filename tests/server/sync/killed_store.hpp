// A domain's rows in PostgreSQL for the simulation: the server is killed, or its connection cut,
// between any two statements.
#pragma once

#include "server/sync/postgres_store.hpp"
#include "tests/support/memory_store.hpp"

namespace killed {

// What follows of a command that was accepted, in its transaction.
template <class Domain>
using Follows = std::function<void(pqxx::transaction_base&, typename Domain::Command const&)>;

// The simulation knows a command by its text, the database by a hash in hex.
inline std::string hex_of(std::string const& text) {
    constexpr char digits[] = "0123456789abcdef";
    std::string hex;
    for (char const c : text) {
        auto const byte = static_cast<unsigned char>(c);
        hex += {digits[byte >> 4], digits[byte & 0xF]};
    }
    return hex;
}
inline std::string text_of(std::string const& hex) {
    std::string text;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
        text += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
    return text;
}

// Counts statements; at the chosen one the server dies, or only its connection does.
template <class Domain>
class Unit : public syncing::Unit<Domain> {
public:
    using Row = typename Domain::Row;
    using Edits = std::vector<typename Domain::World::Edit>;
    Unit(syncing::PostgresUnit<Domain>& unit, support::Killer& killer, bool& cuts,
         Follows<Domain> const& follows)
        : unit_(unit), killer_(killer), cuts_(cuts), follows_(follows) {}

    syncing::Client client(base::Id128 client, base::Id128 person) override {
        statement();
        return unit_.client(client, person);
    }
    std::optional<syncing::Remembered> remembered(base::Id128 client,
                                                  std::int64_t number) override {
        statement();
        auto before = unit_.remembered(client, number);
        if (before) before->hash = text_of(before->hash);
        return before;
    }
    void remember(base::Id128 client, std::string const& hash,
                  world::Answer const& answer) override {
        statement();
        unit_.remember(client, hex_of(hash), answer);
    }
    void lock(std::vector<world::SpaceLock> const& spaces) override {
        statement();
        unit_.lock(spaces);
    }
    std::vector<Row> load(world::Reads const& reads) override {
        statement();
        return unit_.load(reads);
    }
    std::optional<base::Refusal> write(Edits const& edits) override {
        statement();
        return unit_.write(edits);
    }
    void publish(std::vector<syncing::SpaceChange> const& changes) override {
        statement();
        unit_.publish(changes);
    }
    void carried_out(typename Domain::Command const& command,
                     typename Domain::Context const& context) override {
        unit_.carried_out(command, context);
        if (!follows_) return;
        statement();
        follows_(unit_.transaction(), command);
    }
    void statement() {
        try {
            killer_.statement();
        } catch (support::Killed const&) {
            cuts_ = !cuts_;
            if (cuts_) throw;
            // The backend ends; the store notices, connects again and runs all of it anew.
            database::run(unit_.transaction(), "select pg_terminate_backend(pg_backend_pid())");
        }
    }

private:
    syncing::PostgresUnit<Domain>& unit_;
    support::Killer& killer_;
    bool& cuts_;
    Follows<Domain> const& follows_;
};

template <class Domain>
class Store : public syncing::Store<Domain> {
public:
    Store(database::Pool& pool, support::Killer& killer, Follows<Domain> follows = {})
        : store_(pool), killer_(killer), follows_(std::move(follows)) {}
    void write(std::function<void(syncing::Unit<Domain>&)> const& act) override {
        store_.write_with([&](syncing::PostgresUnit<Domain>& unit) {
            Unit<Domain> own(unit, killer_, cuts_, follows_);
            act(own);
            own.statement();
        });
    }
    void look(std::function<void(syncing::Glance<Domain>&)> const& act) override {
        store_.look(act);
    }

private:
    syncing::PostgresStore<Domain> store_;
    support::Killer& killer_;
    Follows<Domain> const follows_;
    bool cuts_ = false;
};

}  // namespace killed
