// Texts that are put together while the program is compiled, for endpoints that are made from
// templates.
#pragma once

#include <array>
#include <string_view>

namespace world::detail {

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

// "accounts.person" as it may be in the name of a function: "accounts_person".
template <std::string_view const& Name>
struct Underlined {
    static constexpr auto letters = [] {
        std::array<char, Name.size()> all{};
        for (std::size_t i = 0; i < Name.size(); ++i) all[i] = Name[i] == '.' ? '_' : Name[i];
        return all;
    }();
    static constexpr std::string_view text{letters.data(), letters.size()};
};

}  // namespace world::detail
