#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

#include "web-client/look/button.hpp"
#include "web-client/look/draw.hpp"
#include "web-client/look/field.hpp"
#include "web-client/look/writing.hpp"

namespace look {
namespace {

constexpr float pad_x = 12, pad_y = 9;

float inner_width(Editor const& editor, float width) {
    return width - (editor.framed ? 2 * pad_x : 0);
}

void say(Ui& ui, Editor const& editor, EditorState const& state, Rect const& rect, ImGuiID item,
         bool active) {
    Node node;
    node.role = Role::textbox;
    node.name = editor.label;
    node.value = state.text;
    node.description = editor.grey.empty() ? editor.placeholder : editor.grey;
    node.rect = seen(rect);
    node.state.multiline = true;
    node.state.disabled = !editor.grey.empty();
    node.state.focused = active || ImGui::GetCurrentContext()->NavId == item;
    node.state.on_page = active && ui.real_fields;
    ui.nodes.add(std::move(node), item);
}

}  // namespace

float editor_height(Ui const& ui, Editor const& editor, EditorState const& state, float width) {
    auto const& layout = lay_out_writing(ui, state, false, inner_width(editor, width));
    return std::min(std::max(layout.height, state.page_height) + 2 * pad_y, editor.most_height);
}

Written editor(Ui& ui, Editor const& editor, EditorState& state) {
    Written written;
    float const width = editor.width > 0 ? editor.width : width_left(ui);
    written.height = editor_height(ui, editor, state, width);
    Rect const rect = take_place(ui, width, written.height);
    std::string_view const id = editor.id.empty() ? editor.label : editor.id;
    if (editor.framed) {
        fill(rect, ui.theme.palette.raised, ui.theme.size.radius);
        frame(rect, ui.theme.palette.line, ui.theme.size.radius);
    }
    Writing writing;
    writing.item = ImGui::GetCurrentWindow()->GetID(begin_of(id), end_of(id));
    writing.box = rect;
    writing.inner = inset(rect, editor.framed ? pad_x : 0, pad_y);
    writing.label = editor.label;
    writing.description = editor.grey.empty() ? editor.placeholder : editor.grey;
    writing.placeholder = editor.placeholder;
    writing.grey = !editor.grey.empty();
    writing.wanted = editor.focus;
    writing.takes_letters = editor.takes_letters;
    writing.enter_sends = editor.enter_sends;
    writing.option = editor.option;
    auto const outcome = write_in(ui, writing, state);
    written.changed = outcome.changed;
    written.sent = outcome.entered;
    written.choice = outcome.choice;
    written.focused = outcome.active;
    if (editor.framed && outcome.active)
        frame(inset(rect, -1), ui.theme.palette.focus, ui.theme.size.radius + 1, 2);
    if (writing.grey &&
        ImGui::IsMouseHoveringRect({rect.x, rect.y}, {rect.x + rect.width, rect.y + rect.height}))
        tooltip(ui, rect, editor.grey);
    say(ui, editor, state, rect, writing.item, outcome.active);
    return written;
}

}  // namespace look
