// What the server says of rows that have nothing wrong in themselves: all that it would refuse if
// they were taken in now. It decides without carrying out any of it (shared/imports_api.hpp).
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "shared/imports_api.hpp"
#include "web-client/house/surroundings.hpp"
#include "web-client/tables/table_info.hpp"

namespace tables {

class ImportRehearsal {
public:
    // Into an empty row of the table, what the row at this place of the file shall be.
    using Fill = std::function<void(std::size_t row, void* into)>;
    struct Refused {
        std::optional<std::size_t> row;  // nothing: all of them
        ImportProblem problem;
    };

    explicit ImportRehearsal(house::Surroundings const& around) : around_(around) {}

    // Nothing was said, and nothing is asked any more.
    void end();
    void begin(TableInfo const& table, std::vector<std::size_t> rows, Fill fill);
    // Some rows on their way into what is sent; it is sent behind the last of them.
    void step(std::size_t rows);
    bool is_under_way() const { return is_under_way_; }
    bool is_sent() const { return is_sent_; }  // then the answer wakes

    // The row is another one now.
    void forget(std::size_t row);
    std::vector<Refused> const& refused() const { return refused_; }
    // Why the server did not say anything.
    std::optional<client::Failure> const& failure() const { return failure_; }

private:
    void send();
    void hear(platform::Answer const& answer);
    void give_up(client::Failure failure);

    house::Surroundings around_;
    TableInfo const* table_ = nullptr;
    std::vector<std::size_t> rows_;
    Fill fill_;
    std::string lines_;
    std::size_t written_ = 0;
    bool is_under_way_ = false, is_sent_ = false;
    std::uint64_t question_ = 0;
    std::vector<Refused> refused_;
    std::optional<client::Failure> failure_;
    platform::Alive alive_;
};

}  // namespace tables
