#include "shared/accounts/workspace.hpp"

#include <algorithm>

namespace accounts {

bool is_off(Workspace const& workspace, std::string_view domain) {
    return std::any_of(workspace.rooms_off.begin(), workspace.rooms_off.end(),
                       [&](RoomOff const& room) { return room.domain == domain; });
}

}  // namespace accounts
