// News of any domains in one answer, for the client's one long poll and for scripts that follow
// along.
#pragma once

#include "shared/domains.hpp"
#include "shared/wire/rate.hpp"

namespace news {

constexpr std::int64_t longest_wait_s = 25;
constexpr std::size_t most_domains = 64;

using OfDomain = Domains::Any<world::News>;
using Held = Domains::Any<world::Held>;

struct Answer {
    std::vector<OfDomain> domains;  // those that have something to tell
    std::string since;              // for scripts: where the next question continues
    static constexpr auto fields() {
        return base::Pack{base::field("domains", &Answer::domains).at_most(most_domains),
                          base::field("since", &Answer::since).at_most(12'000)};
    }
};

struct AskNews {
    static constexpr auto method = wire::Method::post;
    static constexpr auto access = wire::Access::signed_in;
    static constexpr auto rate = wire::unlimited;
    static constexpr std::string_view path = "/api/v1/news";
    static constexpr std::string_view summary =
        "What changed since the versions that a client has; waits for it when asked to";
    struct Request {
        base::Id128 client;
        std::vector<Held> have;  // each domain once
        std::int64_t wait_s = 0;
        static constexpr auto fields() {
            return base::Pack{base::field("client", &Request::client),
                              base::field("have", &Request::have).at_most(most_domains),
                              base::field("wait_s", &Request::wait_s).within(0, longest_wait_s)};
        }
    };
    using Response = Answer;
};

struct FollowNews {
    static constexpr auto method = wire::Method::get;
    static constexpr auto access = wire::Access::signed_in;
    static constexpr auto rate = wire::unlimited;
    static constexpr std::string_view path = "/api/v1/news";
    static constexpr std::string_view summary =
        "The same for scripts: begin without `since`, then hand back what was answered";
    struct Request {
        std::string since;
        std::int64_t wait = 0;  // seconds
        static constexpr auto fields() {
            return base::Pack{base::field("since", &Request::since).line().at_most(12'000),
                              base::field("wait", &Request::wait).within(0, longest_wait_s)};
        }
    };
    using Response = Answer;
};

// What belongs to all domains together.
using Endpoints = wire::Endpoints<AskNews, FollowNews>;

}  // namespace news
