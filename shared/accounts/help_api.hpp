// How an administrator helps somebody who cannot help themselves.
#pragma once

#include "shared/accounts/again.hpp"
#include "shared/accounts/rates.hpp"

namespace accounts {

// Of somebody who lost it, or whom a thief keeps out by one of his own. All sessions and tokens of
// the account end with it. The administrator has a second factor, and proves it.
struct ForgetFactor {
    static constexpr auto method = wire::Method::post;
    static constexpr auto access = wire::Access::administrator_session;
    static constexpr auto rate = rates::password;
    static constexpr std::string_view path = "/api/v1/admin/accounts/{person}/forget-factor";
    static constexpr std::string_view summary = "Takes off the second factor of somebody else";
    struct Request {
        base::Id<Person> person;
        PasswordAgain again;
        static constexpr auto fields() {
            return base::Pack{base::field("person", &Request::person).required(),
                              base::field("again", &Request::again).required()};
        }
    };
    using Response = wire::Nothing;
};

}  // namespace accounts
