// Variants travel by the names of their alternatives, never by position: `static constexpr
// std::string_view type_name` in each. Adding, removing or reordering alternatives changes no
// message.
#pragma once

#include <string_view>
#include <variant>

#include "shared/base/describe.hpp"

namespace wire {

using base::is_variant;

template <class... Options>
std::string_view name_of_held(std::variant<Options...> const& value) {
    return std::visit(
        [](auto const& held) { return std::string_view(std::decay_t<decltype(held)>::type_name); },
        value);
}

// Makes `value` hold the alternative of that name and hands it to `fill`; false when there is none.
template <class... Options, class Fill>
bool emplace_by_name(std::variant<Options...>& value, std::string_view name, Fill&& fill) {
    auto const attempt = [&]<class Option>(std::type_identity<Option>) {
        if (name != Option::type_name) return false;
        fill(value.template emplace<Option>());
        return true;
    };
    return (attempt(std::type_identity<Options>{}) || ...);
}

}  // namespace wire
