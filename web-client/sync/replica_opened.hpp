// What a replica follows on request: read from the store when it is opened, left when many others
// were opened since, and kept within a budget. Included where replica_code.hpp is.
#pragma once

#include <algorithm>

#include "web-client/sync/replica_code.hpp"

namespace client {

template <class Domain>
bool Replica<Domain>::follow(world::Space const& space, std::function<void()> opened) {
    auto const at = std::find(followed_.begin(), followed_.end(), space);
    bool const is_open = at != followed_.end();
    if (is_open) followed_.erase(at);
    followed_.insert(followed_.begin(), space);
    if (is_open) return false;
    if (followed_.size() > most_followed) leave(followed_.back());
    if (is_read_)
        read_aside(space, std::move(opened));
    else
        to_read_.emplace_back(space, std::move(opened));
    return true;
}

// Where what is kept aside lies, and of which history it is, is known by now.
template <class Domain>
void Replica<Domain>::read_what_waits() {
    is_read_ = true;
    for (auto& [space, opened] : std::exchange(to_read_, {})) read_aside(space, std::move(opened));
}

template <class Domain>
void Replica<Domain>::leave(world::Space const& space) {
    mind_->leave(space);
    std::erase(followed_, world::Space(space));
    ++changes_;
}

// News of it is heard only when this is done, so that nothing is put before what came later.
template <class Domain>
void Replica<Domain>::read_aside(world::Space const& space, std::function<void()> opened) {
    aside_.read(keys_.aside(space), alive_.guard([this, space, opened = std::move(opened)](
                                                     bool, Entries const& entries) {
        if (std::find(followed_.begin(), followed_.end(), space) == followed_.end()) return;
        std::vector<world::Kept<Domain>> rows;
        std::optional<std::int64_t> version;
        std::string const of_history = base::to_text(history_) + "/",
                          of_version = keys_.aside_version(space);
        for (auto const& [key, value] : entries) {
            if (key == of_version) {
                if (begins_with(value, of_history)) version = last_number_in(value);
                continue;
            }
            try {
                rows.push_back(wire::from_bytes<world::Kept<Domain>>(value));
            } catch (wire::Malformed const&) {
                version.reset();  // nothing of it is believed, and all of it asked for
                break;
            }
        }
        mind_->follow(space, rows, version);
        ++changes_;
        opened();
    }));
}

// What was open stays open when everything else is read from the store anew, unless the store has
// lost it: what comes later would be written there without what it builds on.
template <class Domain>
void Replica<Domain>::open_again(world::Optimistic<Domain>& before, base::Id128 history_before) {
    for (auto const& space : followed_) {
        auto const told = before.told_of(space);
        std::vector<world::Kept<Domain>> rows;
        if (told)
            for (auto const& each : told->rows) rows.push_back({{space}, each.revision, each.row});
        if (told && history_before == history_ && aside_of_.count(space) != 0)
            mind_->follow(space, rows, told->version);
        else if (before.follows(space))
            mind_->follow(space);
    }
}

template <class Domain>
void Replica<Domain>::keep_aside(typename world::Optimistic<Domain>::Confirmed const& confirmed,
                                 std::vector<Write>& writes, std::vector<Write>& aside) {
    for (auto const& [space, changed] : confirmed.on_request)
        add_rows<Domain>(keys_.aside(space), changed, aside);
    for (auto const& [space, version] : confirmed.versions) {
        if (!world::is_on_request<Domain>(space.kind)) continue;
        add_put(aside, keys_.aside_version(space),
                base::to_text(history_) + "/" + std::to_string(version));
        note_rows(space, writes);
    }
    for (auto const& space : confirmed.gone)
        if (world::is_on_request<Domain>(space.kind)) drop_aside(space, writes, aside);
    keep_to_the_budget(writes, aside);
    if (!confirmed.rights) return;
    std::vector<world::Space> barred;
    for (auto const& [space, kept] : aside_of_)
        if (!mind_->may_see(space)) barred.push_back(space);
    for (auto const& space : barred) drop_aside(space, writes, aside);
}

template <class Domain>
void Replica<Domain>::note_rows(world::Space const& space, std::vector<Write>& writes) {
    auto& kept = aside_of_[space];
    auto const rows = static_cast<std::int64_t>(mind_->rows_held(space));
    if (kept.rows == rows && kept.opened_us != 0) return;
    kept.rows = rows;
    if (kept.opened_us == 0) kept.opened_us = platform_.now_us();
    add_put(writes, keys_.opened(space), kept.text());
}

template <class Domain>
void Replica<Domain>::note_opened(world::Space const& space, std::vector<Write>& writes,
                                  std::vector<Write>& aside) {
    auto const at = aside_of_.find(space);
    if (at == aside_of_.end()) return;  // it is noted with what comes of it
    at->second.opened_us = platform_.now_us();
    add_put(writes, keys_.opened(space), at->second.text());
    keep_to_the_budget(writes, aside);
}

template <class Domain>
void Replica<Domain>::drop_aside(world::Space const& space, std::vector<Write>& writes,
                                 std::vector<Write>& aside) {
    add_erase(writes, keys_.opened(space));
    add_wipe(aside, keys_.aside(space));
    aside_of_.erase(world::Space(space));
}

template <class Domain>
void Replica<Domain>::keep_to_the_budget(std::vector<Write>& writes, std::vector<Write>& aside) {
    for (;;) {
        std::int64_t rows = 0;
        auto oldest = aside_of_.end();
        for (auto at = aside_of_.begin(); at != aside_of_.end(); ++at) {
            rows += at->second.rows;
            if (mind_->follows(at->first)) continue;
            if (oldest == aside_of_.end() || at->second.opened_us < oldest->second.opened_us)
                oldest = at;
        }
        if (rows <= static_cast<std::int64_t>(most_rows_kept) || oldest == aside_of_.end()) return;
        drop_aside(oldest->first, writes, aside);
    }
}

template <class Domain>
std::optional<world::News<Domain>> Replica<Domain>::told_of(world::Space const& space) {
    auto told = mind_->told_of(space);
    if (!told) return std::nullopt;
    return world::News<Domain>{0, {*std::move(told)}, history_};
}

}  // namespace client
