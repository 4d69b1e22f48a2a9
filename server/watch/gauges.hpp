// Numbers that only the database knows, asked for every now and then and remembered for scrapers.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "server/watch/metrics.hpp"

namespace database {
class Pool;
}

namespace watch {

class Gauges {
public:
    // `sql` answers one number: "select count(*) from accounts.session". `labels` is empty or like
    // `state="dead"`.
    void add(std::string name, std::string help, std::string labels, std::string sql);
    // All of them, in one transaction that only reads.
    void ask(database::Pool& pool);
    // The owner forgets them before this ends.
    void add_to(Metrics& metrics, void const* owner) const;

private:
    struct Gauge {
        std::string name, help, labels, sql;
        std::unique_ptr<std::atomic<std::int64_t>> value;
    };
    std::vector<Gauge> all_;
};

}  // namespace watch
