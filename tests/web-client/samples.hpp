// Screens filled with a small workshop's people and messages, in both languages: drawn by tests,
// which judge them, and by the gallery, which takes their pictures.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "web-client/look/ui.hpp"
#include "web-client/words/words.hpp"

namespace samples {

constexpr std::int64_t now_us = 1'773'482'640'000'000;  // 2026-03-14 10:04 UTC

// One screen, with what it remembers between frames.
class Screen {
public:
    virtual ~Screen() = default;
    virtual void draw(look::Ui& ui, look::Rect window) = 0;
};

struct Sample {
    std::string name;
    std::unique_ptr<Screen> (*make)(words::Language language);
    // Where the gallery presses or only rests the pointer, in a wide window; less than 0: nowhere.
    float pointer_x = -1, pointer_y = -1;
    bool pressed = false;
};
std::vector<Sample> all();

// "ru" text for Russian, else "en".
inline std::string in(words::Language language, char const* russian, char const* english) {
    return language == words::Language::russian ? russian : english;
}

}  // namespace samples
