// Tells a person what changed in the spaces of one domain since the versions that they have.
#pragma once

#include <algorithm>
#include <map>

#include "server/sync/store.hpp"
#include "shared/wire/json.hpp"

namespace syncing {

struct NewsLimits {
    std::size_t most_entries =
        5'000;                      // of a space's log in one news; beyond it a snapshot is shorter
    std::size_t page_rows = 1'000;  // of a snapshot, and at most about this many bytes:
    std::size_t page_bytes = 900 * 1024;  // after so many, what is left waits for the next news
};

// "messaging.message 0190…": where a snapshot's next page begins.
inline std::string cursor_text(world::RowKey const& key) {
    return key.type + " " + base::to_text(key.id);
}
inline std::optional<world::RowKey> cursor_from(std::string_view text) {
    auto const space = text.find(' ');
    if (space == std::string_view::npos) return std::nullopt;
    auto const id = base::id_from_text(text.substr(space + 1));
    if (!id) return std::nullopt;
    return world::RowKey{std::string(text.substr(0, space)), *id};
}

template <class Domain>
class NewsTeller {
public:
    using Row = typename Domain::Row;

    NewsTeller(Glance<Domain>& glance, NewsLimits const& limits)
        : glance_(glance), limits_(limits) {}

    world::News<Domain> tell(base::Id128 person, base::Id128 client,
                             world::Held<Domain> const& held, world::Wanted const& wanted) {
        world::News<Domain> news;
        news.history = glance_.history();
        news.answered = client.is_none() ? 0 : glance_.answered(client);
        auto const mine = glance_.spaces_of(person, wanted);
        auto const versions = glance_.versions(mine);
        tells_all_ = wanted.wants_all();
        std::map<world::Space, world::Have> had;
        // Versions of another history mean nothing here.
        if (held.history == news.history)
            for (auto const& h : held.spaces)
                if (h.version != world::Have::nothing) had[h.space] = h;
        // What changed comes first, for it is little and people look at it.
        std::vector<std::size_t> from_the_beginning;
        for (std::size_t i = 0; i < mine.size(); ++i) {
            auto const at = had.find(mine[i]);
            if (at == had.end() || !at->second.next.empty())
                from_the_beginning.push_back(i);
            else
                tell_space(mine[i], versions[i], &at->second, news);
        }
        for (auto const i : from_the_beginning) {
            auto const at = had.find(mine[i]);
            tell_space(mine[i], versions[i], at == had.end() ? nullptr : &at->second, news);
        }
        // What is named and not theirs is gone, also when nothing of it was had.
        for (auto const& h : held.spaces)
            if (h.version == world::Have::nothing) had.emplace(h.space, h);
        for (auto const& space : mine) had.erase(space);
        // This state includes what was answered only when all of it was told.
        if (!is_whole_) news.answered = 0;
        for (auto const& [space, lost] : had)
            news.spaces.push_back({space, world::NewsKind::gone, 0, 0, {}, {}, {}, {}});
        return news;
    }

private:
    void tell_space(world::Space const& space, std::int64_t now, world::Have const* have,
                    world::News<Domain>& news) {
        if (have && have->version == world::Have::withheld) return;
        if (have && have->next.empty() && have->version == now) return;
        if (told_bytes_ >= limits_.page_bytes) {
            is_whole_ = false;
            return;
        }
        if (!have) return snapshot(space, now, std::nullopt, news);
        if (!have->next.empty()) {
            auto const from = cursor_from(have->next);
            // A page follows the pages before it only while the log can mend what changed in
            // between.
            bool const mendable = from && have->version <= now &&
                                  glance_.log_after(space, have->version, limits_.most_entries + 1);
            return mendable ? snapshot(space, have->version, from, news)
                            : snapshot(space, now, std::nullopt, news);
        }
        // A client that is ahead saw a history that was replaced by an older backup.
        if (have->version > now) return snapshot(space, now, std::nullopt, news);
        auto const entries = glance_.log_after(space, have->version, limits_.most_entries + 1);
        if (!entries || entries->size() > limits_.most_entries)
            return snapshot(space, now, std::nullopt, news);
        delta(space, have->version, now, *entries, news);
    }

