// Hears what other servers on this database announce (LISTEN and NOTIFY). It
// is only a wake-up: what was said while the connection was away is lost, so
// whoever listens looks for itself each time it is connected again: from then on nothing is missed;
// before, anything may have been.
#pragma once

#include <string>

#include "server/database/standing.hpp"

namespace database {

class Listener {
public:
    using Ears = StandingSession::Ears;
    Listener(std::string const& url, std::string const& channel, Ears ears, server::Log const& log);

private:
    StandingSession session_;
};

}  // namespace database
