// How an account comes to its end: asked for by its owner, who has a week to think better of it, or
// by an administrator, at once. Each domain is told in its inbox, gives up what it keeps in steps
// of its own, and answers; the person's row goes when all have. What is left to do is read from the
// database at each step, so that a server that ends at any point is followed by one that goes on.
#pragma once

#include <string>
#include <vector>

#include "server/accounts/acting.hpp"
#include "server/accounts/pictures/picture_files.hpp"
#include "server/accounts/proofs/own_password.hpp"
#include "server/house/told.hpp"
#include "server/jobs/runner.hpp"
#include "server/sync/hub.hpp"
#include "shared/accounts/admin_api.hpp"
#include "shared/accounts/own_api.hpp"

namespace accounts {

class Departure {
public:
    struct Parts {
        database::Pool& pool;
        Store& store;
        OwnPassword const& password;
        mail::Letters const& letters;
        jobs::Runner& runner;
        syncing::Hub& hub;
        http::Workers& workers;
        server::Log log;
        PictureFiles const& pictures;
        std::vector<std::string> domains;  // whoever has to give up what they keep of a person
    };
    explicit Departure(Parts const& parts) : parts_(parts) {}

    http::LaterOf<DeleteMe> delete_me(DeleteMe::Request const& request, http::Call const& call,
                                      http::ResponderPtr& responder) const;
    http::LaterOf<DeletePerson> delete_person(DeletePerson::Request const& request,
                                              http::Call const& call,
                                              http::ResponderPtr& responder) const;

    // Adds a job for everybody whose time has come.
    void scan(base::Instant now) const;
    jobs::Handler handler() const;
    // Tells all domains that the person leaves, and erases the person when all have answered. False
    // when nothing is left to do: the person is gone, or stays.
    bool step(PersonId person, base::Instant now) const;
    // A domain has given up what it kept; when it was the last one, a job goes on.
    void hear(pqxx::transaction_base& transaction, server::told::Departed const& departed) const;

    static constexpr std::string_view job_kind = "leaving";
    // A domain that has not answered for so long is told again: its job may have been given up.
    static constexpr std::int64_t patience_us = std::int64_t{30} * 60 * 1'000'000;
    static constexpr std::int64_t grace_us = std::int64_t{7} * 24 * 3600 * 1'000'000;

private:
    http::OutcomeOf<DeleteMe> ask(bool erase_messages, http::Call const& call) const;
    http::OutcomeOf<DeletePerson> order(DeletePerson::Request const& request,
                                        http::Call const& call) const;
    // Nobody comes in as this person any more, nor changes their mind.
    void end_access(Unit& unit, PersonId person, Asking const& asking, Spaces& changed) const;
    // Whether all domains have answered; whoever was not told yet is told.
    bool all_departed(Unit& unit, PersonId person, bool erase_messages, base::Instant now) const;
    void keep(Unit& unit, Person const& person, std::string const& language, Spaces& changed) const;
    void erase(PersonId person) const;

    Parts const parts_;
};

void bind_departure(http::Routes& routes, Departure const& departure, http::Limits const& limits,
                    server::Log const& log);

}  // namespace accounts
