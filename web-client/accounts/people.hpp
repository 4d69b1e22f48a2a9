// The people of the workspace: searched, sorted and paged by the server; the panel shows the pages
// that came.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "web-client/look/ui.hpp"
#include "web-client/parts/listing.hpp"

namespace accounts {

struct PersonRow {
    std::string id;
    std::string name;
    std::string email;  // empty: not mine to see
    bool administrator = false;
    std::int64_t joined_at_us = 0;
};

struct PeopleView : parts::Pages {
    std::vector<PersonRow> people;
};

using PeopleDraft = parts::Query;

struct PeopleWishes : parts::ListingWishes {
    bool back = false;
    bool groups = false;  // …are to be seen
    std::string open;     // id of the person pressed
};

PeopleWishes people(look::Ui& ui, PeopleView const& view, PeopleDraft& draft, look::Rect rect,
                    bool narrow);

}  // namespace accounts
