// What opens above the screen: dialogs, menus, and short notices. Escape closes each of them, and
// the keyboard returns to where it was.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "web-client/look/button.hpp"
#include "web-client/look/ui.hpp"

namespace look {

struct Dialog {
    std::string_view title{};
    std::string_view id{};  // empty: the title
    float width = 440;
    float height = 0;  // 0: as its content needs
};
// While `open`, draws the dialog; its content goes between begin and end, and only if begin returns
// true. Escape, the cross and a press outside set `open` to false.
bool begin_dialog(Ui& ui, Dialog const& dialog, bool& open);
void end_dialog(Ui& ui);

// The row of buttons at a dialog's end: the main one at the right. Returns which one was pressed.
enum class Answer : std::uint8_t { none, main, other };
struct DialogButtons {
    Button main;
    std::string_view other{};  // "Cancel"
};
Answer dialog_buttons(Ui& ui, DialogButtons const& buttons);

// Escape was pressed, and nothing above the screen took it.
bool escaped(Ui const& ui);
// Ctrl+Enter was, also within a field, and nothing stands above the screen.
bool ctrl_entered(Ui const& ui);
// Ctrl (or Cmd) and this letter of ASCII were, in the same circumstances.
bool ctrl_pressed(Ui const& ui, char letter);

// A menu that hangs at a rectangle; open_menu() in the frame in which its button was pressed.
void open_menu(Ui& ui, std::string_view id);
bool menu_is_open(Ui const& ui, std::string_view id);
bool begin_menu(Ui& ui, std::string_view id, std::string_view label, Rect at, float width = 220);
struct MenuItem {
    std::string_view label{};
    Icon icon = Icon::none;
    bool chosen = false;  // with a tick
    Tone tone = Tone::normal;
    std::string_view grey{};
};
bool menu_item(Ui& ui, MenuItem const& item);
void menu_heading(Ui& ui, std::string_view label);
void menu_line(Ui& ui);
void end_menu(Ui& ui);

// Short notices at the lower edge; each goes by itself, or by its cross. Role status, so that they
// are read out when they come.
struct Toast {
    std::string text;
    Tone tone = Tone::normal;
    std::string action;            // label of a button; empty: none
    std::int64_t shown_at_us = 0;  // 0: not yet
    float seconds = 6;
    std::uint64_t id = 0;  // the caller's, to know whose action was pressed
};
// Drops the notices whose time is over. Returns the id of the one whose action was pressed, or 0.
std::uint64_t toasts(Ui& ui, std::vector<Toast>& toasts);

}  // namespace look
