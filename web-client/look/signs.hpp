// Signs that our faces do not have: emoji, and letters of other scripts. Whoever shows the window
// draws each grapheme cluster of them as one picture, by all the fonts that the machine has, and it
// stands on the texture of the faces like a glyph: under a private character, which nobody sees.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

struct ImFont;
struct ImFontAtlas;

namespace look {

struct SignPicture {
    int width = 0, height = 0;  // in pixels; 0: nothing is to be seen
    float left = 0,
          above = 0;        // of its upper left corner, from where the letter stands on its line
    float advance = 0;      // in pixels, too
    bool coloured = false;  // has colours of its own; else it is white, and gets the text's
    std::vector<unsigned char> pixels;  // RGBA, not premultiplied
};
struct SignWanted {
    std::string_view cluster;
    float em = 0;  // pixels
    bool strong = false;
};
// False: it cannot be drawn here.
using DrawSign = std::function<bool(SignWanted const& wanted, SignPicture& picture)>;

// Of the current ImGui context, for as long as it lives; it belongs to whoever shows the window.
// Without one such signs are "?".
class Signs {
public:
    explicit Signs(DrawSign draw);
    ~Signs();
    Signs(Signs const&) = delete;
    Signs& operator=(Signs const&) = delete;

    static Signs* of(ImFontAtlas const& atlas);  // null: there are none

    std::string_view showable(ImFont* font, std::string_view text, std::string& room);
    bool draw(char32_t character, float em, bool strong, SignPicture& picture) const;
    void forget_faces();  // others were loaded

private:
    bool has(ImFont* font, char32_t code_point);
    bool can_show(ImFont* font, std::string_view cluster);
    char32_t character_of(std::string_view cluster);

    DrawSign const draw_;
    std::vector<std::string> clusters_;  // by private character
    std::unordered_map<std::string, char32_t> characters_;
    // What each font has of the first plane: not asked yet, no, yes.
    std::unordered_map<ImFont*, std::vector<char>> held_;
};

// The text as the faces can show it, in which each cluster that they lack is one private character:
// the text itself if there is none, else what was put into `room`.
std::string_view showable(ImFont* font, std::string_view text, std::string& room);

// For fonts.cpp: adds the signs to the font that was made last.
void add_signs(bool strong);

}  // namespace look
