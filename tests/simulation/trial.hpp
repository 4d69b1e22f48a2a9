// A small domain for the simulation, with what no real one has yet: rows that move between spaces,
// rows that are seen in two spaces, and rights that come and go.
#pragma once

#include "shared/wire/endpoint.hpp"
#include "shared/world/published.hpp"
#include "shared/world/tables.hpp"

namespace trial {

inline constexpr world::Kind box_space{"box"};

struct Key {
    static constexpr std::string_view type_name = "trial.key";  // who may open a box
    base::Id<Key> id;
    base::Id128 box;
    base::Id128 person;
    static constexpr auto fields() {
        return base::Pack{base::field("id", &Key::id).required(), base::field("box", &Key::box),
                          base::field("person", &Key::person)};
    }
    static constexpr auto indexes() {
        return base::Pack{world::index<&Key::box, &Key::person>(), world::index<&Key::person>()};
    }
    static constexpr auto published() {
        return base::Pack{world::to<&Key::person>(world::me), world::to<&Key::box>(box_space)};
    }
    friend bool operator==(Key const& a, Key const& b) {
        return a.id == b.id && a.box == b.box && a.person == b.person;
    }
};

struct Item {
    static constexpr std::string_view type_name = "trial.item";
    base::Id<Item> id;
    base::Id128 box;
    base::Id128 keeper;  // sees it wherever it lies
    std::int64_t count = 0;
    static constexpr auto fields() {
        return base::Pack{base::field("id", &Item::id).required(), base::field("box", &Item::box),
                          base::field("keeper", &Item::keeper), base::field("count", &Item::count)};
    }
    static constexpr auto indexes() { return base::Pack{world::index<&Item::box>()}; }
    static constexpr auto published() {
        return base::Pack{world::to<&Item::keeper>(world::me), world::to<&Item::box>(box_space)};
    }
    friend bool operator==(Item const& a, Item const& b) {
        return a.id == b.id && a.box == b.box && a.keeper == b.keeper && a.count == b.count;
    }
};

struct Give {  // a key to somebody
    static constexpr std::string_view type_name = "trial.give";
    static constexpr auto access = wire::Access::member;
    base::Id128 box;
    base::Id<Key> key;
    base::Id128 person;
    static constexpr auto fields() {
        return base::Pack{base::field("box", &Give::box), base::field("key", &Give::key),
                          base::field("person", &Give::person)};
    }
};
struct TakeAway {
    static constexpr std::string_view type_name = "trial.take-away";
    static constexpr auto access = wire::Access::member;
    base::Id128 box;
    base::Id<Key> key;
    base::Id128 person;
    static constexpr auto fields() {
        return base::Pack{base::field("box", &TakeAway::box), base::field("key", &TakeAway::key),
                          base::field("person", &TakeAway::person)};
    }
};
struct Make {
    static constexpr std::string_view type_name = "trial.make";
    static constexpr auto access = wire::Access::member;
    base::Id<Item> item;
    base::Id128 box;
    static constexpr auto fields() {
        return base::Pack{base::field("item", &Make::item), base::field("box", &Make::box)};
    }
};
struct Move {
    static constexpr std::string_view type_name = "trial.move";
    static constexpr auto access = wire::Access::member;
    base::Id<Item> item;
    base::Id128 from, to;
    base::Id128 keeper;  // of the item, as the client knows it
    static constexpr auto fields() {
        return base::Pack{base::field("item", &Move::item), base::field("from", &Move::from),
                          base::field("to", &Move::to), base::field("keeper", &Move::keeper)};
    }
};
struct Count {  // one more, up to a limit that clients race for
    static constexpr std::string_view type_name = "trial.count";
    static constexpr auto access = wire::Access::member;
    base::Id<Item> item;
    base::Id128 box;
    base::Id128 keeper;
    static constexpr auto fields() {
        return base::Pack{base::field("item", &Count::item), base::field("box", &Count::box),
                          base::field("keeper", &Count::keeper)};
    }
};
struct Drop {
    static constexpr std::string_view type_name = "trial.drop";
    static constexpr auto access = wire::Access::member;
    base::Id<Item> item;
    base::Id128 box;
    base::Id128 keeper;
    static constexpr auto fields() {
        return base::Pack{base::field("item", &Drop::item), base::field("box", &Drop::box),
                          base::field("keeper", &Drop::keeper)};
    }
};

constexpr std::int64_t most_count = 5;

struct Domain {
    static constexpr std::string_view name = "trial";
    using World = world::Tables<Key, Item>;
    using Row = World::Row;
    using Change = World::Change;
    using Command = std::variant<Give, TakeAway, Make, Move, Count, Drop>;
    struct Facts {};
    using Context = world::Context<Facts>;
    using Endpoints = wire::Endpoints<>;
    static constexpr auto followed() {
        return base::Pack{world::own(),
                          world::named_by<&Key::person, &Key::box>(box_space).on_request()};
    }
    static world::Reads reads(Command const& command, base::Id128 actor);
    static World::Verdict decide(World const& world, Command const& command,
                                 Context const& context);
};

}  // namespace trial
