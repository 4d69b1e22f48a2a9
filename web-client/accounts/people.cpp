#include "web-client/accounts/people.hpp"

#include "web-client/look/widgets.hpp"
#include "web-client/shell/shell.hpp"

namespace accounts {
namespace {

std::vector<look::Column> columns_of(look::Ui const& ui) {
    std::vector<look::Column> columns(4);
    columns[0] = {"name", ui.say("people.name"), 1.4f, false, true, 0};
    columns[1] = {"email", ui.say("people.email"), 1.4f, false, false, 560};
    columns[2] = {"role", ui.say("people.role"), 1, false, false, 300};
    columns[3] = {"registered", ui.say("people.joined"), 1, true, true, 480};
    return columns;
}

std::vector<look::Cell> cells_of(look::Ui const& ui, PersonRow const& person) {
    look::TextStyle soft;
    soft.tone = look::Tone::soft;
    std::vector<look::Cell> cells(4);
    cells[0].text = person.name;
    cells[0].avatar = person.name;
    cells[0].avatar_id = person.id;
    cells[1].text = person.email;
    cells[1].style = soft;
    cells[2].text = ui.say(person.administrator ? "people.administrator" : "people.colleague");
    cells[2].style = soft;
    cells[2].chip = true;
    cells[3].text = person.joined_at_us == 0 ? "" : ui.words->date(person.joined_at_us, ui.zone);
    return cells;
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
    head.actions.emplace_back();
    head.actions.back().label = ui.say("groups.title");
    head.actions.back().icon = look::Icon::users;
    head.actions.back().icon_only = narrow;
    auto const event = shell::head(ui, rect, head);
    wishes.back = event.back;
    wishes.groups = event.action == 0;
    look::begin_region(ui, look::Role::main, head.title, rect, look::Ground::ground);
    parts::Listing list;
    list.id = "people";
    list.label = head.title;
    list.search = ui.say("people.search");
    list.loading = ui.say("people.loading");
    list.icon = look::Icon::users;
    list.none_title = ui.say("people.none-title");
    list.none_text = ui.say("people.none-text");
    list.columns = columns_of(ui);
    list.count = static_cast<int>(view.people.size());
    static_cast<parts::ListingWishes&>(wishes) = parts::listing(
        ui, list, view, draft, rect,
        [&](int i) { return cells_of(ui, view.people[static_cast<std::size_t>(i)]); });
    if (wishes.pressed >= 0) wishes.open = view.people[static_cast<std::size_t>(wishes.pressed)].id;
    look::end_region(ui);
    return wishes;
}

}  // namespace accounts
