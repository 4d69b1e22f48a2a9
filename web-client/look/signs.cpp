#include "web-client/look/signs.hpp"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <utility>

#include "shared/base/text.hpp"
#include "shared/base/unicode.hpp"
#include "web-client/look/faces.hpp"
#include "web-client/look/fonts.hpp"

namespace look {
namespace {

// The private characters of the first plane: so many different signs are shown at a time. A font's
// table is as long as its highest character, so that the private planes would be dear.
constexpr char32_t first_private = 0xE000, last_private = 0xF8FF;
constexpr std::size_t most_signs = last_private - first_private + 1;

bool is_private(char32_t c) {
    return (c >= first_private && c <= last_private) || (c >= 0xF0000 && c <= 0x10FFFF);
}

// A sign that asks for its coloured form (U+FE0F), and a key's cap (U+20E3). Behind a letter the
// first says nothing.
bool is_picture(std::string_view cluster) {
    if (cluster.find("\u20E3") != std::string_view::npos) return true;
    auto rest = cluster;
    return cluster.find("\uFE0F") != std::string_view::npos &&
           !base::is_of_word(base::next_code_point(rest));
}

// Marks that stand over, under or through a letter. Drawn one by one they would stand beside it: of
// our faces nobody reads where on a letter its marks belong.
bool is_combining(char32_t c) {
    return (c >= 0x300 && c <= 0x36F) || (c >= 0x483 && c <= 0x489) ||
           (c >= 0x1DC0 && c <= 0x1DFF) || (c >= 0x20D0 && c <= 0x20FF);
}

// Nothing of it is to be asked about: ASCII, and the usual letters of Latin and Cyrillic.
bool is_plain(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) {
        auto const byte = static_cast<unsigned char>(c);
        return byte < 0xC4 || byte == 0xD0 || byte == 0xD1;
    });
}

// Scripts whose letters look otherwise beside others: those that are written joined, as Arabic, and
// those that are written in syllables, as the ones of India, Burma and Cambodia. Only blocks whose
// letters our faces do not have.
bool is_joining(char32_t c) {
    bool const in_block = (c >= 0x600 && c <= 0xDFF) || (c >= 0xF00 && c <= 0x109F) ||
                          (c >= 0x1780 && c <= 0x18AF) || (c >= 0x1900 && c <= 0x1AAF) ||
                          (c >= 0x1B00 && c <= 0x1C4F) || (c >= 0xA840 && c <= 0xA8FF) ||
                          (c >= 0xA930 && c <= 0xAAFF) || (c >= 0xABC0 && c <= 0xABFF) ||
                          (c >= 0xFB50 && c <= 0xFDFF) || (c >= 0xFE70 && c <= 0xFEFE) ||
                          (c >= 0x10A00 && c <= 0x11FFF) || (c >= 0x1E900 && c <= 0x1E95F);
    return in_block && base::is_of_word(c) && !base::is_digit(c);
}
bool is_joining(std::string_view cluster) {
    return !cluster.empty() && static_cast<unsigned char>(cluster.front()) >= 0xD8 &&
           is_joining(base::next_code_point(cluster));
}

// A longer word is drawn in several parts: pictures have to find room.
constexpr int longest_word = 32;

bool place(ImFontAtlas* atlas, ImFontConfig* source, ImFontBaked* baked, float density,
           SignPicture const& picture, ImFontGlyph* glyph) {
    if (picture.width <= 0 || picture.height <= 0) return true;
    auto const id = ImFontAtlasPackAddRect(atlas, picture.width, picture.height);
    if (id == ImFontAtlasRectId_Invalid) return false;
    float const part = 1 / density;
    glyph->X0 = picture.left * part;
    glyph->Y0 = std::round(baked->Ascent) - picture.above * part;
    glyph->X1 = glyph->X0 + static_cast<float>(picture.width) * part;
    glyph->Y1 = glyph->Y0 + static_cast<float>(picture.height) * part;
    glyph->Visible = true;
    glyph->Colored = picture.coloured;
    glyph->PackId = id;
    ImFontAtlasBakedSetFontGlyphBitmap(atlas, baked, source, glyph,
                                       ImFontAtlasPackGetRect(atlas, id), picture.pixels.data(),
                                       ImTextureFormat_RGBA32, picture.width * 4);
    return true;
}

constexpr char const strong_name[] = "signs, strong";

bool load_sign(ImFontAtlas* atlas, ImFontConfig* source, ImFontBaked* baked, void*,
               ImWchar character, ImFontGlyph* glyph, float* advance) {
    auto* const signs = Signs::of(*atlas);
    if (signs == nullptr) return false;
    float const density = source->RasterizerDensity * baked->RasterizerDensity;
    float const em = baked->Size / face(FaceName::regular).line_per_em * density;
    SignPicture picture;
    if (!signs->draw(character, em, std::strcmp(source->Name, strong_name) == 0, picture))
        return false;
    if (advance != nullptr) *advance = picture.advance / density;
    if (glyph == nullptr) return true;
    glyph->Codepoint = character & 0x1FFFFF;
    glyph->AdvanceX = picture.advance / density;
    return place(atlas, source, baked, density, picture, glyph);
}

}  // namespace

