#include "shared/world/published.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "shared/domains.hpp"
#include "tests/shared/samples.hpp"

namespace published_test {
namespace {

using samples::id;

// Of a shop: orders that are seen by their customer and, the newest of them, by whoever works
// there; a price that everybody sees; a note that is the server's own.
inline constexpr world::Kind shop_space{"shop"}, catalogue{"catalogue"};

struct Shop {
    [[maybe_unused]] static constexpr std::string_view type_name = "toy.shop";
    base::Id<Shop> id;
    std::int64_t last_order = 0;
    static constexpr auto fields() {
        return base::Pack{base::field("id", &Shop::id),
                          base::field("last_order", &Shop::last_order)};
    }
    static constexpr auto indexes() { return base::Pack<>{}; }
    static constexpr auto published() { return base::Pack{world::to<&Shop::id>(shop_space)}; }
};
enum class State : std::uint8_t { open, done };
constexpr std::array<std::string_view, 2> names_of(State) { return {"open", "done"}; }
struct Order {
    [[maybe_unused]] static constexpr std::string_view type_name = "toy.order";
    base::Id<Order> id;
    base::Id<Shop> shop;
    base::Id128 customer;
    std::int64_t number = 0;
    State state = State::open;
    base::Day due;
    std::string key;
    static constexpr auto fields() {
        return base::Pack{base::field("id", &Order::id),
                          base::field("shop", &Order::shop),
                          base::field("customer", &Order::customer),
                          base::field("number", &Order::number),
                          base::field("state", &Order::state),
                          base::field("due", &Order::due),
                          base::field("key", &Order::key)};
    }
    static constexpr auto indexes() {
        return base::Pack{world::index<&Order::shop, &Order::number>(),
                          world::index<&Order::state, &Order::due>(), world::index<&Order::key>()};
    }
    static constexpr auto published() {
        return base::Pack{
            world::to<&Order::customer>(world::me),
            world::to<&Order::shop>(shop_space).newest<&Order::number, &Shop::last_order, 3>()};
    }
};
struct Worker {
    [[maybe_unused]] static constexpr std::string_view type_name = "toy.worker";
    base::Id<Worker> id;
    base::Id<Shop> shop;
    base::Id128 person;
    static constexpr auto fields() {
        return base::Pack{base::field("id", &Worker::id), base::field("shop", &Worker::shop),
                          base::field("person", &Worker::person)};
    }
    static constexpr auto indexes() { return base::Pack{world::index<&Worker::person>()}; }
    static constexpr auto published() { return base::Pack{world::to_the(catalogue)}; }
};
struct Note {
    [[maybe_unused]] static constexpr std::string_view type_name = "toy.note";
    base::Id<Note> id;
    static constexpr auto fields() { return base::Pack{base::field("id", &Note::id)}; }
    static constexpr auto indexes() { return base::Pack<>{}; }
    static constexpr auto published() { return base::Pack<>{}; }
};
// Seen by those who work in the shop, while it is for all of them.
inline constexpr world::Kind notices{"notices"};
struct Notice {
    [[maybe_unused]] static constexpr std::string_view type_name = "toy.notice";
    base::Id<Notice> id;
    base::Id<Shop> shop;
    State state = State::open;
    static constexpr auto fields() {
        return base::Pack{base::field("id", &Notice::id), base::field("shop", &Notice::shop),
                          base::field("state", &Notice::state)};
    }
    static constexpr auto indexes() { return base::Pack<>{}; }
    static constexpr auto published() {
        return base::Pack{world::to<&Notice::shop>(shop_space),
                          world::to_the(notices).when<&Notice::state, State::open>()};
    }
};
using World = world::Tables<Shop, Order, Worker, Note, Notice>;
struct Toy {
    using World = published_test::World;
    using Row = World::Row;
    static constexpr auto followed() {
        return base::Pack{world::own(), world::everybodys(catalogue),
                          world::theirs<&Notice::state, State::open>(notices),
                          world::named_by<&Worker::person, &Worker::shop>(shop_space)};
    }
};
struct Forgetful : Toy {
    static constexpr auto followed() { return base::Pack{world::own()}; }
};

base::Id<Shop> const bakery{id(1)};

Order order(unsigned number, State state = State::open, std::int32_t due = 0) {
    return {
        {id(100 + number)}, bakery, id(7), number, state, {due}, "CLD-" + std::to_string(number)};
}

template <class Range>
std::string numbers(Range const& range) {
    std::string text;
    for (auto const& row : range) text += std::to_string(row.number) + " ";
    return text;
}

TEST_CASE("where a row is seen follows from what it says") {
    auto const spaces = world::spaces_of(order(1));
    CHECK(spaces == std::vector<world::Space>{world::me(id(7)), shop_space(bakery.value)});
    CHECK(world::spaces_of(Worker{{id(2)}, bakery, id(8)}) ==
          std::vector<world::Space>{catalogue()});
    CHECK(world::spaces_of(Note{{id(3)}}).empty());
}

TEST_CASE("a row may be seen in a space only while it says so of itself") {
    Notice notice{{id(5)}, bakery, State::open};
    CHECK(world::spaces_of(notice) ==
          std::vector<world::Space>{shop_space(bakery.value), notices()});
    CHECK(world::is_within(World(), notice, notices()));
    notice.state = State::done;
    CHECK(world::spaces_of(notice) == std::vector<world::Space>{shop_space(bakery.value)});
    CHECK_FALSE(world::is_within(World(), notice, notices()));
    CHECK(world::is_within(World(), notice, shop_space(bakery.value)));
}

TEST_CASE("who follows a space may be said by a row of their own") {
    World world;
    auto const follows = [&](unsigned person) {
        auto const spaces = world::followed_by<Toy>(world, id(person));
        return std::count(spaces.begin(), spaces.end(), notices()) == 1;
    };
    CHECK_FALSE(follows(5));
    world.put(Notice{{id(5)}, bakery, State::open});
    CHECK(follows(5));
    CHECK_FALSE(follows(6));
    world.put(Notice{{id(5)}, bakery, State::done});
    CHECK_FALSE(follows(5));
    CHECK(world::names_spaces<Toy>("toy.notice"));
    CHECK_FALSE(world::names_spaces<Toy>("toy.note"));
}

TEST_CASE("of a space with a window the newest rows are told, in others all") {
    World world;
    for (unsigned number = 1; number <= 5; ++number) world.put(order(number));
    auto const in_shop = shop_space(bakery.value);
    // Nobody can tell before the last number is there.
    CHECK(world::is_within(world, order(1), in_shop));
    world.put(Shop{bakery, 5});
    for (unsigned number = 1; number <= 5; ++number) {
        CHECK(world::is_within(world, order(number), in_shop) == (number > 2));
        CHECK(world::is_within(world, order(number), world::me(id(7))));
        CHECK_FALSE(world::is_within(world, order(number), world::me(id(8))));
        CHECK_FALSE(world::is_within(world, order(number), shop_space(id(9))));
        CHECK_FALSE(world::is_within(world, order(number), catalogue()));
    }
    std::vector<base::Id<Order>> old;
    world::each_behind_window<Order>(world, in_shop, [&](base::Id<Order> o) { old.push_back(o); });
    CHECK(old == std::vector<base::Id<Order>>{order(1).id, order(2).id});
    CHECK_FALSE(world::is_within(world, Note{{id(3)}}, catalogue()));
    CHECK(world::is_within(world, Worker{{id(2)}, bakery, id(8)}, catalogue()));
}

TEST_CASE("whom one is named with says what one sees, sorted and each space once") {
    World world;
    world.put(Worker{{id(2)}, {id(9)}, id(8)});
    world.put(Worker{{id(3)}, bakery, id(8)});
    world.put(Worker{{id(4)}, bakery, id(8)});
    CHECK(world::followed_by<Toy>(world, id(8)) ==
          std::vector<world::Space>{catalogue(), world::me(id(8)), shop_space(bakery.value),
                                    shop_space(id(9))});
    CHECK(world::followed_by<Toy>(world, id(7)) ==
          std::vector<world::Space>{catalogue(), world::me(id(7))});
}

TEST_CASE("a row that is published to a space that nobody follows is found out while compiling") {
    static_assert(world::everything_is_followed<Toy>());
    static_assert(!world::everything_is_followed<Forgetful>());
    static_assert(world::everything_is_followed<messaging::Domain>());
}

TEST_CASE("rows are read by any values that a declared index begins with, and by ranges of them") {
    World world;
    for (unsigned number = 1; number <= 6; ++number)
        world.put(order(number, number % 2 == 0 ? State::done : State::open,
                        static_cast<std::int32_t>(number) * 10));
    world::Reads reads;
    auto const open = std::tuple{State::open};
    reads.range<&Order::state>(State::done)
        .range<&Order::key>(std::string("CLD-4"))
        .between<&Order::state, &Order::due>(open, base::Day{11}, base::Day{50})
        .between<&Order::shop, &Order::number>(std::tuple{bakery}, std::int64_t{2},
                                               std::int64_t{3});
    for (bool const slice : {false, true}) {
        if (slice) world.become_slice(reads);
        CHECK(numbers(world.by<&Order::state>(State::done)) == "2 4 6 ");
        CHECK(numbers(world.by<&Order::key>(std::string("CLD-4"))) == "4 ");
        CHECK(numbers(world.between<&Order::state, &Order::due>(open, base::Day{11},
                                                                base::Day{50})) == "3 5 ");
        CHECK(numbers(world.between<&Order::shop, &Order::number>(
                  std::tuple{bakery}, std::int64_t{2}, std::int64_t{3})) == "2 3 ");
    }
    CHECK_THROWS_AS(world.by<&Order::state>(State::open), world::NotLoaded);
    CHECK_THROWS_AS(world.by<&Order::key>(std::string("CLD-5")), world::NotLoaded);
    CHECK_THROWS_AS((world.between<&Order::state, &Order::due>(open, base::Day{11}, base::Day{51})),
                    world::NotLoaded);
    // What a server would load by them is just that.
    std::string loaded;
    for (auto const& range : reads.ranges) {
        for (unsigned number = 1; number <= 6; ++number) {
            auto const* row = world.table<Order>().find(order(number).id);
            if (world::is_in_range(*row, range)) loaded += std::to_string(number);
        }
        loaded += ' ';
    }
    std::set<std::string> parts;
    for (std::size_t at = 0; at < loaded.size(); at = loaded.find(' ', at) + 1)
        parts.insert(loaded.substr(at, loaded.find(' ', at) - at));
    CHECK(parts == std::set<std::string>{"246", "4", "35", "23"});
}

TEST_CASE("a range that ends before it begins is empty") {
    World world;
    world.put(order(1, State::open, 10));
    auto const range = world.between<&Order::state, &Order::due>(std::tuple{State::open},
                                                                 base::Day{20}, base::Day{5});
    CHECK(range.empty());
}

TEST_CASE("values are written as PostgreSQL reads them") {
    CHECK(world::key_text(base::Day{0}) == "1970-01-01");
    CHECK(world::key_text(*base::day_from_civil(1, 2, 3)) == "0001-02-03");
    CHECK(world::key_text(*base::day_from_civil(9999, 12, 31)) == "9999-12-31");
    CHECK(world::key_text(std::int64_t{-5}) == "-5");
    CHECK(world::key_text(true) == "true");
    CHECK(world::key_text(State::done) == "done");
    CHECK(world::key_text(base::Instant{12}) == "12");
}

}  // namespace
}  // namespace published_test
