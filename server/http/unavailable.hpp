// A database that is away, busy or full is no mistake of the one who asks: the answer is 503, with
// the time after which it is worth trying again. A client keeps what it sent in its outbox.
#pragma once

#include <optional>

#include "server/database/failure.hpp"
#include "server/http/call.hpp"
#include "server/http/problem.hpp"
#include "server/log.hpp"

namespace http {

// To be called inside a catch block: the fault when the exception in flight is such a failure of
// the database; it is logged. Any other goes on.
Fault unavailable_or_rethrow(server::Log const& log, std::string_view request_id);

// What `act` returns, or the fault.
template <class Outcome, class Act>
Outcome or_unavailable(server::Log const& log, std::string_view request_id, Act&& act) {
    try {
        return act();
    } catch (...) {
        return unavailable_or_rethrow(log, request_id);
    }
}

// The same for what answers bytes.
template <class Function>
Reply reply_or_unavailable(server::Log const& log, Call const& call, Function answer) {
    try {
        return answer();
    } catch (...) {
        return call.reply(unavailable_or_rethrow(log, call.request.id));
    }
}

}  // namespace http
