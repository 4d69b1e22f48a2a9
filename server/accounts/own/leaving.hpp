// How an account comes to its end: asked for by its owner, who has a week to think better of it, or
// by an administrator, at once. What is left to do is read from the database at each step, so that
// a server that ends at any point is followed by one that goes on.
#pragma once

#include <functional>

#include "server/accounts/acting.hpp"
#include "server/accounts/pictures/picture_files.hpp"
#include "server/accounts/proofs/own_password.hpp"
#include "server/jobs/runner.hpp"
#include "server/sync/hub.hpp"
#include "shared/accounts/admin_api.hpp"
#include "shared/accounts/own_api.hpp"

namespace accounts {

class Leaving {
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
        // One step of what the other domains have to give up; false when there was nothing left.
        std::function<bool(PersonId, bool erase_messages)> leave_others;
    };
    explicit Leaving(Parts const& parts) : parts_(parts) {}

    http::LaterOf<DeleteMe> delete_me(DeleteMe::Request const& request, http::Call const& call,
                                      http::ResponderPtr& responder) const;
    http::LaterOf<DeletePerson> delete_person(DeletePerson::Request const& request,
                                              http::Call const& call,
                                              http::ResponderPtr& responder) const;

    // Adds a job for everybody whose time has come.
    void scan(base::Instant now) const;
    jobs::Handler handler() const;  // takes one step, and adds a job for the next
    // False when nothing is left to do: the person is gone, or stays.
    bool step(PersonId person, base::Instant now) const;

    static constexpr std::string_view job_kind = "leaving";
    static constexpr std::int64_t grace_us = std::int64_t{7} * 24 * 3600 * 1'000'000;

private:
    http::OutcomeOf<DeleteMe> ask(bool erase_messages, http::Call const& call) const;
    http::OutcomeOf<DeletePerson> order(DeletePerson::Request const& request,
                                        http::Call const& call) const;
    // Nobody comes in as this person any more, nor changes their mind.
    void end_access(Unit& unit, PersonId person, Asking const& asking, Spaces& changed) const;
    void keep(Unit& unit, Person const& person, std::string const& language, Spaces& changed) const;
    void erase(PersonId person) const;

    Parts const parts_;
};

void bind_leaving(http::Routes& routes, Leaving const& leaving, http::Limits const& limits,
                  server::Log const& log);

}  // namespace accounts
