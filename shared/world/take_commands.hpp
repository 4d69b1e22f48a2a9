// The endpoint of a domain's commands.
#pragma once

#include <array>

#include "shared/wire/endpoint.hpp"
#include "shared/wire/rate.hpp"
#include "shared/world/messages.hpp"

namespace world {

namespace detail {

// Texts that are put together while the program is compiled.
template <std::string_view const&... Parts>
struct Joined {
    static constexpr auto letters = [] {
        std::array<char, (Parts.size() + ...)> all{};
        std::size_t at = 0;
        auto const add = [&](std::string_view part) {
            for (char const c : part) all[at++] = c;
        };
        (add(Parts), ...);
        return all;
    }();
    static constexpr std::string_view text{letters.data(), letters.size()};
};

inline constexpr std::string_view commands_before = "/api/v1/", commands_after = "/commands";
inline constexpr std::string_view called = "Commands";
inline constexpr std::string_view takes = "Takes numbered commands of ",
                                  each_once = ", in order, each once";

}  // namespace detail

template <class Domain>
struct TakeCommands {
    static constexpr auto method = wire::Method::post;
    static constexpr auto access = wire::Access::member;
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
