// How administrators add, change and erase rows of whatever table: one command for each domain, of
// rows as they were seen and as they shall be, and one row of history for each of them.
//
//     struct Name { static constexpr std::string_view name = "messaging"; };
//     using World = world::Tables<Channel, …, world::Edit<Name>>;
//     using Command = std::variant<…, world::EditRows<Name, World::Row>>;
//
// A row says what may be done with it, and a field that follows from other things why it is kept:
//
//     static constexpr auto editing = world::Editing::rows;
//     base::field("last_number", &Channel::last_number).kept("counted")
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "shared/base/describe.hpp"
#include "shared/base/result.hpp"
#include "shared/wire/bytes.hpp"
#include "shared/wire/endpoint.hpp"
#include "shared/wire/json.hpp"
#include "shared/world/joined.hpp"
#include "shared/world/published.hpp"
#include "shared/world/reads.hpp"
#include "shared/world/tables.hpp"

namespace world {

namespace detail {

inline constexpr std::string_view called_edit = ".edit", called_edit_rows = ".edit-rows";

}  // namespace detail

// So many rows one command edits at most.
inline constexpr std::int64_t most_at_once = 100;

// A change that was made, for whoever asks later who did it, and to take it back. It is the
// server's own, and only added to.
template <class Name>
struct Edit {
    static constexpr std::string_view type_name =
        detail::Joined<Name::name, detail::called_edit>::text;
    static constexpr auto editing = Editing::nothing;
    static constexpr std::string_view kept = "edits-kept";
    static constexpr std::size_t longest = 100'000;  // code points of a row as JSON
    base::Id<Edit> id;
    std::string table;  // "messaging.channel"
    base::Id128 row;
    base::Id128 act;          // what was done as one, and is taken back as one
    std::int64_t number = 1;  // …in this order, where it was in one command
    base::Id128 actor;        // a person
    base::Instant at;
    std::string address;        // from where
    std::string before, after;  // the row, as JSON; empty: it was not there, or is not any more

    static constexpr auto fields() {
        return base::Pack{
            base::field("id", &Edit::id).required().fixed(),
            base::field("table", &Edit::table).required().line().at_most(100).fixed(),
            base::field("row", &Edit::row).required().fixed(),
            base::field("act", &Edit::act).required().fixed(),
            base::field("number", &Edit::number).within(1, most_at_once).fixed(),
            base::field("actor", &Edit::actor).required().fixed().refers_to("accounts.person"),
            base::field("at", &Edit::at).fixed(),
            base::field("address", &Edit::address).line().at_most(64).fixed(),
            base::field("before", &Edit::before).at_most(longest).fixed(),
            base::field("after", &Edit::after).at_most(longest).fixed()};
    }
    static constexpr auto indexes() { return base::Pack<>{}; }
    static constexpr auto published() { return base::Pack<>{}; }
};

// One row: added where nothing was before, erased where nothing shall be after, or else changed.
// Fields that are alike in both stay as they are by then, so that of two people who change
// different fields of one row both have their way. Taking it back is the same with the two rows
// exchanged.
template <class Name, class AnyRow>
struct RowEdit {
    base::Id<Edit<Name>> edit;            // a new one
    std::optional<AnyRow> before, after;  // of the same type, with the same id

    static constexpr auto fields() {
        return base::Pack{base::field("edit", &RowEdit::edit).required(),
                          base::field("before", &RowEdit::before),
                          base::field("after", &RowEdit::after)};
    }
};

// All of them or none; each one meets the rows as those before it have left them. What is too much
// for one command is several of the same act.
template <class Name, class AnyRow>
struct EditRows {
    static constexpr std::string_view type_name =
        detail::Joined<Name::name, detail::called_edit_rows>::text;
    static constexpr auto access = wire::Access::administrator;
    base::Id128 act;
    std::vector<RowEdit<Name, AnyRow>> rows;

