// Takes back what was done by hand: an act as a whole, by what is kept of it. Each row becomes what
// it was before the act, unless something later stands on it. What follows then is decided as every
// edit by hand is (edit_rows.hpp), so an act that is taken back is another act, with its own
// history, and can be taken back itself.
#pragma once

#include <map>
#include <memory>
#include <utility>

#include "shared/wire/rate.hpp"
#include "shared/world/each.hpp"
#include "shared/world/edit_rows.hpp"

namespace world {

// So long an act can be taken back, from its last edit on.
inline constexpr std::int64_t undone_for_us = 7 * 24 * 60 * 60 * std::int64_t{1'000'000};
// So many rows at most are taken back in one transaction, for which others have to wait. What is
// left of a larger act is taken back by asking again.
inline constexpr std::int64_t most_undone_at_once = 1'000;
// So many later edits are named at most.
inline constexpr std::size_t most_later_named = 100;

struct UndoRequest {
    base::Id128 act;  // that is taken back
    base::Id128 as;   // a new act: that of taking it back; the same one when it is asked again
    static constexpr auto fields() {
        return base::Pack{base::field("act", &UndoRequest::act).required(),
                          base::field("as", &UndoRequest::as).required()};
    }
};
struct UndoAnswer {
    std::int64_t done = 0;  // rows that are as they were, of all times that this was asked
    std::int64_t left = 0;  // …and those that wait for being asked again, at most
    static constexpr auto fields() {
        return base::Pack{
            base::field("done", &UndoAnswer::done).required().within(0, 1'000'000'000),
            base::field("left", &UndoAnswer::left).required().within(0, 1'000'000'000)};
    }
};

namespace detail {

inline constexpr std::string_view undo_before = "/api/v1/admin/undo/", called_undo = "undo_",
                                  takes_back = "Takes back an act by hand in ";

}  // namespace detail

// Refused with 409 by "edited-later" or "changed-meanwhile", and then each problem is of a row, or
// of one of its fields, by its path ("/messaging.channel/<id>/title"), and says who changed it
// (`by`), when (`at`) and in which act (`act`), as far as that was done by hand.
template <class Domain>
struct UndoAct {
    static constexpr auto method = wire::Method::post;
    static constexpr auto access = wire::Access::administrator;
    static constexpr auto rate = wire::unlimited;
    static constexpr std::string_view path =
        detail::Joined<detail::undo_before, Domain::name>::text;
    static constexpr std::string_view tag = Domain::name;
    static constexpr std::string_view operation =
        detail::Joined<detail::called_undo, Domain::name>::text;
    static constexpr std::string_view summary =
        detail::Joined<detail::takes_back, Domain::name>::text;
    using Request = UndoRequest;
    using Response = UndoAnswer;
};

// What is kept of an edit, of whatever domain.
struct PastEdit {
    std::string table;
    base::Id128 row, act, actor;
    base::Instant at;
    std::string before, after;  // as JSON
};

// What an act made of one row by all its edits of it, without the row's type. Null: not there.
struct ActOnRow {
    base::TypeInfo const& type;
    std::shared_ptr<void> (*make)();  // a row of the type, for reading others
    void const* before;
    void const* after;
};

// By which of its fields a row is, by now, neither as the act made it nor as it was before; an
// empty name is the row itself, which came or went. Nothing: the row can be what it was.
std::vector<std::string_view> standing_on(ActOnRow const& row, void const* now);
// Whether it is already what it was before the act.
bool is_as_before(ActOnRow const& row, void const* now);
// What the act did to it: the fields that it changed, or an empty name.
std::vector<std::string_view> changed_by(ActOnRow const& row);
// Of a row that was erased some fields may be kept nowhere, and so it cannot come back as it was.
std::optional<base::Refusal> bars_return(ActOnRow const& row);
// Who made later edits of these fields of the row; a field that none of them changed was changed in
// another way than by hand. `later` is of this row alone.
base::Problems later_edits(ActOnRow const& row, std::string_view table, base::Id128 id,
                           std::vector<std::string_view> const& fields,
                           std::vector<PastEdit> const& later);

// What an act made of one row.
template <class AnyRow>
struct ActRow {
    std::string table;
    base::Id128 row;
    std::optional<AnyRow> before, after;
};

namespace detail {

// Nothing where another version wrote it.
template <class AnyRow>
std::optional<AnyRow> kept_row(std::string_view table, std::string_view text) {
    std::optional<AnyRow> found;
    auto const read = [&]<class Row>(std::type_identity<Row>) {
        if (Row::type_name != table) return;
        Row row;
        if (wire::json::parse(text, row, wire::json::Reading::tolerant).empty())
            found = std::move(row);
    };
    EachOption<AnyRow, decltype(read) const>::visit(read);
    return found;
}

template <class AnyRow, class Act>
auto with_row_of(ActRow<AnyRow> const& row, Act&& act) {
    return std::visit(act, row.before ? *row.before : *row.after);
}

}  // namespace detail

// The rows of an act whose edits are given, the oldest first; in the order in which they are taken
// back. A row that came and went in the act is none of them.
template <class AnyRow>
base::Result<std::vector<ActRow<AnyRow>>> rows_of_act(std::vector<PastEdit> const& edits) {
    struct Ends {
        PastEdit const *first, *last;
    };
    std::vector<Ends> all;
    std::map<std::pair<std::string_view, base::Id128>, std::size_t> places;
    for (auto edit = edits.rbegin(); edit != edits.rend(); ++edit) {
        auto const [place, is_new] =
            places.try_emplace({std::string_view(edit->table), edit->row}, all.size());
        if (is_new)
            all.push_back({&*edit, &*edit});
        else
            all[place->second].first = &*edit;
    }
    std::vector<ActRow<AnyRow>> rows;
    for (auto const& ends : all) {
        auto const &before = ends.first->before, &after = ends.last->after;
        if (before.empty() && after.empty()) continue;
        ActRow<AnyRow> row{ends.last->table, ends.last->row, {}, {}};
        if (!before.empty()) row.before = detail::kept_row<AnyRow>(row.table, before);
        if (!after.empty()) row.after = detail::kept_row<AnyRow>(row.table, after);
        if (row.before.has_value() == before.empty() || row.after.has_value() == after.empty())
            return base::Refusal{"undo-unreadable", {}};
        rows.push_back(std::move(row));
    }
    return rows;
}

template <class AnyRow>
ActOnRow seen(ActRow<AnyRow> const& row) {
    return detail::with_row_of(row, [&]<class Row>(Row const&) {
        auto const* before = row.before ? std::get_if<Row>(&*row.before) : nullptr;
        auto const* after = row.after ? std::get_if<Row>(&*row.after) : nullptr;
        return ActOnRow{base::type_of<Row>(),
                        []() -> std::shared_ptr<void> { return std::make_shared<Row>(); }, before,
                        after};
    });
}

// Null: it is not there now.
template <class World, class AnyRow>
void const* now_of(World const& world, ActRow<AnyRow> const& row) {
    return detail::with_row_of(
        row, [&]<class Row>(Row const& of) -> void const* { return world.find(of.id); });
}

// What is asked for, to have the row as it was; `edit` is a new id.
template <class Name, class AnyRow>
RowEdit<Name, AnyRow> taken_back(ActRow<AnyRow> const& row, base::Id128 edit) {
    return {{edit}, row.after, row.before};
}

}  // namespace world
