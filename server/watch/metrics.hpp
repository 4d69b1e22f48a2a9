// What the server counts about itself, as Prometheus reads it (text format 0.0.4). Labels are few
// on purpose: routes as declared, never a path, a person or an address.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/http/log.hpp"
#include "server/http/message.hpp"

namespace watch {

class Metrics {
public:
    void count(http::Access const& access);

    // A number that somebody else knows, asked for at each scrape, on a thread of the edge: it must
    // be at hand. What it is read from must live until forget(owner). `labels` is empty or like
    // `state="dead"`.
    enum class Kind { gauge, counter };
    struct Number {
        std::string name, help;  // what is said of a name first is said of all of that name
        Kind kind = Kind::gauge;
        std::string labels{};
        std::function<double()> read;
        void const* owner = nullptr;
    };
    void add(Number number);
    void forget(void const* owner);  // after this none of its numbers is being read

    std::string text() const;

private:
    static constexpr std::array<double, 11> bounds_s{0.001, 0.005, 0.01, 0.025, 0.05, 0.1,
                                                     0.25,  0.5,   1,    5,     30};
    struct Histogram {
        std::array<std::uint64_t, bounds_s.size() + 1> buckets{};
        std::uint64_t count = 0;
        double sum_s = 0;
    };
    using Route = std::pair<std::string, std::string>;  // the method and the route

    mutable std::mutex mutex_;
    std::map<std::pair<Route, int>, std::uint64_t> requests_;
    std::map<Route, Histogram> durations_;
    std::uint64_t bytes_ = 0;
    // Lines of one name stand together below one head, as the format wants it, in whatever order
    // they were added.
    struct Family {
        std::string help;
        Kind kind = Kind::gauge;
        std::vector<Number> numbers;
    };
    std::map<std::string, Family> families_;
};

// Whether who asks may read the metrics: with a token set whoever has it and nobody else, since
// every user of this machine comes from it; without one, scrapers on this machine. Whatever came
// through a proxy, or was asked by a public name, is not from this machine.
bool may_scrape(http::Request const& request, std::string_view token);

}  // namespace watch
