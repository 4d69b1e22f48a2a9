// How an answer waits for a password's hash, and goes on with it on a worker's thread.
#pragma once

#include "server/accounts/proofs/passwords.hpp"
#include "server/http/bind.hpp"

namespace accounts {

struct Hashing {
    Passwords& passwords;
    http::Workers& workers;
    server::Log const& log;

    // Answers with act(call, hash). Without an address only the whole of what waits is limited.
    template <class Endpoint, class Act>
    http::LaterOf<Endpoint> hash(std::string const& password, std::string const& address,
                                 http::Call const& call, http::ResponderPtr& responder,
                                 Act act) const {
        return wait<Endpoint>(responder, [&](std::shared_ptr<http::ResponderPtr> const& waiting) {
            auto const done = [&workers = workers, log = log, call, waiting,
                               act](std::string const& made) {
                http::go_on<http::OutcomeOf<Endpoint>>(
                    workers, log, call, waiting,
                    [act, made](http::Call& own) { return act(own, made); });
            };
            return passwords.hash(password, done, address);
        });
    }

    struct Asked {
        std::string password, hash;  // an empty hash is of somebody unknown
        std::string fresh{};         // to be hashed when the password is right; may be empty
    };
    // Answers with act(call, whether it is right, hash of the fresh one or nothing).
    template <class Endpoint, class Act>
    http::LaterOf<Endpoint> verify(Asked const& asked, http::Call const& call,
                                   http::ResponderPtr& responder, Act act) const {
        return wait<Endpoint>(responder, [&](std::shared_ptr<http::ResponderPtr> const& waiting) {
            auto const done = [&workers = workers, log = log, call, waiting, fresh = asked.fresh,
                               act](bool right) {
                auto const made = right && !fresh.empty() ? hash_password(fresh) : std::string();
                http::go_on<http::OutcomeOf<Endpoint>>(
                    workers, log, call, waiting,
                    [act, right, made](http::Call& own) { return act(own, right, made); });
            };
            return passwords.verify(asked.password, asked.hash, done, call.request.address);
        });
    }

private:
    // begin(waiting) is false when too many wait already: that is answered at once.
    template <class Endpoint, class Begin>
    static http::LaterOf<Endpoint> wait(http::ResponderPtr& responder, Begin begin) {
        auto const waiting = std::make_shared<http::ResponderPtr>(std::move(responder));
        if (begin(waiting)) return std::nullopt;
        responder = std::move(*waiting);
        return http::OutcomeOf<Endpoint>(http::try_again_soon());
    }
};

}  // namespace accounts
