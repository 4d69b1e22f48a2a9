// The people of the workspace: searched, sorted and paged by the server; the panel shows the pages
// that came.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "web-client/look/table.hpp"
#include "web-client/look/ui.hpp"

namespace accounts {

struct PersonRow {
    std::string id;
    std::string name;
    std::string email;  // empty: not mine to see
    bool administrator = false;
    std::int64_t joined_at_us = 0;
};

enum class Load : std::uint8_t { loading, ready, failed };

struct PeopleView {
    std::vector<PersonRow> people;
    std::int64_t total = -1;  // less than 0: unknown
    bool more = false;        // another page can be asked for
    Load load = Load::ready;
    std::string failure;  // in words
};

struct PeopleDraft {
    std::string search;
    look::Sort sort{"name", false};
};

struct PeopleWishes {
    bool query_changed = false;  // search or sort: ask anew
    bool load_more = false;
    bool retry = false;
    bool back = false;
    std::string open;  // id of the person pressed
};

PeopleWishes people(look::Ui& ui, PeopleView const& view, PeopleDraft& draft, look::Rect rect,
                    bool narrow);

}  // namespace accounts
