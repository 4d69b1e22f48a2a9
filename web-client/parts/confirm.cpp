#include "web-client/parts/confirm.hpp"

#include <utility>

#include "web-client/look/widgets.hpp"

namespace parts {

bool confirm(look::Ui& ui, Question const& question, bool& open,
             std::function<void()> const& more) {
    look::Dialog dialog;
    dialog.title = question.title;
    dialog.id = question.id;
    dialog.width = 400;
    if (!look::begin_dialog(ui, dialog, open)) return false;
    look::paragraph(ui, question.text);
    if (more) more();
    look::DialogButtons buttons;
    std::string const other = ui.say("dialog.cancel");
    buttons.main.label = question.main;
    buttons.main.kind = question.kind;
    buttons.other = other;
    look::Answer const answer = look::dialog_buttons(ui, buttons);
    if (answer != look::Answer::none) open = false;
    look::end_dialog(ui);
    return answer == look::Answer::main;
}

std::optional<std::string> confirm(look::Ui& ui, Question const& question, std::string& about,
                                   std::function<void()> const& more) {
    bool open = !about.empty();
    bool const goes_on = confirm(ui, question, open, more);
    std::optional<std::string> which;
    if (goes_on) which = about;
    if (!open) about.clear();
    return which;
}

}  // namespace parts
