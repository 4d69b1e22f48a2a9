// What the client's tests ask of each domain: that its places have something to show. A domain
// brings it in tests/web-client/domains/<name>.cpp; what it does not bring is missed by the linker,
// by name.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "tests/web-client/app/visit.hpp"

namespace described {

struct Filled {
    std::vector<std::string> places{};  // that nothing in the navigation leads to
    std::set<std::string> offered{};    // what can be done somewhere, among other things
    std::set<std::string> grey{};       // …and all that cannot be done, and says why
};

template <class Domain>
struct RoomTests {
    // Something in each of its places, for an administrator.
    static Filled fill(visit::Member& anna);
};

}  // namespace described
