#include "web-client/platform/shown_picture.hpp"

#include <doctest/doctest.h>

namespace shown_picture_test {
namespace {

// ImGui without a window: what it would paint for one line of text.
class Frames {
public:
    Frames() {
        ImGui::CreateContext();
        ImGui::GetIO().IniFilename = nullptr;
        ImGui::GetIO().BackendFlags |= ImGuiBackendFlags_RendererHasTextures;
    }
    ~Frames() {
        for (auto* texture : ImGui::GetPlatformIO().Textures) {
            texture->SetTexID(ImTextureID_Invalid);
            texture->SetStatus(ImTextureStatus_Destroyed);
        }
        ImGui::DestroyContext();
    }
    Frames(Frames const&) = delete;
    Frames& operator=(Frames const&) = delete;

    ImDrawData const& paint(char const* text, float width = 300) {
        ImGui::GetIO().DisplaySize = {width, 200};
        ImGui::NewFrame();
        ImGui::GetForegroundDrawList()->AddText({10, 10}, IM_COL32_WHITE, text);
        ImGui::Render();
        return *ImGui::GetDrawData();
    }
    // As a backend does after it has painted.
    static void take_textures() {
        for (auto* texture : ImGui::GetPlatformIO().Textures) {
            texture->SetTexID(1);
            texture->SetStatus(ImTextureStatus_OK);
        }
    }
};

TEST_CASE("a frame is painted when it looks different, and only then") {
    Frames frames;
    platform::ShownPicture shown;
    ImVec4 const dark{0, 0, 0, 1}, light{1, 1, 1, 1};
    // With letters that the texture does not hold yet.
    CHECK(shown.is_new(frames.paint("abc"), dark));
    CHECK(shown.is_new(frames.paint("abc"), dark));
    Frames::take_textures();
    CHECK(shown.is_new(frames.paint("abc"), dark));
    CHECK_FALSE(shown.is_new(frames.paint("abc"), dark));
    CHECK_FALSE(shown.is_new(frames.paint("abc"), dark));
    CHECK(shown.is_new(frames.paint("acb"), dark));
    CHECK_FALSE(shown.is_new(frames.paint("acb"), dark));
    CHECK(shown.is_new(frames.paint("acb"), light));
    CHECK(shown.is_new(frames.paint("acb", 301), light));
    CHECK_FALSE(shown.is_new(frames.paint("acb", 301), light));
    shown.forget();
    CHECK(shown.is_new(frames.paint("acb", 301), light));
    CHECK(shown.is_new(frames.paint("abcdefgh", 301), light));
}

}  // namespace
}  // namespace shown_picture_test
