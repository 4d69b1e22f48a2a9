#include "web-client/accounts/second_factor.hpp"

#include <algorithm>

#include "web-client/look/widgets.hpp"

namespace accounts {

std::string in_fours(std::string const& secret) {
    std::string text;
    for (std::size_t i = 0; i < secret.size(); ++i) {
        if (i > 0 && i % 4 == 0) text += ' ';
        text += secret[i];
    }
    return text;
}

FactorWishes second_factor(look::Ui& ui, FactorView const& view, FactorDraft& draft, bool& open) {
    FactorWishes wishes;
    look::Dialog dialog;
    std::string const title = ui.say("factor.begin-title");
    dialog.title = title;
    dialog.id = "second-factor";
    if (!look::begin_dialog(ui, dialog, open)) return wishes;
    look::Paragraph soft, mono;
    soft.style.tone = look::Tone::soft;
    mono.style.mono = true;
    look::paragraph(ui, ui.say("factor.scan"), soft);
    look::gap(ui, 12);
    look::modules(ui, ui.say("factor.picture"), view.picture);
    look::gap(ui, 12);
    look::paragraph(ui, ui.say("factor.type"), soft);
    look::gap(ui, 4);
    look::paragraph(ui, in_fours(view.secret), mono);
    look::gap(ui, 12);
    look::Field field;
    std::string const label = ui.say("sign.code"), hint = ui.say("factor.code-hint");
    field.id = "code";
    field.label = label;
    field.hint = hint;
    field.problem = view.problem;
    field.focus = !draft.focus_given;
    draft.focus_given = true;
    bool const entered = look::field(ui, field, draft.code).entered;
    look::DialogButtons buttons;
    std::string const main = ui.say("factor.confirm"), other = ui.say("factor.copy-secret"),
                      busy = ui.say("sign.busy");
    buttons.main.id = "main";
    buttons.main.label = view.busy ? busy : main;
    buttons.main.kind = look::Kind::primary;
    buttons.main.busy = view.busy;
    buttons.other = other;
    look::Answer const answer = look::dialog_buttons(ui, buttons);
    wishes.copy = answer == look::Answer::other;
    wishes.confirm = !view.busy && (answer == look::Answer::main || entered);
    if (!open) draft = {};
    look::end_dialog(ui);
    return wishes;
}

}  // namespace accounts
