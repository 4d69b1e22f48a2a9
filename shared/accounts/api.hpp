// What accounts offers over REST beside its commands: what needs the server at once.
#pragma once

#include "shared/accounts/commands.hpp"
#include "shared/accounts/rates.hpp"
#include "shared/wire/endpoint.hpp"
#include "shared/wire/list.hpp"
#include "shared/world/take_commands.hpp"

namespace accounts {

// NIST SP 800-63B: length is what counts; anything may be in it.
constexpr std::size_t shortest_password = 10, longest_password = 200;

// The rules of a new password beyond its field's, the same while typing and on the server.
std::optional<base::Problem> judge_password(std::string const& password, std::string const& email,
                                            std::string const& path);

// Signed in: the access token goes into `Authorization: Bearer …`. The refresh token comes in the
// body only when it was not put into a cookie.
struct SignedIn {
    Person person;
    base::Id<Session> session;
    std::string access_token;
    std::int64_t expires_in_s = 0;
    std::string refresh_token;
    std::string browser_key{};  // of a browser, to seal with what is unsent when the session ends
    static constexpr auto fields() {
        return base::Pack{
            base::field("person", &SignedIn::person).required(),
            base::field("session", &SignedIn::session).required(),
            base::field("access_token", &SignedIn::access_token).required().secret(),
            base::field("expires_in_s", &SignedIn::expires_in_s).required().within(0, 86'400),
            base::field("refresh_token", &SignedIn::refresh_token).secret().at_most(200),
            base::field("browser_key", &SignedIn::browser_key).secret().at_most(100)};
    }
};

// Where mail is sent, nobody learns here whether an account was made: a letter says how to go on.
struct Registration {
    bool letter_sent = false;
    std::optional<SignedIn> signed_in{};  // when no letter was needed
    static constexpr auto fields() {
        return base::Pack{base::field("letter_sent", &Registration::letter_sent),
                          base::field("signed_in", &Registration::signed_in)};
    }
};

struct RegisterPerson {
    static constexpr auto method = wire::Method::post;
    static constexpr auto access = wire::Access::anyone;
    static constexpr auto rate = rates::registration;
    static constexpr std::string_view path = "/api/v1/accounts/register";
    static constexpr int later_status = 202;  // a letter says how to go on
    static constexpr std::string_view summary =
        "Creates an account; signs it in where no mail is sent";
    struct Request {
        std::string name, email, password;
        std::string device;
        std::string invitation;  // the word of the first administrator's link or of an invitation
        bool cookie = false;     // put the refresh token into a cookie, as browsers want it
        std::string language{};  // of the letters that follow
        static constexpr auto fields() {
            return base::Pack{
                base::field("name", &Request::name).required().line().at_most(100),
                base::field("email", &Request::email).required().email(),
                base::field("password", &Request::password)
                    .required()
                    .secret()
                    .at_most(longest_password),
                base::field("device", &Request::device).line().at_most(200),
                base::field("invitation", &Request::invitation).line().secret().at_most(100),
                base::field("cookie", &Request::cookie),
                base::field("language", &Request::language).line().at_most(8)};
        }
    };
    using Response = Registration;
};

struct SignIn {
    static constexpr auto method = wire::Method::post;
    static constexpr auto access = wire::Access::anyone;
    static constexpr auto rate = rates::sign_in;
    static constexpr std::string_view path = "/api/v1/accounts/sign-in";
    static constexpr std::string_view summary = "Opens a session with e-mail and password";
    struct Request {
        std::string email, password;
        std::string device;
        bool cookie = false;
        std::string code{};  // of the second factor, or a recovery code
        static constexpr auto fields() {
            return base::Pack{base::field("email", &Request::email).required().email(),
                              base::field("password", &Request::password)
                                  .required()
                                  .secret()
                                  .at_most(longest_password),
                              base::field("device", &Request::device).line().at_most(200),
                              base::field("cookie", &Request::cookie),
                              base::field("code", &Request::code).line().secret().at_most(40)};
        }
    };
    using Response = SignedIn;
};

struct Refresh {
    static constexpr auto method = wire::Method::post;
    static constexpr auto access = wire::Access::anyone;
    static constexpr auto rate = rates::tokens;
    static constexpr std::string_view path = "/api/v1/accounts/refresh";
    static constexpr std::string_view summary = "Changes a refresh token for a new pair of tokens";
    struct Request {
        std::string refresh_token;  // empty: it is in the cookie
        // Whose session it has to be; another's stays as it is. A browser has one cookie for all
        // tabs, and each of them knows whom it shows.
        std::optional<base::Id<Person>> person{};
        static constexpr auto fields() {
            return base::Pack{
                base::field("refresh_token", &Request::refresh_token).secret().line().at_most(200),
                base::field("person", &Request::person)};
        }
    };
    using Response = SignedIn;
};

struct SignOut {
    static constexpr auto method = wire::Method::post;
    static constexpr auto access = wire::Access::session;
    static constexpr auto rate = wire::unlimited;
    static constexpr std::string_view path = "/api/v1/accounts/sign-out";
    static constexpr std::string_view summary = "Ends the session that asks";
    using Request = wire::Nothing;
    using Response = wire::Nothing;
};

struct Me {
    static constexpr auto method = wire::Method::get;
    static constexpr auto access = wire::Access::signed_in;
    static constexpr auto rate = wire::unlimited;
    static constexpr std::string_view path = "/api/v1/me";
    static constexpr std::string_view summary = "Who is signed in";
    using Request = wire::Nothing;
    struct Response {
        Person person;
        base::Id<Session> session;
        static constexpr auto fields() {
            return base::Pack{base::field("person", &Response::person).required(),
                              base::field("session", &Response::session).required()};
        }
    };
};

// A page of a list, narrowed and ordered by `filter[…]` and `sort` (see the README, "Lists").
struct ListPeople {
    static constexpr auto method = wire::Method::get;
    static constexpr auto access = wire::Access::member;
    static constexpr auto rate = wire::unlimited;
    static constexpr std::string_view path = "/api/v1/people";
    static constexpr std::string_view summary = "People of the workspace, a page at a time";
    using Row = Person;  // whose fields say what may be filtered and sorted by
    using Request = wire::ListRequest;
    using Response = wire::ListPage<Person>;
};

// What two people know of each other who share anything, whichever kind they are.
struct PersonCard {
    base::Id<Person> id;
    std::string name;
    std::string avatar{};  // as a Person's
    PersonKind kind = PersonKind::member;
    static constexpr auto fields() {
        return base::Pack{base::field("id", &PersonCard::id).required(),
                          base::field("name", &PersonCard::name).line().at_most(100),
                          base::field("avatar", &PersonCard::avatar).line().at_most(64),
                          base::field("kind", &PersonCard::kind)};
    }
};

// Members know all members, and administrators everybody; whoever else asks, or is asked for, knows
// and is known by those with whom they share a space. Whoever is not known is left out, as if they
// were not there.
struct NamePeople {
    static constexpr auto method = wire::Method::get;
    static constexpr auto access = wire::Access::signed_in;
    static constexpr auto rate = wire::unlimited;
    static constexpr std::string_view path = "/api/v1/people/names";
    static constexpr std::string_view summary =
        "Names and pictures of people whom one may know, by their ids";
    static constexpr std::size_t most = 100;  // ids
    struct Request {
        std::string ids;  // separated by commas
        static constexpr auto fields() {
            return base::Pack{
                base::field("ids", &Request::ids).required().line().at_most(37 * most)};
        }
    };
    struct Response {
        std::vector<PersonCard> people;  // in the order of their ids
        static constexpr auto fields() {
            return base::Pack{base::field("people", &Response::people).at_most(most)};
        }
    };
};

using AccountsCommands = world::TakeCommands<Domain>;

}  // namespace accounts
