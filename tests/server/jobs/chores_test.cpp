#include "server/jobs/chores.hpp"

#include <doctest/doctest.h>

#include <stdexcept>

TEST_CASE("a chore that fails keeps none of the others from its work, and is told of") {
    jobs::Chores chores;
    std::string done;
    chores.add("a.first", [&](base::Instant now) { done += "first at " + std::to_string(now.us); });
    chores.add("b.second", [](base::Instant) { throw std::runtime_error("no disk"); });
    chores.add("c.third", [](base::Instant) { throw std::runtime_error("no database"); });
    chores.add("d.fourth", [&](base::Instant) { done += ", fourth"; });
    CHECK_THROWS_WITH(chores.run({7}), "no disk");
    CHECK(done == "first at 7, fourth");
    CHECK(chores.names() == std::vector<std::string>{"a.first", "b.second", "c.third", "d.fourth"});
}
