#include "web-client/look/marks.hpp"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

#include "shared/base/text.hpp"
#include "shared/base/unicode.hpp"
#include "web-client/look/button.hpp"
#include "web-client/look/draw.hpp"
#include "web-client/look/pictures.hpp"

namespace look {
namespace {

TextStyle small_strong(Tone tone) {
    TextStyle style;
    style.size = Size::small;
    style.strong = true;
    style.tone = tone;
    return style;
}

float avatar_radius(Ui const& ui, Rect rect) {
    return std::min(ui.theme.size.radius, rect.width / 4);
}

// Of a name without a letter or a figure: the first sign that can be seen.
std::string first_sign(std::string_view name) {
    for (std::size_t at = 0; at < name.size();) {
        auto const end = base::cluster_end(name, at);
        auto const sign = name.substr(at, end - at);
        if (!base::is_blank(sign)) return std::string(sign);
        at = end;
    }
    return {};
}

}  // namespace

std::string initials(std::string_view name) {
    std::string result;
    bool word_begins = true;
    int letters = 0;
    for (std::size_t at = 0; at < name.size() && letters < 2;) {
        auto const end = base::cluster_end(name, at);
        auto rest = name.substr(at, end - at);
        at = end;
        char32_t const letter = base::next_code_point(rest);
        bool const is_sign = !base::is_of_word(letter) || letter == '_';
        if (word_begins && !is_sign) {
            base::append_utf8(result, base::capital(letter));
            result += rest;  // the marks on it
            ++letters;
        }
        word_begins = is_sign && letter != '\'' && letter != U'\u2019';
    }
    return letters > 0 ? base::nfc(result) : first_sign(name);
}

std::uint32_t seed_of(std::string_view id) {
    std::uint32_t seed = 2166136261u;
    for (char const c : id) seed = (seed ^ static_cast<unsigned char>(c)) * 16777619u;
    return seed ^ (seed >> 15);
}

void draw_initials(Ui& ui, Rect rect, std::string_view name, std::uint32_t seed) {
    fill(rect, avatar_colour(seed), avatar_radius(ui, rect));
    std::string const letters = initials(name);
    TextStyle style = small_strong(Tone::on_accent);
    if (rect.height >= 2 * line_height(ui, Size::large)) style.size = Size::large;
    float const width = text_width(ui, letters, style);
    draw_text(ui, {rect.x + (rect.width - width) / 2, rect.y, width + 1, rect.height}, letters,
              style);
}

namespace {

void draw_picture(Ui& ui, Rect rect, std::string_view name, std::string_view id,
                  std::uint32_t seed) {
    float const pixels = rect.width * ImGui::GetIO().DisplayFramebufferScale.x;
    auto const place = ui.portraits ? ui.portraits->find(id, pixels) : std::nullopt;
    if (place)
        draw_from_atlas(rect, *place, avatar_radius(ui, rect));
    else
        draw_initials(ui, rect, name, seed);
}

}  // namespace

void draw_avatar(Ui& ui, Rect rect, std::string_view name, std::string_view id) {
    draw_picture(ui, rect, name, id, seed_of(id));
}

void draw_emblem(Ui& ui, Rect rect, std::string_view name, std::string_view id) {
    draw_picture(ui, rect, name, id, 4);
}

void avatar(Ui& ui, std::string_view name, std::string_view id, float size) {
    draw_avatar(ui, take_place(ui, size, size), name, id);
}

float draw_badge(Ui& ui, float right, float middle, int count) {
    std::string const label = count > 99 ? "99+" : std::to_string(count);
    TextStyle const style = small_strong(Tone::on_accent);
    float const letters = std::ceil(text_width(ui, label, style));
    float const width = std::max(letters + 12, 20.0f);
    Rect const rect{std::floor(right - width), std::floor(middle - 9), width, 18};
    fill(rect, ui.theme.palette.accent_ground, 8);
    draw_text(ui, {rect.x + (width - letters) / 2, rect.y, letters + 1, rect.height}, label, style);
    return width;
}

float chip_width(Ui const& ui, std::string_view label) {
    TextStyle style;
    style.size = Size::small;
    return std::ceil(text_width(ui, label, style)) + 18;
}

void draw_chip(Ui& ui, Rect rect, Chip const& chip) {
    frame(rect, ui.theme.palette.line, ui.theme.size.radius);
    TextStyle style;
    style.size = Size::small;
    style.tone = chip.tone;
    draw_text(ui, inset(rect, 9, 0), chip.label, style);
}

void status(Ui& ui, std::string_view text, Tone tone) {
    TextStyle style;
    style.size = Size::small;
    style.tone = tone;
    float const width = std::min(14 + text_width(ui, text, style), width_left(ui));
    Rect const rect = take_place(ui, width, line_height(ui, Size::small));
    ImGui::GetWindowDrawList()->AddCircleFilled(
        {rect.x + 5, rect.y + std::floor(rect.height / 2) + 0.5f}, 4.5f,
        packed(colour_of(ui.theme, tone)));
    draw_text(ui, {rect.x + 14, rect.y, rect.width - 13, rect.height}, text, style);
    Node node;
    node.role = Role::status;
    node.name = text;
    node.rect = seen(rect);
    ui.nodes.add(std::move(node));
}

void mention_ground(Ui& ui, Rect rect) {
    fill(rect, ui.theme.palette.mention);
    fill({rect.x, rect.y, 3, rect.height}, ui.theme.palette.warn);
}

void input_frame(Ui& ui, Rect rect, bool focused) {
    float const radius = ui.theme.size.radius;
    if (focused) {
        frame(inset(rect, -1), ui.theme.palette.focus, radius + 1, 2);
        return;
    }
    fill(rect, ui.theme.palette.raised, radius);
    frame(rect, ui.theme.palette.line, radius);
}

void edge(Ui& ui, Rect rect) { fill(rect, ui.theme.palette.line); }

void divider(Ui& ui) {
    Rect const rect = take_place(ui, width_left(ui), 1);
    fill(rect, ui.theme.palette.line);
}

void labelled_divider(Ui& ui, std::string_view label, Tone tone, bool strong) {
    TextStyle style;
    style.size = Size::small;
    style.tone = tone;
    style.strong = strong;
    Rect const rect = take_place(ui, width_left(ui), 24);
    float const width = std::min(text_width(ui, label, style), rect.width);
    float const x = std::floor(rect.x + (rect.width - width) / 2);
    float const y = std::floor(rect.y + rect.height / 2);
    Colour const line =
        tone == Tone::faint ? ui.theme.palette.line : faded(colour_of(ui.theme, tone), 0.5f);
    fill({rect.x, y, x - 8 - rect.x, 1}, line);
    fill({x + width + 8, y, rect.x + rect.width - x - width - 8, 1}, line);
    draw_text(ui, {x, rect.y, width + 1, rect.height}, label, style);
    Node node;
    node.name = label;
    node.rect = seen(rect);
    ui.nodes.add(std::move(node));
}

void progress(Ui& ui, std::string_view label, float part) {
    Rect const rect = take_place(ui, width_left(ui), 4);
    fill(rect, ui.theme.palette.line, 2);
    Rect done = rect;
    done.width = rect.width * std::clamp(part < 0 ? 0.3f : part, 0.0f, 1.0f);
    fill(done, ui.theme.palette.accent_ground, 2);
    Node node;
    node.role = Role::progressbar;
    node.name = label;
    if (part >= 0) node.value = std::to_string(static_cast<int>(std::lround(part * 100))) + " %";
    node.state.busy = part < 1;
    node.rect = seen(rect);
    ui.nodes.add(std::move(node));
}

void spinner_line(Ui& ui, std::string_view label) {
    Rect const rect = take_place(ui, width_left(ui), 32);
    TextStyle style;
    style.tone = Tone::faint;
    float const width = text_width(ui, label, style);
    float const x = std::floor(rect.x + std::max((rect.width - width - 24) / 2, 0.0f));
    draw_icon(ui, {x, rect.y, 16, rect.height}, Icon::refresh_cw, Tone::faint, 14);
    draw_text(ui, {x + 24, rect.y, rect.width - 24, rect.height}, label, style);
    Node node;
    node.role = Role::status;
    node.name = label;
    node.state.busy = true;
    node.rect = seen(rect);
    ui.nodes.add(std::move(node));
}

void modules(Ui& ui, std::string_view label, std::vector<std::string> const& rows) {
    if (rows.empty()) return;
    constexpr float quiet = 4, largest = 4;
    float const count = static_cast<float>(rows.size()) + 2 * quiet;
    float const side = std::clamp(std::floor(width_left(ui) / count), 1.0f, largest);
    Rect const line = take_place(ui, width_left(ui), count * side);
    Rect const rect = centred(line, count * side, count * side);
    Colour const light{255, 255, 255, 255}, dark{0, 0, 0, 255};
    fill(rect, light, ui.theme.size.radius);
    for (std::size_t y = 0; y < rows.size(); ++y) {
        std::string const& row = rows[y];
        // Neighbours are drawn as one, so that no seam shows between them.
        for (std::size_t from = row.find('1'); from < row.size();) {
            std::size_t const to = std::min(row.find('0', from), row.size());
            fill({rect.x + (quiet + static_cast<float>(from)) * side,
                  rect.y + (quiet + static_cast<float>(y)) * side,
                  static_cast<float>(to - from) * side, side},
                 dark);
            from = row.find('1', to);
        }
    }
    Node node;
    node.role = Role::img;
    node.name = label;
    node.rect = seen(rect);
    ui.nodes.add(std::move(node));
}

bool empty_state(Ui& ui, Rect rect, Empty const& empty) {
    float const width = std::min(rect.width - 32, 360.0f);
    Paragraph how;
    how.style.tone = Tone::soft;
    how.width = width;
    float const text_height = paragraph_height(ui, empty.text, how, width);
    float const title_height = empty.title.empty() ? 0.0f : 32.0f;
    float const action_height = empty.action.empty() ? 0.0f : 48.0f;
    Rect box = centred(rect, width, 46 + title_height + text_height + action_height);
    draw_icon(ui, {box.x, box.y, 32, 32}, empty.icon, Tone::faint, 28);
    cut_top(box, 44);
    if (!empty.title.empty()) {
        Rect title = cut_top(box, title_height);
        ui.at(cut_top(title, 26));
        heading(ui, empty.title, 2);
    }
    ui.at(cut_top(box, text_height));
    paragraph(ui, empty.text, how);
    if (empty.action.empty()) return false;
    cut_top(box, 16);
    Button wanted;
    wanted.label = empty.action;
    wanted.kind = Kind::primary;
    Rect place = cut_top(box, ui.theme.size.control);
    place.width = std::min(button_width(ui, wanted), place.width);
    ui.at(place);
    return button(ui, wanted);
}

}  // namespace look
