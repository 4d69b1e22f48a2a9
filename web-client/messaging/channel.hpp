// One channel: its messages by author and day, what is new, what waits to be sent, and the field to
// write in.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "shared/base/fields.hpp"
#include "web-client/look/field.hpp"
#include "web-client/look/list.hpp"
#include "web-client/look/ui.hpp"
#include "web-client/messaging/offering.hpp"
#include "web-client/parts/command.hpp"

namespace messaging {

enum class Delivery : std::uint8_t { sent, waiting, doubtful, refused };

struct MessageView {
    std::string id;
    std::string author;  // id
    std::string name;
    std::string text;
    std::int64_t at_us = 0;
    Delivery delivery = Delivery::sent;
    std::string reason;  // why it is doubtful or refused, in words
    bool mentions_me = false;
    std::vector<look::Span> names;  // of those who are spoken to
};

struct ChannelView {
    std::string id;
    std::string title;
    int members = 0;
    std::vector<MessageView> messages;  // oldest first; make it anew only when the world changed
    int first_new = -1;                 // index of the first message that was not read; -1: none
    bool more_above = false;            // older ones can be asked for
    bool loading = false;
    bool is_absent = false;  // nothing of it was kept here, and the server is not reached
    std::string write_grey;  // why nothing can be written; empty: it can
    base::Rules rules;       // of what is written
    std::shared_ptr<Addressees const> people;  // who may be spoken to
};

// Of one channel: keep one for each that was opened, so that nothing typed is lost.
struct ChannelDraft {
    look::EditorState text;
    look::TallList list;
    int scrolled_to_new = -1;   // the first_new that was shown at entering
    std::string shown_up_to{};  // id of the message up to which all new ones were on the screen
    bool focus = true;
    Offering offering{};
};

struct ChannelWishes {
    // The draft stays as it is: it is emptied by whoever has taken the text.
    std::optional<std::string> post;
    // Id of the message up to which everything new was on the screen, when it has just come there.
    std::optional<std::string> read_up_to;
    bool load_more = false;
    bool toggle_details = false;
    bool back = false;
    bool open_tray = false;
    std::string open_link;
};

// What can be done here beside writing.
parts::Commands channel_commands(std::function<void()> toggle_details);

// After the text was taken: an empty field that has the keyboard, below the newest message.
void begin_anew(ChannelDraft& draft);

ChannelWishes channel(look::Ui& ui, ChannelView const& view, ChannelDraft& draft, look::Rect rect,
                      bool narrow, bool details_open);

}  // namespace messaging
