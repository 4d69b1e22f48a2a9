#include "web-client/parts/ask.hpp"

#include "web-client/look/widgets.hpp"

namespace parts {
namespace {

bool is_asked(IsAsked const& asked, AskDraft const& draft) { return !asked || asked(draft); }

bool field(look::Ui& ui, AskField const& asked, AskDraft& draft) {
    look::Field field;
    field.id = asked.id;
    field.label = asked.label;
    field.hint = asked.hint;
    field.problem = asked.problem;
    field.password = asked.password;
    field.focus = !draft.focus_given;
    draft.focus_given = true;
    bool const entered = look::field(ui, field, draft.values[asked.id]).entered;
    look::gap(ui, 12);
    return entered;
}

void choice(look::Ui& ui, AskChoice const& asked, AskDraft& draft) {
    look::TextStyle small;
    small.size = look::Size::small;
    small.tone = look::Tone::soft;
    look::text(ui, asked.label, small);
    look::gap(ui, 4);
    look::segments(ui, asked.label, asked.options, draft.chosen[asked.id]);
    look::gap(ui, 12);
}

void choices(look::Ui& ui, AskView const& view, AskDraft& draft, bool first) {
    for (AskChoice const& each : view.choices)
        if (each.first == first && is_asked(each.is_asked, draft)) choice(ui, each, draft);
}

void problem_of_all(look::Ui& ui, std::string const& problem) {
    if (problem.empty()) return;
    look::Node node;
    node.role = look::Role::alert;
    node.name = problem;
    ui.nodes.open(std::move(node));
    look::note(ui, look::Icon::circle_alert, problem, look::Tone::bad);
    ui.nodes.close();
}

}  // namespace

bool ask(look::Ui& ui, AskView const& view, AskDraft& draft, bool& open) {
    look::Dialog dialog;
    dialog.title = view.title;
    dialog.id = "ask";
    if (!look::begin_dialog(ui, dialog, open)) return false;
    look::Paragraph soft;
    soft.style.tone = look::Tone::soft;
    if (!view.text.empty()) {
        look::paragraph(ui, view.text, soft);
        look::gap(ui, 12);
    }
    bool entered = false;
    choices(ui, view, draft, true);
    for (AskField const& each : view.fields)
        if (is_asked(each.is_asked, draft)) entered = field(ui, each, draft) || entered;
    choices(ui, view, draft, false);
    if (!view.tick.empty()) look::checkbox(ui, view.tick, draft.ticked);
    if (!view.also.empty()) look::checkbox(ui, view.also, draft.also_ticked);
    if (!view.warning.empty()) {
        look::gap(ui, 4);
        look::note(ui, look::Icon::triangle_alert, view.warning, look::Tone::warn);
    }
    problem_of_all(ui, view.problem);
    look::DialogButtons buttons;
    std::string const other = ui.say("dialog.cancel"), busy = ui.say("sign.busy");
    buttons.main.id = "main";
    buttons.main.label = view.busy ? busy : view.main;
    buttons.main.kind = view.danger ? look::Kind::danger : look::Kind::primary;
    buttons.main.busy = view.busy;
    buttons.main.grey = view.grey;
    buttons.other = other;
    look::Answer const answer = look::dialog_buttons(ui, buttons);
    bool const may = view.grey.empty() && !view.busy;
    bool const pressed = answer == look::Answer::main || (entered && may);
    if (answer == look::Answer::other) open = false;
    if (!open) draft = {};
    draft.cancelled = answer == look::Answer::other;
    look::end_dialog(ui);
    return pressed;
}

}  // namespace parts
