#include "server/database/listener.hpp"

#include <utility>

#include "server/database/pool.hpp"
#include "server/database/table_shape.hpp"

namespace database {

Listener::Listener(std::string const& url, std::string const& channel, Ears ears,
                   server::Log const& log)
    : session_({with_network_limits(url, "kontor-listener"), {"listen " + quoted_name(channel)}},
               std::move(ears), log) {}

}  // namespace database