    static constexpr auto fields() {
        return base::Pack{base::field("act", &EditRows::act).required(),
                          base::field("rows", &EditRows::rows).at_most(most_at_once)};
    }
};

// Puts into `row`, which is there now, what is another in `after` than in `before`. Refused where
// that field may not be changed, or is by now neither of the two.
std::optional<base::Refusal> merge_edit(base::TypeInfo const& type, void const* before,
                                        void const* after, void* row);
// Refused where a field that may be changed by hand is another one by now than was seen.
std::optional<base::Refusal> changed_since(base::TypeInfo const& type, void const* before,
                                           void const* row);
// Whether a field may be changed by hand, or by which rule not.
std::optional<std::string_view> bars_edit(base::FieldInfo const& field);

// What a domain is asked about one row: as it is, or null, and as it shall be, or null. It answers
// nothing when that may be, and adds to `also` what follows in other rows.
template <class Row>
struct ByHand {
    Row const* before;
    Row const* after;
};
// Of a domain whose rules of fields say all.
struct MayEditAll {
    template <class World, class Row>
    std::optional<typename World::Verdict> operator()(World const&, ByHand<Row> const&,
                                                      typename World::Change&) const {
        return std::nullopt;
    }
};

// `more(reads, row, comes_or_goes)` declares what the domain's own rules look at besides.
template <class Name, class AnyRow, class More>
Reads reads_of_edits(EditRows<Name, AnyRow> const& command, More&& more) {
    Reads reads;
    for (auto const& edit : command.rows) {
        reads.row(edit.edit);
        for (auto const* any : {&edit.before, &edit.after}) {
            if (!*any) continue;
            std::visit(
                [&](auto const& row) {
                    reads.row(row.id);
                    for (auto const& space : spaces_of(row)) reads.write(space);
                    more(reads, row, !edit.before || !edit.after);
                },
                **any);
        }
    }
    return reads;
}
template <class Name, class AnyRow>
Reads reads_of_edits(EditRows<Name, AnyRow> const& command) {
    return reads_of_edits(command, [](Reads&, auto const&, bool) {});
}

namespace detail {

// What a row becomes that is there now, or the reason why it does not; nothing: it is erased.
template <class World, class Row>
std::variant<std::optional<Row>, typename World::Verdict> become(World const& world, Row const* was,
                                                                 Row const* shall) {
    using base::Refusal;
    using Verdict = typename World::Verdict;
    auto const& asked = was ? *was : *shall;
    auto const* now = world.find(asked.id);
    bool all_known = true;
    for (auto const& space : spaces_of(asked)) all_known = all_known && world.knows(space);
    if (!now && !all_known) return Verdict(ServerDecides{});
    if (!was) {
        if (now && wire::to_bytes(*now) != wire::to_bytes(*shall))
            return Verdict(Refusal{"id-taken", {}});
        return std::optional<Row>(*shall);
    }
    if (!now && !shall) return std::optional<Row>();  // it is gone, as it shall be
    if (!now) return Verdict(Refusal{"row-gone", {}});
    // Another space than the one that was locked; it is the fixed fields that say so.
    if (spaces_of(*now) != spaces_of(*was)) return Verdict(Refusal{"changed-meanwhile", {}});
    if (!shall) {
        if (auto refusal = changed_since(base::type_of<Row>(), was, now)) return Verdict(*refusal);
        return std::optional<Row>();
    }
    Row changed = *now;
    if (auto refusal = merge_edit(base::type_of<Row>(), was, shall, &changed))
        return Verdict(*refusal);
    return std::optional<Row>(std::move(changed));
}

template <class World, class Name, class AnyRow, class Context, class Rules>
struct RowDecision {
    using Verdict = typename World::Verdict;
    using Change = typename World::Change;
    World const& world;
    EditRows<Name, AnyRow> const& command;
    RowEdit<Name, AnyRow> const& edit;
    std::int64_t place;  // among the command's rows
    Context const& context;
    Rules const& rules;

