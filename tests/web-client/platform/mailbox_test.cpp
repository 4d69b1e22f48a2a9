#include "web-client/platform/native/mailbox.hpp"

#include <doctest/doctest.h>

#include <stdexcept>
#include <string>

TEST_CASE(
    "work that fails is told of, and what came after it is done the next time, in its order") {
    int rung = 0;
    platform::Mailbox mailbox([&] { ++rung; });
    std::string done;
    mailbox.post([&] { done += "a"; });
    mailbox.post([&] {
        done += "b";
        throw std::runtime_error("broken");
    });
    mailbox.post([&] { done += "c"; });
    CHECK_THROWS_AS(mailbox.run(), std::runtime_error);
    CHECK(done == "ab");
    CHECK(rung == 4);  // so that the rest is not forgotten
    mailbox.post([&] { done += "d"; });
    mailbox.run();
    CHECK(done == "abcd");
}
