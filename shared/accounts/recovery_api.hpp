// Proving that an e-mail is one's own, and coming in again after a password was lost. What is asked
// for with an e-mail answers alike whether it is known or not: only its owner's letters tell.
#pragma once

#include <array>

#include "shared/accounts/again.hpp"
#include "shared/accounts/rates.hpp"

namespace accounts {

// Another letter to the e-mail that is not confirmed yet.
struct SendConfirmation {
    static constexpr auto method = wire::Method::post;
    static constexpr auto access = wire::Access::session;
    static constexpr auto rate = rates::confirmation;
    static constexpr std::string_view path = "/api/v1/accounts/send-confirmation";
    static constexpr std::string_view summary = "Sends the link that confirms the e-mail again";
    static constexpr int status = 202;
    using Request = wire::Nothing;
    using Response = wire::Nothing;
};

// ---- links: the word of each stands behind the # of its address, which no browser sends anywhere

enum class LinkKind : std::uint8_t {
    registration,  // makes the account that waits with it
    confirm,       // the e-mail of somebody who is there already
    new_email,
    reset,
    enrolled,  // the first password of somebody who was registered by hand
    invitation,
    first  // of the first administrator
};
constexpr std::array<std::string_view, 7> names_of(LinkKind) {
    return {"registration", "confirm", "new-email", "reset", "enrolled", "invitation", "first"};
}

// Opening a link does nothing; this says what pressing the button would do. Of a link that was used
// only its kind is told, by the refusal "link-used".
struct LookAtLink {
    static constexpr auto method = wire::Method::post;
    static constexpr auto access = wire::Access::anyone;
    static constexpr auto rate = rates::look_at_link;
    static constexpr std::string_view path = "/api/v1/accounts/link-info";
    static constexpr std::string_view summary = "What a link is for, without using it";
    struct Request {
        std::string word;
        static constexpr auto fields() {
            return base::Pack{
                base::field("word", &Request::word).required().line().secret().at_most(100)};
        }
    };
    struct Response {
        LinkKind kind = LinkKind::reset;
        std::string email{};  // whose mailbox it proves; empty: nobody's
        // Of the account, as whoever made it wrote it; empty, where it changes nothing of one.
        std::string name{};
        static constexpr auto fields() {
            return base::Pack{base::field("kind", &Response::kind).required(),
                              base::field("email", &Response::email).at_most(254),
                              base::field("name", &Response::name).at_most(100)};
        }
    };
};

// The link proves the mailbox, and nothing of who registered: that may have been anybody. So
// whoever holds the mailbox says the password: the one that was chosen then, or a fresh one.
struct ConfirmRegistration {
    static constexpr auto method = wire::Method::post;
    static constexpr auto access = wire::Access::anyone;
    static constexpr auto rate = rates::link;
    static constexpr std::string_view path = "/api/v1/accounts/confirm-registration";
    static constexpr std::string_view summary =
        "Makes the account that waits for its e-mail to be confirmed, by the word of a link";
    struct Request {
        std::string word, password;
        bool fresh = false;  // the password is a new one: the one of the registration is dropped
        std::string name{};  // empty: as it was written then
        static constexpr auto fields() {
            return base::Pack{
                base::field("word", &Request::word).required().line().secret().at_most(100),
                base::field("password", &Request::password)
                    .required()
                    .secret()
                    .at_most(longest_password),
                base::field("fresh", &Request::fresh),
                base::field("name", &Request::name).line().at_most(100)};
        }
    };
    struct Response {
        std::string email;  // to sign in with
        static constexpr auto fields() {
            return base::Pack{base::field("email", &Response::email).required()};
        }
    };
};

// The e-mail of somebody who is there already.
struct ConfirmEmail {
    static constexpr auto method = wire::Method::post;
    static constexpr auto access = wire::Access::anyone;
    static constexpr auto rate = rates::link;
    static constexpr std::string_view path = "/api/v1/accounts/confirm-email";
    static constexpr std::string_view summary = "Confirms an e-mail by the word of a link";
    struct Request {
        std::string word;
        static constexpr auto fields() {
            return base::Pack{
                base::field("word", &Request::word).required().line().secret().at_most(100)};
        }
    };
    struct Response {
        std::string email;
        static constexpr auto fields() {
            return base::Pack{base::field("email", &Response::email).required()};
        }
    };
};

struct RequestReset {
    static constexpr auto method = wire::Method::post;
    static constexpr auto access = wire::Access::anyone;
    static constexpr auto rate = rates::reset;
    static constexpr std::string_view path = "/api/v1/accounts/request-reset";
    static constexpr std::string_view summary = "Sends a link with which to set a new password";
    static constexpr int status = 202;
    struct Request {
        std::string email;
        static constexpr auto fields() {
            return base::Pack{base::field("email", &Request::email).required().email()};
        }
    };
    using Response = wire::Nothing;
};

// Ends every session of the account, and every other link that was sent.
struct ResetPassword {
    static constexpr auto method = wire::Method::post;
    static constexpr auto access = wire::Access::anyone;
    static constexpr auto rate = rates::link;
    static constexpr std::string_view path = "/api/v1/accounts/reset-password";
    static constexpr std::string_view summary = "Sets a new password by the word of a link";
    struct Request {
        std::string word, password;
        static constexpr auto fields() {
            return base::Pack{
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
            return base::Pack{base::field("email", &Response::email).required()};
        }
    };
};

// Ends all other sessions; and all tokens of scripts, unless they are to be kept.
struct ChangePassword {
    static constexpr auto method = wire::Method::post;
    static constexpr auto access = wire::Access::session;
    static constexpr auto rate = rates::password;
    static constexpr std::string_view path = "/api/v1/accounts/change-password";
    static constexpr std::string_view summary = "Changes the password with the current one";
    struct Request {
        PasswordAgain again;
        std::string password;  // the new one
        bool keep_tokens = false;
        static constexpr auto fields() {
            return base::Pack{base::field("again", &Request::again).required(),
                              base::field("password", &Request::password)
                                  .required()
                                  .secret()
                                  .at_most(longest_password),
                              base::field("keep_tokens", &Request::keep_tokens)};
        }
    };
    using Response = wire::Nothing;
};

// A link goes to the new e-mail, and a warning to the old one; nothing changes before the link was
// followed. Where no mail is sent, an administrator finds the link.
struct ChangeEmail {
    static constexpr auto method = wire::Method::post;
    static constexpr auto access = wire::Access::session;
    static constexpr auto rate = rates::new_email;
    static constexpr std::string_view path = "/api/v1/accounts/change-email";
    static constexpr std::string_view summary = "Asks for another e-mail";
    static constexpr int status = 202;
    struct Request {
        std::string email;
        PasswordAgain again;
        static constexpr auto fields() {
            return base::Pack{base::field("email", &Request::email).required().email(),
                              base::field("again", &Request::again).required()};
        }
    };
    using Response = wire::Nothing;
};

}  // namespace accounts
