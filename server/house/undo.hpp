// Acts by hand are taken back by what is kept of them (<domain>.edit). What follows is decided and
// written as the command of whoever asks, in one transaction; a large act takes several, each of
// which is asked for.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/database/rows.hpp"
#include "server/http/call.hpp"
#include "server/outside.hpp"
#include "server/sync/commands.hpp"
#include "server/sync/postgres_store.hpp"
#include "shared/world/domains.hpp"

namespace server {

// A row of an act.
struct RowOfAct {
    std::string table;
    base::Id128 row;
    friend bool operator<(RowOfAct const& a, RowOfAct const& b) {
        return a.table != b.table ? a.table < b.table : a.row < b.row;
    }
};
using RowsOfAct = std::vector<RowOfAct>;

// What a domain's history tells of an act that is to be taken back as another one.
class UndoHistory {
public:
    UndoHistory(pqxx::transaction_base& transaction, std::string_view domain,
                world::UndoRequest const& request);

    // By which rule it is not taken back, whatever has become of its rows.
    std::optional<http::Fault> bars(base::Instant now) const;
    std::int64_t done() const;  // rows that are
    RowsOfAct left() const;     // rows that are not, in the order in which they are taken back
    // What was done to these rows in the act, the oldest first…
    std::vector<world::PastEdit> edits(RowsOfAct const& rows) const;
    // …and after it in others.
    std::vector<world::PastEdit> later(RowsOfAct const& rows,
                                       std::vector<world::PastEdit> const& edits) const;

private:
    std::vector<world::PastEdit> read(std::string const& where, database::Params const& params,
                                      RowsOfAct const& rows) const;

    pqxx::transaction_base& transaction_;
    std::string const table_;
    world::UndoRequest const request_;
};

// Those of one row.
std::vector<world::PastEdit> of_row(std::vector<world::PastEdit> const& edits, RowOfAct const& row);
// As many as are named at all.
void name_more(base::Problems& problems, base::Problems const& more);
// What keeps an act from being taken back, each named.
http::Fault standing_fault(base::Problems problems);
// By a rule of the domain, which one of these rows would break.
http::Fault refused_fault(base::Refusal const& refusal, RowsOfAct const& rows);

template <class Domain>
class Undo {
public:
    using AnyRow = typename Domain::Row;
    using Name = typename Domain::Name;
    using World = typename Domain::World;
    using Command = typename Domain::Command;
    using ActRow = world::ActRow<AnyRow>;
    using Unit = syncing::PostgresUnit<Domain>;
    using Taken = http::Outcome<world::UndoAnswer>;
    struct Parts {
        syncing::PostgresStore<Domain>& store;
        syncing::Hub& hub;
        typename syncing::CommandEndpoint<Domain>::FactsOf facts_of;
        typename syncing::CommandEndpoint<Domain>::WhyEnded why_ended;
    };

    explicit Undo(Parts parts) : parts_(std::move(parts)) {}

    Taken take_back(world::UndoRequest const& request, syncing::Actor const& actor) const {
        std::optional<Taken> outcome;
        std::vector<world::Space> changed;
        parts_.store.write_with([&](Unit& unit) {
            changed.clear();
            outcome = step(unit, request, actor, changed);
        });
        parts_.hub.changed(Domain::name, changed);
        return *std::move(outcome);
    }

private:
    // Rows of the act, as they are now.
    struct Look {
        std::vector<ActRow> rows;  // those that are not what they were
        std::int64_t left = 0;     // others that are not, at most
        base::Problems standing;   // who has changed them since
        base::Problems since;      // who has made the others what they were
        std::optional<http::Fault> fault;
    };

    Taken step(Unit& unit, world::UndoRequest const& request, syncing::Actor const& actor,
               std::vector<world::Space>& changed) const {
        UndoHistory const history(unit.transaction(), Domain::name, request);
        if (auto fault = history.bars(server::now())) return *std::move(fault);
        auto look = look_at_all(unit, history);
        if (!look.fault && !look.standing.empty())
            look.fault = standing_fault(std::move(look.standing));
        if (look.fault) return *std::move(look.fault);
        if (!look.rows.empty()) {
            auto taken = carry_out(unit, request, actor, look.rows);
            if (taken.is_late) return parts_.why_ended(actor);
            if (taken.answer.refusal) return refused(unit, history, *taken.answer.refusal, look);
            changed = std::move(taken.changed);
        }
        auto const done = history.done();
        if (done > 0) return world::UndoAnswer{done, look.left};
        // Somebody may have been faster.
        if (!look.rows.empty()) look = look_at(unit, history, keys_of(look.rows));
        auto fault = http::fault_of(base::Refusal{"undo-done", {}});
        fault.problems = std::move(look.since);
        return fault;
    }

