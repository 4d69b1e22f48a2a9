// What the rows are called that others refer to: asked for when they are first drawn, those of a
// table together, and kept while this client runs.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "web-client/house/surroundings.hpp"
#include "web-client/tables/table_info.hpp"

namespace tables {

class RowNames {
public:
    RowNames(platform::Platform& platform, client::PersonalApi& api,
             std::vector<TableInfo> const& tables)
        : platform_(platform), api_(api), tables_(tables) {}

    // Of a row that has no name, or is not there, or is not known yet, the beginning of its id.
    std::string of(std::string_view table, base::Id128 id);
    // Asks for those that were missed since the last frame.
    void ask();
    // A row of this table may be called otherwise by now.
    void forget(std::string_view table) { known_.erase(std::string(table)); }

private:
    struct Known {
        std::string name;
        bool asked = false;
    };
    using OfTable = std::map<base::Id128, Known>;
    void ask(TableInfo const& table, OfTable& rows);

    platform::Platform& platform_;
    client::PersonalApi& api_;
    platform::Alive alive_;
    std::vector<TableInfo> const& tables_;
    std::map<std::string, OfTable, std::less<>> known_;
    bool missed_ = false;
};

// What a row is called by its own fields: the first text of one line. Empty: it has none.
std::string own_name(base::TypeInfo const& row, void const* value);

}  // namespace tables
