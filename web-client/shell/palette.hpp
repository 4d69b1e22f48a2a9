// Goes to any place, and does whatever can be done now, by a part of its name: Ctrl+K.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "web-client/shell/section.hpp"

namespace shell {

struct PaletteEntry {
    std::string label;
    std::string detail{};         // small: where it belongs
    std::string other{};          // its name in the other language, by which it is found, too
    std::string route{};          // of a place; empty: it is a command
    std::function<void()> act{};  // of a command
    look::Icon icon = look::Icon::none;
    int count = 0;        // of what is new there
    bool strong = false;  // something there is new
    std::string grey{};   // why it cannot be done now
};

// What there is, in the language of the first words; the second are those of the other one. Places
// with something new come first, then all other places, then commands.
struct PaletteSource {
    words::Words const& words;
    std::vector<Section> const& sections;
    words::Words const& other_words;
    std::vector<Section> const& other_sections;
    parts::Commands const& commands;
};
std::vector<PaletteEntry> palette_entries(PaletteSource const& source);

// Which entries are meant: those in whose names each word stands, in either language, also where
// the keyboard was left in the other layout. First come those whose names, or words of them, begin
// so.
std::vector<std::size_t> palette_found(std::vector<PaletteEntry> const& entries,
                                       std::string_view typed);
// The text that the same keys make in the other layout, "ЙЦУКЕН" or "QWERTY".
std::string in_other_layout(std::string_view typed);

struct PaletteDraft {
    bool open = false;
    std::string typed{};
    bool focus_given = false;
};
// Draws it while it is open. Returns the entry that was chosen; null: none was.
PaletteEntry const* palette(look::Ui& ui, std::vector<PaletteEntry> const& entries,
                            PaletteDraft& draft);

}  // namespace shell
