// My sessions: where I am signed in, and a way to end each.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "web-client/look/ui.hpp"
#include "web-client/parts/command.hpp"

namespace accounts {

struct SessionRow {
    std::string id;
    std::string device;   // "Chromium, Linux"
    std::string address;  // may be empty
    std::int64_t created_at_us = 0;
    std::int64_t seen_at_us = 0;
    bool current = false;
    bool ending = false;   // asked for, not yet answered
    std::string end_grey;  // why it cannot be ended; empty: it can
};

struct SessionsView {
    std::vector<SessionRow> sessions;
    bool loading = false;
    std::int64_t tokens = 0;  // of scripts, which do not end with a session
};

struct SessionsDraft {
    std::string asking;  // the session that the person is asked about
    bool asking_all = false, ends_tokens = true;
};

struct SessionsWishes {
    std::optional<std::string> end;
    bool end_others = false, end_tokens = false;
    bool back = false;
};

// What can be done to one of the others: it asks first. The draft has to outlive the commands.
parts::Commands session_commands(SessionRow const& session, SessionsDraft& draft);
// What can be done to all at once: it asks first, too.
parts::Commands sessions_commands(SessionsView const& view, SessionsDraft& draft);

SessionsWishes sessions(look::Ui& ui, SessionsView const& view, SessionsDraft& draft,
                        look::Rect rect, bool narrow);

}  // namespace accounts
