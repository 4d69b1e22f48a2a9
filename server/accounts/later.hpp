// How an endpoint is bound that may meet a database that is away, and how one goes on whose answer
// had to wait for a password's hash.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <utility>

#include "server/accounts/limits.hpp"
#include "server/http/routes.hpp"
#include "server/outside.hpp"
#include "server/unavailable.hpp"

namespace accounts {

using Responder = std::unique_ptr<http::Responder>;

template <class Endpoint>
using OutcomeOf = http::Outcome<typename Endpoint::Response>;
// Nothing: it is answered later.
template <class Endpoint>
using LaterOf = std::optional<OutcomeOf<Endpoint>>;

// act(request, call)
template <class Endpoint, class Act>
void bind_one(http::Routes& routes, server::Log const& log, Act act) {
    routes.bind<Endpoint>([log, act](typename Endpoint::Request const& request, http::Call& call) {
        return server::or_unavailable<OutcomeOf<Endpoint>>(
            log, call.request.id, [&] { return OutcomeOf<Endpoint>(act(request, call)); });
    });
}

// act(request, call, responder)
template <class Endpoint, class Act>
void bind_later(http::Routes& routes, server::Log const& log, Act act) {
    routes.bind_waiting<Endpoint>([log, act](typename Endpoint::Request const& request,
                                             http::Call& call, Responder& responder) {
        return server::or_unavailable<LaterOf<Endpoint>>(
            log, call.request.id,
            [&]() -> LaterOf<Endpoint> { return act(request, call, responder); });
    });
}

// The same for what is limited: account_of(request, call) says by which account, beside the
// address.
struct Guard {
    http::Routes& routes;
    server::Log const& log;
    Limits const& limits;

    template <class Endpoint, class Account, class Act>
    void one(Limited const& limited, Account account_of, Act act) const {
        bind_one<Endpoint>(routes, log,
                           [&limits = limits, limited, account_of, act](
                               auto const& request, http::Call& call) -> OutcomeOf<Endpoint> {
                               if (auto fault = limits.refuse(
                                       limited, call, account_of(request, call), server::now()))
                                   return std::move(*fault);
                               return act(request, call);
                           });
    }
    template <class Endpoint, class Account, class Act>
    void later(Limited const& limited, Account account_of, Act act) const {
        bind_later<Endpoint>(
            routes, log,
            [&limits = limits, limited, account_of, act](
                auto const& request, http::Call& call, Responder& responder) -> LaterOf<Endpoint> {
                if (auto fault =
                        limits.refuse(limited, call, account_of(request, call), server::now()))
                    return std::move(*fault);
                return act(request, call, responder);
            });
    }
    // act(call) -> http::Reply
    template <class Endpoint, class Account, class Act>
    void bytes(Limited const& limited, Account account_of, Act act) const {
        routes.bind_bytes<Endpoint>([log = log, &limits = limits, limited, account_of, act](
                                        auto const& request, http::Call& call) {
            return server::reply_or_unavailable(log, call, [&] {
                if (auto fault =
                        limits.refuse(limited, call, account_of(request, call), server::now()))
                    return call.reply(*fault);
                http::Reply reply = act(call);
                reply.headers.insert(reply.headers.end(), call.headers_always.begin(),
                                     call.headers_always.end());
                return reply;
            });
        });
    }
};
// What comes with an e-mail is limited by it; what comes from somebody signed in, by who that is.
inline constexpr auto by_email = [](auto const& request, http::Call const&) {
    return request.email;
};
// Nor by what is written behind a +. And by the network: strangers would use up what its owner
// needs.
inline constexpr auto by_mailbox_and_network = [](auto const& request, http::Call const& call) {
    return mailbox_of(request.email) + " " + limited_part(call.request.address);
};
inline constexpr auto by_person = [](auto const&, http::Call const& call) {
    return base::to_text(call.who->person);
};
inline constexpr auto by_address_only = [](auto const&, http::Call const&) {
    return std::string();
};

// Goes on with the answer on a worker's thread: act(call) -> Answer.
template <class Answer, class Act>
void go_on(http::Workers& workers, server::Log const& log, http::Call const& call,
           std::shared_ptr<Responder> const& waiting, Act act) {
    workers.answer(call.request, std::move(*waiting),
                   [log, call, act = std::move(act)](http::Request const& request, Responder&) {
                       auto own = call;
                       return std::optional(server::or_unavailable<Answer>(log, request.id, [&] {
                                                return Answer(act(own));
                                            }).reply(own));
                   });
}

// RFC 9110, 11.6.1: a 401 says how to do better. The routes say it of what authenticate() refuses.
inline http::Fault signed_out(std::string rule) {
    http::Fault fault;
    fault.status = 401;
    fault.rule = std::move(rule);
    fault.headers.emplace_back("WWW-Authenticate", "Bearer");
    return fault;
}

inline http::Fault forbidden(std::string rule) {
    http::Fault fault;
    fault.status = 403;
    fault.rule = std::move(rule);
    return fault;
}

// Of a session, or a script's token, that was there when the request came.
inline http::Fault has_ended(http::Identity const& who) {
    return signed_out(who.is_script ? "token-invalid" : "session-ended");
}

// Too much is under way already.
inline http::Fault try_again_soon() {
    http::Fault fault;
    fault.status = 429;
    fault.rule = "too-many-attempts";
    fault.headers.emplace_back("Retry-After", "2");
    return fault;
}

}  // namespace accounts
