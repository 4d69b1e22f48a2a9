#include "shared/notes/commands.hpp"

namespace notes {

namespace {

using Change = World::Change;
using Verdict = World::Verdict;
using Context = Domain::Context;
using base::Refusal;

world::Reads reads_of(OpenNotebook const& c) {
    return world::Reads()
        .row(c.notebook)
        .write(notebook_space(c.notebook.value))
        .write(world::me(c.owner.value));
}
world::Reads reads_of(WriteNote const& c, PersonId owner) {
    return world::Reads()
        .row(c.notebook)
        .row(c.note)
        .range<&Note::notebook, &Note::title>(c.notebook, c.title)
        .write(notebook_space(c.notebook.value))
        .write(world::me(owner.value));
}
world::Reads reads_of(SetState const& c) {
    return world::Reads().row(c.notebook).row(c.note).write(notebook_space(c.notebook.value));
}
// With the notebook, which says how long its notes may take.
world::Reads reads_of(EditRows const& c) {
    return world::reads_of_edits(c, [](world::Reads& reads, auto const& row, bool) {
        if constexpr (std::is_same_v<decltype(row), Note const&>) {
            Note const& note = row;
            reads.row(note.notebook)
                .range<&Note::notebook, &Note::title>(note.notebook, note.title);
        }
    });
}
world::Reads reads_of(EraseNotes const& c) {
    auto reads = world::Reads()
                     .row(c.notebook)
                     .write(notebook_space(c.notebook.value))
                     .write(world::me(c.owner.value));
    for (auto const note : c.notes) reads.row(note);
    return reads;
}

// Nothing when the actor may write in the notebook. One that is not there, or another's, is
// answered alike.
std::optional<Verdict> barred(World const& world, base::Id<Notebook> id, Context const& context) {
    auto const* notebook = world.find(id);
    if (!notebook && !world.knows(notebook_space(id.value))) return Verdict(world::ServerDecides{});
    if (!notebook || notebook->owner.value != context.actor)
        return Verdict(Refusal{"notebook-unknown", {}});
    return std::nullopt;
}

Verdict decide_one(World const& world, OpenNotebook const& c, Context const& context) {
    if (c.owner.value != context.actor) return Refusal{"not-yours", {}};
    if (world.find(c.notebook)) return Refusal{"id-taken", {}};
    return Change{world::Add<Notebook>{{c.notebook, c.owner, c.title, c.ends, c.planned, 0}}};
}

Verdict decide_one(World const& world, WriteNote const& c, Context const& context) {
    if (auto no = barred(world, c.notebook, context)) return *no;
    auto notebook = *world.find(c.notebook);
    if (world.find(c.note)) return Refusal{"id-taken", {}};
    if (!world.by<&Note::notebook, &Note::title>(c.notebook, c.title).empty())
        return Refusal{"title-taken", {}};
    if (!context.calendar) return world::ServerDecides{};
    if (c.due < context.calendar->today) return Refusal{"day-past", {}};
    if (notebook.ends && *notebook.ends < c.due) return Refusal{"too-late", {}};
    if (notebook.notes == most_notes)
        return Refusal{"notebook-full", {{"most", std::to_string(most_notes)}}};
    ++notebook.notes;
    return Change{world::Put<Notebook>{notebook},
                  world::Add<Note>{{c.note, c.notebook, c.title, c.due, c.amount, c.price,
                                    State::open, std::nullopt}}};
}

Verdict decide_one(World const& world, SetState const& c, Context const& context) {
    if (auto no = barred(world, c.notebook, context)) return *no;
    auto const* found = world.find(c.note);
    if (!found || found->notebook != c.notebook) return Refusal{"note-unknown", {}};
    if (found->state == c.state) return Change{};
    auto note = *found;
    note.state = c.state;
    note.finished = c.state == State::done ? std::optional(context.now) : std::nullopt;
    return Change{world::Put<Note>{note}};
}

// What is done by hand.
struct ByHand {
    template <class Row>
    std::optional<Verdict> operator()(World const&, world::ByHand<Row> const&, Change&) const {
        return std::nullopt;
    }
    std::optional<Verdict> operator()(World const&, world::ByHand<Notebook> const& edit,
                                      Change&) const {
        if (!edit.before && edit.after->notes != 0)
            return Verdict(Refusal{"kept-counted", {{"field", "notes"}}});
        if (!edit.after && edit.before->notes != 0) return Verdict(Refusal{"notes-left", {}});
        return std::nullopt;
    }
    // A notebook counts its notes, and its owner, who is told of that, is not known from one of
    // them: so they come and go by their own commands.
    std::optional<Verdict> operator()(World const& world, world::ByHand<Note> const& edit,
                                      Change&) const {
        auto const& note = *edit.after;
        auto const* notebook = world.find(note.notebook);
        if (notebook && notebook->ends && *notebook->ends < note.due)
            return Verdict(Refusal{"too-late", {}});
        if (edit.before->title != note.title &&
            !world.by<&Note::notebook, &Note::title>(note.notebook, note.title).empty())
            return Verdict(Refusal{"title-taken", {}});
        return std::nullopt;
    }
};
Verdict decide_one(World const& world, EditRows const& c, Context const& context) {
    return world::decide_edits(world, c, context, ByHand{});
}

Verdict decide_one(World const& world, EraseNotes const& c, Context const&) {
    auto const* found = world.find(c.notebook);
    if (!found || found->owner != c.owner) return Change{};  // it was done before
    auto notebook = *found;
    Change change;
    for (auto const id : c.notes) {
        auto const* note = world.find(id);
        if (!note || note->notebook != c.notebook) continue;
        --notebook.notes;
        change.push_back(world::Erase<Note>{id});
    }
    if (!c.notebook_too)
        change.push_back(world::Put<Notebook>{notebook});
    else if (notebook.notes == 0)
        change.push_back(world::Erase<Notebook>{c.notebook});
    else
        return Refusal{"notes-left", {}};
    return change;
}

}  // namespace

world::Reads Domain::reads(Command const& command, base::Id128 actor) {
    return std::visit(
        [&](auto const& c) {
            if constexpr (std::is_same_v<decltype(c), WriteNote const&>)
                return reads_of(c, PersonId{actor});
            else
                return reads_of(c);
        },
        command);
}

World::Verdict Domain::decide(World const& world, Command const& command, Context const& context) {
    return std::visit([&](auto const& c) { return decide_one(world, c, context); }, command);
}

}  // namespace notes
