// One message of each kind, with fixed contents, for the tests of what travels and is kept.
#pragma once

#include <string>
#include <vector>

#include "shared/world/optimistic.hpp"
#include "tests/domains/described.hpp"

namespace samples {

// "…-0000000000NN": ids that can be told apart by eye.
base::Id128 id(unsigned number);

// All commands of a domain, one of each type.
template <class Domain>
world::CommandsRequest<Domain> request_of() {
    world::CommandsRequest<Domain> request{id(99), {}};
    for (auto const& command : described::Tests<Domain>::commands())
        request.commands.push_back(
            {static_cast<std::int64_t>(request.commands.size()) + 7, command});
    return request;
}

world::CommandsAnswer answers();  // one of each outcome

world::News<messaging::Domain> delta();
world::News<messaging::Domain> snapshot();  // a page in the middle
world::News<messaging::Domain> gone();

world::Kept<messaging::Domain> kept();
world::Sent<messaging::Domain> sent();

}  // namespace samples
