#include "web-client/look/field.hpp"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

#include "shared/base/take_in.hpp"
#include "shared/base/text.hpp"
#include "web-client/look/button.hpp"
#include "web-client/look/draw.hpp"
#include "web-client/look/focus.hpp"
#include "web-client/look/typing.hpp"
#include "web-client/look/writing.hpp"

namespace look {
namespace {

constexpr float side = 12;  // from a field's edge to its text

TextStyle small(Tone tone) {
    TextStyle style;
    style.size = Size::small;
    style.tone = tone;
    return style;
}

void draw_above(Ui& ui, Field const& field, float width) {
    if (field.label_hidden) return;
    Rect const rect = take_place(ui, width, line_height(ui, Size::small) + 4);
    draw_text(ui, {rect.x, rect.y, rect.width, rect.height - 4}, field.label, small(Tone::soft));
}

void draw_below(Ui& ui, std::string_view problem, std::string_view hint) {
    if (problem.empty() && hint.empty()) return;
    gap(ui, 4);
    if (!problem.empty())
        note(ui, Icon::circle_alert, problem, Tone::bad);
    else
        note(ui, Icon::info, hint, Tone::faint);
}

// The text is the caller's; the caret and what can be undone are kept for the one that is in use.
WritingOutcome write_line(Ui& ui, Writing const& writing, std::string& value) {
    EditorState passing;
    bool const in_use = ui.line_in_use == writing.item;
    EditorState& state = in_use ? ui.line : passing;
    if (!in_use || state.text != value) typing::set_text(state, value);
    state.one_line = true;
    auto const outcome = write_in(ui, writing, state);
    if (outcome.changed) value = state.text;
    if (outcome.active && !in_use) {
        ui.line_in_use = writing.item;
        ui.line = std::move(passing);
    }
    return outcome;
}

// Whether it has the keyboard.
bool show_on_page(Ui& ui, Field const& field, std::string const& value, Rect const& rect,
                  ImGuiID item) {
    RealField real;
    real.name = field.real_name;
    real.type = field.real_type;
    real.autocomplete = field.autocomplete;
    real.label = field.label;
    real.value = value;
    real.rect = seen(inset(rect, side, 2));
    real.problem = field.problem;
    real.focused = focus::page_field(ui, item, rect, field.real_name);
    bool const focused = real.focused;
    ui.fields_on_page.push_back(std::move(real));
    return focused;
}

void say(Ui& ui, Field const& field, std::string const& problem, std::string const& value,
         Rect const& rect, ImGuiID item, bool hidden, bool active) {
    Node node;
    node.role = Role::textbox;
    node.name = field.label;
    if (!field.password) node.value = value;
    node.description = !problem.empty()      ? problem
                       : !field.hint.empty() ? field.hint
                                             : field.placeholder;
    node.rect = seen(rect);
    node.state.focused = active || ImGui::GetCurrentContext()->NavId == item;
    node.state.on_page = active && ui.real_fields;
    node.state.invalid = !problem.empty();
    node.state.password = hidden;
    ui.nodes.add(std::move(node), item);
}

// The problem and how many characters it is about, as one sentence after the other.
std::string joined(std::string_view problem, Count const& count) {
    std::string both(problem);
    if (count.is_bad) both += (both.empty() ? "" : ". ") + count.text;
    return both;
}

}  // namespace

Count count_of(Ui const& ui, std::string_view text, base::Rules const& rules,
               std::size_t refused_paste) {
    auto const longest = rules.longest;
    if (refused_paste != 0)
        return {ui.say("field.paste-too-large", {{"size", ui.words->bytes(refused_paste)}}), true};
    if (longest == 0) return {};
    std::size_t const used = base::code_points(base::taken_in(text, rules)),
                      near_end = std::max<std::size_t>(longest / 10, 5);
    if (used > longest) return {ui.say("field.over", {{"n", used - longest}}), true};
    if (used == 0 || used + near_end < longest) return {};
    return {ui.say("field.left", {{"n", longest - used}}), false};
}

void below_editor(Ui& ui, EditorState const& state, std::size_t longest, std::string_view problem) {
    base::Rules rules;
    rules.longest = longest;
    Count const count = count_of(ui, state.text, rules, state.refused_paste);
    draw_below(ui, joined(problem, count), count.text);
}

Typed field(Ui& ui, Field const& field, std::string& value) {
    Typed typed;
    Scope const scope(field.id.empty() ? field.label : field.id);
    float const width = field.width > 0 ? std::min(field.width, width_left(ui)) : width_left(ui);
    bool const placed = ui.next_place.has_value();
    if (!placed) draw_above(ui, field, width);
    float const height = ui.theme.size.control + (field.label_hidden ? 0 : ui.theme.size.grid);
    Rect const rect = take_place(ui, width, height);
    ImVec2 const after = ImGui::GetCursorScreenPos();
    ImGuiID const item = ImGui::GetID("##field");
    Palette const& palette = ui.theme.palette;
    std::size_t const refused = ui.line_in_use == item ? ui.line.refused_paste : 0;
    base::Rules rules;
    rules.longest = field.longest;
    rules.format = base::Format::line;
    rules.secret = field.password;
    Count const count = count_of(ui, value, rules, refused);
    std::string const problem = joined(field.problem, count);
    fill(rect, palette.raised, ui.theme.size.radius);
    frame(rect, problem.empty() ? palette.line : palette.bad, ui.theme.size.radius);

    Rect inner = inset(rect, side, 0);
    if (field.icon != Icon::none) draw_icon(ui, cut_left(inner, 24), field.icon, Tone::soft);
    bool& shown = *ImGui::GetStateStorage()->GetBoolRef(ImGui::GetID("shown"), false);
    bool const on_page = ui.real_fields && !field.real_name.empty();
    auto const draw_ring = [&] {
        frame(inset(rect, -1), palette.focus, ui.theme.size.radius + 1, 2);
    };
    if (on_page) {
        if (show_on_page(ui, field, value, rect, item)) draw_ring();
    } else {
        Rect end{};
        if (field.password || (field.clearable && !value.empty())) {
            end = cut_right(inner, 24);
            end = centred({end.x + 4, rect.y, 28, rect.height}, 28, 28);
        }
        float const line = line_height(ui, Size::normal);
        Writing writing;
        writing.item = item;
        writing.box = inset(rect, 0, 0);
        writing.box.width -= end.width > 0 ? rect.x + rect.width - end.x : 0;
        writing.inner = {inner.x, rect.y + std::floor((rect.height - line) / 2), inner.width, line};
        writing.label = field.label;
        writing.description = problem.empty() ? field.hint : std::string_view(problem);
        writing.placeholder = field.placeholder;
        writing.autocomplete = field.autocomplete;
        writing.hidden = field.password && !shown;
        writing.invalid = !problem.empty();
        // ImGui keeps the wish until the window can be seen.
        if (field.focus) ImGui::SetKeyboardFocusHere();
        auto const outcome = write_line(ui, writing, value);
        typed = {outcome.changed, outcome.entered, outcome.left};
        if (outcome.active) draw_ring();
        say(ui, field, problem, value, rect, item, writing.hidden, outcome.active);
        if (field.password) {
            ui.at(end);
            // Tab goes on to the next field: whoever types a password and goes on typing must not
            // show it to everybody with the next Enter.
            ImGui::PushItemFlag(ImGuiItemFlags_NoTabStop, true);
            if (icon_button(ui, shown ? Icon::eye_off : Icon::eye,
                            ui.say(shown ? "field.hide-password" : "field.show-password")))
                shown = !shown;
            ImGui::PopItemFlag();
        } else if (end.width > 0) {
            ui.at(end);
            if (icon_button(ui, Icon::x, ui.say("field.clear"))) {
                value.clear();
                typed.changed = true;
                ImGui::ClearActiveID();
            }
        }
    }
    if (placed) return typed;
    ImGui::SetCursorScreenPos(after);
    draw_below(ui, problem, count.text.empty() ? field.hint : std::string_view(count.text));
    return typed;
}

bool checkbox(Ui& ui, std::string_view label, bool& value, std::string_view grey) {
    TextStyle style;
    float const width = std::min(28 + std::ceil(text_width(ui, label, style)), width_left(ui));
    Rect const rect = take_place(ui, width, ui.theme.size.control - 4);
    Press const pressed = press(ui, label, rect, grey.empty());
    if (pressed.pressed) value = !value;
    if (pressed.visible) {
        Palette const& palette = ui.theme.palette;
        Rect const box = centred({rect.x, rect.y, 18, rect.height}, 18, 18);
        fill(box, value ? palette.accent_ground : palette.raised, 4);
        frame(box, value ? palette.accent_ground : palette.text_faint, 4);
        if (value) draw_icon(ui, box, Icon::check, Tone::on_accent, 14);
        style.tone = grey.empty() ? Tone::normal : Tone::faint;
        draw_text(ui, {rect.x + 28, rect.y, rect.width - 27, rect.height}, label, style);
        if (pressed.focus_visible) draw_focus_ring(ui, inset(rect, -3, 0), 4);
        if ((pressed.hovered || pressed.focus_visible) && !grey.empty()) tooltip(ui, rect, grey);
    }
    Node node;
    node.role = Role::checkbox;
    node.name = label;
    node.description = grey;
    node.rect = seen(rect);
    node.state.checked = value;
    node.state.disabled = !grey.empty();
    node.state.focused = pressed.focused;
    ui.nodes.add(std::move(node), pressed.item);
    return pressed.pressed;
}

}  // namespace look
