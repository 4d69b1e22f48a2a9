// Notes of what to get, by when and for how much: the smallest domain that has one of everything
// that a domain can have. It lives in the tests alone.
#pragma once

#include <array>

#include "shared/base/day.hpp"
#include "shared/base/fields.hpp"
#include "shared/world/published.hpp"
#include "shared/world/space.hpp"
#include "shared/world/table.hpp"

namespace accounts {
struct Person;  // known here by its id alone
}

namespace notes {

// What is written in one notebook; the id is the notebook's.
inline constexpr world::Kind notebook_space{"notebook"};
// So many notes one notebook holds.
inline constexpr std::int64_t most_notes = 1'000;

struct Notebook {
    static constexpr std::string_view type_name = "notes.notebook";
    static constexpr auto editing = world::Editing::rows;
    base::Id<Notebook> id;
    base::Id<accounts::Person> owner;
    std::string title;
    std::optional<base::Day> ends;       // no note is due later
    std::optional<base::Money> planned;  // what all notes together may cost
    std::int64_t notes = 0;              // that are in it

    static constexpr auto fields() {
        return base::Pack{
            base::field("id", &Notebook::id).required().fixed(),
            base::field("owner", &Notebook::owner).required().fixed().refers_to("accounts.person"),
            base::field("title", &Notebook::title).required().line().at_most(60),
            base::field("ends", &Notebook::ends).kept("kept-counted"),
            base::field("planned", &Notebook::planned).within(0, 1'000'000'000'000),
            base::field("notes", &Notebook::notes).kept("kept-counted").within(0, most_notes)};
    }
    static constexpr auto indexes() {
        return base::Pack{world::index<&Notebook::owner, &Notebook::title>()};
    }
    static constexpr auto published() {
        return base::Pack{world::to<&Notebook::owner>(world::me),
                          world::to<&Notebook::id>(notebook_space)};
    }
    // What it counts among what a person stores, on the server.
    base::Id128 stored_by() const { return owner.value; }
    std::int64_t stored_bytes() const { return static_cast<std::int64_t>(title.size()); }
};

enum class State : std::uint8_t { open, done };
constexpr std::array<std::string_view, 2> names_of(State) { return {"open", "done"}; }

struct Note {
    static constexpr std::string_view type_name = "notes.note";
    static constexpr auto editing = world::Editing::fields;
    base::Id<Note> id;
    base::Id<Notebook> notebook;
    std::string title;
    base::Day due{};
    base::Quantity amount{};
    std::optional<base::Money> price;
    State state = State::open;
    std::optional<base::Instant> finished;

    static constexpr auto fields() {
        return base::Pack{
            base::field("id", &Note::id).required().fixed(),
            base::field("notebook", &Note::notebook)
                .required()
                .fixed()
                .refers_to(Notebook::type_name),
            base::field("title", &Note::title).required().line().at_most(60).sortable(),
            base::field("due", &Note::due).sortable().filterable(),
            base::field("amount", &Note::amount).within(0, 1'000'000'000).sortable(),
            base::field("price", &Note::price).within(0, 1'000'000'000'000),
            base::field("state", &Note::state).kept("kept-counted").filterable(),
            base::field("finished", &Note::finished).kept("kept-counted")};
    }
    static constexpr auto indexes() {
        return base::Pack{world::index<&Note::notebook, &Note::title>(),
                          world::index<&Note::notebook, &Note::due>()};
    }
    static constexpr auto published() {
        return base::Pack{world::to<&Note::notebook>(notebook_space)};
    }
};

}  // namespace notes
