#include "shared/wire/bytes.hpp"

#include <doctest/doctest.h>

#include <array>

#include "shared/wire/json.hpp"
#include "tests/shared/samples.hpp"

namespace bytes_test {
namespace {

using base::field;

enum class Side : std::uint8_t { left, right };
constexpr std::array<std::string_view, 2> names_of(Side) { return {"left", "right"}; }

struct Leaf {
    static constexpr std::string_view type_name = "leaf";
    std::string text;
    static constexpr auto fields() { return base::Pack{field("text", &Leaf::text).at_most(3)}; }
};
struct Tree {
    static constexpr std::string_view type_name = "tree";
    bool green = false;
    Side side = Side::left;
    std::vector<Leaf> leaves;
    std::optional<std::int32_t> age;
    std::variant<Leaf> root;
    static constexpr auto fields() {
        return base::Pack{field("green", &Tree::green), field("side", &Tree::side),
                          field("leaves", &Tree::leaves).at_most(1000), field("age", &Tree::age),
                          field("root", &Tree::root)};
    }
};

struct Hole {
    static constexpr std::string_view type_name = "hole";
    std::optional<std::string> text;
    static constexpr auto fields() { return base::Pack{field("text", &Hole::text)}; }
};
struct Sparse {
    std::vector<Hole> holes;
    static constexpr auto fields() {
        return base::Pack{field("holes", &Sparse::holes).at_most(100'000)};
    }
};

template <class T>
bool is_malformed(std::string const& bytes) {
    try {
        wire::from_bytes<T>(bytes);
        return false;
    } catch (wire::Malformed const&) {
        return true;
    }
}
std::string number(std::uint32_t value) {
    return {reinterpret_cast<char const*>(&value), sizeof value};
}

// Calls `f` with a message of each kind that travels.
template <class F>
void each_sample(F&& f) {
    Domains::each([&]<class Domain>(std::type_identity<Domain>) {
        f(samples::request_of<Domain>());
        f(described::Tests<Domain>::news());
    });
    f(samples::answers());
    f(samples::delta());
    f(samples::snapshot());
    f(samples::gone());
}

}  // namespace

TEST_CASE("a message of each kind is read as it was written") {
    each_sample([](auto const& message) {
        auto const bytes = wire::to_bytes(message);
        auto const again = wire::from_bytes<std::decay_t<decltype(message)>>(bytes);
        CHECK(wire::json::text(again) == wire::json::text(message));
        CHECK(wire::to_bytes(again) == bytes);
        CHECK(base::check(again).empty());
    });
}

TEST_CASE("every message that ends too early, or goes on too long, is malformed") {
    each_sample([](auto const& message) {
        using Message = std::decay_t<decltype(message)>;
        auto const bytes = wire::to_bytes(message);
        for (std::size_t size = 0; size < bytes.size(); ++size)
            REQUIRE(is_malformed<Message>(bytes.substr(0, size)));
        for (char const more : {'\0', '\1', '\xFF'}) REQUIRE(is_malformed<Message>(bytes + more));
    });
}

TEST_CASE("whichever byte of a message is forged, it is malformed or another message") {
    int refused = 0, read = 0;
    each_sample([&](auto const& message) {
        using Message = std::decay_t<decltype(message)>;
        auto const bytes = wire::to_bytes(message);
        for (std::size_t i = 0; i < bytes.size(); ++i) {
            for (int const flip : {1, 2, 0x40, 0x80, 0xFF}) {
                auto forged = bytes;
                forged[i] = static_cast<char>(forged[i] ^ flip);
                try {
                    auto const other = wire::from_bytes<Message>(forged);
                    REQUIRE(wire::to_bytes(other) == forged);
                    base::check(other);
                    ++read;
                } catch (wire::Malformed const&) {
                    ++refused;
                }
            }
        }
    });
    CHECK(refused > 1000);
    CHECK(read > 1000);
}

TEST_CASE("no forged size makes memory be taken that the message does not pay for") {
    Tree tree;
    auto const bytes = wire::to_bytes(tree);
    REQUIRE(bytes.size() == 1 + 1 + 4 + 1 + 4 + 4 + 4);
    for (auto const size : {1u, 1000u, 1001u, 0x7FFF'FFFFu, 0xFFFF'FFFFu}) {
        auto forged = bytes;
        forged.replace(2, 4, number(size));
        CHECK(is_malformed<Tree>(forged));
        forged = bytes;
        forged.replace(forged.size() - 4, 4, number(size));
        CHECK(is_malformed<Tree>(forged));
    }
    // A million empty elements are small on the wire, and large in memory.
    world::News<messaging::Domain> news;
    news.spaces.resize(10'000);
    auto many = wire::to_bytes(news);
    CHECK(wire::from_bytes<world::News<messaging::Domain>>(many).spaces.size() == 10'000);
    std::string const sized = number(10'000) + std::string(10'000, '\0');
    CHECK(is_malformed<world::News<messaging::Domain>>(std::string(8, '\0') + sized));
}

TEST_CASE("a message makes no more memory than eight times its size, and a little") {
    auto const read = [](std::size_t count) {
        return is_malformed<Sparse>(wire::to_bytes(Sparse{std::vector<Hole>(count)}));
    };
    static_assert(sizeof(Hole) > 8);  // in memory; one byte travels
    CHECK_FALSE(read(4096 / sizeof(Hole)));
    CHECK(read(2 * 4096 / (sizeof(Hole) - 8)));
}

TEST_CASE("one value has one form in bytes") {
    Tree tree;
    tree.green = true;
    tree.side = Side::right;
    auto const bytes = wire::to_bytes(tree);
    auto const with = [&](std::size_t at, int byte) {
        auto forged = bytes;
        forged[at] = static_cast<char>(byte);
        return forged;
    };
    CHECK(wire::from_bytes<Tree>(bytes).green);
    CHECK_FALSE(wire::from_bytes<Tree>(with(0, 0)).green);
    CHECK(is_malformed<Tree>(with(0, 2)));
    CHECK(is_malformed<Tree>(with(0, 255)));
    CHECK(wire::from_bytes<Tree>(with(1, 0)).side == Side::left);
    CHECK(is_malformed<Tree>(with(1, 2)));
    CHECK(is_malformed<Tree>(with(1, 250)));
    CHECK(is_malformed<Tree>(with(6, 2)));  // neither there nor not
}

TEST_CASE("texts are held to their fields while they are read") {
    auto const text = [](std::string const& said) {
        return number(static_cast<std::uint32_t>(said.size())) + said;
    };
    CHECK(wire::from_bytes<Leaf>(text("😀😀😀")).text == "😀😀😀");
    CHECK(is_malformed<Leaf>(text("1234567890123")));
    for (auto const& broken : {std::string("\xFF"), std::string("\xED\xA0\x80"),
                               std::string("\xC3"), std::string("a\0b", 3)})
        CHECK(is_malformed<Leaf>(text(broken)));
    // Shorter than four bytes for each code point, and yet too long: that is for the rules to say.
    CHECK_FALSE(base::check(wire::from_bytes<Leaf>(text("abcd"))).empty());
}

TEST_CASE("an alternative travels by its name, whatever its place among the others") {
    using Alone = std::variant<Leaf>;
    using Among = std::variant<Tree, Leaf>;
    auto const bytes = wire::to_bytes(Alone(Leaf{"a"}));
    CHECK(std::get<Leaf>(wire::from_bytes<Among>(bytes)).text == "a");
    CHECK_THROWS_AS(wire::from_bytes<std::variant<Tree>>(bytes), wire::Malformed);
}

}  // namespace bytes_test
