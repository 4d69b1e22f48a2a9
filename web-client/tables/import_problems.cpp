// The part of a file's screen that shows what is wrong, and puts it right.
#include <algorithm>
#include <set>

#include "web-client/look/widgets.hpp"
#include "web-client/parts/flow.hpp"
#include "web-client/tables/import_screen.hpp"
#include "web-client/tables/words_of.hpp"

namespace tables {

void ImportScreen::narrow_down() {
    shown_of_ = run_.checks();
    shown_.clear();
    auto const& all = run_.problems().all();
    for (std::size_t i = 0; i < all.size(); ++i)
        if ((rule_.empty() || all[i].rule == rule_) &&
            (of_column_ == 0 || all[i].column == of_column_))
            shown_.push_back(i);
}

void ImportScreen::filters(look::Ui& ui) {
    parts::Flow flow(ui);
    std::string const all = ui.say("tables.import-all");
    std::string const rule =
        ui.say("tables.import-by-rule", {{"rule", rule_.empty() ? all : words_.explain(rule_)}});
    std::string const column = ui.say(
        "tables.import-by-column", {{"column", of_column_ == 0 ? all : column_name(of_column_)}});
    auto const at = look::here(ui, 32);
    look::Button button;
    button.has_menu = true;
    button.label = rule;
    button.id = "by-rule";
    if (flow.button(button)) open_menu(Menu::rule, at);
    button.label = column;
    button.id = "by-column";
    if (flow.button(button)) open_menu(Menu::column, at);
    look::gap(ui, 8);
}

void ImportScreen::problems(look::Ui& ui) {
    auto const& all = run_.problems().all();
    if (all.empty()) return;
    if (shown_of_ != run_.checks()) narrow_down();
    look::gap(ui, 16);
    look::heading(ui, ui.say("tables.import-mistakes"), 3);
    look::gap(ui, 4);
    filters(ui);
    std::string const label = ui.say("tables.import-mistakes");
    look::Table table;
    table.label = label;
    table.columns = {{"row", ui.say("tables.import-row"), 1.5f},
                     {"column", ui.say("tables.import-column"), 2},
                     {"value", ui.say("tables.value"), 2, false, false, 600},
                     {"rule", ui.say("tables.import-why"), 4}};
    table.count = static_cast<int>(shown_.size());
    auto const& sheet = run_.sheet();
    look::Sort sort;
    auto const event = look::table(ui, table, sort, [&](int i) {
        auto const& problem = all[shown_[static_cast<std::size_t>(i)]];
        auto const row = sheet.row_at(problem.row);
        bool const one = problem.column > 0 && row < sheet.rows();
        return std::vector<look::Cell>{
            {words_.number(problem.row), {}, {}, {}},
            {column_name(problem.column), {}, {}, {}},
            {one ? sheet.shown(row, problem.column - 1) : std::string(), {}, {}, {}},
            {explain(problem), {}, {}, {}}};
    });
    if (event.pressed >= 0) put_right(all[shown_[static_cast<std::size_t>(event.pressed)]]);
}

// One cell, in a dialog; then all of it is checked again.
void ImportScreen::put_right(imports::Problem const& problem) {
    auto const row = run_.sheet().row_at(problem.row);
    auto const column = static_cast<std::size_t>(problem.column) - 1;
    if (problem.column == 0 || row >= run_.sheet().rows() || !run_.sheet().has(row, column))
        return around_.tell(words_.say("tables.import-in-the-file"), look::Tone::normal);
    parts::AskView view;
    view.title = words_.say("tables.import-cell", {{"row", words_.number(problem.row)},
                                                   {"column", column_name(problem.column)}});
    view.text = explain(problem);
    view.main = words_.say("tables.import-put");
    parts::AskField value{"value", words_.say("tables.value")};
    value.once = true;
    view.fields = {std::move(value)};
    around_.dialog.open(
        std::move(view), [](parts::AskDraft&) { return base::Problems(); },
        [this, row, column](parts::AskDraft& draft) {
            run_.put(row, column, draft.value("value"));
            around_.dialog.done();
        });
    around_.dialog.draft().values["value"] = run_.sheet().shown(row, column, 10'000);
    around_.platform.wake();
}

// ---- menus

void ImportScreen::open_menu(Menu menu, look::Rect at) {
    menu_ = menu;
    menu_wanted_ = true;
    menu_at_ = {at.x, at.y, 220, at.height};
    around_.platform.wake();
}

void ImportScreen::target_menu(look::Ui& ui) {
    auto const now = run_.mapping().columns[column_];
    std::vector<imports::Target> targets{imports::Target()};
    for (auto const target : imports::targets_of(*run_.table()->row)) targets.push_back(target);
    for (auto const target : targets) {
        auto const label = in_words(target);
        look::MenuItem item;
        item.label = label;
        item.chosen = target == now;
        if (look::menu_item(ui, item)) run_.map(column_, target);
    }
}

void ImportScreen::menus(look::Ui& ui) {
    if (menu_ == Menu::none) return;
    bool const checked = run_.stage() == Stage::checked;
    if (menu_ == Menu::target ? run_.stage() != Stage::mapping : !checked) return;
    if (std::exchange(menu_wanted_, false)) look::open_menu(ui, "import");
    std::string const label = ui.say("tables.import-choice");
    if (!look::begin_menu(ui, "import", label, menu_at_, 280)) return;
    std::string const all = ui.say("tables.import-all");
    if (menu_ == Menu::target) {
        target_menu(ui);
    } else if (menu_ == Menu::rule) {
        std::set<std::string> rules;
        for (auto const& problem : run_.problems().all()) rules.insert(problem.rule);
        if (look::menu_item(ui, {all})) rule_.clear();
        for (auto const& rule : rules) {
            auto const name = words_.explain(rule);
            if (look::menu_item(ui, {name})) rule_ = rule;
        }
        shown_of_ = 0;
    } else {
        std::set<std::uint32_t> columns;
        for (auto const& problem : run_.problems().all())
            if (problem.column > 0) columns.insert(problem.column);
        if (look::menu_item(ui, {all})) of_column_ = 0;
        for (auto const column : columns) {
            auto const name = column_name(column);
            if (look::menu_item(ui, {name})) of_column_ = column;
        }
        shown_of_ = 0;
    }
    look::end_menu(ui);
}

}  // namespace tables
