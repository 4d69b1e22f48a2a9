// All rows of a table by a query, a few at a time and of one moment, whatever is written meanwhile:
// by a cursor, in a transaction that only reads. It has a connection of the pool until its last row
// was read, or until it ends.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

#include "server/database/list_query.hpp"
#include "server/database/pool.hpp"

namespace database {

class TableRows {
public:
    // As many rows are read at once as these bytes hold when each is as large as its rules allow.
    static constexpr std::size_t most_bytes_at_once = 4u << 20;
    static constexpr std::size_t most_at_once = 1'000;
    static std::size_t rows_at_once(base::TypeInfo const& row);

    // `fields` are those by which the terms were read; without a limit all rows. Throws as
    // with_transaction does, and so does what follows.
    TableRows(Pool& pool, base::TypeInfo const& row, ListFields const& fields, ListTerms terms,
              std::optional<std::int64_t> limit);

    // How long the database waits for the next question before it ends the transaction; without
    // this as long as any waits.
    void may_pause(std::chrono::milliseconds most);

    // Reads the next ones into `row`, of that type and fresh for each, and hands each on until that
    // says false: then there is no use in going on. False: there are no more.
    using Take = std::function<bool()>;
    bool next(std::function<void*()> const& fresh, Take const& take);
    std::size_t most_read() const { return most_read_; }  // rows at once, so far

private:
    void begin(ListFields const& fields, ListTerms const& terms);
    void end();
    template <class Act>
    auto guarded(Act act);

    base::TypeInfo const& row_;
    std::size_t const at_once_;
    std::int64_t left_;
    std::size_t most_read_ = 0;
    std::optional<Pool::Lease> lease_;
    std::unique_ptr<pqxx::transaction_base> transaction_;  // ends before its connection
};

}  // namespace database
