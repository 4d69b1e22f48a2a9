// One session that is kept open for as long as this lives. When it is lost it is opened again, for
// ever; what belongs to a session - what it listens to, locks that it holds - is asked for anew
// each time.
#pragma once

#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "server/database/child.hpp"
#include "server/log.hpp"

namespace database {

class StandingSession {
public:
    struct Ears {
        std::function<void(std::string const& payload)> heard;  // what was announced to it
        std::function<void()> connected;  // what it begins with has been carried out
        std::function<void()> lost = [] {};
    };
    struct Options {
        std::string url;                 // as libpq reads it, with its name and limits
        std::vector<std::string> begin;  // statements that each session begins with
    };
    // Connects on a thread of its own, which calls the ears; they must not throw.
    StandingSession(Options options, Ears ears, server::Log const& log);
    ~StandingSession();  // the ears are not called any more
    StandingSession(StandingSession const&) = delete;
    StandingSession& operator=(StandingSession const&) = delete;

private:
    void stand_for_ever();
    std::string stand_once(bool& was_connected);  // until it is lost: why; empty: it is to end
    bool is_told_to_end(int timeout_ms) const;

    Options const options_;
    Ears const ears_;
    server::Log const log_;
    Descriptor end_;  // an eventfd
    std::thread thread_;
};

}  // namespace database
