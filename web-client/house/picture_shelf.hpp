// The small pictures of people and of the workspace on this machine: there at once, and without a
// connection.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "web-client/platform/alive.hpp"
#include "web-client/platform/platform.hpp"

namespace house {

class PictureShelf {
public:
    // `store` lives as long as this.
    PictureShelf(platform::Platform& platform, platform::Store& store);

    bool ready() const { return ready_; }  // what the store held is known
    // The PNG of that name, if it is the one that is kept; of nobody else's.
    std::string const* find(std::string const& person, std::string const& name) const;
    void keep(std::string const& person, std::string const& name, std::string const& png);
    // Lets go of those that nobody has any more.
    using IsCurrent = std::function<bool(std::string const& person, std::string const& name)>;
    void tidy(IsCurrent const& is_current);

private:
    struct Kept {
        std::string name, png;
    };
    platform::Store& store_;
    std::map<std::string, Kept> kept_;  // by person
    bool ready_ = false;
    platform::Alive alive_;
};

}  // namespace house
