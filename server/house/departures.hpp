// How a domain gives up what it keeps of somebody who leaves: one step is one job, so that none
// outlives its lease, and whoever told it is answered when nothing is left.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "server/database/pool.hpp"
#include "server/house/told.hpp"
#include "server/jobs/runner.hpp"

namespace server {

class Departures {
public:
    struct Parts {
        std::string_view domain;
        database::Pool& pool;
        jobs::Runner& runner;
        // One step; false when there was nothing left.
        std::function<bool(base::Id128 person, bool erase_messages)> step;
    };
    explicit Departures(Parts const& parts) : parts_(parts) {}

    std::string job_kind() const { return "departure:" + std::string(parts_.domain); }
    // Adds the job of the first step, unless one waits.
    void begin(pqxx::transaction_base& transaction, told::PersonDeparts const& leaves) const;
    jobs::Handler handler() const;
    // False when nothing was left, and that is answered.
    bool step(told::PersonDeparts const& leaves) const;

private:
    Parts const parts_;
};

}  // namespace server
