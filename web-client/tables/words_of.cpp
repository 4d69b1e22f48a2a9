#include "web-client/tables/words_of.hpp"

namespace tables {

std::string table_in_words(words::Words const& words, std::string_view table) {
    return words.say("table." + std::string(table));
}

std::string field_in_words(words::Words const& words, std::string_view table,
                           std::string_view field) {
    auto const own = "field." + std::string(table) + "." + std::string(field);
    return words.say(words.knows(own) ? own : "field." + std::string(field));
}

std::string option_in_words(words::Words const& words, std::string_view option) {
    return words.say("option." + std::string(option));
}

std::string domain_in_words(words::Words const& words, std::string_view domain) {
    return words.say("domain." + std::string(domain));
}

}  // namespace tables