Signs::Signs(DrawSign draw) : draw_(std::move(draw)) { ImGui::GetIO().Fonts->UserData = this; }
Signs::~Signs() {
    if (ImGui::GetCurrentContext() != nullptr) ImGui::GetIO().Fonts->UserData = nullptr;
}

Signs* Signs::of(ImFontAtlas const& atlas) { return static_cast<Signs*>(atlas.UserData); }

bool Signs::has(ImFont* font, char32_t c) {
    if (c < 0x20 || is_unseen_sign(c)) return true;
    if (c == base::broken) return true;  // ImGui draws something for it
    if (is_private(c) || c > 0xFFFF) return false;
    auto& held = held_[font];
    if (held.empty()) held.resize(0x10000);
    auto& known = held[c];
    if (known == 0) known = font->IsGlyphInFont(static_cast<ImWchar>(c)) ? 2 : 1;
    return known == 2;
}

bool Signs::can_show(ImFont* font, std::string_view cluster) {
    if (is_picture(cluster)) return false;
    while (!cluster.empty()) {
        auto const c = base::next_code_point(cluster);
        if (is_combining(c) || !has(font, c)) return false;
    }
    return true;
}

char32_t Signs::character_of(std::string_view text) {
    auto const [at, added] = characters_.try_emplace(std::string(text), 0);
    if (added) {
        if (signs_.size() == most_signs) {
            characters_.erase(at);
            return U'\uFFFD';
        }
        at->second = first_private + static_cast<char32_t>(signs_.size());
        signs_.push_back({std::string(text), {}});
    }
    return at->second;
}

std::size_t Signs::sign_end(ImFont* font, std::string_view text, std::size_t at) {
    auto end = base::cluster_end(text, at);
    auto const cluster = text.substr(at, end - at);
    if (!is_joining(cluster) || can_show(font, cluster)) return end;
    for (int count = 1; count < longest_word && is_joining(text.substr(end)); ++count)
        end = base::cluster_end(text, end);
    return end;
}

std::string_view Signs::showable(ImFont* font, std::string_view text, std::string& room) {
    std::size_t copied = 0;
    room.clear();
    for (std::size_t at = 0; at < text.size();) {
        auto const end = sign_end(font, text, at);
        auto const sign = text.substr(at, end - at);
        if (!can_show(font, sign)) {
            room += text.substr(copied, at - copied);
            base::append_utf8(room, character_of(sign));
            copied = end;
        }
        at = end;
    }
    if (copied == 0) return text;
    room += text.substr(copied);
    return room;
}

Signs::Sign const* Signs::sign_of(char32_t character) const {
    auto const index = std::size_t{character} - first_private;
    return character >= first_private && index < signs_.size() ? &signs_[index] : nullptr;
}

bool Signs::draw(char32_t character, float em, bool strong, SignPicture& picture) {
    if (sign_of(character) == nullptr) return false;
    auto& sign = signs_[character - first_private];
    SignWanted wanted{sign.text, em, strong};
    auto const begins = base::clusters(sign.text);
    bool const is_word = begins.size() > 2;
    if (is_word) wanted.ends.assign(begins.begin() + 1, begins.end());
    if (!draw_(wanted, picture)) return false;
    float whole = 0;
    for (float const advance : picture.advances) whole += advance;
    if (is_word && sign.shares.empty() && picture.advances.size() == wanted.ends.size() &&
        whole > 0)
        for (float const advance : picture.advances) sign.shares.push_back(advance / whole);
    return true;
}

std::vector<float> const* Signs::shares(char32_t character) const {
    auto const* const sign = sign_of(character);
    return sign == nullptr || sign->shares.empty() ? nullptr : &sign->shares;
}

void Signs::make_room() {
    if (signs_.size() < most_signs * 3 / 4) return;
    signs_.clear();
    characters_.clear();
    auto& atlas = *ImGui::GetIO().Fonts;
    for (ImFont* const font : atlas.Fonts) ImFontAtlasFontDiscardBakes(&atlas, font, 0);
}

void Signs::forget_faces() { held_.clear(); }

std::string_view showable(ImFont* font, std::string_view text, std::string& room) {
    if (is_plain(text)) return text;
    auto* const signs = Signs::of(*font->ContainerAtlas);
    return signs == nullptr ? text : signs->showable(font, text, room);
}

std::size_t sign_end(ImFont* font, std::string_view text, std::size_t at) {
    auto* const signs = Signs::of(*font->ContainerAtlas);
    return signs == nullptr ? base::cluster_end(text, at) : signs->sign_end(font, text, at);
}

void begin_signs() {
    if (auto* const signs = Signs::of(*ImGui::GetIO().Fonts)) signs->make_room();
}

void add_signs(bool strong) {
    static ImFontLoader const loader = [] {
        ImFontLoader made;
        made.Name = "signs";
        made.FontBakedLoadGlyph = load_sign;
        return made;
    }();
    ImFontConfig how;
    how.MergeMode = true;
    how.FontLoader = &loader;
    if (strong) std::memcpy(how.Name, strong_name, sizeof strong_name);
    ImGui::GetIO().Fonts->AddFont(&how);
}

}  // namespace look
