// Numbers that only the database knows, asked for every now and then and remembered for scrapers.
#pragma once

#include <atomic>
#include <cstdint>

#include "server/watch/metrics.hpp"

namespace database {
class Pool;
}

namespace watch {

class Counts {
public:
    void ask(database::Pool& pool);
    // The owner forgets them before this ends.
    void add_to(Metrics& metrics, void const* owner) const;

private:
    std::atomic<std::int64_t> sessions_{0}, jobs_waiting_{0}, jobs_dead_{0}, letters_waiting_{0},
        letters_dead_{0};
};

}  // namespace watch
