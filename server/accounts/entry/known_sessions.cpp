#include "server/accounts/entry/known_sessions.hpp"

namespace accounts {

std::optional<http::Identity> KnownSessions::find(base::Id128 session, base::Instant issued) const {
    std::lock_guard const lock(mutex_);
    auto const at = known_.find(session);
    if (!heard_ || at == known_.end() || at->second.issued < issued) return std::nullopt;
    return at->second.who;
}

void KnownSessions::remember(http::Identity const& who, Mark mark, base::Instant issued) {
    std::lock_guard const lock(mutex_);
    if (!heard_ || mark.changes != changes_) return;
    if (known_.size() >= most) {
        known_.clear();
        sessions_of_.clear();
    }
    if (known_.insert_or_assign(who.session, Known{who, issued}).second)
        sessions_of_.emplace(who.person, who.session);
}

void KnownSessions::changed(world::Space const* space) {
    // Of all: what is asked of administrators may be another thing now.
    bool const of_all = !space || space->kind == everybody.name;
    if (!of_all && space->kind != world::me.name) return;
    std::lock_guard const lock(mutex_);
    ++changes_;
    if (of_all) {
        known_.clear();
        sessions_of_.clear();
        return;
    }
    auto const [first, last] = sessions_of_.equal_range(space->id);
    for (auto at = first; at != last; ++at) known_.erase(at->second);
    sessions_of_.erase(first, last);
}

void KnownSessions::hear_others(bool heard) {
    std::lock_guard const lock(mutex_);
    ++changes_;
    heard_ = heard;
    known_.clear();
    sessions_of_.clear();
}

}  // namespace accounts
