// What tables, fields and the names of enumerations are called: by keys that are made of their
// names, so that a described row brings nothing but words.
#pragma once

#include <string>
#include <string_view>

#include "web-client/words/words.hpp"

namespace tables {

// "table.accounts.person"
std::string table_in_words(words::Words const& words, std::string_view table);
// "field.accounts.person.name" where there is such a word, else "field.name".
std::string field_in_words(words::Words const& words, std::string_view table,
                           std::string_view field);
// "option.owner"
std::string option_in_words(words::Words const& words, std::string_view option);
// "domain.accounts"
std::string domain_in_words(words::Words const& words, std::string_view domain);

}  // namespace tables
