// What the edge writes into the server's log: a line for each request, served or refused, and one
// for each failure. Never a query value, a header, a body or a path that no route declares.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "server/log.hpp"

namespace http {

struct Access {
    std::string id;
    std::string method;  // empty when not even that could be read
    std::string route;   // as declared; empty when none matched
    int status = 0;      // 499: the client left before the answer
    double milliseconds = 0;
    std::uint64_t bytes = 0;  // of the answer, its head included
    std::string address;
    std::string problem;  // the key of what was refused
    bool cut = false;     // the client did not take the whole answer
};

class Log {
public:
    Log() = default;  // writes nowhere
    // `counted` is told of every request, too, on any thread.
    using Counted = std::function<void(Access const&)>;
    explicit Log(server::Log log, Counted counted = {})
        : log_(std::move(log)), counted_(std::move(counted)) {}

    void access(Access const& access) const;
    // What broke, for the log alone; `id` of the request, or empty.
    void failure(std::string_view id, std::string_view what) const;

private:
    std::optional<server::Log> log_;
    Counted counted_;
};

}  // namespace http
