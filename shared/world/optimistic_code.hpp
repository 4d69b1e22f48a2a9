// What optimistic.hpp declares. Included by shared/<domain>/optimistic.cpp, which instantiates it:
//
//   template class world::Optimistic<Domain>;
#pragma once

#include <algorithm>

#include "shared/world/domains.hpp"
#include "shared/world/optimistic.hpp"

namespace world {

template <class Domain>
Optimistic<Domain>::Optimistic(ContextOf context_of) : context_of_(std::move(context_of)) {}

template <class Domain>
Optimistic<Domain>::~Optimistic() = default;

template <class Domain>
typename Optimistic<Domain>::Verdict Optimistic<Domain>::judge(Command const& command) const {
    return Domain::decide(world_, command, context_of_(command));
}

template <class Domain>
void Optimistic<Domain>::submit(std::uint64_t ticket, Command command, base::Instant now,
                                std::int64_t number) {
    pending_.push_back({ticket, number, std::move(command), now, false, std::nullopt, {}});
    guess(pending_.back());
    if (number != 0) keep_numbered_first();
}

template <class Domain>
void Optimistic<Domain>::number(std::uint64_t ticket, std::int64_t number) {
    for (auto& p : pending_)
        if (p.ticket == ticket) p.number = number;
    keep_numbered_first();
}

template <class Domain>
void Optimistic<Domain>::drop(std::uint64_t ticket) {
    without_guesses(
        [&] { std::erase_if(pending_, [&](Pending const& p) { return p.ticket == ticket; }); });
}

template <class Domain>
void Optimistic<Domain>::forget_numbers() {
    answered_ = 0;
    for (auto& p : pending_) p.number = 0;
}

template <class Domain>
typename Optimistic<Domain>::Confirmed Optimistic<Domain>::receive(News<Domain> const& news) {
    Confirmed confirmed;
    without_guesses([&] {
        for (auto const& space : news.spaces) {
            if (!follows(space.space) && space.kind != NewsKind::gone) continue;
            receive_space(space, confirmed);
            drop_what_is_old(space.space);
        }
        lose_what_is_barred(confirmed);
        collect(confirmed);
        answered_ = std::max(answered_, news.answered);
        std::erase_if(pending_,
                      [&](Pending const& p) { return p.number != 0 && p.number <= answered_; });
    });
    return confirmed;
}

template <class Domain>
void Optimistic<Domain>::follow(Space const& space, std::vector<Kept<Domain>> const& kept,
                                std::optional<std::int64_t> version) {
    wished_.insert(space);
    if (!version || !may_see(space) || (holds(space) && spaces_[space].version >= *version)) return;
    without_guesses([&] {
        std::vector<Told<Domain>> rows;
        for (auto const& each : kept) rows.push_back({each.revision, each.row});
        Held& held = spaces_[space];
        held.next.clear();
        held.arriving = std::move(rows);
        held.arriving_version = *version;
        replace(space, held);
        world_.know(space);
        touched_.clear();
    });
}

template <class Domain>
void Optimistic<Domain>::leave(Space const& space) {
    wished_.erase(space);
    if (!holds(space)) return;
    without_guesses([&] {
        Confirmed unwritten;
        lose(space, unwritten);
        touched_.clear();
    });
}

template <class Domain>
bool Optimistic<Domain>::follows(Space const& space) const {
    return !is_on_request<Domain>(space.kind) || wished_.count(space) != 0;
}

template <class Domain>
bool Optimistic<Domain>::may_see(Space const& space) const {
    return std::binary_search(on_offer_.begin(), on_offer_.end(), space);
}

template <class Domain>
void Optimistic<Domain>::restore(std::vector<Kept<Domain>> const& rows,
                                 std::map<Space, std::int64_t> const& versions,
                                 std::int64_t answered) {
    without_guesses([&] {
        for (auto const& kept : rows) {
            for (auto const& space : kept.spaces) arrive(space, {kept.revision, kept.row});
        }
        for (auto const& [space, version] : versions) {
            spaces_[space].version = version;
            spaces_[space].whole = true;
            world_.know(space);
        }
        answered_ = answered;
        touched_.clear();
        find_what_is_on_offer();
    });
}

template <class Domain>
std::vector<Have> Optimistic<Domain>::have() const {
    std::vector<Have> list;
    for (auto const& [space, held] : spaces_) {
        if (!held.next.empty())
            list.push_back({space, held.arriving_version, held.next});
        else if (held.whole)
            list.push_back({space, held.version, {}});
    }
    for (auto const& space : withheld_) list.push_back({space, Have::withheld, {}});
    for (auto const& space : wished_)
        if (!is_coming(space) && may_see(space)) list.push_back({space, Have::nothing, {}});
    return list;
}

template <class Domain>
std::size_t Optimistic<Domain>::rows_held(Space const& space) const {
    auto const at = spaces_.find(space);
    return at == spaces_.end() ? 0 : at->second.rows.size();
}

template <class Domain>
std::optional<SpaceNews<Domain>> Optimistic<Domain>::told_of(Space const& space) {
    auto const at = spaces_.find(space);
    if (at == spaces_.end() || !at->second.whole) return std::nullopt;
    SpaceNews<Domain> told{space, NewsKind::snapshot, 0, at->second.version, {}, {}, {}, {}};
    without_guesses([&] {
        for (auto const& key : at->second.rows)
            if (auto row = world::find_row<Domain>(world_, key))
                told.rows.push_back({sights_.at(key).revision, *std::move(row)});
    });
    return told;
}

template <class Domain>
bool Optimistic<Domain>::is_coming(Space const& space) const {
    auto const at = spaces_.find(space);
    return at != spaces_.end() && (at->second.whole || !at->second.next.empty());
}

template <class Domain>
void Optimistic<Domain>::without_guesses(std::function<void()> const& act) {
    for (auto p = pending_.rbegin(); p != pending_.rend(); ++p) {
        if (p->shown) world_.apply(p->inverse);
        p->shown = false;
    }
    act();
    for (auto& p : pending_) guess(p);
}

template <class Domain>
void Optimistic<Domain>::guess(Pending& p) {
    auto context = context_of_(p.command);
    context.now = p.submitted;
    auto const verdict = Domain::decide(world_, p.command, context);
    p.now_refused.reset();
    if (auto const* change = std::get_if<Change>(&verdict)) {
        p.inverse = world_.apply(*change);
        p.shown = true;
    } else if (auto const* refusal = std::get_if<base::Refusal>(&verdict)) {
        p.now_refused = *refusal;
    }
}

template <class Domain>
void Optimistic<Domain>::keep_numbered_first() {
    auto const before = [](Pending const& a, Pending const& b) {
        if ((a.number == 0) != (b.number == 0)) return a.number != 0;
        return a.number < b.number;
    };
    if (std::is_sorted(pending_.begin(), pending_.end(), before)) return;
    // All but one of them are in order: each goes back past those that it is before.
    without_guesses([&] {
        for (auto at = pending_.begin(); at != pending_.end();) {
            auto to = at;
            while (to != pending_.begin() && before(*at, *std::prev(to))) --to;
            pending_.splice(to, pending_, at++);
        }
    });
}

template <class Domain>
void Optimistic<Domain>::receive_space(SpaceNews<Domain> const& news, Confirmed& confirmed) {
    withheld_.erase(news.space);
    if (news.kind == NewsKind::withheld) withheld_.insert(news.space);
    if (news.kind == NewsKind::gone || news.kind == NewsKind::withheld)
        return lose(news.space, confirmed);
    bool const whole = news.kind == NewsKind::snapshot ? receive_page(news) : receive_delta(news);
    if (!whole && news.next.empty() && is_behind(news)) confirmed.missed.push_back(news.space);
    if (!whole) return;
    world_.know(news.space);
    confirmed.versions[news.space] = spaces_.at(news.space).version;
}

template <class Domain>
bool Optimistic<Domain>::receive_delta(SpaceNews<Domain> const& news) {
    auto const at = spaces_.find(news.space);
    if (at == spaces_.end() || !at->second.whole) return false;
    if (at->second.version < news.since || at->second.version >= news.version) return false;
    for (auto const& told : news.rows) arrive(news.space, told);
    for (auto const& key : news.left) leave(news.space, key);
    at->second.version = news.version;
    return true;
}

template <class Domain>
bool Optimistic<Domain>::is_behind(SpaceNews<Domain> const& news) const {
    auto const at = spaces_.find(news.space);
    return at == spaces_.end() || !at->second.whole || at->second.version < news.version;
}

template <class Domain>
bool Optimistic<Domain>::receive_page(SpaceNews<Domain> const& news) {
    Held& held = spaces_[news.space];
    bool const first = news.from.empty();
    if (first && held.whole && news.version <= held.version) return false;
    if (!first && (news.from != held.next || news.version != held.arriving_version)) return false;
    if (first) held.arriving.clear();
    held.arriving_version = news.version;
    for (auto const& told : news.rows) held.arriving.push_back(told);
    held.next = news.next;
    if (!held.next.empty()) return false;  // nothing of it is shown before all of it is there
    replace(news.space, held);
    return true;
}

template <class Domain>
void Optimistic<Domain>::replace(Space const& space, Held& held) {
    std::set<RowKey> stale = std::move(held.rows);
    held.rows.clear();
    for (auto const& told : held.arriving) {
        stale.erase(key_of(told.row));
        arrive(space, told);
    }
    held.arriving.clear();
    held.version = held.arriving_version;
    held.whole = true;
    for (auto const& key : stale) leave(space, key);
}

template <class Domain>
void Optimistic<Domain>::lose(Space const& space, Confirmed& confirmed) {
    auto const at = spaces_.find(space);
    if (at == spaces_.end()) {
        // Nothing of it is in memory, but something may be on disk.
        if (is_on_request<Domain>(space.kind)) confirmed.gone.push_back(space);
        return;
    }
    auto const rows = at->second.rows;
    for (auto const& key : rows) leave(space, key);
    spaces_.erase(space);
    world_.forget(space);
    confirmed.versions.erase(space);
    confirmed.gone.push_back(space);
}

template <class Domain>
void Optimistic<Domain>::lose_what_is_barred(Confirmed& confirmed) {
    for (auto const& [space, keys] : touched_)
        for (auto const& key : keys)
            confirmed.rights = confirmed.rights || names_spaces<Domain>(key.type);
    if (!confirmed.rights) return;
    find_what_is_on_offer();
    for (auto const& space : wished_)
        if (holds(space) && !may_see(space)) lose(space, confirmed);
}

template <class Domain>
void Optimistic<Domain>::find_what_is_on_offer() {
    on_offer_.clear();
    auto const own = spaces_.lower_bound(me({}));
    if (own == spaces_.end() || own->first.kind != me.name || !own->second.whole) return;
    for (auto& space : followed_by<Domain>(world_, own->first.id))
        if (is_on_request<Domain>(space.kind)) on_offer_.push_back(std::move(space));
}

template <class Domain>
void Optimistic<Domain>::arrive(Space const& space, Told<Domain> const& told) {
    auto const key = key_of(told.row);
    auto& sight = sights_[key];
    if (std::find(sight.spaces.begin(), sight.spaces.end(), space) == sight.spaces.end())
        sight.spaces.push_back(space);
    spaces_[space].rows.insert(key);
    touched_[space].insert(key);
    if (told.revision < sight.revision)
        return;  // this client has a later state through another space
    sight.revision = told.revision;
    world_.put(told.row);
}

template <class Domain>
void Optimistic<Domain>::leave(Space const& space, RowKey const& key) {
    if (auto const held = spaces_.find(space); held != spaces_.end()) held->second.rows.erase(key);
    auto const at = sights_.find(key);
    if (at == sights_.end()) return;
    std::erase(at->second.spaces, space);
    touched_[space].insert(key);
    if (!at->second.spaces.empty()) return;
    sights_.erase(at);
    world::erase_row<Domain>(world_, key);
}

template <class Domain>
void Optimistic<Domain>::drop_what_is_old(Space const& space) {
    each_row<Domain>([&]<class R>(std::type_identity<R>) {
        std::vector<base::Id<R>> old;
        each_behind_window<R>(world_, space, [&](base::Id<R> id) { old.push_back(id); });
        for (auto const id : old) leave(space, {std::string(R::type_name), id.value});
    });
}

template <class Domain>
void Optimistic<Domain>::collect(Confirmed& confirmed) {
    for (auto const& [space, keys] : touched_) {
        bool const on_request = is_on_request<Domain>(space.kind);
        Changed& changed = on_request ? confirmed.on_request[space] : confirmed.rows;
        for (auto const& key : keys) {
            auto row = world::find_row<Domain>(world_, key);
            auto const sight = sights_.find(key);
            std::vector<Space> through;
            if (row && sight != sights_.end())
                for (auto const& seen : sight->second.spaces)
                    if (on_request ? seen == space : !is_on_request<Domain>(seen.kind))
                        through.push_back(seen);
            if (through.empty())
                changed[key] = std::nullopt;
            else
                changed[key] = Kept<Domain>{std::move(through), sight->second.revision, *row};
        }
    }
    // What has gone from the disk as a whole needs no more to be said.
    for (auto const& space : confirmed.gone) confirmed.on_request.erase(space);
    touched_.clear();
}

}  // namespace world
