#include "web-client/tables/act_undo.hpp"

#include <algorithm>

#include "web-client/house/failure.hpp"
#include "web-client/look/widgets.hpp"
#include "web-client/parts/confirm.hpp"
#include "web-client/tables/words_of.hpp"

namespace tables {
namespace {

// A large act is looked at as a whole before its first row is touched.
constexpr int patience_ms = 120'000;
constexpr std::size_t most_listed = 12;

// "/messaging.channel/<id>/title", or without a field.
struct Where {
    std::string table;
    base::Id128 row;
    std::string field;
};
std::optional<Where> where_in(std::string const& path) {
    auto const row = path.find('/', 1);
    if (path.empty() || path[0] != '/' || row == path.npos) return std::nullopt;
    auto const field = std::min(path.find('/', row + 1), path.size());
    auto const id = base::id_from_text(path.substr(row + 1, field - row - 1));
    if (!id) return std::nullopt;
    return Where{path.substr(1, row - 1), *id, path.substr(std::min(field + 1, path.size()))};
}

std::string argument(base::Problem const& problem, std::string_view name) {
    for (auto const& each : problem.arguments)
        if (each.name == name) return each.value;
    return {};
}

}  // namespace

ActUndo::ActUndo(house::Surroundings const& around, std::vector<TableInfo> const& tables,
                 RowNames& names)
    : around_(around),
      tables_(tables),
      names_(names),
      pages_(around.platform, around.api, [this] { return words_; }) {}

void ActUndo::begin(TableInfo const& history, base::Id128 act) {
    leave();
    act_ = act;
    counts_ = true;
    Place of_act;
    of_act.filters = {{"act", {}, base::to_text(act)}};
    pages_.begin(history);
    pages_.ask(of_act, false);
}

void ActUndo::leave() {
    act_ = {};
    counts_ = asks_ = shows_ = false;
    stands_.reset();
}

void ActUndo::frame(look::Ui& ui) {
    words_ = *ui.words;
    if (!counts_ || pages_.state().load == parts::Load::loading) return;
    counts_ = false;
    if (pages_.state().load == parts::Load::failed) {
        act_ = {};
        return around_.tell(pages_.state().failure, look::Tone::bad);
    }
    // Whoever looks at one row may not think of the others.
    if (pages_.state().total > 1)
        asks_ = true;
    else
        take_back();
}

void ActUndo::take_back() { ask_server(*pages_.table(), {act_, client::new_id(around_.platform)}); }

// Until nothing of the act is left, also when another place is shown by then.
void ActUndo::ask_server(TableInfo const& history, world::UndoRequest const& request) {
    auto const answer = std::make_shared<world::UndoAnswer>();
    around_.api.call(
        *history.undo, &request, {}, {base::type_of<world::UndoAnswer>(), answer},
        alive_.guard([this, &history, request, answer](std::optional<client::Failure> failure) {
            around_.platform.wake();
            if (!failure && answer->left > 0) return ask_server(history, request);
            bool const is_shown = act_ == request.act;
            if (is_shown) act_ = {};
            done_ = true;
            if (!failure) taken_back_ = request.act;
            if (!failure)
                around_.tell(words_.say("tables.import-undone", {{"n", answer->done}}),
                             look::Tone::normal);
            else if (is_shown && !failure->problems.empty())
                stands_ = std::move(failure), shows_ = true;
            else
                around_.tell(house::failures::in_words(words_, *failure), look::Tone::bad);
        }),
        patience_ms);
}

void ActUndo::dialogs(look::Ui& ui) {
    if (asks_) {
        parts::Question question;
        question.title = ui.say("tables.undo-act-title");
        question.text = ui.say("tables.undo-act-text", {{"n", pages_.state().total}});
        question.main = ui.say("tables.undo-all");
        question.kind = look::Kind::primary;
        bool const sure = parts::confirm(ui, question, asks_);
        if (sure)
            take_back();
        else if (!asks_)
            act_ = {};
    }
    if (stands_) list_standing(ui);
    if (next_.empty()) return;
    leave();
    around_.visit(std::exchange(next_, {}));
}

void ActUndo::list_standing(look::Ui& ui) {
    std::string const title = ui.say("tables.undo-not");
    look::Dialog dialog;
    dialog.title = title;
    dialog.id = "undo-not";
    if (!look::begin_dialog(ui, dialog, shows_)) return;
    auto const& problems = stands_->problems;
    look::paragraph(ui, ui.words->explain(base::Refusal{stands_->rule, stands_->arguments}));
    auto const listed = std::min(problems.size(), most_listed);
    for (std::size_t i = 0; i < listed; ++i) {
        look::Scope const scope(std::to_string(i));
        standing(ui, problems[i]);
    }
    if (listed < problems.size())
        look::paragraph(ui, ui.say("tables.undo-not-more", {{"n", problems.size() - listed}}));
    look::gap(ui, 12);
    std::string const seen = ui.say("tables.undo-not-seen");
    look::DialogButtons buttons;
    buttons.main.label = seen;
    buttons.main.kind = look::Kind::primary;
    if (look::dialog_buttons(ui, buttons) != look::Answer::none) shows_ = false;
    look::end_dialog(ui);
}

// Which row and field, and who changed it since, or else by which rule it stays.
void ActUndo::standing(look::Ui& ui, base::Problem const& problem) {
    auto const where = where_in(problem.path);
    if (!where) return;
    look::gap(ui, 10);
    auto const label = ui.say(where->field.empty() ? "tables.where-row" : "tables.where-field",
                              {{"row", names_.of(where->table, where->row)},
                               {"table", table_in_words(words_, where->table)},
                               {"field", field_in_words(words_, where->table, where->field)}});
    Place to;
    to.table = where->table;
    to.row = where->row;
    auto const route = route_of(to);
    look::Link link;
    link.label = label;
    link.href = route;
    if (look::link(ui, link)) next_ = route;
    look::Paragraph soft;
    soft.style.tone = look::Tone::soft;
    soft.style.size = look::Size::small;
    auto const& people = field_named(*pages_.table()->row, "actor")->rules.refers_to;
    auto const by = base::id_from_text(argument(problem, "by"));
    auto const at = base::instant_from_text(argument(problem, "at"));
    if (by && at)
        look::paragraph(
            ui,
            ui.say("tables.changed-by", {{"name", names_.of(people, *by)},
                                         {"when", words_.moment(at->us, ui.now_us, ui.zone)}}),
            soft);
    else if (problem.rule != stands_->rule)
        look::paragraph(ui, words_.explain(problem), soft);
}

}  // namespace tables
