// A field to write messages in, and the draft that is kept of it: whatever stands in the field is
// on the disk within a moment, and leaves the field only when it is on its way.
#pragma once

#include <cstdint>
#include <optional>

#include "web-client/look/field.hpp"
#include "web-client/sync/account.hpp"

// Holds one field and the draft of its place together.
class KeptText {
public:
    // Before the field is drawn: what another tab, or this one before a reload, has left there.
    void take(syncing::Drafts const& drafts, std::string const& place, look::EditorState& text);
    // After it was drawn: what stands in it now.
    void give(syncing::Drafts& drafts, std::string const& place,
              look::EditorState const& text) const;

private:
    // Of what the field has taken; none: it is new, and takes whatever is there.
    std::optional<std::uint64_t> arrivals_;
};

// Sends what stands in the field of a channel. Refused, it stays there.
std::optional<base::Refusal> post(syncing::Account& account, base::Id<messaging::Channel> channel,
                                  base::Id<messaging::Message> message,
                                  look::EditorState const& text);
