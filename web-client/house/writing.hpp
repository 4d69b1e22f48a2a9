// Where people write, and the draft that is kept of it: whatever stands in a field is on the disk
// within a moment, and leaves the field only when it is on its way.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "web-client/look/field.hpp"
#include "web-client/sync/account.hpp"

namespace house {

// Holds one field and the draft of its place together.
class KeptText {
public:
    // Before the field is drawn: what another tab, or this one before a reload, has left there;
    // or else `untouched`, which is no draft.
    void take(client::Drafts const& drafts, std::string const& place, look::EditorState& text,
              std::string const& untouched = {});
    // After it was drawn: what stands in it now.
    void give(client::Drafts& drafts, std::string const& place, look::EditorState const& text,
              std::string const& untouched = {}) const;

private:
    // Of what the field has taken; none: it is new, and takes whatever is there.
    std::optional<std::uint64_t> arrivals_;
};

// Holds lines, of a dialog for instance, and the one draft of their place together. They take it
// once, when the dialog opens: what another tab writes meanwhile is not mixed in between the
// letters.
class KeptLines {
public:
    using Lines = std::vector<std::string*>;

    // The dialog opens with `lines`, which become what was left at the place, if there is anything.
    void open(client::Drafts const& drafts, std::string place, Lines const& lines);
    // In every frame in which it is open. As it opened, they are no draft, or as `untouched` says.
    void give(client::Drafts& drafts, Lines const& lines);
    void give(client::Drafts& drafts, Lines const& lines, std::string const& untouched);
    void drop(client::Drafts& drafts);  // what was typed was sent, or is not wanted
    std::string const& place() const { return place_; }

private:
    std::string place_, untouched_, given_;
};

}  // namespace house
