// What stands beside a channel: what it is about, who is in it, and what can be done with it. Where
// something cannot be done, it says why.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "web-client/look/ui.hpp"
#include "web-client/parts/command.hpp"

namespace messaging {

struct MemberView {
    std::string id;
    std::string name;
    bool owner = false;
    bool me = false;
    bool waiting = false;     // invited here, not yet known to the server
    std::string remove_grey;  // why this person cannot be removed; empty: can be
};

struct DetailsView {
    std::string title;
    std::string about;
    std::vector<MemberView> members;
    int total = 0;          // members there are, when more than are listed
    std::string edit_grey;  // each says why not; empty: it can be done
    std::string invite_grey;
    std::string leave_grey;
};

struct DetailsDraft {
    std::string removing;  // asked about
    bool leaving = false;  // asked about
};

enum class DetailsAct : std::uint8_t { none, edit, invite, leave, close };

struct DetailsWishes {
    DetailsAct act = DetailsAct::none;  // never to leave, which asks first
    bool leave = false;                 // …and was said to be meant
    std::optional<std::string> remove;
};

// What can be done with the channel; `closable`: its details can be closed.
parts::Commands details_commands(DetailsView const& view, bool closable,
                                 std::function<void(DetailsAct)> const& act);

// What can be done to a member: it asks first. The draft has to outlive the commands.
parts::Commands member_commands(MemberView const& member, DetailsDraft& draft);

DetailsWishes details(look::Ui& ui, DetailsView const& view, DetailsDraft& draft, look::Rect rect,
                      bool closable);

}  // namespace messaging
