// What people do with their own account beside its commands: the second factor, tokens for scripts,
// deleting it. (Pictures and the archive of everything are bytes, not records; see
// server/accounts.)
#pragma once

#include "shared/accounts/again.hpp"
#include "shared/accounts/rates.hpp"

namespace accounts {

// ---- the second factor: one-time codes by the time (TOTP, RFC 6238)

struct BeginSecondFactor {
    static constexpr auto method = wire::Method::post;
    static constexpr auto access = wire::Access::session;
    static constexpr auto rate = rates::password;
    static constexpr std::string_view path = "/api/v1/accounts/second-factor/begin";
    static constexpr std::string_view summary = "Makes a secret for a second factor";
    using Request = PasswordAgain;
    struct Response {
        std::string secret;                // in base 32, to be typed where no picture can be read
        std::string uri;                   // "otpauth://totp/…"
        std::vector<std::string> picture;  // rows of the QR code of the uri: "1" is dark, "0" light
        static constexpr auto fields() {
            return base::Pack{base::field("secret", &Response::secret).required().secret(),
                              base::field("uri", &Response::uri).required().secret(),
                              base::field("picture", &Response::picture).required().at_most(177)};
        }
    };
};

struct RecoveryCodes {
    std::vector<std::string> codes;  // ten; each works once; shown once
    static constexpr auto fields() {
        return base::Pack{base::field("codes", &RecoveryCodes::codes).required().secret()};
    }
};

// From here on signing in asks for a code.
struct ConfirmSecondFactor {
    static constexpr auto method = wire::Method::post;
    static constexpr auto access = wire::Access::session;
    static constexpr auto rate = rates::password;
    static constexpr std::string_view path = "/api/v1/accounts/second-factor/confirm";
    static constexpr std::string_view summary = "Turns the second factor on with its first code";
    struct Request {
        std::string code;
        static constexpr auto fields() {
            return base::Pack{
                base::field("code", &Request::code).required().line().secret().at_most(10)};
        }
    };
    using Response = RecoveryCodes;
};

struct RenewRecoveryCodes {
    static constexpr auto method = wire::Method::post;
    static constexpr auto access = wire::Access::session;
    static constexpr auto rate = rates::password;
    static constexpr std::string_view path = "/api/v1/accounts/second-factor/recovery-codes";
    static constexpr std::string_view summary = "Makes new recovery codes in place of the old ones";
    using Request = PasswordAgain;
    using Response = RecoveryCodes;
};

struct EndSecondFactor {
    static constexpr auto method = wire::Method::post;
    static constexpr auto access = wire::Access::session;
    static constexpr auto rate = rates::password;
    static constexpr std::string_view path = "/api/v1/accounts/second-factor/end";
    static constexpr std::string_view summary = "Turns the second factor off";
    using Request = PasswordAgain;
    using Response = wire::Nothing;
};

// ---- tokens for scripts

struct CreateToken {
    static constexpr auto method = wire::Method::post;
    static constexpr auto access = wire::Access::session;
    static constexpr auto rate = rates::new_token;
    static constexpr std::string_view path = "/api/v1/accounts/tokens";
    static constexpr std::string_view summary = "Makes a token for scripts, which is shown once";
    static constexpr std::int64_t longest_life_days = 3660, longest_admin_life_days = 90;
    struct Request {
        std::string name;
        Scope scope = Scope::read;
        std::int64_t days = 90;  // that it lives
        PasswordAgain again{};
        static constexpr auto fields() {
            return base::Pack{base::field("name", &Request::name).required().line().at_most(100),
                              base::field("scope", &Request::scope),
                              base::field("days", &Request::days).within(1, longest_life_days),
                              base::field("again", &Request::again).required()};
        }
    };
    struct Response {
        ScriptToken row;
        std::string token;  // goes into `Authorization: Bearer …`
        static constexpr auto fields() {
            return base::Pack{base::field("row", &Response::row).required(),
                              base::field("token", &Response::token).required().secret()};
        }
    };
};

// What may do all that administrators may has to be made anew four times a year.
inline std::optional<base::Problem> judge_life(CreateToken::Request const& asked) {
    if (asked.scope != Scope::admin || asked.days <= CreateToken::longest_admin_life_days)
        return std::nullopt;
    return base::Problem{
        "/days", "too-large", {{"most", std::to_string(CreateToken::longest_admin_life_days)}}};
}

// ---- leaving

struct DeleteMe {
    static constexpr auto method = wire::Method::post;
    static constexpr auto access = wire::Access::session;
    static constexpr auto rate = rates::password;
    static constexpr std::string_view path = "/api/v1/accounts/delete-me";
    static constexpr std::string_view summary =
        "Has the account deleted in a week, unless its owner keeps it until then";
    struct Request {
        PasswordAgain again;
        bool erase_messages = false;
        static constexpr auto fields() {
            return base::Pack{base::field("again", &Request::again).required(),
                              base::field("erase_messages", &Request::erase_messages)};
        }
    };
    struct Response {
        base::Instant deletion;
        static constexpr auto fields() {
            return base::Pack{base::field("deletion", &Response::deletion).required()};
        }
    };
};

// ---- what cannot send a header: downloads, players, pictures in a page

struct SignAddress {
    static constexpr auto method = wire::Method::post;
    static constexpr auto access = wire::Access::session;
    static constexpr auto rate = wire::unlimited;
    static constexpr std::string_view path = "/api/v1/accounts/sign-address";
    static constexpr std::string_view summary =
        "An address of a picture or of the archive that needs no header for 60 seconds, while the "
        "session is open";
    struct Request {
        std::string path;  // "/api/v1/me/archive", with its query
        static constexpr auto fields() {
            return base::Pack{base::field("path", &Request::path).required().line().at_most(1000)};
        }
    };
    struct Response {
        std::string address;  // the path with what proves it
        static constexpr auto fields() {
            return base::Pack{base::field("address", &Response::address).required().secret()};
        }
    };
};

}  // namespace accounts