    void delta(world::Space const& space, std::int64_t since, std::int64_t now,
               std::vector<LogEntry> const& entries, world::News<Domain>& news) {
        world::SpaceNews<Domain> told{space, world::NewsKind::delta, since, now, {}, {}, {}, {}};
        std::map<world::RowKey, Op> last;
        for (auto const& entry : entries) last[entry.row] = entry.op;
        std::vector<world::RowKey> wanted;
        for (auto const& [key, op] : last) {
            if (op == Op::put)
                wanted.push_back(key);
            else
                told.left.push_back(key);
        }
        std::map<world::RowKey, world::Told<Domain>> found;
        std::size_t bytes = 0;
        for (auto from = wanted.begin(); from != wanted.end();) {
            auto const count = std::min<std::ptrdiff_t>(
                wanted.end() - from, static_cast<std::ptrdiff_t>(limits_.page_rows));
            for (auto& row : glance_.rows(space, {from, from + count})) {
                bytes += size_of(row.row);
                found.emplace(key_of(row.row), std::move(row));
            }
            from += count;
            // So much is told in pages.
            if (bytes > limits_.page_bytes) return snapshot(space, now, std::nullopt, news);
        }
        told_bytes_ += bytes + 100 * told.left.size();
        for (auto const& key : wanted) {
            auto const at = found.find(key);
            if (at != found.end())
                told.rows.push_back(std::move(at->second));
            else
                told.left.push_back(key);
        }
        news.spaces.push_back(std::move(told));
    }

    void snapshot(world::Space const& space, std::int64_t version,
                  std::optional<world::RowKey> const& from, world::News<Domain>& news) {
        // Who follows by cursor says nothing of what they have, and is told everything.
        auto const most = world::most_told<Domain>(space.kind);
        if (most && !from && !tells_all_ && glance_.has_more_than(space, *most)) {
            news.spaces.push_back({space, world::NewsKind::withheld, 0, version, {}, {}, {}, {}});
            return;
        }
        world::SpaceNews<Domain> told{
            space, world::NewsKind::snapshot, 0, version, from ? cursor_text(*from) : "", {}, {},
            {}};
        auto rows = glance_.page(space, from, limits_.page_rows + 1);
        std::size_t bytes = 0;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            bytes += size_of(rows[i].row);
            bool const full = told.rows.size() == limits_.page_rows ||
                              (bytes > limits_.page_bytes && !told.rows.empty());
            if (full) {
                told.next = cursor_text(key_of(told.rows.back().row));
                break;
            }
            told.rows.push_back(std::move(rows[i]));
        }
        told_bytes_ += bytes;
        is_whole_ = is_whole_ && told.next.empty();
        news.spaces.push_back(std::move(told));
    }

    static world::RowKey key_of(Row const& row) {
        return std::visit(
            [](auto const& r) {
                return world::RowKey{std::string(r.type_name), r.id.value};
            },
            row);
    }
    // About what the row weighs on the wire: its texts and lists, and a hundred bytes for the rest.
    static std::size_t size_of(Row const& row) {
        std::size_t bytes = 100;
        std::visit(
            [&](auto const& r) {
                using R = std::decay_t<decltype(r)>;
                base::each_field<R>([&](auto const& f) {
                    using V = typename std::remove_cvref_t<decltype(f)>::value_type;
                    if constexpr (std::is_same_v<V, std::string>)
                        bytes += (r.*f.member).size();
                    else if constexpr (base::is_list<V> || std::is_same_v<V, base::Names>)
                        bytes += wire::json::text(r.*f.member).size();
                });
            },
            row);
        return bytes;
    }

    Glance<Domain>& glance_;
    NewsLimits const& limits_;
    std::size_t told_bytes_ = 0;
    bool is_whole_ = true;  // nothing was left for the next news
    bool tells_all_ = false;
};

// Of the spaces that are followed on request those that are named in what somebody has.
template <class Domain>
world::Wanted wanted_in(world::Held<Domain> const& held) {
    std::vector<world::Space> wanted;
    for (auto const& have : held.spaces)
        if (world::is_on_request<Domain>(have.space.kind)) wanted.push_back(have.space);
    return world::Wanted(std::move(wanted));
}

template <class Domain>
world::News<Domain> news(Store<Domain>& store, base::Id128 person, base::Id128 client,
                         world::Held<Domain> const& held, world::Wanted const& wanted,
                         NewsLimits const& limits = {}) {
    world::News<Domain> told;
    store.look([&](Glance<Domain>& glance) {
        told = NewsTeller<Domain>(glance, limits).tell(person, client, held, wanted);
    });
    return told;
}

}  // namespace syncing
