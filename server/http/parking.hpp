// Long polls: requests that wait for something to happen, each a few hundred bytes and no thread.
// They leave when one of their keys is woken, when their time is over, or, silently, when their
// client is gone.
#pragma once

#include <array>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <thread>
#include <unordered_map>
#include <vector>

#include "server/http/message.hpp"
#include "server/http/shares.hpp"

namespace http {

class Parking {
public:
    enum class Why { woken, late, stopping };
    // Called once on the parking's own thread, which it must not keep: hand the work to Workers.
    using Leave = std::function<void(std::unique_ptr<Responder>, Why)>;

    struct Limits {
        std::size_t places = 10'000;
        std::chrono::milliseconds sweep{
            1'000};                       // how often those whose client has left are looked for
        std::size_t places_each = 2'500;  // of one address
    };

    explicit Parking(Limits limits);
    ~Parking();  // stops
    Parking(Parking const&) = delete;
    Parking& operator=(Parking const&) = delete;

    // What has been woken so far. Take it before you look whether there is news already, and hand
    // it to park(): what is woken in between is then not missed.
    std::uint64_t mark() const;

    // False, and nothing taken, when all places are taken, or as many as one address may have, or
    // it is stopped. Without an address only the whole counts.
    bool park(std::vector<std::string> const& keys, std::chrono::milliseconds wait,
              std::uint64_t mark, std::unique_ptr<Responder>& responder, Leave leave,
              std::string const& address = "");
    void wake(std::string_view key);  // any thread
    std::size_t size() const;
    void stop();  // everybody leaves

private:
    using Clock = std::chrono::steady_clock;
    struct Parked {
        std::vector<std::string> keys;
        Clock::time_point until;
        std::unique_ptr<Responder> responder;
        Leave leave;
        Shares::Share place;
    };
    struct Leaving {
        Parked parked;
        Why why;
    };

    void run();
    Clock::time_point next_look(Clock::time_point last_sweep) const;
    Parked unpark(std::uint64_t number);
    void leave_late(Clock::time_point now);
    void drop_gone(std::vector<Parked>& dropped);
    std::uint64_t& last_wake(std::string_view key);

    Limits const limits_;
    Shares const places_;
    mutable std::mutex mutex_;  // of all that follows
    std::condition_variable changed_;
    std::unordered_map<std::uint64_t, Parked> parked_;
    std::map<std::string, std::set<std::uint64_t>, std::less<>> by_key_;
    std::set<std::pair<Clock::time_point, std::uint64_t>> by_time_;
    std::vector<Leaving> leaving_;
    std::uint64_t next_number_ = 0;
    std::uint64_t wakes_ = 0;
    // When a key was last woken, by a hash of it: a clash costs a needless wake, and the table
    // never grows.
    std::array<std::uint64_t, 1024> last_wakes_{};
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace http
