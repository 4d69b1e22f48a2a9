// How the administrator's right is given and taken: by an administrator who proves it once more.
#pragma once

#include "server/accounts/proofs/own_password.hpp"
#include "server/sync/hub.hpp"
#include "shared/accounts/admin_api.hpp"

namespace accounts {

class Rights {
public:
    struct Parts {
        Store& store;
        OwnPassword const& password;
        syncing::Hub& hub;
    };
    explicit Rights(Parts const& parts) : parts_(parts) {}

    http::LaterOf<ChangeRight> change(ChangeRight::Request const& request, http::Call const& call,
                                      http::ResponderPtr& responder) const;

private:
    http::OutcomeOf<ChangeRight> change_now(SetAdministrator const& command,
                                            http::Call const& call) const;

    Parts const parts_;
};

void bind_rights(http::Routes& routes, Rights const& rights, http::Limits const& limits,
                 server::Log const& log);

}  // namespace accounts
