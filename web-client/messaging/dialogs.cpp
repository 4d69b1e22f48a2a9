#include "web-client/messaging/dialogs.hpp"

#include <algorithm>

#include "web-client/look/widgets.hpp"

namespace messaging {
namespace {

void candidate(look::Ui& ui, Candidate const& candidate, InviteDraft& draft) {
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

void candidates(look::Ui& ui, InviteView const& view, InviteDraft& draft, InviteWishes& wishes) {
    look::Rect const rect = look::here(ui, 264);
    look::take_place(ui, rect.width, rect.height);
    look::Scroll scroll;
    scroll.id = "candidates";
    scroll.padding_x = scroll.padding_y = 0;
    look::begin_scroll(ui, scroll, rect);
    look::List list;
    std::string const label = ui.say("invite.people");
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
        look::gap(ui, 8);
        look::Button more;
        std::string const text = ui.say("people.more");
        more.label = text;
        if (look::button(ui, more)) wishes.load_more = true;
    }
    look::end_scroll(ui);
}

}  // namespace

CreateWishes create_dialog(look::Ui& ui, CreateView const& view, CreateDraft& draft, bool& open) {
    CreateWishes wishes;
    look::Dialog dialog;
    std::string const title = ui.say(view.changes ? "create.change-title" : "create.title");
    dialog.title = title;
    dialog.id = "create-channel";
    bool const was_open = open;
    if (!look::begin_dialog(ui, dialog, open)) return wishes;
    look::Field field;
    std::string const label = ui.say("create.name"), example = ui.say("create.example");
    field.id = "title";
    field.label = label;
    field.placeholder = example;
    field.longest = view.longest_title;
    field.focus = !draft.focus_given;
    if (draft.touched) field.problem = view.title_problem;
    look::Typed const typed = look::field(ui, field, draft.title);
    draft.touched = draft.touched || typed.changed;
    draft.focus_given = true;
    look::gap(ui, 12);
    look::Field about;
    std::string const about_label = ui.say("create.about"),
                      about_hint = ui.say("create.about-hint");
    about.id = "about";
    about.label = about_label;
    about.hint = about_hint;
    about.problem = view.about_problem;
    about.longest = view.longest_about;
    look::Typed const described = look::field(ui, about, draft.about);
    look::DialogButtons buttons;
    std::string const main = ui.say(view.changes ? "create.save" : "create.do"),
                      other = ui.say("dialog.cancel");
    buttons.main.label = main;
    buttons.main.kind = look::Kind::primary;
    buttons.main.grey = !view.grey.empty()            ? view.grey
                        : !view.title_problem.empty() ? view.title_problem
                                                      : view.about_problem;
    buttons.other = other;
    look::Answer const answer = look::dialog_buttons(ui, buttons);
    bool const fine = buttons.main.grey.empty();
    bool const entered = typed.entered || described.entered;
    if (entered) draft.touched = true;
    if (answer == look::Answer::main || (entered && fine)) {
        wishes.create = true;
        open = false;
    }
    if (answer == look::Answer::other) {
        wishes.discard = true;
        open = false;
    }
    if (was_open && !open) draft.focus_given = false;
    look::end_dialog(ui);
    return wishes;
}

InviteWishes invite_dialog(look::Ui& ui, InviteView const& view, InviteDraft& draft, bool& open) {
    InviteWishes wishes;
    look::Dialog dialog;
    std::string const title = ui.say("invite.title", {{"title", view.channel}});
    dialog.title = title;
    dialog.id = "invite";
    bool const was_open = open;
    if (!look::begin_dialog(ui, dialog, open)) return wishes;
    look::Field field;
    std::string const label = ui.say("people.search"), nobody = ui.say("invite.nobody");
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
    candidates(ui, view, draft, wishes);
    look::DialogButtons buttons;
    std::string const main = draft.chosen.empty()
                                 ? ui.say("invite.do")
                                 : ui.say("invite.do-n", {{"n", draft.chosen.size()}});
    std::string const other = ui.say("dialog.cancel");
    buttons.main.id = "invite";
    buttons.main.label = main;
    buttons.main.kind = look::Kind::primary;
    if (draft.chosen.empty()) buttons.main.grey = nobody;
    buttons.other = other;
    look::Answer const answer = look::dialog_buttons(ui, buttons);
    if (answer == look::Answer::main) wishes.invite = draft.chosen;
    if (answer != look::Answer::none) open = false;
    if (was_open && !open) draft = {};
    look::end_dialog(ui);
    return wishes;
}

}  // namespace messaging
