// Where the rows of notes are found in PostgreSQL, and what only the server does with them.
#pragma once

#include "server/archive/archive.hpp"
#include "server/sync/hub.hpp"
#include "server/sync/postgres_store.hpp"
#include "server/sync/take.hpp"
#include "shared/notes/endpoints.hpp"

namespace notes {

using Store = syncing::PostgresStore<Domain>;

// Notes that are done are kept so long.
inline constexpr std::int64_t kept_us = 90LL * 24 * 3600 * 1'000'000;
inline constexpr std::string_view sweep_job = "notes.sweep";

// Notebooks that hold notes done before so long: a job for each, by its id.
std::size_t plan_sweeps(database::Pool& pool, base::Instant now);
// Erases some of these notes; true when there were as many as one step erases.
bool sweep_some(database::Pool& pool, Store& store, syncing::Hub& hub, base::Id<Notebook> notebook,
                base::Instant now);

// Erases some of the person's notes, or a notebook that has none; false when nothing was left.
bool give_up_some(database::Pool& pool, Store& store, syncing::Hub& hub, PersonId person);
void add_to_archive(database::Pool& pool, PersonId person, archiving::Archive& archive);

}  // namespace notes
