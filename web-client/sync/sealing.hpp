// What was written here and not sent, when the session has ended: it stays in the store, being
// nowhere else, but sealed, so that whoever finds the machine reads nothing of it. The key came
// with the session and goes with it; whoever signs in again gets the same one, and all is as it
// was.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "web-client/platform/alive.hpp"
#include "web-client/platform/platform.hpp"

namespace client {

class Sealing {
public:
    using Entries = platform::Store::Entries;
    // By the key of an entry: what stood there, a text for each tab that sealed another one.
    using Opened = std::map<std::string, std::vector<std::string>>;

    // `tab` is this one's name, which is nobody else's.
    Sealing(platform::Platform& platform, platform::Store& store, std::string tab);
    Sealing(Sealing const&) = delete;
    Sealing& operator=(Sealing const&) = delete;

    // ---- what the store holds
    void look(Entries const& entries);
    bool can_open() const { return !sealed_.empty() && !key_.empty(); }
    // Something is sealed that has to be opened before anything is sent: the server takes what is
    // written in the order of its numbers.
    bool waits() const { return !sealed_.empty() && !is_keyless_; }
    // Of what waits: entries of the outbox, but for those of which is_here(key) is true.
    std::size_t unsent(std::function<bool(std::string const& key)> const& is_here) const;

    // ---- the session
    // With each sign-in; empty: this server, or machine, seals nothing.
    void hear_key(std::string const& key);
    // Seals what waits in the store, and the drafts that this tab shows besides. Without a key, or
    // on a machine that has no cipher, it stays as it is.
    void close(std::map<std::string, std::string> drafts);
    // The session goes on: what is not sealed by now is not going to be.
    void keep_open() { closing_ = false; }
    // Everything was wiped: nothing is put there any more.
    void forget() { is_forgotten_ = true; }
    // Takes out of the store what is sealed there, puts in what `plain` makes of it, and calls
    // done. What this key does not open stays, and is not looked at again in this run.
    void open(std::function<std::vector<platform::Write>(Opened)> plain,
              std::function<void()> done);

private:
    void seal(Entries const& written);
    void put_sealed(Entries const& written, platform::Texts const& sealed);
    void put_opened(Entries const& sealed, platform::Texts const& texts,
                    std::function<std::vector<platform::Write>(Opened)> const& plain,
                    std::function<void()> done);
    template <class Act>
    auto guarded(Act act) {
        return alive_.guard(std::move(act));
    }

    platform::Platform& platform_;
    platform::Store& store_;
    std::string const tab_;
    std::string key_;
    bool key_is_kept_ = false;  // in the store
    bool is_keyless_ = false;   // no key is going to come
    Entries sealed_;
    std::set<std::string> lost_;  // keys of entries that were sealed with another key
    bool closing_ = false, is_forgotten_ = false;
    platform::Alive alive_;
};

}  // namespace client
