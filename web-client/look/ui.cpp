#include "web-client/look/ui.hpp"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

#include "web-client/look/draw.hpp"
#include "web-client/look/focus.hpp"

namespace look {
namespace {

constexpr ImGuiWindowFlags bare_window = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                         ImGuiWindowFlags_NoSavedSettings |
                                         ImGuiWindowFlags_NoBackground;

Colour colour_of(Ui const& ui, Ground ground) {
    switch (ground) {
        case Ground::none:
            return {0, 0, 0, 0};
        case Ground::ground:
            return ui.theme.palette.ground;
        case Ground::panel:
            return ui.theme.palette.panel;
        case Ground::raised:
            return ui.theme.palette.raised;
    }
    return {};
}

// Our scroll bar lies over the content, so that nothing moves when it comes. The mouse takes hold
// of it before the rows beneath, so it is asked first and drawn last.
struct ScrollBar {
    ImGuiID item = 0;
    Rect track, thumb;
};

ScrollBar scroll_bar() {
    ImGuiWindow const* const window = ImGui::GetCurrentWindow();
    ScrollBar bar;
    bar.item = ImGui::GetID("scroll-bar");
    float const most = window->ScrollMax.y;
    if (most < 1) return bar;
    ImRect const view = window->InnerRect;
    bar.track = {view.Max.x - 9, view.Min.y, 9, view.GetHeight()};
    float const height = std::max(
        std::floor(bar.track.height * bar.track.height / (bar.track.height + most)), 24.0f);
    float const way = bar.track.height - height;
    bar.thumb = {bar.track.x, bar.track.y + std::floor(way * window->Scroll.y / most), 9, height};
    return bar;
}

void take_scroll_bar(Ui& ui) {
    ScrollBar const bar = scroll_bar();
    if (bar.thumb.height <= 0) return;
    ImRect const box(bar.thumb.x, bar.thumb.y, bar.thumb.x + bar.thumb.width,
                     bar.thumb.y + bar.thumb.height);
    ui.nodes.cover(bar.item);  // readers of screens scroll by moving from row to row
    if (!ImGui::ItemAdd(box, bar.item, nullptr, ImGuiItemFlags_NoNav | ImGuiItemFlags_NoTabStop))
        return;
    bool hovered = false, held = false;
    ImGui::ButtonBehavior(box, bar.item, &hovered, &held, ImGuiButtonFlags_NoNavFocus);
    if (!held) return;
    ImGuiWindow const* const window = ImGui::GetCurrentWindow();
    float const way = std::max(bar.track.height - bar.thumb.height, 1.0f);
    ImGui::SetScrollY(window->Scroll.y + ImGui::GetIO().MouseDelta.y * window->ScrollMax.y / way);
}

void draw_scroll_bar(Ui const& ui) {
    ScrollBar const bar = scroll_bar();
    if (bar.thumb.height <= 0) return;
    bool const touched = ImGui::GetHoveredID() == bar.item || ImGui::GetActiveID() == bar.item;
    float const width = touched ? 6.0f : 4.0f;
    Palette const& palette = ui.theme.palette;
    fill({bar.thumb.x + 7 - width, bar.thumb.y + 2, width, bar.thumb.height - 4},
         touched ? palette.text_faint : mixed(palette.line, palette.text_faint, 0.35f), width / 2);
}

}  // namespace

void prepare_imgui() {
    ImGuiIO& io = ImGui::GetIO();
    io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    io.ConfigInputTextCursorBlink = false;  // a caret that blinks would draw an idle page for ever
    io.ConfigNavCaptureKeyboard = false;
    // After Enter a field of one line is still in use: what was wrong can be typed anew at once.
    io.ConfigInputTextEnterKeepActive = true;
    io.ConfigNavEscapeClearFocusItem = false;
    // The browser has Ctrl+Tab for itself, and we have no windows to go through.
    ImGui::GetCurrentContext()->ConfigNavWindowingKeyNext = 0;
    ImGui::GetCurrentContext()->ConfigNavWindowingKeyPrev = 0;
}

void apply_theme(Theme const& theme) {
    ImGuiStyle& style = ImGui::GetStyle();
    style = ImGuiStyle();
    style.WindowPadding = style.FramePadding = {0, 0};
    style.ItemSpacing = {8, 0};
    style.ItemInnerSpacing = {8, 0};
    style.WindowBorderSize = style.ChildBorderSize = style.PopupBorderSize = 0;
    style.WindowMinSize = {1, 1};
    style.WindowRounding = style.ChildRounding = style.FrameRounding = 0;
    style.PopupRounding = theme.size.radius;
    style.ScrollbarSize = 8;
    style.ScrollbarRounding = 4;
    style.DisabledAlpha = 0.5f;
    // From the next frame on; until then whoever pushes a font puts the old size back. The page
    // takes the size of its own fields from it, and ImGui the step of a wheel.
    style._NextFrameFontSizeBase = theme.size.text;

    Palette const& palette = theme.palette;
    auto set = [&](ImGuiCol which, Colour colour) { style.Colors[which] = unpacked(colour); };
    Colour const nothing{0, 0, 0, 0};
    for (int i = 0; i < ImGuiCol_COUNT; ++i) set(i, nothing);
    set(ImGuiCol_Text, palette.text);
    set(ImGuiCol_TextDisabled, palette.text_faint);
    set(ImGuiCol_InputTextCursor, palette.text);
    set(ImGuiCol_TextSelectedBg, faded(palette.accent, 0.35f));
    set(ImGuiCol_WindowBg, palette.ground);  // what the platform clears the window with
    set(ImGuiCol_PopupBg, palette.panel);
    set(ImGuiCol_ModalWindowDimBg, faded(palette.shadow, 1.0f));
    set(ImGuiCol_ScrollbarGrab, mixed(palette.line, palette.text_faint, 0.3f));
    set(ImGuiCol_ScrollbarGrabHovered, palette.text_faint);
    set(ImGuiCol_ScrollbarGrabActive, palette.text_faint);
}

Rect begin_frame(Ui& ui) {
    ImVec2 const size = ImGui::GetIO().DisplaySize;
    Rect const window{0, 0, size.x, size.y};
    ui.nodes.begin(window);
    ui.fields_on_page.clear();
    ui.redraw_in_s = std::numeric_limits<float>::infinity();
    ui.next_place.reset();
    ui.column_ends.clear();
    focus::begin_frame(ui);
    if (ImGui::IsMouseClicked(0)) ui.selection = {};  // a paragraph that was clicked takes it anew
    ImGui::PushFont(ui.fonts.regular, pixels_of(ui, {}));
    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize(size);
    ImGui::Begin(
        "##screen", nullptr,
        bare_window | ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoScrollWithMouse);
    fill(window, ui.theme.palette.ground);
    return window;
}

void end_frame(Ui& ui) {
    focus::end_frame(ui);
    ImGui::End();
    ImGui::PopFont();
    ui.nodes.end();
    bool const copy = ImGui::IsKeyChordPressed(ImGuiMod_Ctrl | ImGuiKey_C);
    if (copy && !ImGui::GetIO().WantTextInput && !ui.selection.text.empty())
        ImGui::SetClipboardText(ui.selection.text.c_str());
}

void draw_or_abandon(Ui&, std::function<void()> const& draw) {
    ImGuiErrorRecoveryState before;
    ImGui::ErrorRecoveryStoreState(&before);
    try {
        draw();
    } catch (...) {
        bool& asserts = ImGui::GetIO().ConfigErrorRecoveryEnableAssert;
        bool const asserted = asserts;
        asserts = false;
        ImGui::ErrorRecoveryTryToRecoverState(&before);
        asserts = asserted;
        throw;
    }
}

void begin_region(Ui& ui, Role role, std::string_view name, Rect rect, Ground ground) {
    ImGui::SetCursorScreenPos({rect.x, rect.y});
    fill(rect, colour_of(ui, ground));
    std::string const id = std::string(aria_name(role)) + "/" + std::string(name);
    ImGui::BeginChild(id.c_str(), {rect.width, rect.height}, ImGuiChildFlags_NavFlattened,
                      bare_window | ImGuiWindowFlags_NoScrollWithMouse);
    Node node;
    node.role = role;
    node.name = name;
    node.rect = rect;
    ui.nodes.open(std::move(node));
}

void end_region(Ui& ui) {
    ui.nodes.close();
    ImGui::EndChild();
}

void begin_scroll(Ui& ui, Scroll const& scroll, Rect rect) {
    ImGui::SetCursorScreenPos({rect.x, rect.y});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {scroll.padding_x, scroll.padding_y});
    ImGuiWindowFlags flags = ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBackground |
                             ImGuiWindowFlags_NoScrollbar;
    if (scroll.fits) flags |= ImGuiWindowFlags_NoScrollWithMouse;
    std::string const id = "scroll/" + std::string(scroll.id);
    ImGui::BeginChild(id.c_str(), {rect.width, rect.height},
                      ImGuiChildFlags_NavFlattened | ImGuiChildFlags_AlwaysUseWindowPadding, flags);
    ImGui::PopStyleVar();
    take_scroll_bar(ui);
}

