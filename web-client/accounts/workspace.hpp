// The workspace's settings, as administrators see and change them: one row, saved by a button.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "shared/accounts/rows.hpp"
#include "web-client/look/form.hpp"
#include "web-client/look/ui.hpp"
#include "web-client/parts/command.hpp"

namespace accounts {

struct WorkspaceView {
    bool loading = true;
    std::vector<std::string> rooms;  // domains that may be off
    std::string meanwhile;           // what somebody else has changed that is changed here, too
    std::string save_grey;           // why it cannot be saved
    std::string reset_grey;          // …or taken back
    std::string name;                // as it is called now
    bool has_picture = false, picture_on_its_way = false;
};

// What is being changed, from what it was seen to be.
struct WorkspaceDraft {
    Workspace before, after;
    bool begun = false;
    look::FormDraft form;
    look::EditorState message;
    std::string begins, ends;  // as they are typed
    base::Problems problems;   // of what stands in the fields now
    std::set<std::string_view> meanwhile;
};

struct WorkspaceWishes {
    bool save = false, choose_picture = false, remove_picture = false;
};

// What can be done to the picture, at once and by itself.
parts::Commands picture_commands(WorkspaceView const& view, std::function<void()> choose,
                                 std::function<void()> remove);

WorkspaceWishes workspace(look::Ui& ui, WorkspaceView const& view, WorkspaceDraft& draft,
                          look::Rect rect);

// "9:05", and what is typed as such: minutes of the day, up to 24:00.
std::string clock_text(std::int32_t minutes);
std::optional<std::int32_t> clock_typed(std::string_view typed);

// Puts what is there now below what is being changed: fields that were left alone follow it.
void follow(Workspace const& now, WorkspaceDraft& draft);
bool is_changed(WorkspaceDraft const& draft);
// As it is wanted: with its lists in order.
Workspace wanted(WorkspaceDraft const& draft);

}  // namespace accounts
