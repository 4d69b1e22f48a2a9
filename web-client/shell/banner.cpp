#include "web-client/shell/banner.hpp"

#include <algorithm>
#include <cmath>

#include "web-client/look/widgets.hpp"

namespace shell {

bool banner(look::Ui& ui, look::Rect& window, Banner const& banner) {
    look::Button button;
    button.label = banner.action;
    button.narrow = true;
    bool const acts = !banner.action.empty();
    float const wanted = acts ? look::button_width(ui, button) : 0;
    look::Paragraph how;
    float const side = 16, between = acts ? 12 : 0;
    bool const one_line = !acts || window.width - 2 * side - 28 - between - wanted >= 200;
    how.width = window.width - 2 * side - 28 - (one_line ? between + wanted : 0);
    float const text = std::ceil(look::paragraph_height(ui, banner.text, how, how.width));
    float const height = one_line ? std::max(text, 28.0f) + 16 : text + 28 + 24;
    look::Rect const rect = look::cut_top(window, height);
    look::begin_region(ui, look::Role::region, banner.text, rect, look::Ground::raised);
    look::Rect rest = look::inset(rect, side, 8);
    look::Rect place{rest.x + 28, rest.y + rest.height - 28, wanted, 28};
    if (one_line) {
        place = look::cut_right(rest, wanted);
        place = look::centred(place, wanted, 28);
        look::cut_right(rest, between);
    }
    look::Rect icon = look::cut_left(rest, 28);
    if (!one_line) icon.height = text;
    icon.width = 16;
    look::draw_icon(ui, icon, look::Icon::triangle_alert, look::Tone::warn);
    ui.at({rest.x, one_line ? std::floor(rest.y + (rest.height - text) / 2) : rest.y, how.width,
           text});
    look::paragraph(ui, banner.text, how);
    ui.at(place);
    bool const pressed = acts && look::button(ui, button);
    look::end_region(ui);
    look::edge(ui, {rect.x, rect.y + rect.height - 1, rect.width, 1});
    return pressed;
}

}  // namespace shell
