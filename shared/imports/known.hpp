// What is there already, for a file that is checked, once somebody has asked the database for it:
// by which values it is to be asked for, and what was found.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "shared/imports/check.hpp"

namespace imports {

// By which people call a row: the text that names it, and whatever is unique.
std::vector<base::FieldInfo const*> called_by(base::TypeInfo const& row);

// Behind Stage::keys, by rows: the id of one that brings no key. It is made of all that the row
// says: the same row of the same file gets the same id each time, so that taking it in twice makes
// nothing of it twice.
std::vector<base::Id128> marks_of(Check const& check, Sheet const& sheet, Mapping const& mapping);
// The values of a key for which rows may be there; some stand there more than once.
std::vector<std::string> wanted_of(Check const& check, Sheet const& sheet, Mapping const& mapping,
                                   std::int16_t key, std::vector<base::Id128> const& marks);

class Known {
public:
    void clear();
    // Rows of the file's own table, in a vector of the type `list`; they must stay where they are.
    void add_rows(base::TypeInfo const& list, void const* rows);
    // Rows of a table that others name; nothing of them is kept but who is called how.
    void add_called(base::TypeInfo const& list, void const* rows);

    Referred refer(std::string_view table, std::string_view name) const;
    void const* existing(base::FieldInfo const& key, std::string_view value) const;

private:
    // Behind the name of a field or of a table and a line end; what is called so in small letters.
    std::map<std::string, void const*> existing_;
    std::map<std::string, Referred> called_;
};

}  // namespace imports
