#include "tests/support/stage.hpp"
#include "web-client/look/signs.hpp"

#include <imgui_internal.h>

#include <sstream>
#include <stdexcept>

namespace support {
namespace {

constexpr float frame_s = 1.0f / 60;

char const* get_clipboard(ImGuiContext* context) {
    return static_cast<Stage*>(context->PlatformIO.Platform_ClipboardUserData)->clipboard.c_str();
}

void set_clipboard(ImGuiContext* context, char const* text) {
    static_cast<Stage*>(context->PlatformIO.Platform_ClipboardUserData)->clipboard = text;
}

}  // namespace

Stage::Stage(StageSettings const& settings, Frame frame)
    : settings_(settings),
      frame_(std::move(frame)),
      context_(ImGui::CreateContext()),
      words_(settings.language) {
    ImGui::SetCurrentContext(context_);
    look::prepare_imgui();
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = {settings.width, settings.height};
    io.BackendFlags |=
        ImGuiBackendFlags_RendererHasTextures;  // textures are taken, and shown to nobody
    io.ConfigInputTrickleEventQueue = false;
    ImGuiPlatformIO& platform = ImGui::GetPlatformIO();
    platform.Platform_ClipboardUserData = this;
    platform.Platform_GetClipboardTextFn = get_clipboard;
    platform.Platform_SetClipboardTextFn = set_clipboard;
    watch_ = std::make_unique<look::ItemWatch>(context_);
    ui_.theme = look::theme_for(settings.dark);
    ui_.words = &words_;
    ui_.fonts = look::load_fonts();
    ui_.now_us = 1'773'482'640'000'000;  // 2026-03-14 10:04 UTC
    ui_.real_fields = settings.real_fields;
    look::apply_theme(ui_.theme);
    run(4);
}

Stage::~Stage() {
    watch_.reset();
    ImGui::DestroyContext(context_);
}

void Stage::run(int frames) {
    ImGui::SetCurrentContext(context_);
    for (int i = 0; i < frames; ++i) {
        ImGui::GetIO().DeltaTime = frame_s;
        ui_.now_us += static_cast<std::int64_t>(frame_s * 1e6f);
        watch_->begin_frame();
        look::begin_signs();
        ImGui::NewFrame();
        frame_(ui_, look::begin_frame(ui_));
        look::end_frame(ui_);
        ImGui::Render();
        for (ImTextureData* texture : ImGui::GetPlatformIO().Textures)
            if (texture->Status != ImTextureStatus_OK) texture->SetStatus(ImTextureStatus_OK);
    }
}

void Stage::wait(double seconds) {
    ui_.now_us += static_cast<std::int64_t>(seconds * 1e6);
    run(2);
}

void Stage::resize(float width, float height) {
    ImGui::GetIO().DisplaySize = {width, height};
    run(4);
}

bool Stage::is_within(look::Node const& node, std::string const& within) const {
    std::uint32_t parent = node.parent;
    while (parent != 0)
        for (look::Node const& each : tree().nodes)
            if (each.id == parent) {
                if (each.name == within) return true;
                parent = each.parent;
                break;
            }
    return false;
}

std::vector<look::Node> Stage::matching(look::Role role, std::string const& name,
                                        std::string const& within) const {
    std::vector<look::Node> found;
    for (look::Node const& node : tree().nodes)
        if (node.role == role && node.name == name && (within.empty() || is_within(node, within)))
            found.push_back(node);
    return found;
}

look::Node Stage::find(look::Role role, std::string const& name, std::string const& within) const {
    std::vector<look::Node> const found = matching(role, name, within);
    if (found.size() == 1) return found.front();
    std::ostringstream what;
    what << found.size() << " of role " << look::aria_name(role) << " and name '" << name << "'";
    if (!within.empty()) what << " within '" << within << "'";
    throw std::runtime_error(what.str() + ":\n" + described());
}

bool Stage::sees(look::Role role, std::string const& name, std::string const& within) const {
    return !matching(role, name, within).empty();
}

std::vector<look::Node> Stage::all(look::Role role) const {
    std::vector<look::Node> found;
    for (look::Node const& node : tree().nodes)
        if (node.role == role) found.push_back(node);
    return found;
}

std::string Stage::focused() const {
    for (look::Node const& node : tree().nodes)
        if (node.state.focused) return node.name;
    return {};
}

void Stage::hover(look::Role role, std::string const& name, std::string const& within) {
    look::Node const node = find(role, name, within);
    if (node.rect.width < 2 || node.rect.height < 2)
        throw std::runtime_error("'" + name + "' is out of sight:\n" + described());
    ImGui::GetIO().AddMousePosEvent(node.rect.x + node.rect.width / 2,
                                    node.rect.y + node.rect.height / 2);
    run(2);
}

void Stage::click(look::Role role, std::string const& name, std::string const& within) {
    hover(role, name, within);
    ImVec2 const at = ImGui::GetIO().MousePos;
    click_at(at.x, at.y);
}

void Stage::click(ImGuiKey modifier, look::Role role, std::string const& name) {
    ImGui::GetIO().AddKeyEvent(modifier, true);
    click(role, name);
    ImGui::GetIO().AddKeyEvent(modifier, false);
    run();
}

void Stage::click_at(float x, float y, int times) {
    ImGuiIO& io = ImGui::GetIO();
    io.AddMousePosEvent(x, y);
    run(2);
    for (int i = 0; i < times; ++i) {
        io.AddMouseButtonEvent(0, true);
        run();
        io.AddMouseButtonEvent(0, false);
        run(i + 1 < times ? 1 : 3);
    }
}

void Stage::drag(float from_x, float from_y, float to_x, float to_y) {
    ImGuiIO& io = ImGui::GetIO();
    io.AddMousePosEvent(from_x, from_y);
    run(2);
    io.AddMouseButtonEvent(0, true);
    run();
    for (int step = 1; step <= 4; ++step) {
        float const part = static_cast<float>(step) / 4;
        io.AddMousePosEvent(from_x + (to_x - from_x) * part, from_y + (to_y - from_y) * part);
        run();
    }
    io.AddMouseButtonEvent(0, false);
    run(2);
}

void Stage::wheel(float x, float y, float turns) {
    ImGuiIO& io = ImGui::GetIO();
    io.AddMousePosEvent(x, y);
    run();
    io.AddMouseWheelEvent(0, turns);
    run(4);
}

void Stage::type(std::string const& text) {
    ImGui::GetIO().AddInputCharactersUTF8(text.c_str());
    run(3);
}

void Stage::fill(std::string const& field, std::string const& text) {
    click(look::Role::textbox, field);
    press(ImGuiMod_Ctrl, ImGuiKey_A);
    if (text.empty())
        press(ImGuiKey_Delete);
    else
        type(text);
}

void Stage::press(ImGuiKey key) {
    ImGui::GetIO().AddKeyEvent(key, true);
    run();
    ImGui::GetIO().AddKeyEvent(key, false);
    run(3);
}

void Stage::press(ImGuiKey modifier, ImGuiKey key) {
    ImGui::GetIO().AddKeyEvent(modifier, true);
    run();
    press(key);
    ImGui::GetIO().AddKeyEvent(modifier, false);
    run(2);
}

std::string Stage::described() const {
    std::ostringstream text;
    for (look::Node const& node : tree().nodes) {
        int depth = 0;
        for (std::uint32_t parent = node.parent; parent != 0;) {
            ++depth;
            std::uint32_t next = 0;
            for (look::Node const& each : tree().nodes)
                if (each.id == parent) next = each.parent;
            parent = next;
        }
        text << std::string(static_cast<std::size_t>(depth) * 2, ' ') << look::aria_name(node.role)
             << " '" << node.name << "'";
        if (!node.value.empty()) text << " = '" << node.value << "'";
        if (!node.description.empty()) text << " (" << node.description << ")";
        text << " @" << node.rect.x << "," << node.rect.y << " " << node.rect.width << "x"
             << node.rect.height << "\n";
    }
    return text.str();
}

}  // namespace support
