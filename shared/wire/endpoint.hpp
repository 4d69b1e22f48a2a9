// A REST endpoint is a type: method, path, who may, what comes in, what goes out. The server binds
// it to a function, OpenAPI is printed from it, and the client calls it by name.
//
//     struct Rename {
//         static constexpr auto method = wire::Method::post;
//         static constexpr auto access = wire::Access::member;
//         static constexpr std::string_view path = "/api/v1/channels/{channel}/rename";
//         static constexpr std::string_view summary = "Renames a channel";
//         struct Request { … fields() };    // fields named in the path travel there; of a GET the
//         rest struct Response { … fields() };   // in the query, else in the body
//     };
#pragma once

#include <cstdint>
#include <string_view>
#include <tuple>

#include "shared/base/fields.hpp"

namespace wire {

enum class Method : std::uint8_t { get, post, put, patch, del };
enum class Access : std::uint8_t {
    anyone,  // also without signing in
    member,  // signed in
};

struct Nothing {  // of an endpoint that takes or answers nothing
    static constexpr auto fields() { return std::tuple<>{}; }
};

}  // namespace wire
