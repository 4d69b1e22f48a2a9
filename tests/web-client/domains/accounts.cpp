// What the client's tests ask of accounts.
#include "tests/web-client/domains/described.hpp"

namespace described {

template <>
Filled RoomTests<accounts::Domain>::fill(visit::Member&) {
    return {{"/account/entry", "/account/tokens", "/account/data", "/admin/invitations",
             "/admin/audit", "/people/groups"},
            {"admin.enrol", "admin.invite", "groups.make", "mine.save", "token.make",
             "mine.password-change", "mine.archive-download"},
            // Nothing of the profile, or of the workspace, is changed.
            {"mine.save", "workspace.reset"}};
}

}  // namespace described
