// A list of domains, for whatever has one thing for each of them. It names none itself.
#pragma once

#include <concepts>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <variant>

#include "shared/world/each.hpp"
#include "shared/world/edit_rows.hpp"
#include "shared/world/every_table.hpp"
#include "shared/world/messages.hpp"
#include "shared/world/published.hpp"
#include "shared/world/reads.hpp"
#include "shared/world/undo.hpp"

namespace world {

namespace detail {

template <class T, class Variant>
inline constexpr bool is_option = false;
template <class T, class... Options>
inline constexpr bool is_option<T, std::variant<Options...>> = (std::is_same_v<T, Options> || ...);

// By its domain, or as any of its commands.
template <class Domain, class Command>
inline constexpr bool is_taken_by = std::is_same_v<Command, typename Domain::Command> ||
                                    is_option<Command, typename Domain::Command>;

template <class Command, class... Ds>
constexpr std::size_t place_of() {
    std::size_t place = 0, found = sizeof...(Ds);
    ((found = is_taken_by<Ds, Command> ? place : found, ++place), ...);
    return found;
}

}  // namespace detail

// visit(std::type_identity<Endpoint>) for those that it lists, for the list of each table, and for
// taking back what was done by hand.
template <class Domain, class Visit>
void each_endpoint(Visit&& visit) {
    Domain::Endpoints::each(visit);
    each_row<Domain>([&]<class Row>(std::type_identity<Row>) {
        visit(std::type_identity<ListTable<Domain, Row>>{});
    });
    visit(std::type_identity<UndoAct<Domain>>{});
}

// "messaging.message" is of the domain messaging, and of the table messaging.message.
template <class Domain>
constexpr bool names_begin_with_the_domains() {
    bool all = true;
    auto const check = [&]<class T>(std::type_identity<T>) {
        constexpr std::string_view name = T::type_name, domain = Domain::name;
        all = all && name.size() > domain.size() + 1 && name.substr(0, domain.size()) == domain &&
              name[domain.size()] == '.';
    };
    each_row<Domain>(check);
    each_command<Domain>(check);
    return all;
}

// Whether administrators can change its rows by hand, and who did it is kept.
template <class Domain>
constexpr bool edits_its_rows() {
    return detail::is_option<EditRows<typename Domain::Name, typename Domain::Row>,
                             typename Domain::Command> &&
           detail::is_option<Edit<typename Domain::Name>, typename Domain::Row>;
}

// What a domain has to bring. `Endpoints` is a wire::Endpoints.
template <class D>
concept DescribedDomain = requires(typename D::World const& world,
                                   typename D::Command const& command,
                                   typename D::Context const& context, base::Id128 actor) {
    typename D::Row;
    typename D::Change;
    typename D::Facts;
    typename D::Endpoints;
    { D::name } -> std::convertible_to<std::string_view>;
    { D::about } -> std::convertible_to<std::string_view>;  // a sentence for the API's description
    { D::reads(command, actor) } -> std::same_as<Reads>;
    { D::decide(world, command, context) } -> std::same_as<typename D::World::Verdict>;
    D::followed();
}
&&names_begin_with_the_domains<D>() && everything_is_followed<D>() && edits_its_rows<D>();

template <DescribedDomain... Ds>
struct Domains {
    static constexpr std::size_t count = sizeof...(Ds);
    // One of each: Each<Replica> is std::tuple<Replica<accounts::Domain>, …>.
    template <template <class> class Of>
    using Each = std::tuple<Of<Ds>...>;
    // The same, each made in its place from one argument.
    template <template <class> class Of>
    struct EachOf {
        template <class Argument>
        explicit EachOf(Argument& argument)
            : all((static_cast<void>(std::type_identity<Ds>{}), argument)...) {}
        std::tuple<Of<Ds>...> all;
        template <class Domain>
        Of<Domain>& of() {
            return std::get<Of<Domain>>(all);
        }
        template <class Domain>
        Of<Domain> const& of() const {
            return std::get<Of<Domain>>(all);
        }
        // act(of each)
        template <class Act>
        void each(Act&& act) {
            std::apply([&](auto&... one) { (act(one), ...); }, all);
        }
        template <class Act>
        void each(Act&& act) const {
            std::apply([&](auto const&... one) { (act(one), ...); }, all);
        }
    };
    // That of any one: what travels does so by its domain's name.
    template <template <class> class Of>
    using Any = std::variant<Of<Ds>...>;

    // visit(std::type_identity<Domain>)
    template <class Visit>
    static constexpr void each(Visit&& visit) {
        (visit(std::type_identity<Ds>{}), ...);
    }
    // …and its rows: visit(std::type_identity<Row>)
    template <class Visit>
    static constexpr void each_row(Visit&& visit) {
        (world::each_row<Ds>(visit), ...);
    }
    // …and its endpoints, the lists of its tables among them: visit(std::type_identity<Endpoint>)
    template <class Visit>
    static void each_endpoint(Visit&& visit) {
        (world::each_endpoint<Ds>(visit), ...);
    }

    // The domain of a command, or of all its commands.
    template <class Command>
    using OfCommand = std::tuple_element_t<detail::place_of<Command, Ds...>(), std::tuple<Ds...>>;
};

}  // namespace world
