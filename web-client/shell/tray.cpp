#include "web-client/shell/tray.hpp"

#include <utility>

#include "shared/base/check.hpp"
#include "shared/base/take_in.hpp"
#include "web-client/look/typing.hpp"
#include "web-client/look/widgets.hpp"
#include "web-client/parts/confirm.hpp"
#include "web-client/shell/shell.hpp"

namespace shell {
namespace {

void what_and_when(look::Ui& ui, Refused const& refused) {
    look::TextStyle strong;
    strong.strong = true;
    look::TextStyle small;
    small.size = look::Size::small;
    small.tone = look::Tone::faint;
    look::text(ui, refused.what, strong);
    look::text(ui, ui.words->moment(refused.at_us, ui.now_us, ui.zone), small);
    look::gap(ui, 6);
    look::note(ui, look::Icon::circle_alert, refused.why, look::Tone::bad);
    look::gap(ui, 8);
}

void change(look::Ui& ui, Refused const& refused, TrayDraft& draft, TrayWishes& wishes) {
    look::Editor editor;
    std::string const label = ui.say("tray.text"), send = ui.say("tray.send-changed");
    std::string const cancel = ui.say("dialog.cancel"), empty = ui.say("tray.empty-text");
    editor.label = label;
    editor.enter_sends = false;
    editor.focus = std::exchange(draft.focus, false);
    look::editor(ui, editor, draft.text);
    look::below_editor(ui, draft.text, refused.rules.longest, {});
    look::gap(ui, 8);
    look::Button button;
    button.label = send;
    button.kind = look::Kind::primary;
    base::Problems problems;
    base::check_text(base::taken_in(draft.text.text, refused.rules), refused.rules, "", problems);
    std::string const wrong = base::is_blank(draft.text.text) ? empty
                              : problems.empty()              ? std::string()
                                                              : ui.words->explain(problems.front());
    button.grey = wrong;
    if (look::button(ui, button)) {
        wishes.change = refused.id;
        wishes.text = draft.text.text;
    }
    look::beside(ui);
    button = {};
    button.label = cancel;
    button.kind = look::Kind::quiet;
    if (look::button(ui, button)) draft.changing.clear();
}

// Puts the next button beside the last one, or on a line of its own where there is no room.
void next_button(look::Ui& ui, look::Rect const& line, float& used, parts::Command const& command) {
    look::Button button;
    std::string const label = ui.say(command.name);
    button.label = label;
    button.icon = command.icon;
    float const width = look::button_width(ui, button);
    if (used > 0 && used + 8 + width <= line.width) {
        look::beside(ui);
        used += 8 + width;
    } else {
        if (used > 0) look::gap(ui, 8);
        used = width;
    }
}

void actions(look::Ui& ui, Refused const& refused, TrayDraft& draft, TrayWishes& wishes) {
    look::Rect const line = look::here(ui, 0);
    float used = 0;
    for (parts::Command const& command : refused_commands(refused, draft, wishes)) {
        next_button(ui, line, used, command);
        if (auto const act = parts::button(ui, command)) act();
    }
}

void one(look::Ui& ui, Refused const& refused, TrayDraft& draft, TrayWishes& wishes) {
    look::Scope const scope(refused.id);
    look::Node node;
    node.role = look::Role::listitem;
    node.name = refused.what;
    node.position = ui.row_position;
    node.set_size = ui.row_count;
    ui.nodes.open(std::move(node));
    look::Inside const inside(ui.nodes);
    what_and_when(ui, refused);
    if (draft.changing == refused.id) {
        change(ui, refused, draft, wishes);
    } else {
        if (!refused.content.empty()) {
            look::Paragraph how;
            how.marked = true;
            look::paragraph(ui, refused.content, how);
            look::gap(ui, 10);
        }
        actions(ui, refused, draft, wishes);
    }
    look::gap(ui, 16);
    look::divider(ui);
    look::gap(ui, 16);
}

void ask_before_discarding(look::Ui& ui, TrayView const& view, TrayDraft& draft,
                           TrayWishes& wishes) {
    std::string what;
    for (Refused const& refused : view.refused)
        if (refused.id == draft.discarding) what = refused.what;
    wishes.discard =
        parts::confirm(ui,
                       {ui.say("tray.discard-title"), ui.say("tray.discard-text", {{"what", what}}),
                        ui.say("tray.discard-do"), "discard"},
                       draft.discarding);
}

}  // namespace

parts::Commands refused_commands(Refused const& refused, TrayDraft& draft, TrayWishes& wishes) {
    parts::Commands commands{{"tray.again", look::Icon::refresh_cw,
                              [&wishes, id = refused.id] { wishes.again = id; },
                              refused.again_grey}};
    auto const change = [&draft, id = refused.id, text = refused.content] {
        draft.changing = id;
        draft.focus = true;
        look::typing::set_text(draft.text, text);
    };
    if (refused.can_change) commands.push_back({"tray.change", look::Icon::pencil, change});
    if (!refused.content.empty())
        commands.push_back({"tray.copy", look::Icon::copy,
                            [&wishes, text = refused.content] { wishes.copy = text; }});
    commands.push_back(
        {"tray.discard", look::Icon::trash, [&draft, id = refused.id] { draft.discarding = id; }});
    commands.back().danger = true;
    return commands;
}

TrayWishes tray(look::Ui& ui, TrayView const& view, TrayDraft& draft, look::Rect rect,
                bool narrow) {
    TrayWishes wishes;
    Head head;
    head.icon = look::Icon::inbox;
    head.title = ui.say("nav.tray");
    head.back = narrow;
    wishes.back = shell::head(ui, rect, head).back;
    std::string const name = head.title;
    look::begin_region(ui, look::Role::main, name, rect, look::Ground::ground);
    if (view.refused.empty()) {
        std::string const title = ui.say("tray.none-title"), text = ui.say("tray.none-text");
        look::empty_state(ui, rect, {look::Icon::circle_check, title, text, {}});
    } else {
        look::Scroll scroll;
        scroll.id = "tray";
        look::begin_scroll(ui, scroll, rect);
        look::Node node;
        node.role = look::Role::list;
        node.name = name;
        ui.nodes.open(std::move(node));
        ui.row_count = static_cast<int>(view.refused.size());
        for (std::size_t i = 0; i < view.refused.size(); ++i) {
            ui.row_position = static_cast<int>(i) + 1;
            one(ui, view.refused[i], draft, wishes);
        }
        ui.nodes.close();
        look::end_scroll(ui);
    }
    look::end_region(ui);
    ask_before_discarding(ui, view, draft, wishes);
    return wishes;
}

}  // namespace shell
