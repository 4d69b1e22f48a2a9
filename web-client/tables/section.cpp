#include "web-client/tables/section.hpp"

namespace tables {

shell::Section section(words::Words const& words) {
    shell::Section section;
    section.entries = {{"tables", words.say("nav.tables"), route_of_all, look::Icon::table}};
    section.entries.back().area = "/tables/";
    return section;
}

}  // namespace tables
