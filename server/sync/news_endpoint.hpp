// The endpoint of news: what changed since somebody's versions, in all domains; waits for it by
// long poll when nothing did.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

#include "server/http/call.hpp"
#include "server/http/parking.hpp"
#include "server/http/workers.hpp"
#include "server/log.hpp"
#include "server/sync/cursor.hpp"
#include "server/sync/seats.hpp"
#include "server/sync/teller.hpp"

namespace syncing {

class NewsEndpoint {
public:
    struct Parts {
        std::vector<Teller> tellers;  // of each domain
        // Nothing while the session is open, else why it is not.
        std::function<std::optional<http::Fault>(http::Identity const&)> barred;
        http::Parking& parking;
        http::Workers& workers;
        server::Log log;
        std::size_t polls_each = 32;  // that one person may keep waiting
    };
    explicit NewsEndpoint(Parts parts) : parts_(std::move(parts)), seats_(parts_.polls_each) {}

    using Outcome = http::Outcome<news::Answer>;
    using Responder = std::unique_ptr<http::Responder>;

    // Both answer at once, or nothing, and later by the responder.
    std::optional<Outcome> ask(news::AskNews::Request const& request, http::Call const& call,
                               Responder& responder) const;
    std::optional<Outcome> follow(news::FollowNews::Request const& request, http::Call const& call,
                                  Responder& responder) const;

private:
    using Clock = std::chrono::steady_clock;
    struct Question {
        http::Call call;
        base::Id128 client;
        Cursor have;
        bool wants_cursor = false;
        Clock::time_point until;
        Seats::Seat seat{};  // while it waits
        // What was answered when it was first asked: more is news, too.
        std::optional<std::vector<std::int64_t>> answered;
    };

    std::optional<Outcome> answer_or_wait(Question question, Responder& responder,
                                          bool is_last) const;
    std::optional<http::Reply> again(Question const& question, Responder& responder,
                                     http::Parking::Why why) const;
    struct Looked {
        news::Answer answer;
        std::vector<std::int64_t> answered;  // of each domain
        std::vector<std::string> keys;
        bool is_news = false;
    };
    std::variant<Looked, http::Fault> look(Question const& question) const;

    Parts const parts_;
    Seats const seats_;
};

}  // namespace syncing
