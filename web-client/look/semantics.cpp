#include "web-client/look/semantics.hpp"

namespace look {

char const* aria_name(Role role) {
    switch (role) {
        case Role::application:
            return "application";
        case Role::banner:
            return "banner";
        case Role::navigation:
            return "navigation";
        case Role::main:
            return "main";
        case Role::complementary:
            return "complementary";
        case Role::region:
            return "region";
        case Role::dialog:
            return "dialog";
        case Role::alert:
            return "alert";
        case Role::status:
            return "status";
        case Role::log:
            return "log";
        case Role::heading:
            return "heading";
        case Role::text:
            return "text";
        case Role::link:
            return "link";
        case Role::button:
            return "button";
        case Role::checkbox:
            return "checkbox";
        case Role::textbox:
            return "textbox";
        case Role::combobox:
            return "combobox";
        case Role::option:
            return "option";
        case Role::listbox:
            return "listbox";
        case Role::list:
            return "list";
        case Role::listitem:
            return "listitem";
        case Role::menu:
            return "menu";
        case Role::menuitem:
            return "menuitem";
        case Role::tab:
            return "tab";
        case Role::tablist:
            return "tablist";
        case Role::table:
            return "table";
        case Role::row:
            return "row";
        case Role::cell:
            return "cell";
        case Role::columnheader:
            return "columnheader";
        case Role::progressbar:
            return "progressbar";
        case Role::img:
            return "img";
        case Role::form:
            return "form";
    }
    return "generic";
}

}  // namespace look
