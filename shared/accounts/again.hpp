// What proves, a moment before something that lasts is done, that its owner does it: whoever finds
// an open session has neither. A part of the requests that need it.
#pragma once

#include "shared/accounts/api.hpp"

namespace accounts {

struct PasswordAgain {
    std::string password;
    std::string code{};  // of the second factor, or a recovery code, where a factor is on
    static constexpr auto fields() {
        return base::Pack{base::field("password", &PasswordAgain::password)
                              .required()
                              .secret()
                              .at_most(longest_password),
                          base::field("code", &PasswordAgain::code).line().secret().at_most(40)};
    }
};

}  // namespace accounts
