#include "server/notes/store.hpp"

#include "server/database/rows.hpp"
#include "server/jobs/runner.hpp"
#include "server/outside.hpp"

namespace notes {

namespace {

using database::Isolation;
using database::run;
using database::with_transaction;
using Transaction = pqxx::transaction_base;
using Unit = syncing::PostgresUnit<Domain>;

constexpr std::int64_t step = 200;

void erase(Store& store, syncing::Hub& hub, EraseNotes const& command) {
    syncing::Taken taken;
    store.write_with([&](Unit& unit) {
        taken = syncing::decide_and_write<Domain>(unit, command, {{}, false, server::now});
    });
    if (taken.answer.refusal)
        throw std::runtime_error("notes stay: " + taken.answer.refusal->reason);
    hub.changed(Domain::name, taken.changed);
}

}  // namespace

std::size_t plan_sweeps(database::Pool& pool, base::Instant now) {
    return with_transaction(pool, Isolation::read_committed, [&](Transaction& t) {
        auto const found = run(t, "select distinct notebook from notes.note where finished < $1",
                               now.us - kept_us);
        for (auto const& row : found) jobs::add_once(t, sweep_job, row[0].as<std::string>());
        return static_cast<std::size_t>(found.size());
    });
}

bool sweep_some(database::Pool& pool, Store& store, syncing::Hub& hub, base::Id<Notebook> notebook,
                base::Instant now) {
    EraseNotes command{notebook, {}, {}, false};
    with_transaction(pool, Isolation::snapshot, [&](Transaction& t) {
        command.notes.clear();
        if (auto const row = database::find<Notebook>(t, notebook)) command.owner = row->owner;
        for (auto const& note :
             database::select<Note>(t, "where r.notebook = $1 and r.finished < $2 limit $3",
                                    notebook, now.us - kept_us, step))
            command.notes.push_back(note.id);
    });
    if (command.notes.empty() || command.owner.is_none()) return false;
    erase(store, hub, command);
    return static_cast<std::int64_t>(command.notes.size()) == step;
}

bool give_up_some(database::Pool& pool, Store& store, syncing::Hub& hub, PersonId person) {
    std::optional<EraseNotes> command;
    with_transaction(pool, Isolation::snapshot, [&](Transaction& t) {
        command.reset();
        auto const books =
            database::select<Notebook>(t, "where r.owner = $1 order by r.id limit 1", person);
        if (books.empty()) return;
        command = EraseNotes{books.front().id, person, {}, false};
        for (auto const& note :
             database::select<Note>(t, "where r.notebook = $1 limit $2", books.front().id, step))
            command->notes.push_back(note.id);
        command->notebook_too = command->notes.empty();
    });
    if (!command) return false;
    erase(store, hub, *command);
    return true;
}

void add_to_archive(database::Pool& pool, PersonId person, archiving::Archive& archive) {
    std::vector<Notebook> books;
    std::vector<Note> notes;
    with_transaction(pool, Isolation::snapshot, [&](Transaction& t) {
        books = database::select<Notebook>(t, "where r.owner = $1 order by r.id", person);
        notes = database::select<Note>(
            t, "join notes.notebook as b on b.id = r.notebook where b.owner = $1 order by r.id",
            person);
    });
    archive.add("notebooks.json", archiving::readable(books));
    archive.add("notes.json", archiving::readable(notes));
}

}  // namespace notes
