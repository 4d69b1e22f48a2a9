#include "web-client/platform/web/canvas.hpp"

#include <GLES3/gl3.h>
#include <emscripten/html5.h>
#include <imgui.h>
#include <imgui_impl_opengl3.h>
#include <imgui_internal.h>

#include <cfloat>

#include "web-client/look/signs.hpp"
#include "web-client/platform/web/keys.hpp"
#include "web-client/platform/web/page.hpp"

namespace platform {
namespace {

constexpr char const* shader_version = "#version 300 es";

// ImGuiMouseCursor_Arrow and those after it, as CSS names them.
constexpr std::string_view cursors[] = {"default",   "text",        "move",        "ns-resize",
                                        "ew-resize", "nesw-resize", "nwse-resize", "pointer",
                                        "wait",      "progress",    "not-allowed"};

// The browser's numbers of buttons as ImGui's.
constexpr int buttons[] = {ImGuiMouseButton_Left, ImGuiMouseButton_Middle, ImGuiMouseButton_Right,
                           3, 4};

void tell_modifiers(int modifiers) {
    ImGuiIO& io = ImGui::GetIO();
    io.AddKeyEvent(ImGuiMod_Ctrl, (modifiers & 1) != 0);
    io.AddKeyEvent(ImGuiMod_Shift, (modifiers & 2) != 0);
    io.AddKeyEvent(ImGuiMod_Alt, (modifiers & 4) != 0);
    io.AddKeyEvent(ImGuiMod_Super, (modifiers & 8) != 0);
}

}  // namespace

Canvas::Canvas() {
    EmscriptenWebGLContextAttributes wanted;
    emscripten_webgl_init_context_attributes(&wanted);
    wanted.majorVersion = 2;
    wanted.alpha = wanted.depth = wanted.stencil = wanted.antialias = false;
    wanted.powerPreference = EM_WEBGL_POWER_PREFERENCE_LOW_POWER;
    auto const context = emscripten_webgl_create_context("#canvas", &wanted);
    if (context <= 0) return;
    emscripten_webgl_make_context_current(context);
    works_ = true;
    take_over_imgui();
}

void Canvas::take_over_imgui() {
    is_mac_ = page::page_is_mac();
    ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    io.BackendPlatformName = "kontor page";
    io.BackendFlags |= ImGuiBackendFlags_HasMouseCursors;
    io.ConfigMacOSXBehaviors = is_mac_;
    io.ConfigInputTextCursorBlink = false;  // a caret that blinks would draw for ever
    ImGuiPlatformIO& platform = ImGui::GetPlatformIO();
    platform.Platform_ClipboardUserData = this;
    platform.Platform_GetClipboardTextFn = [](ImGuiContext*) {
        auto const* const self =
            static_cast<Canvas*>(ImGui::GetPlatformIO().Platform_ClipboardUserData);
        return self->clipboard_.c_str();
    };
    platform.Platform_SetClipboardTextFn = [](ImGuiContext*, char const* text) {
        auto* const self = static_cast<Canvas*>(ImGui::GetPlatformIO().Platform_ClipboardUserData);
        self->clipboard_ = text;
        page::page_copy(self->clipboard_.data(), self->clipboard_.size());
    };
    platform.Platform_OpenInShellFn = [](ImGuiContext*, char const* address) {
        page::page_open_link(address, std::string_view(address).size());
        return true;
    };
    ImGui_ImplOpenGL3_Init(shader_version);
}

void Canvas::make_anew() {
    ImGui_ImplOpenGL3_Shutdown();
    ImGui_ImplOpenGL3_Init(shader_version);
    shown_.forget();
}

void Canvas::frame(double now_ms, float width, float height, float scale, bool seen,
                   std::function<void()> const& draw) {
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = {width, height};
    io.DisplayFramebufferScale = {scale, scale};
    double const passed_s = (now_ms - last_ms_) / 1000;
    io.DeltaTime = last_ms_ > 0 && passed_s > 0 ? static_cast<float>(passed_s) : 1.0f / 60;
    last_ms_ = now_ms;

    ImGui_ImplOpenGL3_NewFrame();
    look::begin_signs();
    ImGui::NewFrame();
    draw();
    ImGui::Render();
    tell_cursor();
    if (!seen || width <= 0 || height <= 0) return;
    ImVec4 const& ground = ImGui::GetStyle().Colors[ImGuiCol_WindowBg];
    if (!shown_.is_new(*ImGui::GetDrawData(), ground)) return;
    glViewport(0, 0, static_cast<int>(width * scale + 0.5f),
               static_cast<int>(height * scale + 0.5f));
    glClearColor(ground.x, ground.y, ground.z, 1);
    glClear(GL_COLOR_BUFFER_BIT);
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
}

bool Canvas::has_more_events() const {
    return ImGui::GetCurrentContext()->InputEventsQueue.Size > 0;
}

void Canvas::tell_cursor() {
    int const cursor = ImGui::GetMouseCursor();
    if (cursor == cursor_) return;
    cursor_ = cursor;
    bool const known = cursor >= 0 && cursor < static_cast<int>(std::size(cursors));
    std::string_view const shape = known ? cursors[cursor] : "none";
    page::page_cursor(shape.data(), shape.size());
}

void Canvas::key(std::string_view code, std::string_view key, bool down, int modifiers) {
    tell_modifiers(modifiers);
    ImGuiKey const found = key_of(code, key);
    if (found != ImGuiKey_None) ImGui::GetIO().AddKeyEvent(found, down);
}

void Canvas::tap_key(std::string_view code, bool with_command) {
    ImGuiKey const found = key_of(code, "");
    if (with_command) tell_modifiers(is_mac_ ? 8 : 1);
    ImGui::GetIO().AddKeyEvent(found, true);
    ImGui::GetIO().AddKeyEvent(found, false);
    if (with_command) tell_modifiers(0);
}

void Canvas::text(std::string const& text) { ImGui::GetIO().AddInputCharactersUTF8(text.c_str()); }

void Canvas::focused(bool now) { ImGui::GetIO().AddFocusEvent(now); }

void Canvas::mouse_moved(float x, float y) {
    ImGui::GetIO().AddMouseSourceEvent(ImGuiMouseSource_Mouse);
    ImGui::GetIO().AddMousePosEvent(x, y);
}

void Canvas::mouse_pressed(float x, float y, int button, bool down) {
    if (button < 0 || button >= static_cast<int>(std::size(buttons))) return;
    ImGui::GetIO().AddMousePosEvent(x, y);
    ImGui::GetIO().AddMouseButtonEvent(buttons[button], down);
}

void Canvas::finger_put(float x, float y) {
    ImGui::GetIO().AddMouseSourceEvent(ImGuiMouseSource_TouchScreen);
    ImGui::GetIO().AddMousePosEvent(x, y);
}

void Canvas::mouse_left() { ImGui::GetIO().AddMousePosEvent(-FLT_MAX, -FLT_MAX); }

void Canvas::scrolled(float x, float y) {
    // ImGui scrolls five lines for a step of a wheel.
    float const step = 5 * ImGui::GetStyle().FontSizeBase;
    ImGui::GetIO().AddMouseWheelEvent(x / step, y / step);
}

}  // namespace platform
