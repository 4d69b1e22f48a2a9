// What is done every now and then, each by itself: one that fails keeps none of the others from its
// work.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "shared/base/time.hpp"

namespace jobs {

class Chores {
public:
    using Act = std::function<void(base::Instant now)>;
    // "accounts.links"
    void add(std::string name, Act act) { all_.push_back({std::move(name), std::move(act)}); }
    // All of them; then throws the first failure, if there was one.
    void run(base::Instant now) const;
    std::vector<std::string> names() const;

private:
    struct Chore {
        std::string name;
        Act act;
    };
    std::vector<Chore> all_;
};

}  // namespace jobs
