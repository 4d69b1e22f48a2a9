// A store that goes on in memory when the machine's own keeps nothing any more: a browser without
// storage, a private window, a full disk. The program works all the same, and can say that what is
// not sent yet lasts only as long as it runs.
#pragma once

#include <map>
#include <set>
#include <vector>

#include "web-client/platform/platform.hpp"

namespace platform {

class LastingStore : public Store {
public:
    using Later = std::function<void(std::function<void()>)>;  // on the thread that draws, soon
    LastingStore(Store& machine, Later later);

    void write(std::vector<Write> batch, std::function<void(Written)> done) override;
    void read(std::string prefix, std::function<void(bool ok, Entries)> done) override;
    void lease(std::string name, std::string holder, int duration_ms,
               std::function<void(bool held)> done) override;
    void release(std::string name, std::string holder) override;
    void broadcast(std::string message) override { machine_.broadcast(std::move(message)); }
    void on_broadcast(std::function<void(std::string)> receive) override {
        machine_.on_broadcast(std::move(receive));
    }
    bool lasts() const override { return keeps_ == Keeps::machine; }
    void on_lost(std::function<void()> act) override { lost_ = std::move(act); }

private:
    enum class Keeps { machine, leaving, memory };
    // What went in one batch in which something else came that only memory has.
    struct Exchange {
        std::string gone;
        std::set<std::string> came;  // or stands there for it by now
    };

    // Goes on in memory, with what can still be read; then does what could not be done.
    void leave(std::function<void()> then);
    void keep(std::string const& key, std::string value);
    Written write_here(std::vector<Write> const& batch);
    Entries read_here(std::string const& prefix) const;
    std::vector<Write> gone_with(std::vector<Write> const& batch, Written const& written);

    Store& machine_;
    Later later_;
    Keeps keeps_ = Keeps::machine;
    std::vector<std::function<void()>> waiting_;  // while it leaves
    std::map<std::string, std::string> entries_;
    std::map<std::string, std::uint64_t> counts_;  // of queues
    std::set<std::string> on_machine_;             // still, of what was read when it left
    std::vector<Exchange> exchanges_;
    std::function<void()> lost_;
};

}  // namespace platform
