// Whoever asks for something may be gone by the time of the answer.
#pragma once

#include <memory>
#include <utility>

namespace platform {

// A member of whoever asks. What guard() made of an act does nothing any more once this is gone.
class Alive {
public:
    Alive() = default;
    Alive(Alive const&) = delete;
    Alive& operator=(Alive const&) = delete;

    template <class Act>
    auto guard(Act act) const {
        return [act = std::move(act), alive = std::weak_ptr(alive_)](auto&&... arguments) {
            if (!alive.expired()) act(std::forward<decltype(arguments)>(arguments)...);
        };
    }

private:
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace platform
