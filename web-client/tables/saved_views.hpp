// The views that administrators have saved of a table: their own, which this client holds, and
// those that others share, which are asked for when the table is opened.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/world/every_table.hpp"
#include "web-client/house/surroundings.hpp"
#include "web-client/look/ui.hpp"
#include "web-client/parts/command.hpp"
#include "web-client/tables/place.hpp"

namespace tables {

// What of a place a view keeps: all that stands behind the "?" of its route.
std::string query_of_route(std::string const& route);
// As the route of a place says it, whoever wrote it and in which order.
std::string route_of_view(std::string const& table, std::string const& query);

// Whether a place shows just what the view keeps.
bool is_at(accounts::View const& view, Place const& place);

class SavedViews {
public:
    explicit SavedViews(house::Surroundings const& around) : around_(around) {}

    // Of a table that is opened.
    void go(std::string_view table);
    void close();
    // By name; one's own before those of others.
    std::vector<accounts::View> all(std::string_view table) const;
    // The one that is shown, or from which it was begun; null: none.
    accounts::View const* shown(std::vector<accounts::View> const& views, Place const& place) const;
    bool is_own(accounts::View const& view) const;
    void choose(accounts::View const& view);

    // What can be done with what is shown now.
    parts::Commands commands(words::Words const& words, Place const& place);
    void open();
    void frame(look::Ui& ui, Place const& place, look::Rect at);

private:
    void ask_name(words::Words const& words, accounts::View view, char const* title);
    void want(accounts::View const& view);

    house::Surroundings around_;
    platform::Alive alive_;
    words::Words words_{words::Language::english};  // of the last frame
    std::string table_;
    std::vector<accounts::View> of_others_;
    std::uint64_t question_ = 0;
    base::Id<accounts::View> chosen_;  // and perhaps changed since then
    bool is_wanted_ = false, asks_to_remove_ = false;
    accounts::View removed_{};  // that is asked about
};

}  // namespace tables
