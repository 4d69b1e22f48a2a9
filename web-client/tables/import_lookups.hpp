// What is there already, for a file that is checked: rows by their keys, and rows of any table by
// what they are called. The server's lists are asked, as many values at once as one filter takes.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "shared/imports/known.hpp"
#include "web-client/house/surroundings.hpp"
#include "web-client/tables/table_info.hpp"

namespace tables {

class ImportLookups {
public:
    ImportLookups(house::Surroundings const& around, std::vector<TableInfo> const& tables)
        : around_(around), tables_(tables) {}

    // Nothing is known any more.
    void begin(TableInfo const& table);
    // Each value is asked for once.
    void ask_names(std::set<std::pair<std::string, std::string>> const& names);
    void ask_keys(base::FieldInfo const& key, std::vector<std::string> const& values);

    bool is_asking() const { return !questions_.empty(); }
    // Why it does not go on; go_on() asks again.
    std::optional<client::Failure> const& failure() const { return failure_; }
    void go_on();

    // Rows stay where they are until the next begin().
    imports::Known const& known() const { return known_; }

private:
    struct Question {
        TableInfo const* table;
        base::FieldInfo const* field;
        std::vector<std::string> values{};
        std::size_t bytes = 0;
        bool of_keys = false;
        std::string after{};
    };
    void add(TableInfo const& table, base::FieldInfo const& field, std::string value, bool of_keys);
    void take(Question const& question, std::shared_ptr<void> const& page);

    house::Surroundings around_;
    std::vector<TableInfo> const& tables_;
    TableInfo const* table_ = nullptr;
    std::deque<Question> questions_;
    bool under_way_ = false;
    std::uint64_t turn_ = 0;
    std::optional<client::Failure> failure_;
    std::set<std::string> asked_;  // behind the name of a table or of a field and a line end
    imports::Known known_;
    std::vector<std::shared_ptr<void>> pages_;  // in which the rows lie that are there
    platform::Alive alive_;
};

}  // namespace tables
