#include "server/accounts/keys/signed_addresses.hpp"

#include <doctest/doctest.h>

#include "server/outside.hpp"

namespace signed_addresses_test {
namespace {

using accounts::SignedAddresses;

constexpr base::Instant noon{1'800'000'000'000'000};
constexpr std::string_view path = "/api/v1/me";

base::Instant seconds_after(base::Instant instant, std::int64_t seconds) {
    return {instant.us + seconds * 1'000'000};
}

struct Keys {
    std::string newer = server::random_bytes(32), older = server::random_bytes(32),
                foreign = server::random_bytes(32);
    accounts::Claims who{{server::fresh_id()}, {server::fresh_id()}};
};

TEST_CASE("a signed address is good for a minute, and says who made it") {
    Keys const keys;
    SignedAddresses const addresses({keys.newer});
    auto const seal = addresses.seal(keys.who, path, noon);
    for (std::int64_t const seconds : {0, 1, 59}) {
        auto const read = addresses.read(seal, path, seconds_after(noon, seconds));
        REQUIRE_MESSAGE(read, seconds);
        CHECK(read->person == keys.who.person);
        CHECK(read->session == keys.who.session);
    }
    CHECK(addresses.read(seal, path, {seconds_after(noon, 60).us - 1}));
    for (std::int64_t const seconds : {60, 61, 3600, 86'400 * 365})
        CHECK_FALSE_MESSAGE(addresses.read(seal, path, seconds_after(noon, seconds)), seconds);
}

TEST_CASE("a signed address is good for its own path, person, session and end only") {
    Keys const keys;
    SignedAddresses const addresses({keys.newer});
    auto const seal = addresses.seal(keys.who, path, noon);
    for (auto const* other : {"/api/v1/people", "/api/v1/me/", "/api/v1/m", "/", ""})
        CHECK_FALSE_MESSAGE(addresses.read(seal, other, noon), std::string(other));
    // Parts of one and of another seal do not make a third.
    auto const later = addresses.seal(keys.who, path, seconds_after(noon, 600));
    auto const of_other = addresses.seal(Keys().who, path, noon);
    auto const proof = seal.substr(seal.rfind('.'));
    for (auto const& other : {later, of_other}) {
        auto const forged = other.substr(0, other.rfind('.')) + proof;
        CHECK(addresses.read(other, path, seconds_after(noon, &other == &later ? 600 : 0)));
        CHECK_FALSE(addresses.read(forged, path, seconds_after(noon, 30)));
    }
    for (std::size_t i = 0; i < seal.size(); i += 3) {
        auto forged = seal;
        forged[i] = forged[i] == '1' ? '2' : '1';
        CHECK_FALSE_MESSAGE(addresses.read(forged, path, noon), i);
    }
    for (auto const& garbage : {std::string(), std::string("."), std::string("..."), seal + "x",
                                seal.substr(0, seal.size() - 1), std::string(1 << 20, '.')})
        CHECK_FALSE(addresses.read(garbage, path, noon));
}

TEST_CASE("a signed address of an older key is read as long as the key is kept") {
    Keys const keys;
    auto const old = SignedAddresses({keys.older}).seal(keys.who, path, noon);
    SignedAddresses const both({keys.newer, keys.older});
    CHECK(both.read(old, path, seconds_after(noon, 59)));
    CHECK_FALSE(both.read(old, path, seconds_after(noon, 60)));
    CHECK_FALSE(SignedAddresses({keys.newer}).read(old, path, noon));
    CHECK_FALSE(SignedAddresses({keys.newer, keys.foreign}).read(old, path, noon));
    auto const fresh = both.seal(keys.who, path, noon);
    CHECK(SignedAddresses({keys.newer}).read(fresh, path, noon));
    CHECK_FALSE(SignedAddresses({keys.older}).read(fresh, path, noon));
}

TEST_CASE("no two requests have the same to sign") {
    using accounts::what_is_signed;
    using Query = std::vector<std::pair<std::string, std::string>>;
    std::vector<std::pair<std::string, Query>> const requests{
        {"/a", {}},           {"/a", {{"b", "c"}}},           {"/a", {{"bc", ""}}},
        {"/a", {{"", "bc"}}}, {"/a", {{"b", ""}, {"c", ""}}}, {"/a", {{"b", "1:c"}}},
        {"/a1:b", {}},        {"/a", {{"c", "b"}}},           {"/a", {{"b", "c"}, {"b", "c"}}}};
    for (auto const& one : requests)
        for (auto const& other : requests)
            CHECK((what_is_signed(one.first, one.second) ==
                   what_is_signed(other.first, other.second)) == (&one == &other));
    CHECK(what_is_signed("/a", {{"signed", "x"}, {"b", "c"}}) ==
          what_is_signed("/a", {{"b", "c"}}));
}

}  // namespace
}  // namespace signed_addresses_test
