// What messaging offers over REST beside news.
#pragma once

#include "shared/messaging/commands.hpp"
#include "shared/wire/endpoint.hpp"
#include "shared/wire/rate.hpp"
#include "shared/world/take_commands.hpp"

namespace messaging {

using MessagingCommands = world::TakeCommands<Domain>;

// Messages older than those of a channel's talk.
struct ListMessages {
    static constexpr auto method = wire::Method::get;
    static constexpr auto access = wire::Access::signed_in;
    static constexpr auto rate = wire::unlimited;
    static constexpr std::string_view path = "/api/v1/channels/{channel}/messages";
    static constexpr std::string_view summary =
        "Messages of a channel before a number, newest first";
    struct Request {
        base::Id<Channel> channel;
        std::int64_t before = 1'000'000'000'000;
        std::int64_t limit = 100;
        static constexpr auto fields() {
            return base::Pack{base::field("channel", &Request::channel).required(),
                              base::field("before", &Request::before).within(1, 1'000'000'000'000),
                              base::field("limit", &Request::limit).within(1, 200)};
        }
    };
    struct Response {
        std::vector<Message> messages;
        static constexpr auto fields() {
            return base::Pack{base::field("messages", &Response::messages).at_most(200)};
        }
    };
};

// Who has read a message: members whose mark is at it or beyond. It is asked for and not told, so
// that reading wakes nobody.
struct ListReaders {
    static constexpr auto method = wire::Method::get;
    static constexpr auto access = wire::Access::signed_in;
    static constexpr auto rate = wire::unlimited;
    static constexpr std::string_view path = "/api/v1/channels/{channel}/messages/{number}/readers";
    static constexpr std::string_view summary =
        "Members of a channel who have read up to a message or beyond, in the order of their ids";
    struct Request {
        base::Id<Channel> channel;
        std::int64_t number = 1;
        PersonId after{};  // none: from the first
        std::int64_t limit = 100;
        static constexpr auto fields() {
            return base::Pack{base::field("channel", &Request::channel).required(),
                              base::field("number", &Request::number).within(1, 1'000'000'000'000),
                              base::field("after", &Request::after),
                              base::field("limit", &Request::limit).within(1, 200)};
        }
    };
    struct Response {
        std::vector<PersonId> people;
        static constexpr auto fields() {
            return base::Pack{base::field("people", &Response::people).at_most(200)};
        }
    };
};

}  // namespace messaging
