// Rows on their way: as commands of one act, through the account's outbox, a few at a time. What
// was put there is sent also when the network or the page goes; what was not yet is not. A row that
// is refused is told, and those that were in one command with it are sent without it.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <vector>

#include "web-client/house/surroundings.hpp"
#include "web-client/tables/table_info.hpp"

namespace tables {

class ImportSend {
public:
    explicit ImportSend(house::Surroundings const& around) : around_(around) {}

    // What becomes of the row of this number.
    using WishOf = std::function<Wish(std::size_t row)>;
    void begin(TableInfo const& table, std::vector<std::size_t> rows, WishOf wish_of);
    void end();

    // Sees what was answered, and sends what comes next; in every frame.
    void work();
    void stop() { stopped_ = true; }
    void go_on() { stopped_ = false; }

    bool has_begun() const { return table_ != nullptr; }
    bool is_stopped() const { return stopped_; }
    bool is_done() const { return has_begun() && left_.empty() && flights_.empty(); }
    std::size_t total() const { return total_; }
    std::size_t waiting() const;  // in the outbox
    std::size_t done() const { return done_; }
    base::Id128 act() const { return act_; }  // of all of them, once it has begun
    struct Refused {
        std::size_t row;
        base::Refusal refusal;
    };
    std::vector<Refused> const& refused() const { return refused_; }

private:
    static constexpr std::size_t most_in_flight = 4, most_bytes = 200'000;
    void hear();
    void send_next();
    void refuse(std::vector<std::size_t> const& rows, base::Refusal const& refusal);

    house::Surroundings around_;
    TableInfo const* table_ = nullptr;
    WishOf wish_of_;
    base::Id128 act_;
    bool stopped_ = false;
    std::size_t total_ = 0, done_ = 0;
    std::deque<std::size_t> left_;
    std::map<base::Id128, std::vector<std::size_t>> flights_;  // by the first row's edit
    std::vector<Refused> refused_;
};

}  // namespace tables
