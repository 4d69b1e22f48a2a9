// The endpoint of a domain's commands.
#pragma once

#include "shared/wire/endpoint.hpp"
#include "shared/wire/rate.hpp"
#include "shared/world/joined.hpp"
#include "shared/world/messages.hpp"

namespace world {

namespace detail {

inline constexpr std::string_view commands_before = "/api/v1/", commands_after = "/commands";
inline constexpr std::string_view called = "Commands";
inline constexpr std::string_view takes = "Takes numbered commands of ",
                                  each_once = ", in order, each once";

}  // namespace detail

template <class Domain>
struct TakeCommands {
    static constexpr auto method = wire::Method::post;
    static constexpr auto access = wire::Access::signed_in;
    // Each is a transaction. What was written in a week without a network may come at once.
    static constexpr auto rate = wire::of_each_person("commands", 3'000, 600);
    static constexpr std::string_view path =
        detail::Joined<detail::commands_before, Domain::name, detail::commands_after>::text;
    static constexpr std::string_view tag = Domain::name;  // in the description of the API
    static constexpr std::string_view operation =
        detail::Joined<Domain::name, detail::called>::text;
    static constexpr std::string_view summary =
        detail::Joined<detail::takes, Domain::name, detail::each_once>::text;
    using Request = CommandsRequest<Domain>;
    using Response = CommandsAnswer;
};

}  // namespace world
