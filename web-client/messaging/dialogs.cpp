#include "web-client/messaging/dialogs.hpp"

#include "web-client/look/widgets.hpp"

namespace messaging {
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

}  // namespace messaging
