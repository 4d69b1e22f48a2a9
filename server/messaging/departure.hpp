// What messaging gives up of somebody whose account is deleted, and what it hands to them before.
#pragma once

#include "server/archive/archive.hpp"
#include "server/messaging/store.hpp"
#include "server/sync/hub.hpp"
#include "server/sync/take.hpp"

namespace messaging {

class Departure {
public:
    Departure(database::Pool& pool, Store& store, syncing::Hub& hub)
        : pool_(pool), store_(store), hub_(hub) {}

    // Erases some of the person's messages when that is asked for, else takes them out of one
    // channel, as a member and as its creator; false when there was nothing left.
    bool step(PersonId person, bool erase_messages) const;

private:
    bool erase_some(PersonId person) const;
    bool end_one(PersonId person) const;

    database::Pool& pool_;
    Store& store_;
    syncing::Hub& hub_;
};

// The person's channels, and what the person wrote in them and elsewhere, read in pages.
void add_to_archive(database::Pool& pool, PersonId person, archiving::Archive& archive);

}  // namespace messaging
