// What people are called, on this machine: there at once, and without a connection.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "shared/domains.hpp"
#include "web-client/platform/alive.hpp"
#include "web-client/platform/platform.hpp"

namespace house {

// What is kept of somebody, with when the server was asked for it, and when it was last shown.
struct KeptName {
    std::string name, avatar;
    accounts::PersonKind kind = accounts::PersonKind::member;
    base::Instant asked, drawn;
    static constexpr auto fields() {
        return base::Pack{
            base::field("name", &KeptName::name), base::field("avatar", &KeptName::avatar),
            base::field("kind", &KeptName::kind), base::field("asked", &KeptName::asked),
            base::field("drawn", &KeptName::drawn)};
    }
};

class NameShelf {
public:
    using PersonId = base::Id<accounts::Person>;
    using Names = std::map<base::Id128, KeptName>;
    using Changes = std::vector<std::pair<PersonId, KeptName const*>>;  // none: goes

    // `heard` is called once, with whatever the store held. It lives as long as this.
    NameShelf(platform::Platform& platform, platform::Store& store,
              std::function<void(Names)> heard);
    void keep(Changes const& changes);

private:
    platform::Store& store_;
    platform::Alive alive_;
};

}  // namespace house
