// Where the store keeps what is of one domain, and the steps of a batch that is written there.
#pragma once

#include <string>
#include <vector>

#include "shared/world/space.hpp"
#include "web-client/platform/platform.hpp"

namespace client {

std::int64_t last_number_in(std::string const& key);
bool begins_with(std::string const& text, std::string const& beginning);

// Each adds a step to a batch.
void add_put(std::vector<platform::Write>& writes, std::string key, std::string value);
void add_erase(std::vector<platform::Write>& writes, std::string key);
void add_append(std::vector<platform::Write>& writes, std::string queue, std::string value);
void add_wipe(std::vector<platform::Write>& writes, std::string prefix);

// Prefixes end with "/"; a queue is named without it.
struct StoreKeys {
    std::string domain;
    std::string identity = {};  // under which this client numbers its commands
    std::string cache = {};     // the prefix of what came from the server

    std::string queues() const { return "outbox/" + domain + "/"; }  // of all identities
    std::string queue() const { return queue_of(identity); }
    std::string queue_of(std::string const& other) const;
    std::string waiting(std::int64_t number) const;
    std::string trays() const { return "tray/" + domain + "/"; }
    std::string refused(std::int64_t number) const;
    std::string unstored() const { return trays() + "unstored/"; }  // what the disk did not take

    std::string rows() const { return cached("row/"); }
    std::string spaces() const { return cached("space/"); }
    std::string version(world::Space const& space) const;
    std::string answered() const { return cached("answered/") + identity; }
    std::string history() const;

    // Of what is followed on request: the rows of all spaces, of one, its version, and when it was
    // opened last.
    std::string asides() const { return cached("aside/"); }
    std::string aside(world::Space const& space) const;
    std::string aside_version(world::Space const& space) const { return aside(space) + "version"; }
    std::string openings() const { return cached("opened/"); }
    std::string opened(world::Space const& space) const;

private:
    std::string cached(char const* kind) const;
};

// What the store has of a space that is followed on request; its text is the value of its key.
struct Aside {
    std::int64_t opened_us = 0;  // last
    std::int64_t rows = 0;
    std::string text() const;
};

}  // namespace client
