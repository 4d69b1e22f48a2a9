// A list that the server searches, sorts and pages: the field to search in, the table of the pages
// that came, and the way to more of them.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "web-client/look/table.hpp"
#include "web-client/look/ui.hpp"

namespace parts {

enum class Load : std::uint8_t { loading, ready, failed };

// How far the pages have come.
struct Pages {
    std::int64_t total = -1;  // less than 0: unknown
    bool more = false;        // another page can be asked for
    Load load = Load::ready;
    std::string failure;  // in words
    std::string rule;     // …by which it was refused
};

struct Query {
    std::string search;
    look::Sort sort{look::SortKey{"name"}};
};
// As lists of the server are asked for it, and told of it: "name", "-registered,name".
std::string sort_asked(look::Sort const& sort);
look::Sort sort_from(std::string_view asked);

struct Listing {
    std::string id;
    std::string label;                   // of the table
    std::string search;                  // what can be searched for; empty: nothing
    std::string loading;                 // said while it loads
    look::Icon icon = look::Icon::none;  // where there is nothing
    std::string none_title, none_text;
    std::vector<look::Column> columns;
    int count = 0;  // rows at hand
    std::function<bool(int row)> is_chosen{};
};

struct ListingWishes {
    bool query_changed = false;  // search or sort: ask anew
    bool load_more = false;
    bool retry = false;
    int pressed = -1;  // the row
};

ListingWishes listing(look::Ui& ui, Listing const& list, Pages const& pages, Query& query,
                      look::Rect rect,
                      std::function<std::vector<look::Cell>(int row)> const& cells_of);

}  // namespace parts
