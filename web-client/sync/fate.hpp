// What becomes of commands that were sent and not taken: whether to come again, or whether one of
// them is the reason, which then goes to the tray with its content.
#pragma once

#include "web-client/sync/api.hpp"

namespace client {

enum class Fate : std::uint8_t {
    later,     // nobody was reached, or there is no room now: all of them are sent again
    ended,     // the session is over
    theirs,    // something in what was sent is the reason, and would be each time
    doubtful,  // it may be: something broke, or somebody answered who is no Kontor
};
Fate fate_of(Failure const& failure);

// What the tray says of it.
base::Refusal reason_of(Failure const& failure);

}  // namespace client
