// The tray: what the server refused, with its content and the reason, until the person decides what
// becomes of it. Nothing in it is ever dropped by itself.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "shared/base/fields.hpp"
#include "web-client/look/field.hpp"
#include "web-client/look/ui.hpp"
#include "web-client/parts/command.hpp"

namespace shell {

struct Refused {
    std::string id;       // of the command in the outbox
    std::string what;     // "Message to “Workshop”"
    std::string content;  // what was typed; may be empty
    std::string why;      // the refusal, in words
    std::int64_t at_us = 0;
    bool can_change = false;  // its text can be changed and sent again
    base::Rules rules;        // of that text
    std::string again_grey;   // why it cannot be sent again as it is; empty: it can
};

struct TrayView {
    std::vector<Refused> refused;
};

struct TrayDraft {
    std::string changing;  // the id of what is being changed; empty: nothing
    look::EditorState text;
    bool focus = false;      // the text takes the keyboard
    std::string discarding;  // asked about
};

struct TrayWishes {
    std::optional<std::string> again;  // send as it is
    // Send with `text` instead; the draft stays until whoever takes it clears `changing`.
    std::optional<std::string> change;
    std::string text;
    std::optional<std::string> discard;
    std::optional<std::string> copy;  // the text to copy
    bool back = false;
};

// What can become of one; to discard it asks first. The draft and the wishes have to outlive the
// commands.
parts::Commands refused_commands(Refused const& refused, TrayDraft& draft, TrayWishes& wishes);

TrayWishes tray(look::Ui& ui, TrayView const& view, TrayDraft& draft, look::Rect rect, bool narrow);

}  // namespace shell