    // Nothing is touched before all of the act was looked at.
    Look look_at_all(Unit& unit, UndoHistory const& history) const {
        Look all;
        bool const is_begun = history.done() > 0;
        auto const left = history.left();
        constexpr auto most = static_cast<std::size_t>(world::most_undone_at_once);
        for (std::size_t from = 0; from < left.size(); from += most) {
            if (is_begun && !all.rows.empty()) break;
            auto const until = std::min(left.size(), from + most);
            auto const at = [&](std::size_t place) {
                return left.begin() + static_cast<std::ptrdiff_t>(place);
            };
            auto some = look_at(unit, history, RowsOfAct(at(from), at(until)));
            if (some.fault) return some;
            name_more(all.standing, some.standing);
            name_more(all.since, some.since);
            if (!all.rows.empty() || some.rows.empty()) continue;
            all.rows = std::move(some.rows);
            all.left = static_cast<std::int64_t>(left.size() - until);
        }
        return all;
    }
    Look look_at(Unit& unit, UndoHistory const& history, RowsOfAct const& keys) const {
        Look look;
        auto const edits = history.edits(keys);
        auto rows = world::rows_of_act<AnyRow>(edits);
        if (!rows) {
            look.fault = http::fault_of(rows.refusal());
            return look;
        }
        // In this order: who made a row what it is now is among those who changed it later.
        auto const world = now(unit.transaction(), *rows);
        auto const later = history.later(keys, edits);
        for (auto const& row : *rows) {
            auto const seen = world::seen(row);
            if (auto const refusal = world::bars_return(seen)) {
                look.fault = http::fault_of(*refusal);
                return look;
            }
            auto const* is = world::now_of(world, row);
            bool const is_back = world::is_as_before(seen, is);
            auto const fields = is_back ? world::changed_by(seen) : world::standing_on(seen, is);
            name_more(is_back ? look.since : look.standing,
                      world::later_edits(seen, row.table, row.row, fields,
                                         of_row(later, {row.table, row.row})));
            if (!is_back) look.rows.push_back(row);
        }
        return look;
    }
    static World now(pqxx::transaction_base& transaction, std::vector<ActRow> const& rows) {
        World world;
        world::each_row<Domain>([&]<class Row>(std::type_identity<Row>) {
            std::vector<base::Id<Row>> ids;
            for (auto const& row : rows)
                if (row.table == Row::type_name) ids.push_back({row.row});
            if (ids.empty()) return;
            for (auto& found : database::find_all<Row>(transaction, ids))
                world.put(std::move(found));
        });
        return world;
    }
    static RowsOfAct keys_of(std::vector<ActRow> const& rows) {
        RowsOfAct keys;
        for (auto const& row : rows) keys.push_back({row.table, row.row});
        return keys;
    }

    syncing::Taken carry_out(Unit& unit, world::UndoRequest const& request,
                             syncing::Actor const& actor, std::vector<ActRow> const& rows) const {
        world::EditRows<Name, AnyRow> edits{request.as, {}};
        for (auto const& row : rows)
            edits.rows.push_back(world::taken_back<Name>(row, server::fresh_id()));
        Command const command(std::move(edits));
        syncing::Asking<Domain> const asking{
            actor.person,
            actor.administrator,
            server::now,
            {},
            [&](syncing::Unit<Domain>& own) { return parts_.facts_of(own, command, actor); },
            actor.address};
        return syncing::decide_and_write_for<Domain>(unit, actor, command, asking);
    }
    // By a rule of the domain, or since somebody was faster.
    Taken refused(Unit& unit, UndoHistory const& history, base::Refusal const& refusal,
                  Look const& look) const {
        auto again = look_at(unit, history, keys_of(look.rows));
        if (!again.standing.empty()) return standing_fault(std::move(again.standing));
        return refused_fault(refusal, keys_of(look.rows));
    }

    Parts const parts_;
};

}  // namespace server
