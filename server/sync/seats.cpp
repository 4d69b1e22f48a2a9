#include "server/sync/seats.hpp"

namespace syncing {

struct Seats::Held {
    Held(std::shared_ptr<Taken> taken, base::Id128 who) : all(std::move(taken)), person(who) {}
    ~Held() {
        std::lock_guard const lock(all->mutex);
        auto const at = all->counts.find(person);
        if (--at->second == 0) all->counts.erase(at);
    }
    Held(Held const&) = delete;
    Held& operator=(Held const&) = delete;

    std::shared_ptr<Taken> all;
    base::Id128 person;
};

Seats::Seat Seats::take(base::Id128 person) const {
    {
        std::lock_guard const lock(taken_->mutex);
        auto& count = taken_->counts[person];
        if (count >= most_each_) return nullptr;
        ++count;
    }
    return std::make_shared<Held const>(taken_, person);
}

}  // namespace syncing
