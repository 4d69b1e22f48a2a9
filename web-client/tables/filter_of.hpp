// Filters as people say them: what each kind of field can be asked for, what is typed as a filter,
// and a filter in words.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/describe.hpp"
#include "web-client/tables/place.hpp"
#include "web-client/words/words.hpp"

namespace tables {

// Whether rows are found by this field at all.
bool can_filter(base::FieldInfo const& field);
// Whether there may be nothing in it: null, an empty text, or the id of nothing.
bool may_be_empty(base::FieldInfo const& field);

// In the order in which a dialog offers them.
struct Compared {
    char const* comparison;
    char const* words;  // their key
};
std::vector<Compared> comparisons_of(base::FieldInfo const& field);

struct FilterTyped {
    Filter filter{};
    base::Problem problem{};  // without a rule: none
};
// What stands in the field of a dialog, as people write numbers, amounts and days. An instant is
// told by its day in the reader's zone: from where it begins, or to where it ends.
FilterTyped filter_typed(words::Words const& words, words::Zone const& zone,
                         base::FieldInfo const& field, std::string comparison,
                         std::string const& typed);
Filter filter_by_presence(base::FieldInfo const& field, bool is_there);

// "Price from RUB 100.00". name_of(id): what a row is called that the field refers to.
std::string filter_in_words(words::Words const& words, words::Zone const& zone,
                            std::string_view table, base::TypeInfo const& row, Filter const& filter,
                            std::function<std::string(base::Id128)> const& name_of);

// "\," is a comma within a value of several, and "\\" a backslash.
std::string escaped_value(std::string_view text);

}  // namespace tables
