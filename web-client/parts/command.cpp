#include "web-client/parts/command.hpp"

#include "web-client/look/widgets.hpp"

namespace parts {

Command const* find(Commands const& commands, std::string_view name) {
    for (Command const& command : commands)
        if (command.name == name) return &command;
    return nullptr;
}

look::Kind kind_of(Command const& command) {
    return command.danger ? look::Kind::danger : look::Kind::normal;
}

Act button(look::Ui& ui, Command const& command, look::Button looks) {
    std::string const label = ui.say(command.name);
    if (looks.label.empty()) looks.label = label;
    looks.icon = command.icon;
    looks.grey = command.grey;
    looks.busy = command.busy;
    if (looks.kind == look::Kind::normal) looks.kind = kind_of(command);
    return look::button(ui, looks) ? command.act : Act();
}

Act wide_button(look::Ui& ui, Command const& command) {
    look::Button wide;
    wide.width = -1;
    wide.left = true;
    Act act = button(ui, command, wide);
    if (!command.grey.empty()) {
        look::gap(ui, 6);
        look::note(ui, look::Icon::info, command.grey);
    }
    return act;
}

Act icon_button(look::Ui& ui, Command const& command, std::string const& label) {
    bool const pressed = look::icon_button(
        ui, command.icon, label.empty() ? ui.say(command.name) : label, command.grey);
    return pressed ? command.act : Act();
}

Act menu_item(look::Ui& ui, Command const& command) {
    look::MenuItem item;
    std::string const label = ui.say(command.name);
    item.label = label;
    item.icon = command.icon;
    item.grey = command.grey;
    if (command.danger) item.tone = look::Tone::bad;
    return look::menu_item(ui, item) ? command.act : Act();
}

Act pressed(look::Ui const& ui, std::function<Commands()> const& commands) {
    if (!look::escaped(ui)) return {};
    for (Command const& command : commands())
        if (command.key == Key::escape && command.grey.empty()) return command.act;
    return {};
}

}  // namespace parts
