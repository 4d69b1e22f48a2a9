#include "web-client/shell/about.hpp"

#include <algorithm>
#include <string>

#include "web-client/look/widgets.hpp"
#include "web-client/shell/shell.hpp"

namespace shell {

AboutWishes about(look::Ui& ui, look::Rect rect, bool narrow) {
    AboutWishes wishes;
    Head head;
    head.icon = look::Icon::info;
    head.title = ui.say("about.title");
    head.back = narrow;
    wishes.back = shell::head(ui, rect, head).back;
    look::begin_region(ui, look::Role::main, head.title, rect, look::Ground::ground);
    rect.width = std::min(rect.width, 760.0f);
    look::Scroll scroll;
    scroll.id = "about";
    look::begin_scroll(ui, scroll, rect);
    look::paragraph(ui, ui.say("about.text"));
    look::gap(ui, 20);
    look::heading(ui, ui.say("about.icons-and-fonts"), 3);
    look::gap(ui, 8);
    Parts const parts = parts_of_others();
    look::Paragraph small;
    small.style.size = look::Size::small;
    small.style.tone = look::Tone::soft;
    for (std::size_t i = 0; i < parts.count; ++i) {
        Part const& part = parts.parts[i];
        look::text(ui, part.name);
        look::paragraph(ui, std::string(part.by) + " · " + part.licence, small);
        look::gap(ui, 10);
    }
    look::end_scroll(ui);
    look::end_region(ui);
    return wishes;
}

}  // namespace shell
