#include "web-client/platform/lasting_store.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace platform {
namespace {

constexpr std::size_t digits_of_number = 20;

bool begins(std::string const& key, std::string const& prefix) {
    return key.compare(0, prefix.size(), prefix) == 0;
}

std::string numbered(std::string const& queue, std::uint64_t number) {
    std::string const digits = std::to_string(number);
    return queue + "/" + std::string(digits_of_number - digits.size(), '0') + digits;
}

template <class Map>
void wipe(Map& map, std::string const& prefix) {
    std::erase_if(map, [&](auto const& entry) { return begins(entry.first, prefix); });
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
            for (auto const& [key, value] : entries) keep(key, value);
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
    if (cut == std::string::npos || key.size() - cut - 1 != digits_of_number) return;
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
                entries_[numbered(write.key, written.numbers.back())] = write.value;
                break;
            case Write::Kind::wipe:
                wipe(entries_, write.key);
                wipe(counts_, write.key);
                break;
        }
    }
    return written;
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
        // What has to go from this machine goes there as well, if that is still possible.
        std::vector<Write> gone;
        for (auto const& write : batch)
            if (write.kind == Write::Kind::wipe) gone.push_back(write);
        auto const written = write_here(batch);
        if (!gone.empty())
            machine_.write(std::move(gone), [done, written](Written) { done(written); });
        else
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
