// A few constants of different types, in their order: what a type declares of itself, such as its
// fields. A std::tuple that can do no more than be read: each of several hundred tuples costs a
// compiler ten times as much, in every file that sees them, for ways to be made and assigned that
// nobody uses here.
#pragma once

#include <cstddef>
#include <utility>

namespace base {

namespace detail {

template <std::size_t I, class T>
struct Slot {
    T value;
};
template <std::size_t I, class T>
constexpr T const& slot(Slot<I, T> const& of) {
    return of.value;
}

template <class Indexes, class... Ts>
struct Slots;
template <std::size_t... I, class... Ts>
struct Slots<std::index_sequence<I...>, Ts...> : Slot<I, Ts>... {
    constexpr explicit Slots(Ts const&... items) : Slot<I, Ts>{items}... {}

    // f(all of them)
    template <class F>
    constexpr decltype(auto) apply(F&& f) const {
        return f(static_cast<Slot<I, Ts> const&>(*this).value...);
    }
};

}  // namespace detail

template <class... Ts>
struct Pack : detail::Slots<std::index_sequence_for<Ts...>, Ts...> {
    static constexpr std::size_t size = sizeof...(Ts);

    constexpr explicit Pack(Ts... items)
        : detail::Slots<std::index_sequence_for<Ts...>, Ts...>(items...) {}

    template <std::size_t I>
    constexpr auto const& get() const {
        return detail::slot<I>(*this);
    }
    // f(each of them)
    template <class F>
    constexpr void each(F&& f) const {
        this->apply([&](auto const&... items) { (f(items), ...); });
    }
};

}  // namespace base
