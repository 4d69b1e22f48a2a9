#include "web-client/platform/lasting_store.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "web-client/platform/queue_key.hpp"

namespace platform {
namespace {

bool begins(std::string const& key, std::string const& prefix) {
    return key.compare(0, prefix.size(), prefix) == 0;
}

template <class Map>
void wipe(Map& map, std::string const& prefix) {
    std::erase_if(map, [&](auto const& entry) { return begins(entry.first, prefix); });
}

// A queue that is numbered anew goes for its like, whatever else is in the batch; what has no like
// in it may be in anything that came.
std::set<std::string> instead_of(std::string const& gone, std::set<std::string> const& came) {
    std::string const kind = gone.substr(0, gone.find('/') + 1);
    std::set<std::string> alike;
    for (auto const& key : came)
        if (begins(key, kind)) alike.insert(key);
    return alike.empty() ? came : alike;
}

}  // namespace

LastingStore::LastingStore(Store& machine, Later later)
    : machine_(machine), later_(std::move(later)) {
    machine_.on_lost([this] { leave([] {}); });
}

void LastingStore::leave(std::function<void()> then) {
    if (keeps_ == Keeps::memory) return then();
    waiting_.push_back(std::move(then));
    if (keeps_ == Keeps::leaving) return;
    keeps_ = Keeps::leaving;
    machine_.read("", [this](bool ok, Entries const& entries) {
        if (ok)
            for (auto const& [key, value] : entries) {
                keep(key, value);
                on_machine_.insert(key);
            }
        keeps_ = Keeps::memory;
        if (lost_) lost_();
        auto const waiting = std::exchange(waiting_, {});
        for (auto const& act : waiting) act();
    });
}

// Numbers go on behind the ones that are still there. Those of entries that were erased may come
// again: whoever takes them in has to see that they mean something else.
void LastingStore::keep(std::string const& key, std::string value) {
    entries_[key] = std::move(value);
    auto const cut = key.rfind('/');
    if (cut == std::string::npos || key.size() - cut - 1 != queue_key_digits) return;
    auto const digits = key.substr(cut + 1);
    if (digits.find_first_not_of("0123456789") != std::string::npos) return;
    auto& count = counts_[key.substr(0, cut)];
    count = std::max<std::uint64_t>(count, std::stoull(digits));
}

Written LastingStore::write_here(std::vector<Write> const& batch) {
    Written written;
    written.ok = true;
    for (auto const& write : batch) {
        switch (write.kind) {
            case Write::Kind::put:
                keep(write.key, write.value);
                break;
            case Write::Kind::erase:
                entries_.erase(write.key);
                break;
            case Write::Kind::append:
                written.numbers.push_back(++counts_[write.key]);
                entries_[queue_key(write.key, written.numbers.back())] = write.value;
                break;
            case Write::Kind::wipe:
                wipe(entries_, write.key);
                wipe(counts_, write.key);
                break;
        }
    }
    return written;
}

// What can go from the machine, too, so that it does not come back when the program begins again.
// What went for something that only memory has stays there until that is gone as well: should the
// program end before, it is the only copy.
std::vector<Write> LastingStore::gone_with(std::vector<Write> const& batch,
                                           Written const& written) {
    std::vector<Write> writes;
    struct {
        std::vector<std::string> gone;
        std::set<std::string> came;
    } now;
    auto number = written.numbers.begin();
    for (auto const& write : batch) {
        if (write.kind == Write::Kind::put) now.came.insert(write.key);
        if (write.kind == Write::Kind::append) now.came.insert(queue_key(write.key, *number++));
        if (write.kind == Write::Kind::erase) now.gone.push_back(write.key);
        if (write.kind != Write::Kind::wipe) continue;
        writes.push_back(write);
        std::erase_if(on_machine_, [&](auto const& key) { return begins(key, write.key); });
    }
    for (auto const& key : now.gone)
        for (auto& exchange : exchanges_)
            if (exchange.came.erase(key) != 0) exchange.came.merge(instead_of(key, now.came));
    for (auto const& key : now.gone)
        if (on_machine_.count(key) != 0) exchanges_.push_back({key, instead_of(key, now.came)});
    std::erase_if(exchanges_, [&](Exchange const& exchange) {
        if (!exchange.came.empty()) return false;
        if (on_machine_.erase(exchange.gone) != 0)
            writes.push_back({Write::Kind::erase, exchange.gone, {}});
        return true;
    });
    return writes;
}

Store::Entries LastingStore::read_here(std::string const& prefix) const {
    Entries found;
    for (auto const& entry : entries_)
        if (begins(entry.first, prefix)) found.push_back(entry);
    return found;
}

void LastingStore::write(std::vector<Write> batch, std::function<void(Written)> done) {
    if (keeps_ == Keeps::machine) {
        machine_.write(batch, [this, batch, done](Written written) {
            if (written.ok) return done(std::move(written));
            leave([this, batch, done] { write(batch, done); });
        });
    } else if (keeps_ == Keeps::leaving) {
        waiting_.push_back([this, batch, done] { write(batch, done); });
    } else {
        auto const written = write_here(batch);
        auto gone = gone_with(batch, written);
        bool const is_wiped = std::any_of(gone.begin(), gone.end(), [](Write const& write) {
            return write.kind == Write::Kind::wipe;
        });
        // Whoever wipes goes on when it has gone. All else is there already, in memory.
        if (is_wiped)
            return machine_.write(std::move(gone), [done, written](Written) { done(written); });
        if (!gone.empty()) machine_.write(std::move(gone), [](Written) {});
        later_([done, written] { done(written); });
    }
}

void LastingStore::read(std::string prefix, std::function<void(bool ok, Entries)> done) {
    if (keeps_ == Keeps::machine) {
        machine_.read(prefix, [this, prefix, done](bool ok, Entries entries) {
            if (ok) return done(true, std::move(entries));
            leave([this, prefix, done] { read(prefix, done); });
        });
    } else if (keeps_ == Keeps::leaving) {
        waiting_.push_back([this, prefix, done] { read(prefix, done); });
    } else {
        later_([done, found = read_here(prefix)] { done(true, found); });
    }
}

// Nobody shares what is in memory.
void LastingStore::lease(std::string name, std::string holder, int duration_ms,
                         std::function<void(bool held)> done) {
    if (keeps_ == Keeps::machine)
        machine_.lease(std::move(name), std::move(holder), duration_ms, std::move(done));
    else
        later_([done = std::move(done)] { done(true); });
}

void LastingStore::release(std::string name, std::string holder) {
    machine_.release(std::move(name), std::move(holder));
}

}  // namespace platform
