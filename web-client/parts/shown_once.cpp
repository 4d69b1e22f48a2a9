#include "web-client/parts/shown_once.hpp"

#include <algorithm>
#include <cmath>

#include "web-client/look/widgets.hpp"
#include "web-client/parts/flow.hpp"

namespace parts {
namespace {

constexpr float pad = 12, column_gap = 16;

// Short values, as recovery codes are, stand in two columns where both fit; a long one wraps.
void values(look::Ui& ui, ShownOnce const& shown) {
    look::Paragraph how;
    how.style.mono = true;
    float const width = look::width_left(ui) - 2 * pad;
    float const half = (width - column_gap) / 2;
    bool const pairs =
        shown.lines.size() > 1 &&
        std::all_of(shown.lines.begin(), shown.lines.end(), [&](std::string const& text) {
            return look::text_width(ui, text, how.style) <= half;
        });
    float const each = pairs ? half : width;
    how.width = each;
    float height = 0, line = 0;
    for (std::string const& text : shown.lines)
        line = std::max(line, std::ceil(look::paragraph_height(ui, text, how, each)));
    std::size_t const rows = pairs ? (shown.lines.size() + 1) / 2 : shown.lines.size();
    height = line * static_cast<float>(rows);
    look::Rect const box = look::here(ui, height + 2 * pad);
    look::input_frame(ui, box, false);
    look::Node node;
    node.role = look::Role::list;
    node.name = shown.label;
    ui.nodes.open(std::move(node));
    for (std::size_t i = 0; i < shown.lines.size(); ++i) {
        std::size_t const row = pairs ? i / 2 : i, column = pairs ? i % 2 : 0;
        look::Scope const scope(static_cast<int>(i));
        ui.at({box.x + pad + static_cast<float>(column) * (each + column_gap),
               box.y + pad + static_cast<float>(row) * line, each, line});
        look::paragraph(ui, shown.lines[i], how);
    }
    ui.nodes.close();
    ui.at({box.x, box.y + box.height, box.width, 12});
    look::take_place(ui, box.width, 12);
}

}  // namespace

ShownOnceWishes shown_once(look::Ui& ui, ShownOnce const& shown, bool& open) {
    ShownOnceWishes wishes;
    look::Dialog dialog;
    dialog.title = shown.title;
    dialog.id = "shown-once";
    dialog.width = 480;
    if (!look::begin_dialog(ui, dialog, open)) return wishes;
    look::Paragraph soft;
    soft.style.tone = look::Tone::soft;
    look::paragraph(ui, shown.text, soft);
    look::gap(ui, 12);
    values(ui, shown);
    look::note(ui, look::Icon::triangle_alert, ui.say("once.only"), look::Tone::warn);
    look::gap(ui, 12);
    Flow flow(ui);
    std::string const copied = ui.say("once.copied"), copy = ui.say("once.copy");
    look::Button button;
    button.id = "copy";
    button.label = shown.copied ? copied : copy;
    button.icon = shown.copied ? look::Icon::check : look::Icon::copy;
    wishes.copy = flow.button(button);
    if (!shown.file.empty()) {
        std::string const save = ui.say("once.save");
        button.id = "save";
        button.label = save;
        button.icon = look::Icon::save;
        wishes.save = flow.button(button);
    }
    std::string const done = ui.say("once.done");
    look::DialogButtons buttons;
    buttons.main.label = done;
    buttons.main.kind = look::Kind::primary;
    if (look::dialog_buttons(ui, buttons) == look::Answer::main) open = false;
    look::end_dialog(ui);
    return wishes;
}

}  // namespace parts