    template <class Row>
    Verdict operator()(Row const& either) const {
        using base::Refusal;
        if constexpr (Row::editing == Editing::nothing) {
            return Refusal{"table-kept", {}};
        } else {
            auto const* was = edit.before ? std::get_if<Row>(&*edit.before) : nullptr;
            auto const* shall = edit.after ? std::get_if<Row>(&*edit.after) : nullptr;
            bool const both = edit.before && edit.after;
            if (both && (!was || !shall || was->id != shall->id)) return Refusal{"another-row", {}};
            if (Row::editing == Editing::fields && !both) return Refusal{"rows-kept", {}};
            if (world.find(edit.edit)) return Refusal{"id-taken", {}};
            auto become = detail::become(world, was, shall);
            if (auto* verdict = std::get_if<Verdict>(&become)) return std::move(*verdict);
            auto const& after = std::get<std::optional<Row>>(become);
            auto const* now = world.find(either.id);
            bool const same =
                now && after ? wire::to_bytes(*now) == wire::to_bytes(*after) : !now && !after;
            if (same) return Change{};
            return change(now, after ? &*after : nullptr);
        }
    }

private:
    template <class Row>
    Verdict change(Row const* now, Row const* after) const {
        Change change;
        // What follows from an erased row goes first, and from an added one after it. More rows
        // than clients send at once, as when an act is taken back, are numbered anew a moment on.
        if (now && after) change.push_back(Put<Row>{*after});
        if (!now) change.push_back(Add<Row>{*after});
        if (auto no = rules(world, ByHand<Row>{now, after}, change)) return std::move(*no);
        if (!after) change.push_back(Erase<Row>{now->id});
        change.push_back(Add<Edit<Name>>{{edit.edit,
                                          std::string(Row::type_name),
                                          (now ? now : after)->id.value,
                                          command.act,
                                          place % most_at_once + 1,
                                          context.actor,
                                          {context.now.us + place / most_at_once},
                                          context.address,
                                          now ? wire::json::text(*now) : std::string(),
                                          after ? wire::json::text(*after) : std::string()}});
        return change;
    }
};

// Of several edits of one row the last one says what it is: as if it had been the only one.
template <class Change>
class Combined {
public:
    void add(Change more) {
        for (auto& edit : more) std::visit([&](auto& each) { one(std::move(each)); }, edit);
    }
    Change take() { return std::move(all_); }

private:
    template <class Row>
    void one(Add<Row> edit) {
        auto const at = find<Erase<Row>>(edit.row.id);
        if (at) all_.erase(all_.begin() + *at);
        all_.push_back(at ? typename Change::value_type(Put<Row>{std::move(edit.row)})
                          : std::move(edit));
    }
    template <class Row>
    void one(Put<Row> edit) {
        if (auto const at = find<Add<Row>>(edit.row.id))
            std::get<Add<Row>>(all_[static_cast<std::size_t>(*at)]).row = std::move(edit.row);
        else if (auto const put = find<Put<Row>>(edit.row.id))
            std::get<Put<Row>>(all_[static_cast<std::size_t>(*put)]).row = std::move(edit.row);
        else
            all_.push_back(std::move(edit));
    }
    template <class Row>
    void one(Erase<Row> edit) {
        if (auto const at = find<Put<Row>>(edit.id)) all_.erase(all_.begin() + *at);
        if (auto const at = find<Add<Row>>(edit.id))
            all_.erase(all_.begin() + *at);
        else
            all_.push_back(std::move(edit));
    }
    template <class Kind, class Id>
    std::optional<std::ptrdiff_t> find(Id id) const {
        for (std::size_t i = 0; i < all_.size(); ++i)
            if (auto const* edit = std::get_if<Kind>(&all_[i]))
                if (id_in(*edit) == id) return static_cast<std::ptrdiff_t>(i);
        return std::nullopt;
    }
    template <class Row>
    static auto id_in(Erase<Row> const& edit) {
        return edit.id;
    }
    static auto id_in(auto const& edit) { return edit.row.id; }

    Change all_;
};

}  // namespace detail

// `rules(world, ByHand<Row>, also)` of the domain says what must hold beside the rules of fields.
template <class World, class Name, class AnyRow, class Context, class Rules = MayEditAll>
typename World::Verdict decide_edits(World const& world, EditRows<Name, AnyRow> const& command,
                                     Context const& context, Rules const& rules = {}) {
    using base::Refusal;
    if (!context.administrator) return Refusal{"administrators-only", {}};
    detail::Combined<typename World::Change> all;
    std::optional<World> next;  // as the rows before have left it
    for (std::size_t i = 0; i < command.rows.size(); ++i) {
        auto const& edit = command.rows[i];
        if (!edit.before && !edit.after) return Refusal{"another-row", {}};
        detail::RowDecision<World, Name, AnyRow, Context, Rules> const decision{
            next ? *next : world, command, edit, static_cast<std::int64_t>(i), context, rules};
        auto verdict = std::visit(decision, edit.before ? *edit.before : *edit.after);
        if (auto* refusal = std::get_if<Refusal>(&verdict); refusal && command.rows.size() > 1)
            refusal->arguments.push_back({"item", std::to_string(i + 1)});
        auto* change = std::get_if<typename World::Change>(&verdict);
        if (!change) return verdict;
        if (i + 1 < command.rows.size()) {
            if (!next) next = world;
            next->apply(*change);
        }
        all.add(std::move(*change));
    }
    return all.take();
}

}  // namespace world
