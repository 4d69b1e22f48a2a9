#include "web-client/platform/alive.hpp"

#include <doctest/doctest.h>

#include <functional>
#include <optional>
#include <string>

TEST_CASE("what comes for whoever is gone does nothing") {
    std::optional<platform::Alive> owner(std::in_place);
    std::string heard;
    std::function<void(std::string const&, int)> const act =
        owner->guard([&](std::string const& text, int times) {
            for (int i = 0; i < times; ++i) heard += text;
        });
    act("news ", 2);
    CHECK(heard == "news news ");
    owner.reset();
    act("late ", 1);
    CHECK(heard == "news news ");
}
