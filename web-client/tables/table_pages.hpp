// The pages of one table, as they come.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "shared/wire/list.hpp"
#include "web-client/house/surroundings.hpp"
#include "web-client/parts/listing.hpp"
#include "web-client/tables/place.hpp"
#include "web-client/tables/table_info.hpp"

namespace tables {

// What a page of a place is asked by.
wire::ListRequest request_of(Place const& place);
client::PersonalApi::Query query_of(Place const& place);

class TablePages {
public:
    using Words = std::function<words::Words()>;  // asked when an answer has come

    TablePages(platform::Platform& platform, client::PersonalApi& api, Words words)
        : platform_(platform), api_(api), words_(std::move(words)) {}

    // Forgets what came for another place.
    void begin(TableInfo const& table);
    // `more`: the page after the last one; else the first one anew.
    void ask(Place const& place, bool more);

    TableInfo const* table() const { return table_; }
    std::vector<void const*> const& rows() const { return rows_; }
    parts::Pages const& state() const { return state_; }
    // How many answers have come: what was made of rows is made anew when it is another.
    std::uint64_t answers() const { return answers_; }
    bool counted_all() const { return !there_are_more_; }

private:
    void take(std::shared_ptr<void> page);

    platform::Platform& platform_;
    client::PersonalApi& api_;
    Words words_;
    platform::Alive alive_;
    TableInfo const* table_ = nullptr;
    std::vector<std::shared_ptr<void>> pages_;  // in which the rows lie
    std::vector<void const*> rows_;
    parts::Pages state_;
    bool there_are_more_ = false;
    std::string next_;
    std::uint64_t question_ = 0, answers_ = 0;
};

}  // namespace tables
