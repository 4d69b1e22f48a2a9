#include "web-client/look/pictures.hpp"

#include <imgui.h>

#include <cstring>
#include <memory>

#include "web-client/look/draw.hpp"

#define STB_IMAGE_IMPLEMENTATION
#define STB_IMAGE_STATIC
#define STBI_ONLY_PNG
#define STBI_NO_STDIO
#define STBI_NO_FAILURE_STRINGS
#include <stb/stb_image.h>

namespace look {

namespace {

constexpr int longest_side = 1024, channels = 4;

}  // namespace

std::optional<Pixels> pixels_of_png(std::string_view bytes) {
    auto const* data = reinterpret_cast<stbi_uc const*>(bytes.data());
    auto const size = static_cast<int>(bytes.size());
    Pixels pixels;
    int stored = 0;
    if (!stbi_info_from_memory(data, size, &pixels.width, &pixels.height, &stored))
        return std::nullopt;
    if (pixels.width > longest_side || pixels.height > longest_side) return std::nullopt;
    std::unique_ptr<stbi_uc, void (*)(void*)> const read(
        stbi_load_from_memory(data, size, &pixels.width, &pixels.height, &stored, channels),
        stbi_image_free);
    if (!read) return std::nullopt;
    auto const count = static_cast<std::size_t>(pixels.width * pixels.height * channels);
    pixels.rgba.assign(read.get(), read.get() + count);
    return pixels;
}

std::optional<AtlasPlace> put_on_atlas(Pixels const& pixels) {
    ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
    ImFontAtlasRect rect;
    auto const place = atlas.AddCustomRect(pixels.width, pixels.height, &rect);
    if (place == ImFontAtlasRectId_Invalid) return std::nullopt;
    auto const line = static_cast<std::size_t>(pixels.width * channels);
    for (int y = 0; y < pixels.height; ++y)
        std::memcpy(atlas.TexData->GetPixelsAt(rect.x, rect.y + y),
                    pixels.rgba.data() + static_cast<std::size_t>(y) * line, line);
    return place;
}

void take_from_atlas(AtlasPlace place) {
    // Whoever has pictures may outlive what draws them, when the program ends.
    if (ImGui::GetCurrentContext()) ImGui::GetIO().Fonts->RemoveCustomRect(place);
}

void draw_from_atlas(Rect const& rect, AtlasPlace place, float radius) {
    ImFontAtlas const& atlas = *ImGui::GetIO().Fonts;
    ImFontAtlasRect where;
    if (!atlas.GetCustomRect(place, &where)) return;
    ImGui::GetWindowDrawList()->AddImageRounded(atlas.TexRef, {rect.x, rect.y},
                                                {rect.x + rect.width, rect.y + rect.height},
                                                where.uv0, where.uv1, IM_COL32_WHITE, radius);
}

}  // namespace look
