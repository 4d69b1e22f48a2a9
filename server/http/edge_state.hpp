// What all connections of one edge share.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>

#include "server/http/edge.hpp"
#include "server/http/handoff.hpp"
#include "server/http/incoming.hpp"
#include "server/http/proxies.hpp"

namespace http {

// Counts what is going on, and waits for the end of it.
class Running {
public:
    void begin();
    void end();
    bool wait_for_none(std::chrono::steady_clock::time_point until);

private:
    std::mutex mutex_;
    std::condition_variable none_;
    std::size_t count_ = 0;
};

struct EdgeState {
    explicit EdgeState(EdgeOptions given);

    std::string next_id();  // of a request; unique within this run, and unlike those of another

    EdgeOptions const options;
    Proxies const proxies;
    Handler handler;
    Running requests;
    std::atomic<bool> stopping{false};
    std::atomic<std::size_t> connections{0};
    Shares const places;      // of connections, for each address; all together are counted above
    Shares const deliveries;  // of answers that the writer finishes
    Rooms const rooms;

private:
    std::string id_prefix_;
    std::atomic<std::uint64_t> id_count_{0};

public:
    Writer writer;  // last, so that it ends first: its deliveries use what stands above
};

}  // namespace http
