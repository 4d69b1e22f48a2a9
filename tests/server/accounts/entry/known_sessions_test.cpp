#include "server/accounts/entry/known_sessions.hpp"

#include <doctest/doctest.h>

#include "server/sync/hub.hpp"
#include "shared/messaging/rows.hpp"

namespace known_sessions_test {
namespace {

using accounts::KnownSessions;

base::Id128 id(unsigned number) { return {1, number}; }

http::Identity somebody(unsigned person, unsigned session) {
    http::Identity who;
    who.person = id(person);
    who.session = id(session);
    return who;
}

void changed(accounts::KnownSessions& known, world::Space const& space) { known.changed(&space); }

TEST_CASE("what is known of a session is dropped when its person changes") {
    KnownSessions known;
    known.hear_others(true);
    known.remember(somebody(1, 10), known.mark());
    known.remember(somebody(1, 11), known.mark());
    known.remember(somebody(2, 20), known.mark());
    REQUIRE(known.find(id(10)));
    CHECK(known.find(id(10))->person == id(1));
    CHECK_FALSE(known.find(id(12)));
    changed(known, messaging::channel_space(id(1)));
    CHECK(known.find(id(10)));
    changed(known, world::me(id(1)));
    CHECK_FALSE(known.find(id(10)));
    CHECK_FALSE(known.find(id(11)));
    CHECK(known.find(id(20)));
    changed(known, accounts::directory());  // whose right was taken is told so in their own space
    CHECK(known.find(id(20)));
    changed(known, accounts::everybody());  // all administrators may need a second factor now
    CHECK_FALSE(known.find(id(20)));
}

TEST_CASE("another server's word that too much changed to be named is taken of everybody") {
    KnownSessions known;
    known.hear_others(true);
    known.remember(somebody(1, 10), known.mark());
    http::Parking parking(http::Parking::Limits{});
    syncing::Hub hub(parking, [&](world::Space const* space) { known.changed(space); });
    hub.heard(world::to_text(messaging::channel_space(id(1))) + " " +
              world::to_text(world::me(id(2))));
    CHECK(known.find(id(10)));
    hub.heard(syncing::everybody);
    CHECK_FALSE(known.find(id(10)));
}

TEST_CASE("what was read before a change is not remembered after it") {
    KnownSessions known;
    known.hear_others(true);
    auto const mark = known.mark();
    changed(known, world::me(id(1)));
    known.remember(somebody(1, 10), mark);
    CHECK_FALSE(known.find(id(10)));
    known.remember(somebody(1, 10), known.mark());
    CHECK(known.find(id(10)));
}

TEST_CASE("while other servers are not heard, nothing is believed") {
    KnownSessions known;
    known.remember(somebody(1, 10), known.mark());
    CHECK_FALSE(known.find(id(10)));
    known.hear_others(true);
    known.remember(somebody(1, 10), known.mark());
    CHECK(known.find(id(10)));
    known.hear_others(false);
    CHECK_FALSE(known.find(id(10)));
    known.hear_others(true);
    CHECK_FALSE(known.find(id(10)));
}

TEST_CASE("it does not grow without end") {
    KnownSessions known;
    known.hear_others(true);
    std::size_t found = 0;
    for (unsigned i = 1; i <= KnownSessions::most + 100; ++i)
        known.remember(somebody(i, 100'000 + i), known.mark());
    for (unsigned i = 1; i <= KnownSessions::most + 100; ++i)
        found += known.find(id(100'000 + i)).has_value();
    CHECK(found == 100);
}

}  // namespace
}  // namespace known_sessions_test
