#include "server/house/undo.hpp"

#include <map>
#include <set>

#include "server/database/table_shape.hpp"
#include "server/database/values.hpp"

namespace server {
namespace {

std::string id_array_of(RowsOfAct const& rows) {
    std::vector<base::Id128> ids;
    for (auto const& row : rows) ids.push_back(row.row);
    return database::id_array(ids);
}

}  // namespace

UndoHistory::UndoHistory(pqxx::transaction_base& transaction, std::string_view domain,
                         world::UndoRequest const& request)
    : transaction_(transaction),
      table_(database::quoted_name(domain) + ".edit"),
      request_(request) {}

std::optional<http::Fault> UndoHistory::bars(base::Instant now) const {
    auto const last = database::run(
        transaction_, "select max(\"at\") from " + table_ + " where act = $1", request_.act)[0][0];
    if (last.is_null()) return http::fault_of(base::Refusal{"act-unknown", {}}, 404);
    if (now.us - last.as<std::int64_t>() >= world::undone_for_us)
        return http::fault_of(base::Refusal{"undo-late", {}});
    // The other act is of taking this one back, and of nothing else.
    auto const others = database::run(
        transaction_,
        "select 1 from " + table_ +
            " as u where u.act = $2 and ($1::uuid = $2 or not exists "
            "(select from " +
            table_ +
            " as e where e.act = $1 and e.\"table\" = u.\"table\" and e.\"row\" = u.\"row\")) "
            "limit 1",
        request_.act, request_.as);
    if (!others.empty()) return http::fault_of(base::Refusal{"id-taken", {}});
    return std::nullopt;
}

std::int64_t UndoHistory::done() const {
    return database::run(transaction_,
                         "select count(*) from (select from " + table_ +
                             " where act = $1 group by \"table\", \"row\") as r",
                         request_.as)[0][0]
        .as<std::int64_t>();
}

RowsOfAct UndoHistory::left() const {
    RowsOfAct rows;
    auto const found = database::run(
        transaction_,
        "select \"table\", \"row\" from " + table_ +
            " as e where act = $1 and not exists (select from " + table_ +
            " as u where u.act = $2 and u.\"table\" = e.\"table\" and u.\"row\" = e.\"row\") "
            "group by \"table\", \"row\" order by max(array[\"at\", number]) desc, \"row\"",
        request_.act, request_.as);
    for (auto const& cells : found)
        rows.push_back({cells[0].as<std::string>(), database::read<base::Id128>(cells[1])});
    return rows;
}

std::vector<world::PastEdit> UndoHistory::edits(RowsOfAct const& rows) const {
    database::Params params;
    database::bind_value(params, id_array_of(rows));
    database::bind_value(params, request_.act);
    return read("act = $2", params, rows);
}

std::vector<world::PastEdit> UndoHistory::later(RowsOfAct const& rows,
                                                std::vector<world::PastEdit> const& edits) const {
    if (edits.empty()) return {};
    std::map<RowOfAct, base::Instant> last;
    for (auto const& edit : edits) last[{edit.table, edit.row}] = edit.at;
    database::Params params;
    database::bind_value(params, id_array_of(rows));
    database::bind_value(params, request_.act);
    database::bind_value(params, request_.as);
    database::bind_value(params, edits.front().at);
    auto later = read("act <> $2 and act <> $3 and \"at\" >= $4", params, rows);
    std::erase_if(later, [&](auto const& edit) { return edit.at < last[{edit.table, edit.row}]; });
    return later;
}

std::vector<world::PastEdit> UndoHistory::read(std::string const& where,
                                               database::Params const& params,
                                               RowsOfAct const& rows) const {
    std::set<RowOfAct> const wanted(rows.begin(), rows.end());
    std::vector<world::PastEdit> edits;
    auto const found = database::run(
        transaction_,
        "select \"table\", \"row\", act, actor, \"at\", \"before\", \"after\" from " + table_ +
            " where \"row\" = any($1::uuid[]) and " + where + " order by \"at\", number",
        params);
    for (auto const& cells : found) {
        using database::read;
        world::PastEdit edit{cells[0].as<std::string>(),    read<base::Id128>(cells[1]),
                             read<base::Id128>(cells[2]),   read<base::Id128>(cells[3]),
                             {cells[4].as<std::int64_t>()}, cells[5].as<std::string>(),
                             cells[6].as<std::string>()};
        // Rows of two tables may have one id.
        if (wanted.count({edit.table, edit.row}) != 0) edits.push_back(std::move(edit));
    }
    return edits;
}

std::vector<world::PastEdit> of_row(std::vector<world::PastEdit> const& edits,
                                    RowOfAct const& row) {
    std::vector<world::PastEdit> own;
    for (auto const& edit : edits)
        if (edit.row == row.row && edit.table == row.table) own.push_back(edit);
    return own;
}

void name_more(base::Problems& problems, base::Problems const& more) {
    for (auto const& problem : more)
        if (problems.size() < world::most_later_named) problems.push_back(problem);
}

http::Fault standing_fault(base::Problems problems) {
    auto const by_hand = std::find_if(problems.begin(), problems.end(), [](auto const& problem) {
        return problem.rule == "edited-later";
    });
    http::Fault fault;
    fault.status = 409;
    fault.rule = by_hand == problems.end() ? problems.front().rule : "edited-later";
    if (by_hand == problems.end()) fault.arguments = problems.front().arguments;
    fault.problems = std::move(problems);
    return fault;
}

http::Fault refused_fault(base::Refusal const& refusal, RowsOfAct const& rows) {
    // Whoever may do nothing here is told of no row.
    if (refusal.reason == "administrators-only" || refusal.reason == "room-off")
        return http::fault_of(refusal, 403);
    auto fault = http::fault_of(refusal);
    std::size_t place = 0;
    for (auto const& argument : refusal.arguments)
        if (argument.name == "item") place = std::stoul(argument.value) - 1;
    auto const& row = rows.at(place);
    fault.problems = {
        {"/" + row.table + "/" + base::to_text(row.row), refusal.reason, refusal.arguments}};
    return fault;
}

}  // namespace server
