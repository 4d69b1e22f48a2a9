// What can be asked of notes.
#pragma once

#include <variant>

#include "shared/notes/rows.hpp"
#include "shared/wire/endpoint.hpp"
#include "shared/world/edit_rows.hpp"

namespace notes {

using PersonId = base::Id<accounts::Person>;

struct OpenNotebook {
    static constexpr std::string_view type_name = "notes.open-notebook";
    static constexpr auto access = wire::Access::member;
    base::Id<Notebook> notebook;
    PersonId owner;
    std::string title;
    std::optional<base::Day> ends;
    std::optional<base::Money> planned;
    static constexpr auto fields() {
        return base::Pack{
            base::field("notebook", &OpenNotebook::notebook).required(),
            base::field("owner", &OpenNotebook::owner).required(),
            base::field("title", &OpenNotebook::title).required().line().at_most(60),
            base::field("ends", &OpenNotebook::ends),
            base::field("planned", &OpenNotebook::planned).within(0, 1'000'000'000'000)};
    }
};

// No two notes of a notebook have one title.
struct WriteNote {
    static constexpr std::string_view type_name = "notes.write-note";
    static constexpr auto access = wire::Access::member;
    base::Id<Notebook> notebook;
    base::Id<Note> note;
    std::string title;
    base::Day due{};
    base::Quantity amount{};
    std::optional<base::Money> price;
    static constexpr auto fields() {
        return base::Pack{base::field("notebook", &WriteNote::notebook).required(),
                          base::field("note", &WriteNote::note).required(),
                          base::field("title", &WriteNote::title).required().line().at_most(60),
                          base::field("due", &WriteNote::due),
                          base::field("amount", &WriteNote::amount).within(0, 1'000'000'000),
                          base::field("price", &WriteNote::price).within(0, 1'000'000'000'000)};
    }
};

struct SetState {
    static constexpr std::string_view type_name = "notes.set-state";
    static constexpr auto access = wire::Access::member;
    base::Id<Notebook> notebook;
    base::Id<Note> note;
    State state = State::open;
    static constexpr auto fields() {
        return base::Pack{base::field("notebook", &SetState::notebook).required(),
                          base::field("note", &SetState::note).required(),
                          base::field("state", &SetState::state)};
    }
};

// Only the server itself asks for this: some of the notes of a notebook, and the notebook, too,
// when its owner leaves.
struct EraseNotes {
    static constexpr std::string_view type_name = "notes.erase-notes";
    static constexpr bool internal = true;
    base::Id<Notebook> notebook;
    PersonId owner;
    std::vector<base::Id<Note>> notes;
    bool notebook_too = false;
    static constexpr auto fields() {
        return base::Pack{base::field("notebook", &EraseNotes::notebook).required(),
                          base::field("owner", &EraseNotes::owner).required(),
                          base::field("notes", &EraseNotes::notes).at_most(200),
                          base::field("notebook_too", &EraseNotes::notebook_too)};
    }
};

struct Name {
    static constexpr std::string_view name = "notes";
};
using Edit = world::Edit<Name>;
using World = world::Tables<Notebook, Note, Edit>;
using EditRows = world::EditRows<Name, World::Row>;
using Command = std::variant<OpenNotebook, WriteNote, SetState, EditRows, EraseNotes>;

struct Facts {};

struct Endpoints;  // endpoints.hpp

struct Domain {
    using Name = notes::Name;
    static constexpr std::string_view name = Name::name;
    static constexpr std::string_view about = "What to get, by when and for how much.";
    using World = notes::World;
    using Row = World::Row;
    using Change = World::Change;
    using Command = notes::Command;
    using Facts = notes::Facts;
    using Context = world::Context<Facts>;
    using Endpoints = notes::Endpoints;

    static constexpr auto followed() {
        return base::Pack{
            world::own(),
            world::named_by<&Notebook::owner, &Notebook::id>(notebook_space).on_request()};
    }

    static world::Reads reads(Command const& command, base::Id128 actor);
    static World::Verdict decide(World const& world, Command const& command,
                                 Context const& context);
};

}  // namespace notes
