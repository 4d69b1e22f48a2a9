// A database with jobs, and runners that are in a hurry.
#pragma once

#include <string>

#include "server/database/transaction.hpp"
#include "server/database/values.hpp"
#include "server/jobs/runner.hpp"
#include "tests/support/throwaway.hpp"

namespace jobs_test {

inline jobs::Runner::Options quick() {
    jobs::Runner::Options options;
    options.poll = std::chrono::milliseconds(20);
    options.first_wait = std::chrono::milliseconds(1);
    options.longest_wait = std::chrono::milliseconds(4);
    options.attempts = 4;
    return options;
}

struct Stage {
    support::Throwaway base{support::Throwaway::Start::migrated};
    database::Pool pool{{base.url()}};

    base::Id128 add(std::string const& kind, std::string const& payload, std::int64_t wait_us = 0) {
        return database::with_transaction(
            pool, database::Isolation::read_committed,
            [&](pqxx::transaction_base& t) { return jobs::add(t, kind, payload, wait_us); });
    }
    std::string one(std::string const& sql, base::Id128 job) {
        return database::with_transaction(
            pool, database::Isolation::read_committed, [&](pqxx::transaction_base& t) {
                return std::string(database::run(t, sql, job).at(0)[0].c_str());
            });
    }
    std::string state(base::Id128 job) {
        return one("select state from jobs.job where id = $1", job);
    }
    int attempts(base::Id128 job) {
        return std::stoi(one("select attempts from jobs.job where id = $1", job));
    }
};

}  // namespace jobs_test
