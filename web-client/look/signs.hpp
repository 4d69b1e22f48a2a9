// Signs that our faces do not have: emoji, and letters of other scripts. Whoever shows the window
// draws each grapheme cluster of them, and each letter with a mark that is no letter of its own, as
// one picture, by all the fonts that the machine has, and it
// stands on the texture of the faces like a glyph: under a private character, which nobody sees.
// Where letters change their shape by their neighbours (Arabic, Devanagari), a word is one picture.
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
    std::vector<float> advances;        // of a word: of each of its clusters
    std::vector<unsigned char> pixels;  // RGBA, not premultiplied
};
struct SignWanted {
    std::string_view text;
    float em = 0;  // pixels
    bool strong = false;
    std::vector<std::size_t> ends{};  // of a word: of its clusters, in bytes
};
// False: it cannot be drawn here.
using DrawSign = std::function<bool(SignWanted const& wanted, SignPicture& picture)>;

// Of the current ImGui context, for as long as it lives; it belongs to whoever shows the window.
// Without one such signs are U+FFFD, as is what cannot be drawn.
class Signs {
public:
    explicit Signs(DrawSign draw);
    ~Signs();
    Signs(Signs const&) = delete;
    Signs& operator=(Signs const&) = delete;

    static Signs* of(ImFontAtlas const& atlas);  // null: there are none

    std::string_view showable(ImFont* font, std::string_view text, std::string& room);
    std::size_t sign_end(ImFont* font, std::string_view text, std::size_t at);
    bool draw(char32_t character, float em, bool strong, SignPicture& picture);
    // Of the clusters of a word that was drawn, in parts of its whole advance; else nothing.
    std::vector<float> const* shares(char32_t character) const;
    void forget_faces();  // others were loaded
    void make_room();

private:
    struct Sign {
        std::string text;
        std::vector<float> shares;
    };
    bool has(ImFont* font, char32_t code_point);
    bool can_show(ImFont* font, std::string_view cluster);
    char32_t character_of(std::string_view text);
    Sign const* sign_of(char32_t character) const;

    DrawSign const draw_;
    std::vector<Sign> signs_;  // by private character
    std::unordered_map<std::string, char32_t> characters_;
    // What each font has of the first plane: not asked yet, no, yes.
    std::unordered_map<ImFont*, std::vector<char>> held_;
};

// The text as the faces can show it, in which each cluster that they lack is one private character:
// the text itself if there is none, else what was put into `room`.
std::string_view showable(ImFont* font, std::string_view text, std::string& room);

// Where ends what is drawn as one and begins at `at`: a cluster, or a word of letters that change
// their shape by their neighbours.
std::size_t sign_end(ImFont* font, std::string_view text, std::size_t at);

// Between two frames, before ImGui begins one: when most private characters are given away, all are
// free again, and what is shown is drawn once more.
void begin_signs();

// For fonts.cpp: adds the signs to the font that was made last.
void add_signs(bool strong);

}  // namespace look
