#include "web-client/tables/list_screen.hpp"

#include <algorithm>

#include "web-client/house/failure.hpp"
#include "web-client/look/widgets.hpp"
#include "web-client/parts/flow.hpp"
#include "web-client/shell/shell.hpp"
#include "web-client/tables/words_of.hpp"

namespace tables {
namespace {

// What there is room for, the first fields first; those at the end of a row matter least.
void give_room(std::vector<look::Column>& columns) {
    for (std::size_t i = 1; i < columns.size(); ++i)
        columns[i].needs = 150.0f * static_cast<float>(i + 1);
}

constexpr char const* views_command = "tables.views";
constexpr char const* sort_command = "tables.sort";
// So many views stand above the list; the menu has all.
constexpr std::size_t most_chips = 8;

// Where menus of the buttons in the head hang.
look::Rect below_the_head(look::Rect const& all) {
    return {all.x + all.width - 16, all.y + 44, 0, 0};
}

// How many lines buttons of these widths take that flow.
int lines_of(std::vector<float> const& widths, float room) {
    int lines = 1;
    float used = 0;
    for (float const width : widths) {
        if (used > 0 && used + 8 + width > room) {
            ++lines;
            used = 0;
        }
        used += (used > 0 ? 8 : 0) + width;
    }
    return lines;
}

}  // namespace

look::CellText cell_text(words::Words const& words, TableInfo const& table, RowNames& names) {
    look::CellText texts;
    texts.label = [words, name = table.name](std::string_view field) {
        return field_in_words(words, name, field);
    };
    texts.option = [words](std::string_view option) { return option_in_words(words, option); };
    texts.row = [&names](base::FieldInfo const& field, base::Id128 id) {
        return field.rules.refers_to.empty() ? base::to_text(id).substr(0, 8)
                                             : names.of(field.rules.refers_to, id);
    };
    texts.sorts_by_all = true;
    return texts;
}

ListScreen::ListScreen(house::Surroundings const& around, RowNames& names, Picker& picker)
    : around_(around),
      names_(names),
      pages_(around.platform, around.api, [this] { return words_; }),
      filter_menu_(around, picker, [this](Filter filter) { filter_by(std::move(filter)); }),
      columns_(around, [this](Columns columns) { take_columns(std::move(columns)); }),
      sort_menu_(around, [this](look::Sort sort) { sort_by(std::move(sort)); }),
      export_menu_(around, [this](FileFormat const& format) { export_rows(format); }),
      export_(around.platform, around.api),
      views_(around),
      chosen_(around, names, picker) {}

void ListScreen::go(TableInfo const& table, Place place) {
    bool const is_other = pages_.table() != &table;
    place_ = std::move(place);
    query_.search = place_.search;
    query_.sort = parts::sort_from(place_.sort);
    if (is_other) pages_.begin(table);
    part_ = std::make_unique<PartOfRow>(*table.row, place_.columns);
    asked_ = false;
}

void ListScreen::close() {
    filter_menu_.close();
    columns_.close();
    sort_menu_.close();
    export_menu_.close();
    views_.close();
    wanted_at_ = 0;
    chosen_.end();
}

parts::Commands ListScreen::commands(words::Words const& words) {
    if (!pages_.table()) return {};
    if (chosen_.is_choosing()) return chosen_.commands(words);
    auto all = commands_of_head(words);
    for (auto& command : commands_of_bar()) all.push_back(std::move(command));
    for (auto& command : views_.commands(words, place_)) all.push_back(std::move(command));
    return all;
}

parts::Commands ListScreen::commands_of_bar() {
    return {{"tables.columns", look::Icon::table, [this] { columns_.open(); }},
            {sort_command, look::Icon::arrow_down, [this] { sort_menu_.open(); }},
            {views_command, look::Icon::save, [this] { views_.open(); }}};
}

parts::Commands ListScreen::commands_of_head(words::Words const& words) {
    parts::Command filter{"tables.filter", look::Icon::funnel, [this] { filter_menu_.open(); }};
    parts::Command reload{"tables.reload", look::Icon::refresh_cw,
                          [this] { pages_.ask(place_, false); }};
    parts::Command take{"tables.export", look::Icon::download, [this] { export_menu_.open(); }};
    take.busy = export_.is_under_way();
    if (pages_.state().load == parts::Load::ready && pages_.rows().empty())
        take.grey = words.say("tables.nothing-to-export");
    auto const& table = *pages_.table();
    parts::Command choose{"tables.choose", look::Icon::check,
                          [this] { chosen_.begin(*pages_.table()); }};
    if (!table.edited) choose.grey = words.explain(table.kept);
    parts::Command add{"tables.add", look::Icon::plus, [this] {
                           Place added;
                           added.table = pages_.table()->name;
                           added.adds = true;
                           around_.visit(route_of(added));
                       }};
    if (!table.comes_and_goes) add.grey = words.explain(table.edited ? "rows-kept" : table.kept);
    parts::Command import{"tables.import", look::Icon::inbox, [this] {
                              Place file;
                              file.table = pages_.table()->name;
                              file.imports = true;
                              around_.visit(route_of(file));
                          }};
    if (!table.edited) import.grey = words.explain(table.kept);
    return {std::move(filter), std::move(reload), std::move(take),
            std::move(import), std::move(choose), std::move(add)};
}

void ListScreen::head(look::Ui& ui, look::Rect& rect, bool narrow) {
    shell::Head head;
    head.icon = look::Icon::table;
    head.title = table_in_words(*ui.words, pages_.table()->name);
    auto const& state = pages_.state();
    if (state.total >= 0)
        head.beside =
            ui.say(pages_.counted_all() ? "admin.count" : "tables.more-than", {{"n", state.total}});
    head.back = true;
    auto const all =
        chosen_.is_choosing() ? chosen_.commands(*ui.words) : commands_of_head(*ui.words);
    for (auto const& command : all) {
        head.actions.push_back(shell::action_of(ui, command));
        // Where all have their words there is no room for the table's name.
        head.actions.back().icon_only = narrow || command.name == "tables.reload";
    }
    auto const event = shell::head(ui, rect, head);
    if (event.back) around_.back();
    if (event.action >= 0) all[static_cast<std::size_t>(event.action)].act();
}

std::string ListScreen::in_words(words::Words const& words, words::Zone const& zone,
                                 Filter const& filter) {
    auto const& table = *pages_.table();
    auto const* field = field_named(*table.row, filter.field);
    return filter_in_words(words, zone, table.name, *table.row, filter,
                           [&](base::Id128 id) { return names_.of(field->rules.refers_to, id); });
}

struct ListScreen::Chip {
    std::string label{};
    look::Button looks{};
    parts::Act act{};
};

// What is chosen of the list: its columns, which views there are of it, and what it is narrowed by.
std::vector<ListScreen::Chip> ListScreen::chips(look::Ui const& ui) {
    std::vector<Chip> all;
    for (auto& command : commands_of_bar()) {
        all.push_back({ui.say(command.name), {}, std::move(command.act)});
        all.back().looks.icon = command.icon;
        all.back().looks.has_menu = command.name == views_command || command.name == sort_command;
    }
    auto const views = views_.all(place_.table);
    for (std::size_t i = 0; i < std::min(views.size(), most_chips); ++i) {
        all.push_back({views[i].name, {}, [this, view = views[i]] { views_.choose(view); }});
        all.back().looks.icon = views[i].shared ? look::Icon::users : look::Icon::user;
        all.back().looks.selected = is_at(views[i], place_);
    }
    for (std::size_t i = 0; i < place_.filters.size(); ++i) {
        auto left = place_.filters;
        left.erase(left.begin() + static_cast<std::ptrdiff_t>(i));
        all.push_back({in_words(*ui.words, ui.zone, place_.filters[i]), {}, [this, left] {
                           narrow_by(left);
                       }});
        all.back().looks.icon = look::Icon::x;
        all.back().looks.narrow = true;
    }
    return all;
}

void ListScreen::bar(look::Ui& ui, look::Rect& rect) {
    auto all = chips(ui);
    std::string const hint = ui.say("tables.drop-filter");
    std::vector<float> widths;
    for (auto& chip : all) {
        chip.looks.label = chip.label;
        if (chip.looks.narrow) chip.looks.hint = hint;
        widths.push_back(look::button_width(ui, chip.looks));
    }
    float const height =
        (ui.theme.size.control + 8) * static_cast<float>(lines_of(widths, rect.width - 32)) + 8;
    bar_ = look::cut_top(rect, height);
    look::Scroll scroll;
    scroll.id = "filters";
    scroll.padding_y = 8;
    scroll.fits = true;
    look::begin_scroll(ui, scroll, bar_);
    parts::Flow flow(ui);
    parts::Act act;
    for (std::size_t i = 0; i < all.size(); ++i) {
        look::Scope const scope(static_cast<int>(i));
        if (flow.button(all[i].looks)) act = all[i].act;
    }
    look::end_scroll(ui);
    if (act) act();
}

void ListScreen::frame(look::Ui& ui, look::Rect rect, bool narrow) {
    words_ = *ui.words;
    auto const& table = *pages_.table();
    if (!std::exchange(asked_, true)) pages_.ask(place_, false);
    views_.go(table.name);
    look::Rect const whole = rect;
    head(ui, rect, narrow);
    auto const name = table_in_words(*ui.words, table.name);
    look::begin_region(ui, look::Role::main, name, rect, look::Ground::ground);
    bar(ui, rect);
    auto texts = cell_text(words_, table, names_);
    texts.own_id = !place_.columns.empty();
    auto const& shown = part_->type();
    parts::Listing list;
    list.id = table.name;
    list.label = name;
    if (can_search(*table.row)) list.search = ui.say("tables.search");
    list.loading = ui.say("admin.loading");
    list.icon = look::Icon::table;
    list.none_title = ui.say("admin.none-title");
    list.none_text = ui.say(place_.search.empty() && place_.filters.empty() ? "tables.none"
                                                                            : "tables.none-found");
    list.columns = look::columns_of(ui, texts, shown);
    give_room(list.columns);
    list.count = static_cast<int>(pages_.rows().size());
    auto const row_at = [&](int row) { return pages_.rows()[static_cast<std::size_t>(row)]; };
    list.is_chosen = [&](int row) { return chosen_.has(row_at(row)); };
    auto const wished = parts::listing(ui, list, pages_.state(), query_, rect, [&](int row) {
        return look::cells_of(ui, texts, shown, row_at(row));
    });
    look::end_region(ui);
    filter_menu_.frame(ui, table, below_the_head(whole));
    export_menu_.frame(ui, below_the_head(whole));
    look::Rect const below_bar{bar_.x + 16, bar_.y + 8, 0, ui.theme.size.control};
    views_.frame(ui, place_, below_bar);
    sort_menu_.frame(ui, look::columns_of(ui, texts, *table.row), query_.sort, below_bar);
    columns_.frame(ui, table, place_.columns);
    chosen_.dialogs(ui, below_the_head(whole));
    if (chosen_.take_wanted()) wanted_at_ = around_.account.changes();
    // What was wanted has been answered, or another change came.
    if (wanted_at_ != 0 && wanted_at_ != around_.account.changes()) {
        wanted_at_ = around_.account.changes();
        pages_.ask(place_, false);
    }
    names_.ask();
    if (wished.query_changed) take_query();
    if (wished.retry) pages_.ask(place_, false);
    if (wished.load_more) pages_.ask(place_, true);
    if (wished.pressed >= 0 && chosen_.is_choosing()) {
        chosen_.press(row_at(wished.pressed));
    } else if (wished.pressed >= 0) {
        Place row;
        row.table = table.name;
        row.row = id_of(*table.row, row_at(wished.pressed));
        around_.visit(route_of(row));
    }
}

// The address follows what is typed, and no step back stays for each letter.
void ListScreen::take_query() {
    place_.search = query_.search;
    if (can_sort_by(query_.sort)) {
        place_.sort = parts::sort_asked(query_.sort);
    } else {
        query_.sort = parts::sort_from(place_.sort);
        around_.tell(words_.say("tables.sort-too-many"), look::Tone::bad);
    }
    around_.replace(route_of(place_));
}

void ListScreen::sort_by(look::Sort sort) {
    query_.sort = std::move(sort);
    take_query();
}

void ListScreen::narrow_by(std::vector<Filter> filters) {
    auto place = place_;
    place.filters = std::move(filters);
    around_.visit(route_of(place));
}

void ListScreen::filter_by(Filter filter) {
    auto filters = place_.filters;
    std::erase_if(filters, [&](auto const& each) {
        return each.field == filter.field && each.comparison == filter.comparison;
    });
    filters.push_back(std::move(filter));
    narrow_by(std::move(filters));
}

// The list follows at once, and no step back stays for each of them. The rows are there already,
// and the dialog goes on.
void ListScreen::take_columns(Columns columns) {
    bool const goes_on = columns_.is_open(), asked = asked_;
    place_.columns = std::move(columns);
    around_.replace(route_of(place_));
    if (goes_on) columns_.open();
    asked_ = asked;
}

void ListScreen::export_rows(FileFormat const& format) {
    export_.begin(*pages_.table(), place_, format,
                  [this, name = file_name(pages_.table()->name, format)](
                      std::string const& file, client::Failure const* failure) {
                      if (failure)
                          return around_.tell(house::failures::in_words(words_, *failure),
                                              look::Tone::bad);
                      around_.platform.save_file(name, file);
                  });
}

}  // namespace tables
