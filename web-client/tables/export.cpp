#include "web-client/tables/export.hpp"

#include <array>
#include <utility>

#include "shared/wire/json.hpp"
#include "web-client/look/widgets.hpp"

namespace tables {
namespace {

constexpr std::array<char, 3> separators{',', ';', '\t'};

// In the order in which the dialog asks for them, as its choices are numbered.
FileFormat format_chosen(parts::AskDraft const& draft, words::Language language) {
    auto const chosen = [&](char const* id) {
        auto const at = draft.chosen.find(id);
        return static_cast<std::size_t>(at == draft.chosen.end() ? 0 : at->second);
    };
    FileFormat format;
    if (chosen("values") == 0) format.style = wire::csv::style_for(language);
    format.style.separator = separators.at(chosen("separator"));
    format.style.byte_order_mark = chosen("mark") == 0;
    return format;
}

}  // namespace

std::string file_name(std::string_view table, FileFormat const& format) {
    auto const* const end = format.json_lines                ? ".jsonl"
                            : format.style.separator == '\t' ? ".tsv"
                                                             : ".csv";
    return std::string(table) + end;
}

struct Export::Going {
    TableInfo const& table;
    Place place;
    FileFormat format;
    Done done;
    PartOfRow part;
    std::string file{}, next{};

    void begin() {
        if (format.json_lines) return;
        file = wire::csv::head_line(wire::csv::column_names_of(part.type()), format.style);
    }
    void add(void const* row) {
        file += format.json_lines ? wire::json::text_of(part.type(), row) + "\n"
                                  : wire::csv::row_line_of(part.type(), row, format.style);
    }
};

void Export::begin(TableInfo const& table, Place const& place, FileFormat const& format,
                   Done done) {
    under_way_ = true;
    auto const going = std::shared_ptr<Going>(
        new Going{table, place, format, std::move(done), {*table.row, place.columns}});
    going->begin();
    go_on(going);
}

void Export::go_on(std::shared_ptr<Going> const& going) {
    auto request = request_of(going->place);
    request.after = going->next;
    request.limit = 200;
    auto const page = going->table.make_page();
    api_.call(going->table.list, &request, query_of(going->place), {*going->table.page, page},
              alive_.guard([this, going, page](std::optional<client::Failure> const& failure) {
                  platform_.wake();
                  if (failure) {
                      under_way_ = false;
                      return going->done({}, &*failure);
                  }
                  auto const parts = parts_of(going->table, page.get());
                  base::each_item(*parts.rows, parts.list,
                                  [&](void const* row) { going->add(row); });
                  going->next = parts.next;
                  if (!going->next.empty()) return go_on(going);
                  under_way_ = false;
                  going->done(going->file, nullptr);
              }));
}

// ---- the menu

void ExportMenu::open() {
    is_wanted_ = true;
    around_.platform.wake();
}

void ExportMenu::frame(look::Ui& ui, look::Rect at) {
    std::string const label = ui.say("tables.export");
    if (std::exchange(is_wanted_, false)) look::open_menu(ui, "export");
    if (!look::begin_menu(ui, "export", label, at)) return;
    std::string const sheet = ui.say("tables.export-sheet"), plain = ui.say("tables.export-plain"),
                      lines = ui.say("tables.export-lines"), other = ui.say("tables.export-other");
    if (look::menu_item(ui, {sheet})) wanted_({false, wire::csv::style_for(ui.words->language())});
    if (look::menu_item(ui, {plain})) wanted_({});
    if (look::menu_item(ui, {lines})) wanted_({true, {}});
    look::menu_line(ui);
    if (look::menu_item(ui, {other})) ask(*ui.words);
    look::end_menu(ui);
}

void ExportMenu::ask(words::Words const& words) {
    parts::AskView view;
    view.title = words.say("tables.export-title");
    view.main = words.say("tables.export-main");
    auto const choice = [&](char const* id, char const* label,
                            std::initializer_list<char const*> options) {
        parts::AskChoice one{id, words.say(label), {}};
        for (auto const* option : options) one.options.push_back(words.say(option));
        view.choices.push_back(std::move(one));
    };
    choice("separator", "tables.export-separator",
           {"tables.import-commas", "tables.import-semicolons", "tables.import-tabs"});
    choice("values", "tables.export-values", {"tables.export-language", "tables.export-programs"});
    choice("mark", "tables.export-mark", {"tables.export-marked", "tables.export-unmarked"});
    around_.dialog.open(std::move(view), {},
                        [this, language = words.language()](parts::AskDraft& draft) {
                            around_.dialog.done();
                            wanted_(format_chosen(draft, language));
                        });
    around_.platform.wake();
}

}  // namespace tables
