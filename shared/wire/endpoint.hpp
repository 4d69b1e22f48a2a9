// A REST endpoint is a type: method, path, who may, what comes in, what goes out. The server binds
// it to a function, OpenAPI is printed from it, and the client calls it by name.
//
//     struct Rename {
//         static constexpr auto method = wire::Method::post;
//         static constexpr auto access = wire::Access::member;
//         static constexpr auto rate = wire::unlimited;
//         static constexpr std::string_view path = "/api/v1/channels/{channel}/rename";
//         static constexpr std::string_view summary = "Renames a channel";
//         struct Request { … fields() };
//         struct Response { … fields() };
//     };
//
// Fields of the request that the path names travel there; the rest in the query of a GET, else in
// the body.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <tuple>

#include "shared/base/fields.hpp"

namespace wire {

enum class Method : std::uint8_t { get, post, put, patch, del };
constexpr std::array<std::string_view, 5> names_of(Method) {
    return {"GET", "POST", "PUT", "PATCH", "DELETE"};
}
// Of an endpoint, and of a command (`access`): who may ask for it.
enum class Access : std::uint8_t {
    anyone,                 // also without signing in
    signed_in,              // or a script with a token: to read for GET, else to write
    member,                 // the same, but guests
    session,                // signed in: what a script's token cannot do, as changing the password
    administrator,          // an administrator, or a script of one with a token for that
    administrator_session,  // an administrator who is signed in: no script
};

// What a script's token may do: each scope holds the ones before it.
enum class Scope : std::uint8_t {
    read,
    write,
    admin,  // what administrators may, while its owner is one
};
constexpr std::array<std::string_view, 3> names_of(Scope) { return {"read", "write", "admin"}; }

// An endpoint may also declare `status`, that of a good answer when it is not 200.
template <class Endpoint>
constexpr int status_of() {
    if constexpr (requires { Endpoint::status; })
        return Endpoint::status;
    else
        return 200;
}

// `later_status`: that of a good answer to what is done later, beside the usual one; 0: none.
template <class Endpoint>
constexpr int later_status_of() {
    if constexpr (requires { Endpoint::later_status; })
        return Endpoint::later_status;
    else
        return 0;
}

// All endpoints of a domain. Each says how often it may be asked for (wire/rate.hpp).
template <class... All>
struct Endpoints {
    static_assert((requires { All::rate; } && ...), "an endpoint without a rate");

    // visit(std::type_identity<Endpoint>)
    template <class Visit>
    static void each(Visit&& visit) {
        (visit(std::type_identity<All>{}), ...);
    }
};

struct Nothing {  // of an endpoint that takes or answers nothing
    static constexpr auto fields() { return base::Pack<>{}; }
};

}  // namespace wire
