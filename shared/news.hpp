// News of all domains in one answer, for the client's one long poll and for scripts that follow
// along.
#pragma once

#include "shared/accounts/api.hpp"
#include "shared/messaging/api.hpp"

namespace news {

constexpr std::int64_t longest_wait_s = 25;

struct Answer {
    base::Id128 history;  // of the database; another one means that all versions begin anew
    world::News<accounts::Domain> accounts;
    world::News<messaging::Domain> messaging;
    std::string since;  // for scripts: where the next question continues
    static constexpr auto fields() {
        return std::tuple{base::field("history", &Answer::history).required(),
                          base::field("accounts", &Answer::accounts).required(),
                          base::field("messaging", &Answer::messaging).required(),
                          base::field("since", &Answer::since).at_most(12'000)};
    }
};

struct AskNews {
    static constexpr auto method = wire::Method::post;
    static constexpr auto access = wire::Access::member;
    static constexpr std::string_view path = "/api/v1/news";
    static constexpr std::string_view summary =
        "What changed since the versions that a client has; waits for it when asked to";
    struct Request {
        base::Id128 client;
        base::Id128 history;  // as last told; none: the client has nothing
        std::vector<world::Have> accounts, messaging;
        std::int64_t wait_s = 0;
        static constexpr auto fields() {
            return std::tuple{base::field("client", &Request::client),
                              base::field("history", &Request::history),
                              base::field("accounts", &Request::accounts).at_most(10'000),
                              base::field("messaging", &Request::messaging).at_most(10'000),
                              base::field("wait_s", &Request::wait_s).within(0, longest_wait_s)};
        }
    };
    using Response = Answer;
};

struct FollowNews {
    static constexpr auto method = wire::Method::get;
    static constexpr auto access = wire::Access::member;
    static constexpr std::string_view path = "/api/v1/news";
    static constexpr std::string_view summary =
        "The same for scripts: begin without `since`, then hand back what was answered";
    struct Request {
        std::string since;
        std::int64_t wait = 0;  // seconds
        static constexpr auto fields() {
            return std::tuple{base::field("since", &Request::since).line().at_most(12'000),
                              base::field("wait", &Request::wait).within(0, longest_wait_s)};
        }
    };
    using Response = Answer;
};

}  // namespace news
