// How a replica does it: included by the one file of each domain in which it is compiled.
#pragma once

#include "shared/wire/recall.hpp"
#include "web-client/platform/queue_key.hpp"
#include "web-client/sync/replica.hpp"

namespace client {

using platform::Write;

template <class Domain>
void add_rows(std::string const& prefix, typename world::Optimistic<Domain>::Changed const& changed,
              std::vector<Write>& writes) {
    for (auto const& [key, kept] : changed) {
        std::string const name = prefix + key.type + "/" + base::to_text(key.id);
        if (kept)
            add_put(writes, name, wire::to_bytes(*kept));
        else
            add_erase(writes, name);
    }
}

template <class Domain>
std::size_t Replica<Domain>::unsent() const {
    std::size_t count = 0;
    for (auto const& [number, entry] : outbox_) count += !entry.accepted;
    for (auto const& pending : mind_->pending()) count += pending.number == 0;  // not on disk yet
    return count;
}

template <class Domain>
std::unique_ptr<world::Optimistic<Domain>> Replica<Domain>::begin_anew() {
    versions_before_ += mind_->shown().version() + 1;
    return std::exchange(mind_, std::make_unique<world::Optimistic<Domain>>(context_of_));
}

template <class Domain>
void Replica<Domain>::open(std::string const& identity, Entries const& entries,
                           std::string const& cache) {
    keys_.identity = identity;
    keys_.cache = cache;
    auto const before = begin_anew();
    auto const history_before = std::exchange(history_, {});
    outbox_.clear();
    // What the disk did not take is nowhere else.
    std::erase_if(tray_, [unstored = keys_.unstored()](auto const& entry) {
        return !begins_with(entry.first, unstored);
    });
    open_cache(entries);
    open_again(*before, history_before);
    std::string const trays = keys_.trays(), queue = keys_.queue() + "/";
    for (auto const& [key, value] : entries) {
        if (begins_with(key, queue))
            hear_wanted(last_number_in(key), value);
        else if (begins_with(key, trays))
            hear_tray(key, value);
    }
    read_what_waits();
    ++changes_;
}

template <class Domain>
void Replica<Domain>::open_cache(Entries const& entries) {
    std::vector<world::Kept<Domain>> rows;
    std::map<world::Space, std::int64_t> versions;
    std::int64_t answered = 0;
    base::Id128 history;
    aside_of_.clear();
    std::string const of_rows = keys_.rows(), of_spaces = keys_.spaces(),
                      of_openings = keys_.openings();
    for (auto const& [key, value] : entries) {
        if (begins_with(key, of_rows)) {
            try {
                rows.push_back(wire::from_bytes<world::Kept<Domain>>(value));
            } catch (wire::Malformed const&) {
                return;  // the cache is broken, so nothing of it is believed: news will bring all
                         // of it again
            }
        } else if (begins_with(key, of_spaces)) {
            if (auto const space = world::space_from_text(key.substr(of_spaces.size())))
                versions[*space] = last_number_in(value);
        } else if (begins_with(key, of_openings)) {
            if (auto const space = world::space_from_text(key.substr(of_openings.size())))
                aside_of_[*space] = {last_number_in(value.substr(0, value.find('/'))),
                                     last_number_in(value)};
        } else if (key == keys_.answered()) {
            answered = last_number_in(value);
        } else if (key == keys_.history()) {
            history = base::id_from_text(value).value_or(base::Id128{});
        }
    }
    history_ = history;
    mind_->restore(rows, versions, answered);
}

template <class Domain>
void Replica<Domain>::want(Command command, std::vector<Write> also,
                           std::function<void(std::int64_t, std::string const&)> stored) {
    Waiting<Domain> const wanted{std::move(command), {platform_.now_us()}};
    auto const ticket = ++last_ticket_;
    mind_->submit(ticket, wanted.command, wanted.submitted);
    ++changes_;
    std::string const json = wire::json::text(wanted);
    add_append(also, keys_.queue(), json);
    store_.write(std::move(also), alive_.guard([this, ticket, json, stored = std::move(stored),
                                                in = keys_.queue()](platform::Written written) {
        Waiting<Domain> waiting;
        wire::json::recall(json, waiting);
        ++changes_;
        if (!written.ok || written.numbers.empty()) {
            mind_->drop(ticket);
            tray_[keys_.unstored() + platform::twenty_digits(ticket)] = {
                waiting.command, waiting.submitted, {"not-stored", {}}};
            return stored(0, json);
        }
        auto const number = static_cast<std::int64_t>(written.numbers[0]);
        if (in != keys_.queue()) {
            mind_->drop(ticket);
            return stored(in_another_queue, json);
        }
        if (is_pending(ticket)) {
            mind_->number(ticket, number);
            outbox_[number] = {ticket, std::move(waiting), false};
        } else {
            hear_wanted(number, json);  // everything was opened anew in between
        }
        stored(number, json);
    }));
}

template <class Domain>
bool Replica<Domain>::is_pending(std::uint64_t ticket) const {
    for (auto const& pending : mind_->pending())
        if (pending.ticket == ticket) return true;
    return false;
}

template <class Domain>
void Replica<Domain>::hear_wanted(std::int64_t number, std::string const& json) {
    Waiting<Domain> waiting;
    if (outbox_.count(number) != 0 || number == 0) return;
    // A command that this release does not know stays in the store for one that does.
    if (!wire::json::recall(json, waiting)) return;
    auto const ticket = ++last_ticket_;
    if (number > mind_->answered())
        mind_->submit(ticket, waiting.command, waiting.submitted, number);
    outbox_[number] = {ticket, std::move(waiting), false};
    ++changes_;
}

template <class Domain>
std::vector<world::Sent<Domain>> Replica<Domain>::batch(std::size_t most) const {
    std::vector<world::Sent<Domain>> list;
    for (auto const& [number, entry] : outbox_)
        if (!entry.accepted && list.size() < most) list.push_back({number, entry.waiting.command});
    return list;
}

template <class Domain>
void Replica<Domain>::hear_answer(world::Answer const& answer, std::vector<Write>& writes) {
    auto const at = outbox_.find(answer.number);
    if (at == outbox_.end()) return;
    if (answer.outcome == world::Outcome::accepted) {
        at->second.accepted = true;
        erase_answered(writes);
    } else if (answer.outcome == world::Outcome::refused) {
        to_tray(answer.number, at->second, answer.refusal.value_or(base::Refusal{"unexpected", {}}),
                writes);
    }
    ++changes_;
}

template <class Domain>
void Replica<Domain>::give_up(std::int64_t number, base::Refusal refusal,
                              std::vector<Write>& writes) {
    auto const at = outbox_.find(number);
    if (at != outbox_.end()) to_tray(number, at->second, std::move(refusal), writes);
}

template <class Domain>
void Replica<Domain>::to_tray(std::int64_t number, Entry const& entry, base::Refusal refusal,
                              std::vector<Write>& writes) {
    Returned<Domain> const returned{entry.waiting.command, entry.waiting.submitted,
                                    std::move(refusal)};
    std::string const key = keys_.refused(number);
    add_put(writes, key, wire::json::text(returned));
    add_erase(writes, keys_.waiting(number));
    tray_[key] = returned;
    mind_->drop(entry.ticket);
    outbox_.erase(number);
    ++changes_;
}

template <class Domain>
void Replica<Domain>::erase_answered(std::vector<Write>& writes) {
    for (auto at = outbox_.begin(); at != outbox_.end() && at->first <= mind_->answered();) {
        if (at->second.accepted) {
            add_erase(writes, keys_.waiting(at->first));
            at = outbox_.erase(at);
        } else {
            ++at;  // its answer was lost: it is sent again, and answered the same again
        }
    }
}

template <class Domain>
std::vector<world::Space> Replica<Domain>::hear_news(world::News<Domain> const& news,
                                                     std::vector<Write>& writes,
                                                     std::vector<Write>& aside) {
    if (news.history != history_) {
        forget_confirmed(writes, aside);
        history_ = news.history;
        add_put(writes, keys_.history(), base::to_text(history_));
    }
    auto const before = mind_->answered();
    auto const confirmed = mind_->receive(news);
    add_rows<Domain>(keys_.rows(), confirmed.rows, writes);
    for (auto const& [space, version] : confirmed.versions)
        if (!world::is_on_request<Domain>(space.kind))
            add_put(writes, keys_.version(space), std::to_string(version));
    for (auto const& space : confirmed.gone)
        if (!world::is_on_request<Domain>(space.kind)) add_erase(writes, keys_.version(space));
    keep_aside(confirmed, writes, aside);
    if (mind_->answered() != before)
        add_put(writes, keys_.answered(), std::to_string(mind_->answered()));
    erase_answered(writes);
    if (!news.spaces.empty() || mind_->answered() != before) ++changes_;
    return confirmed.missed;
}

template <class Domain>
void Replica<Domain>::forget_confirmed(std::vector<Write>& writes, std::vector<Write>& aside) {
    for (auto const& prefix : {keys_.rows(), keys_.spaces(), keys_.answered(), keys_.openings()})
        add_wipe(writes, prefix);
    add_wipe(aside, keys_.asides());
    aside_of_.clear();
    begin_anew();
    for (auto const& space : followed_) mind_->follow(space);
    for (auto& [number, entry] : outbox_) {
        entry.accepted = false;
        entry.ticket = ++last_ticket_;
        mind_->submit(entry.ticket, entry.waiting.command, entry.waiting.submitted, number);
    }
    ++changes_;
}

template <class Domain>
void Replica<Domain>::adopt(Entries const& entries, std::vector<Write>& writes) const {
    std::string const queues = keys_.queues();
    for (auto const& [key, value] : entries) {
        if (!begins_with(key, queues) || begins_with(key, keys_.queue() + "/")) continue;
        // A queue's own counter is no entry of it.
        Waiting<Domain> waiting;
        if (!wire::json::recall(value, waiting)) continue;
        add_append(writes, keys_.queue(), value);
        add_erase(writes, key);
    }
}

template <class Domain>
bool Replica<Domain>::holds(std::string const& key) const {
    return begins_with(key, keys_.queue() + "/") && outbox_.count(last_number_in(key)) != 0;
}

template <class Domain>
void Replica<Domain>::put_back(std::string const& key, std::string const& json,
                               std::vector<Write>& writes) const {
    if (!begins_with(key, keys_.queues())) return;
    bool const is_taken =
        holds(key) && wire::json::text(outbox_.at(last_number_in(key)).waiting) != json;
    if (is_taken)
        add_append(writes, keys_.queue(), json);
    else
        add_put(writes, key, json);
}

template <class Domain>
void Replica<Domain>::renumber(std::string const& new_identity, std::vector<Write>& writes) const {
    std::string const new_queue = keys_.queue_of(new_identity);
    for (auto const& [number, entry] : outbox_) {
        if (!entry.accepted) add_append(writes, new_queue, wire::json::text(entry.waiting));
        add_erase(writes, keys_.waiting(number));
    }
}

template <class Domain>
void Replica<Domain>::keep_again(std::vector<Write>& writes) const {
    for (auto const& [number, entry] : outbox_)
        add_put(writes, keys_.waiting(number), wire::json::text(entry.waiting));
    for (auto const& [key, returned] : tray_) add_put(writes, key, wire::json::text(returned));
}

template <class Domain>
void Replica<Domain>::discard(std::string const& key, std::vector<Write>& writes) {
    tray_.erase(key);
    add_erase(writes, key);
    ++changes_;
}

template <class Domain>
void Replica<Domain>::hear_tray(std::string const& key, std::string const& json) {
    Returned<Domain> returned;
    ++changes_;
    if (json.empty())
        tray_.erase(key);
    else if (wire::json::recall(json, returned))
        tray_[key] = std::move(returned);
}

}  // namespace client
