// Hears what other servers on this database announce (LISTEN and NOTIFY). It
// is only a wake-up: what was said while the connection was away is lost, so
// whoever listens looks for itself each time it is connected again.
#pragma once

#include <functional>
#include <string>
#include <thread>

#include "server/database/child.hpp"
#include "server/log.hpp"

namespace database {

class Listener {
public:
    struct Ears {
        std::function<void(std::string const& payload)> heard;
        // From now on nothing is missed; before, anything may have been.
        std::function<void()> connected;
        std::function<void()> lost = [] {};  // from now on, until it is connected again
    };
    // Connects, and connects again for ever, on a thread of
    // its own, which calls the ears; they must not throw.
    Listener(std::string const& url, std::string channel, Ears ears, server::Log const& log);
    ~Listener();  // the ears are not called any more
    Listener(Listener const&) = delete;
    Listener& operator=(Listener const&) = delete;

private:
    void listen_for_ever();
    std::string listen_once(bool& was_connected);  // until it is lost: why; empty when it is to end
    bool is_told_to_end(int timeout_ms) const;

    std::string url_, channel_;
    Ears ears_;
    server::Log log_;
    Descriptor end_;  // an eventfd
    std::thread thread_;
};

}  // namespace database
