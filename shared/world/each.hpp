// Visits what a domain lists by its type, so that nobody makes a value of it only to name it.
#pragma once

#include <type_traits>
#include <variant>

namespace world {

namespace detail {

template <class Variant, class Visit>
struct EachOption;
template <class... Options, class Visit>
struct EachOption<std::variant<Options...>, Visit> {
    static constexpr void visit(Visit& visit) { (visit(std::type_identity<Options>{}), ...); }
};

}  // namespace detail

// visit(std::type_identity<Row>) for each row of a domain, and the same for its commands.
template <class Domain, class Visit>
constexpr void each_row(Visit&& visit) {
    detail::EachOption<typename Domain::Row, Visit>::visit(visit);
}
template <class Domain, class Visit>
constexpr void each_command(Visit&& visit) {
    detail::EachOption<typename Domain::Command, Visit>::visit(visit);
}

}  // namespace world
