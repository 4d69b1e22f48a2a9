#include "web-client/platform/signs.hpp"

#include <pango/pangocairo.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <memory>

#include "shared/base/text.hpp"

namespace platform {
namespace {

struct Unref {
    void operator()(PangoLayout* layout) const { g_object_unref(layout); }
    void operator()(PangoContext* context) const { g_object_unref(context); }
    void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
    void operator()(cairo_t* cairo) const { cairo_destroy(cairo); }
};
template <class T>
using Owned = std::unique_ptr<T, Unref>;

constexpr int widest = 2048, highest = 1024;

Owned<PangoLayout> layout_of(look::SignWanted const& wanted) {
    Owned<PangoContext> const context(
        pango_font_map_create_context(pango_cairo_font_map_get_default()));
    Owned<PangoLayout> layout(pango_layout_new(context.get()));
    Owned<PangoFontDescription> const font(pango_font_description_new());
    // Beside our own letters: in their face where it is installed. What no face has, Pango shows as
    // a box with its number.
    pango_font_description_set_family_static(font.get(), "Inter, sans-serif");
    pango_font_description_set_absolute_size(font.get(), double{wanted.em} * PANGO_SCALE);
    if (wanted.strong) pango_font_description_set_weight(font.get(), PANGO_WEIGHT_SEMIBOLD);
    pango_layout_set_font_description(layout.get(), font.get());
    pango_layout_set_single_paragraph_mode(layout.get(), TRUE);
    pango_layout_set_text(layout.get(), wanted.text.data(), static_cast<int>(wanted.text.size()));
    return layout;
}

// Of each cluster of a word, whichever way it goes.
std::vector<float> advances_of(PangoLayout* layout, std::vector<std::size_t> const& ends) {
    std::vector<float> advances;
    std::size_t begin = 0;
    for (auto const end : ends) {
        PangoRectangle place;
        pango_layout_index_to_pos(layout, static_cast<int>(begin), &place);
        advances.push_back(static_cast<float>(std::abs(place.width)) / PANGO_SCALE);
        begin = end;
    }
    return advances;
}

// From cairo's form - the bytes of a whole number, multiplied by their opacity - to plain ones.
void take_pixels(cairo_surface_t* surface, look::SignPicture& picture) {
    cairo_surface_flush(surface);
    auto const* const data = cairo_image_surface_get_data(surface);
    auto const stride = static_cast<std::size_t>(cairo_image_surface_get_stride(surface));
    picture.pixels.resize(static_cast<std::size_t>(picture.width * picture.height) * 4);
    auto* to = picture.pixels.data();
    for (int y = 0; y < picture.height; ++y) {
        auto const* const line = data + static_cast<std::size_t>(y) * stride;
        for (int x = 0; x < picture.width; ++x, to += 4) {
            auto const pixel = reinterpret_cast<std::uint32_t const*>(line)[x];
            std::uint32_t const opacity = pixel >> 24;
            auto const plain = [&](int shift) {
                auto const part = (pixel >> shift) & 0xFF;
                return static_cast<unsigned char>(
                    opacity == 0 ? 255 : std::min<std::uint32_t>(part * 255 / opacity, 255));
            };
            to[0] = plain(16);
            to[1] = plain(8);
            to[2] = plain(0);
            to[3] = static_cast<unsigned char>(opacity);
            picture.coloured =
                picture.coloured || (opacity > 64 && std::min({to[0], to[1], to[2]}) < 200);
        }
    }
}

}  // namespace

bool draw_sign(look::SignWanted const& wanted, look::SignPicture& picture) {
    if (!base::is_utf8(wanted.text)) return false;
    auto const layout = layout_of(wanted);
    PangoRectangle ink, logical;
    pango_layout_get_pixel_extents(layout.get(), &ink, &logical);
    int const baseline = PANGO_PIXELS(pango_layout_get_baseline(layout.get()));
    picture.advance = static_cast<float>(logical.width);
    picture.advances = advances_of(layout.get(), wanted.ends);
    if (ink.width <= 0 || ink.height <= 0) return true;
    picture.width = std::min(ink.width + 2, widest);
    picture.height = std::min(ink.height + 2, highest);
    picture.left = static_cast<float>(ink.x - 1);
    picture.above = static_cast<float>(baseline - ink.y + 1);
    Owned<cairo_surface_t> const surface(
        cairo_image_surface_create(CAIRO_FORMAT_ARGB32, picture.width, picture.height));
    Owned<cairo_t> const cairo(cairo_create(surface.get()));
    cairo_set_source_rgb(cairo.get(), 1, 1, 1);
    cairo_move_to(cairo.get(), 1 - ink.x, 1 - ink.y);
    pango_cairo_show_layout(cairo.get(), layout.get());
    if (cairo_status(cairo.get()) != CAIRO_STATUS_SUCCESS) return false;
    take_pixels(surface.get(), picture);
    return true;
}

}  // namespace platform
