#include "web-client/shell/crash.hpp"

#include <algorithm>

#include "web-client/look/widgets.hpp"

namespace shell {

bool crash(look::Ui& ui, CrashView const& view, look::Rect window) {
    std::string const title = ui.say("crash.title");
    look::begin_region(ui, look::Role::main, title, window, look::Ground::ground);
    look::Rect const box = look::centred(window, std::min(window.width - 32, 400.0f), 220);
    ui.at({box.x, box.y, box.width, 30});
    look::heading(ui, title, 1);
    look::begin_column(ui, box.x, box.width);
    look::gap(ui, 6);
    look::Paragraph soft;
    soft.style.tone = look::Tone::soft;
    look::paragraph(ui, ui.say("crash.text"), soft);
    look::gap(ui, 12);
    std::string const state =
        view.reporting     ? ui.say("crash.reporting")
        : view.number != 0 ? ui.say("crash.reported", {{"number", std::to_string(view.number)}})
                           : ui.say("crash.unreported");
    look::Node node;
    node.role = look::Role::status;
    node.name = state;
    node.state.busy = view.reporting;
    ui.nodes.open(std::move(node));
    look::note(ui, view.number != 0 ? look::Icon::circle_check : look::Icon::info, state);
    ui.nodes.close();
    look::gap(ui, 16);
    look::Button button;
    std::string const again = ui.say("crash.again");
    button.label = again;
    button.kind = look::Kind::primary;
    bool const pressed = look::button(ui, button);
    look::end_column(ui);
    look::end_region(ui);
    return pressed;
}

}  // namespace shell
