// How an endpoint is bound that may meet a database that is away, and how one goes on whose answer
// had to wait for a password's hash.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <utility>

#include "server/http/limits.hpp"
#include "server/http/routes.hpp"
#include "server/http/unavailable.hpp"
#include "server/outside.hpp"

namespace http {

using ResponderPtr = std::unique_ptr<Responder>;

template <class Endpoint>
using OutcomeOf = Outcome<typename Endpoint::Response>;
// Nothing: it is answered later.
template <class Endpoint>
using LaterOf = std::optional<OutcomeOf<Endpoint>>;

// For an act that counts how often it is asked for by itself.
template <class Endpoint, class Act>
void bind_counting(Routes& routes, server::Log const& log, Act act) {
    routes.bind<Endpoint>([log, act](typename Endpoint::Request const& request, Call& call) {
        return or_unavailable<OutcomeOf<Endpoint>>(
            log, call.request.id, [&] { return OutcomeOf<Endpoint>(act(request, call)); });
    });
}

// act(request, call). What is counted by address is bound by a Guard, so that nobody forgets it.
template <class Endpoint, class Act>
void bind_one(Routes& routes, server::Log const& log, Act act) {
    static_assert(!wire::is_counted_by_address(Endpoint::rate), "a Guard binds it");
    bind_counting<Endpoint>(routes, log, std::move(act));
}

template <class Endpoint, class Act>
void bind_counting_later(Routes& routes, server::Log const& log, Act act) {
    routes.bind_waiting<Endpoint>([log, act](typename Endpoint::Request const& request, Call& call,
                                             ResponderPtr& responder) {
        return or_unavailable<LaterOf<Endpoint>>(log, call.request.id, [&]() -> LaterOf<Endpoint> {
            return act(request, call, responder);
        });
    });
}

// act(request, call, responder)
template <class Endpoint, class Act>
void bind_later(Routes& routes, server::Log const& log, Act act) {
    static_assert(!wire::is_counted_by_address(Endpoint::rate), "a Guard binds it");
    bind_counting_later<Endpoint>(routes, log, std::move(act));
}

// The same for what is limited: account_of(request, call) says by which account, beside the
// address.
struct Guard {
    Routes& routes;
    server::Log const& log;
    Limits const& limits;

    template <class Endpoint, class Account, class Act>
    void one(Account account_of, Act act) const {
        bind_counting<Endpoint>(
            routes, log,
            [&limits = limits, account_of, act](auto const& request,
                                                Call& call) -> OutcomeOf<Endpoint> {
                if (auto fault = limits.refuse(limited<Endpoint>(), call, account_of(request, call),
                                               server::now()))
                    return std::move(*fault);
                return act(request, call);
            });
    }
    template <class Endpoint, class Account, class Act>
    void later(Account account_of, Act act) const {
        bind_counting_later<Endpoint>(
            routes, log,
            [&limits = limits, account_of, act](auto const& request, Call& call,
                                                ResponderPtr& responder) -> LaterOf<Endpoint> {
                if (auto fault = limits.refuse(limited<Endpoint>(), call, account_of(request, call),
                                               server::now()))
                    return std::move(*fault);
                return act(request, call, responder);
            });
    }
    // act(call) -> Reply
    template <class Endpoint, class Account, class Act>
    void bytes(Account account_of, Act act) const {
        routes.bind_bytes<Endpoint>(
            [log = log, &limits = limits, account_of, act](auto const& request, Call& call) {
                return reply_or_unavailable(log, call, [&] {
                    if (auto fault = limits.refuse(limited<Endpoint>(), call,
                                                   account_of(request, call), server::now()))
                        return call.reply(*fault);
                    Reply reply = act(call);
                    reply.headers.insert(reply.headers.end(), call.headers_always.begin(),
                                         call.headers_always.end());
                    return reply;
                });
            });
    }
};
// What comes from somebody signed in is limited by who that is.
inline constexpr auto by_person = [](auto const&, Call const& call) {
    return base::to_text(call.who->person);
};
inline constexpr auto by_address_only = [](auto const&, Call const&) { return std::string(); };

// Goes on with the answer on a worker's thread: act(call) -> Answer.
template <class Answer, class Act>
void go_on(Workers& workers, server::Log const& log, Call const& call,
           std::shared_ptr<ResponderPtr> const& waiting, Act act) {
    workers.answer(call.request, std::move(*waiting),
                   [log, call, act = std::move(act)](Request const& request, ResponderPtr&) {
                       auto own = call;
                       return std::optional(or_unavailable<Answer>(log, request.id, [&] {
                                                return Answer(act(own));
                                            }).reply(own));
                   });
}

// RFC 9110, 11.6.1: a 401 says how to do better. The routes say it of what authenticate() refuses.
inline Fault signed_out(std::string rule) {
    Fault fault;
    fault.status = 401;
    fault.rule = std::move(rule);
    fault.headers.emplace_back("WWW-Authenticate", "Bearer");
    return fault;
}

inline Fault forbidden(std::string rule) {
    Fault fault;
    fault.status = 403;
    fault.rule = std::move(rule);
    return fault;
}

// Of a session, or a script's token, that was there when the request came.
inline Fault has_ended(Identity const& who) {
    return signed_out(who.is_script ? "token-invalid" : "session-ended");
}

// Too much is under way already.
inline Fault try_again_soon() {
    Fault fault;
    fault.status = 429;
    fault.rule = "too-many-attempts";
    fault.headers.emplace_back("Retry-After", "2");
    return fault;
}

}  // namespace http
