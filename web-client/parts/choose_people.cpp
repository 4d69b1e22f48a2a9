#include "web-client/parts/choose_people.hpp"

#include <algorithm>

#include "web-client/look/widgets.hpp"

namespace parts {
namespace {

void candidate(look::Ui& ui, Candidate const& candidate, ChooseDraft& draft) {
    auto const chosen = std::find(draft.chosen.begin(), draft.chosen.end(), candidate.id);
    bool const is_chosen = chosen != draft.chosen.end();
    look::Row row;
    row.id = candidate.id;
    row.label = candidate.name;
    row.detail = candidate.detail;
    row.avatar = candidate.name;
    row.avatar_id = candidate.id;
    row.at_end = candidate.grey;
    row.ticked = is_chosen;
    row.grey = candidate.grey;
    row.role = look::Role::option;
    row.height = 48;
    if (!look::row(ui, row)) return;
    if (is_chosen)
        draft.chosen.erase(chosen);
    else
        draft.chosen.push_back(candidate.id);
}

void candidates(look::Ui& ui, ChooseView const& view, ChooseDraft& draft) {
    look::Rect const rect = look::here(ui, 264);
    look::take_place(ui, rect.width, rect.height);
    look::Scroll scroll;
    scroll.id = "candidates";
    scroll.padding_x = scroll.padding_y = 0;
    look::begin_scroll(ui, scroll, rect);
    look::List list;
    std::string const label = ui.say(view.people);
    list.label = label;
    list.count = static_cast<int>(view.candidates.size());
    list.row_height = 48;
    list.role = look::Role::listbox;
    look::list(ui, list,
               [&](int i) { candidate(ui, view.candidates[static_cast<std::size_t>(i)], draft); });
    if (!view.failure.empty()) {
        look::note(ui, look::Icon::circle_alert, view.failure, look::Tone::bad);
    } else if (view.loading) {
        look::spinner_line(ui, ui.say("people.loading"));
    } else if (view.candidates.empty()) {
        look::note(ui, look::Icon::search, ui.say("people.none-text"));
    } else if (view.more) {
        look::note(ui, look::Icon::search, ui.say("people.others"));
    }
    look::end_scroll(ui);
}

}  // namespace

ChooseWishes choose_people(look::Ui& ui, ChooseView const& view, ChooseDraft& draft, bool& open) {
    ChooseWishes wishes;
    look::Dialog dialog;
    dialog.title = view.title;
    dialog.id = view.id;
    bool const was_open = open;
    if (!look::begin_dialog(ui, dialog, open)) return wishes;
    look::Field field;
    std::string const label = ui.say("people.search"), nobody = ui.say(view.nobody);
    field.id = "search";
    field.label = label;
    field.placeholder = label;
    field.label_hidden = true;
    field.icon = look::Icon::search;
    field.clearable = true;
    field.focus = !draft.focus_given;
    draft.focus_given = true;
    wishes.search_changed = look::field(ui, field, draft.search).changed;
    look::gap(ui, 8);
    candidates(ui, view, draft);
    look::DialogButtons buttons;
    std::string const main = draft.chosen.empty()
                                 ? ui.say(view.main)
                                 : ui.say(view.main_n, {{"n", draft.chosen.size()}});
    std::string const other = ui.say("dialog.cancel");
    buttons.main.id = "choose";
    buttons.main.label = main;
    buttons.main.kind = look::Kind::primary;
    if (draft.chosen.empty()) buttons.main.grey = nobody;
    buttons.other = other;
    look::Answer const answer = look::dialog_buttons(ui, buttons);
    if (answer == look::Answer::main) wishes.chosen = draft.chosen;
    if (answer != look::Answer::none) open = false;
    if (was_open && !open) draft = {};
    look::end_dialog(ui);
    return wishes;
}

}  // namespace parts
