// Binds the endpoints of shared/accounts/recovery_api.hpp, and those of enrolling and of letters in
// shared/accounts/admin_api.hpp.
#pragma once

#include "server/accounts/enrolment.hpp"
#include "server/accounts/letter_links.hpp"
#include "server/accounts/recovery.hpp"

namespace accounts {

struct RecoveryEndpoints {
    Recovery const& recovery;
    Entrance const& entrance;
    mail::Letters const& letters;
    LetterLinks letter_links;
    http::Limits const& limits;
    server::Log log;
};
// The parts must live as long as the routes.
void bind(http::Routes& routes, RecoveryEndpoints const& endpoints);

}  // namespace accounts
