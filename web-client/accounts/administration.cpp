#include "web-client/accounts/administration.hpp"

namespace accounts {

shell::Section administration(words::Words const& words) {
    shell::Section section;
    section.entries = {
        {"admin", words.say("nav.admin"), "/admin/people", look::Icon::settings},
        {"workspace", words.say("admin.workspace"), workspace_route, look::Icon::building}};
    section.entries.front().area = "/admin/";
    return section;
}

}  // namespace accounts
