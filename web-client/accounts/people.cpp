#include "web-client/accounts/people.hpp"

#include <algorithm>

#include "web-client/look/widgets.hpp"
#include "web-client/shell/shell.hpp"

namespace accounts {
namespace {

std::vector<look::Column> columns_of(look::Ui const& ui) {
    std::vector<look::Column> columns(4);
    columns[0] = {"name", ui.say("people.name"), 1.4f, false, true, 0};
    columns[1] = {"email", ui.say("people.email"), 1.4f, false, false, 560};
    columns[2] = {"role", ui.say("people.role"), 1, false, false, 300};
    columns[3] = {"joined", ui.say("people.joined"), 1, true, true, 480};
    return columns;
}

std::vector<look::Cell> cells_of(look::Ui const& ui, PersonRow const& person) {
    look::TextStyle soft;
    soft.tone = look::Tone::soft;
    std::vector<look::Cell> cells(4);
    cells[0].text = person.name;
    cells[0].avatar = person.name;
    cells[0].avatar_seed = look::seed_of(person.id);
    cells[1].text = person.email;
    cells[1].style = soft;
    cells[2].text = ui.say(person.administrator ? "people.administrator" : "people.colleague");
    cells[2].style = soft;
    cells[2].chip = true;
    cells[3].text =
        person.joined_at_us == 0 ? "" : ui.words->date(person.joined_at_us, ui.utc_offset_s);
    return cells;
}

void search(look::Ui& ui, PeopleDraft& draft, look::Rect rect, PeopleWishes& wishes) {
    look::Field field;
    std::string const label = ui.say("people.search");
    field.label = label;
    field.placeholder = label;
    field.icon = look::Icon::search;
    field.label_hidden = true;
    field.clearable = true;
    field.at_most = 200;
    rect = look::inset(rect, 16, 10);
    rect.width = std::min(rect.width, 320.0f);
    rect.height = ui.theme.size.control;
    ui.at(rect);
    if (look::field(ui, field, draft.search).changed) wishes.query_changed = true;
}

void end_of_list(look::Ui& ui, PeopleView const& view, PeopleWishes& wishes) {
    if (view.load == Load::loading) {
        look::gap(ui, 8);
        look::spinner_line(ui, ui.say("people.loading"));
        return;
    }
    look::Rect line = look::inset(look::here(ui, ui.theme.size.control), 16, 0);
    line.y += 12;
    line.height = ui.theme.size.control;
    look::Button button;
    std::string const more = ui.say("people.more"), retry = ui.say("people.retry");
    if (view.load == Load::failed) {
        look::gap(ui, 12);
        look::note(ui, look::Icon::circle_alert, view.failure, look::Tone::bad);
        line = look::inset(look::here(ui, ui.theme.size.control), 16, 0);
        line.y += 8;
        line.height = ui.theme.size.control;
        button.label = retry;
    } else if (view.more) {
        button.label = more;
    } else {
        return;
    }
    line.width = look::button_width(ui, button);
    ui.at(line);
    if (look::button(ui, button))
        (view.load == Load::failed ? wishes.retry : wishes.load_more) = true;
    look::gap(ui, 16);
}

void rows(look::Ui& ui, PeopleView const& view, PeopleDraft& draft, look::Rect rect,
          PeopleWishes& wishes) {
    look::Scroll scroll;
    scroll.id = "people";
    scroll.padding_x = scroll.padding_y = 0;
    look::begin_scroll(ui, scroll, rect);
    look::Table table;
    std::string const label = ui.say("nav.people");
    table.label = label;
    table.columns = columns_of(ui);
    table.count = static_cast<int>(view.people.size());
    table.total = static_cast<int>(std::max<std::int64_t>(view.total, 0));
    look::TableEvent const event = look::table(ui, table, draft.sort, [&](int i) {
        return cells_of(ui, view.people[static_cast<std::size_t>(i)]);
    });
    if (event.sort_changed) wishes.query_changed = true;
    if (event.pressed >= 0) wishes.open = view.people[static_cast<std::size_t>(event.pressed)].id;
    end_of_list(ui, view, wishes);
    look::end_scroll(ui);
}

}  // namespace

PeopleWishes people(look::Ui& ui, PeopleView const& view, PeopleDraft& draft, look::Rect rect,
                    bool narrow) {
    PeopleWishes wishes;
    shell::Head head;
    head.icon = look::Icon::users;
    head.title = ui.say("nav.people");
    if (view.total >= 0) head.beside = ui.say("people.count", {{"n", view.total}});
    head.back = narrow;
    wishes.back = shell::head(ui, rect, head).back;
    look::begin_region(ui, look::Role::main, head.title, rect, look::Ground::ground);
    search(ui, draft, look::cut_top(rect, 52), wishes);
    bool const nobody = view.people.empty() && view.load == Load::ready;
    if (nobody) {
        std::string const title = ui.say("people.none-title"), text = ui.say("people.none-text");
        look::empty_state(ui, rect, {look::Icon::users, title, text, {}});
    } else {
        rows(ui, view, draft, rect, wishes);
    }
    look::end_region(ui);
    return wishes;
}

}  // namespace accounts