void end_scroll(Ui& ui) {
    draw_scroll_bar(ui);
    ImGui::EndChild();
}

void gap(Ui&, float height) { ImGui::Dummy({0, height}); }

void beside(Ui&, float space) { ImGui::SameLine(0, space); }

float width_left(Ui const& ui) {
    if (!ui.column_ends.empty()) return ui.column_ends.back() - ImGui::GetCursorScreenPos().x;
    return ImGui::GetContentRegionAvail().x;
}

Rect here(Ui const& ui, float height) {
    ImVec2 const at = ImGui::GetCursorScreenPos();
    return {at.x, at.y, width_left(ui), height};
}

void begin_column(Ui& ui, float x, float width) {
    ImGui::SetCursorScreenPos({x, ImGui::GetCursorScreenPos().y});
    ImGui::BeginGroup();
    ui.column_ends.push_back(x + width);
}

void end_column(Ui& ui) {
    ui.column_ends.pop_back();
    ImGui::EndGroup();
}

Rect take_place(Ui& ui, float width, float height) {
    if (ui.next_place) {
        Rect const place = *ui.next_place;
        ui.next_place.reset();
        ImGui::SetCursorScreenPos({place.x, place.y});
        ImGui::ItemSize(ImVec2(place.width, place.height));
        return place;
    }
    ImVec2 const at = ImGui::GetCursorScreenPos();
    ImGui::ItemSize(ImVec2(width, height));
    return {at.x, at.y, width, height};
}

Scope::Scope(std::string_view id) { ImGui::PushID(begin_of(id), end_of(id)); }
Scope::Scope(int id) { ImGui::PushID(id); }
Scope::~Scope() { ImGui::PopID(); }

}  // namespace look
