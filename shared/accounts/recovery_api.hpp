// Proving that an e-mail is one's own, and coming in again after a password was lost. What is asked
// for with an e-mail answers alike whether it is known or not: only its owner's letters tell.
#pragma once

#include "shared/accounts/api.hpp"

namespace accounts {

// Another letter to the e-mail that is not confirmed yet.
struct SendConfirmation {
    static constexpr auto method = wire::Method::post;
    static constexpr auto access = wire::Access::session;
    static constexpr std::string_view path = "/api/v1/accounts/send-confirmation";
    static constexpr std::string_view summary = "Sends the link that confirms the e-mail again";
    static constexpr int status = 202;
    using Request = wire::Nothing;
    using Response = wire::Nothing;
};

// The word of the link in a letter: of a registration, or of a changed e-mail.
struct ConfirmEmail {
    static constexpr auto method = wire::Method::post;
    static constexpr auto access = wire::Access::anyone;
    static constexpr std::string_view path = "/api/v1/accounts/confirm-email";
    static constexpr std::string_view summary = "Confirms an e-mail by the word of a link";
    struct Request {
        std::string word;
        static constexpr auto fields() {
            return std::tuple{
                base::field("word", &Request::word).required().line().secret().at_most(100)};
        }
    };
    struct Response {
        std::string email;
        static constexpr auto fields() {
            return std::tuple{base::field("email", &Response::email).required()};
        }
    };
};

struct RequestReset {
    static constexpr auto method = wire::Method::post;
    static constexpr auto access = wire::Access::anyone;
    static constexpr std::string_view path = "/api/v1/accounts/request-reset";
    static constexpr std::string_view summary = "Sends a link with which to set a new password";
    static constexpr int status = 202;
    struct Request {
        std::string email;
        static constexpr auto fields() {
            return std::tuple{base::field("email", &Request::email).required().email()};
        }
    };
    using Response = wire::Nothing;
};

// Ends every session of the account, and every other link that was sent.
struct ResetPassword {
    static constexpr auto method = wire::Method::post;
    static constexpr auto access = wire::Access::anyone;
    static constexpr std::string_view path = "/api/v1/accounts/reset-password";
    static constexpr std::string_view summary = "Sets a new password by the word of a link";
    struct Request {
        std::string word, password;
        static constexpr auto fields() {
            return std::tuple{
                base::field("word", &Request::word).required().line().secret().at_most(100),
                base::field("password", &Request::password)
                    .required()
                    .secret()
                    .at_most(longest_password)};
        }
    };
    struct Response {
        std::string email;  // to sign in with
        static constexpr auto fields() {
            return std::tuple{base::field("email", &Response::email).required()};
        }
    };
};

// Ends all other sessions.
struct ChangePassword {
    static constexpr auto method = wire::Method::post;
    static constexpr auto access = wire::Access::session;
    static constexpr std::string_view path = "/api/v1/accounts/change-password";
    static constexpr std::string_view summary = "Changes the password with the current one";
    struct Request {
        std::string current, password;
        static constexpr auto fields() {
            return std::tuple{base::field("current", &Request::current)
                                  .required()
                                  .secret()
                                  .at_most(longest_password),
                              base::field("password", &Request::password)
                                  .required()
                                  .secret()
                                  .at_most(longest_password)};
        }
    };
    using Response = wire::Nothing;
};

// A link goes to the new e-mail, and a warning to the old one; nothing changes before the link was
// followed. Where no mail is sent, an administrator finds the link.
struct ChangeEmail {
    static constexpr auto method = wire::Method::post;
    static constexpr auto access = wire::Access::session;
    static constexpr std::string_view path = "/api/v1/accounts/change-email";
    static constexpr std::string_view summary = "Asks for another e-mail";
    static constexpr int status = 202;
    struct Request {
        std::string email, password;
        static constexpr auto fields() {
            return std::tuple{base::field("email", &Request::email).required().email(),
                              base::field("password", &Request::password)
                                  .required()
                                  .secret()
                                  .at_most(longest_password)};
        }
    };
    using Response = wire::Nothing;
};

}  // namespace accounts
