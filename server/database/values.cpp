#include "server/database/values.hpp"

#include <cstdio>

namespace database {

std::string date_text(base::Day day) {
    auto const civil = base::civil(day);
    if (civil.year < 1 || civil.year > 9999)
        throw std::out_of_range("a day outside the years 1 to 9999");
    char text[16];
    std::snprintf(text, sizeof text, "%04d-%02d-%02d", civil.year, civil.month, civil.day);
    return text;
}

base::Day day_of(std::string const& text) {
    int year = 0, month = 0, day = 0;
    if (std::sscanf(text.c_str(), "%4d-%2d-%2d", &year, &month, &day) == 3) {
        if (auto const found = base::day_from_civil(year, month, day)) return *found;
    }
    throw Unreadable("a column holds \"" + text + "\", which is no day of the years 1 to 9999");
}

void throw_unreadable(pqxx::field const& cell, char const* expected) {
    throw Unreadable("the column " + std::string(cell.name()) + " holds " +
                     (cell.is_null() ? "null" : "a value") + " where " + expected +
                     " was expected");
}

base::Id128 read_id(pqxx::field const& cell) {
    auto const id = base::id_from_text(cell.is_null() ? "" : cell.c_str());
    if (!id) throw_unreadable(cell, "an id");
    return *id;
}

bool read_bool(pqxx::field const& cell) {
    auto const text = std::string_view(cell.is_null() ? "" : cell.c_str());
    if (text != "t" && text != "f") throw_unreadable(cell, "yes or no");
    return text == "t";
}

}  // namespace database
