// What every widget and panel is given: the look, the words, the semantic tree being written, and
// the few things that must be remembered from frame to frame (selected text, where focus should
// go).
#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "web-client/look/editor_state.hpp"
#include "web-client/look/fonts.hpp"
#include "web-client/look/layout.hpp"
#include "web-client/look/real_field.hpp"
#include "web-client/look/recorder.hpp"
#include "web-client/look/semantics.hpp"
#include "web-client/look/theme.hpp"
#include "web-client/words/words.hpp"

namespace look {

class Portraits;
struct LaidOut;

// Which text is selected: a paragraph, and the bytes between two places in it.
struct Selection {
    std::uint32_t paragraph = 0;
    std::size_t anchor = 0, caret = 0;
    std::string text;  // what Ctrl+C copies
};

struct Ui {
    Theme theme;
    Fonts fonts;
    words::Words const* words = nullptr;
    Recorder nodes;
    Portraits* portraits = nullptr;  // of people and workspaces; none: initials are shown

    std::int64_t now_us = 0;   // UTC; only shown
    words::Zone zone;          // in which instants are shown
    bool on_screen = true;     // false: nobody sees this frame, as of a page that is hidden
    bool real_fields = false;  // the page shows fields of its own over ours (see look::Field::real)
    std::vector<RealField> fields_on_page;      // filled by fields while they draw
    std::string focused_on_page, left_on_page;  // names of such fields, as the page says it once

    std::vector<RealEdit>
        edits_on_page;            // what was done in the one that is edited, since the last frame
    std::uint32_t page_turn = 0;  // how often the browser's focus has left it

    // The field of one line that is in use, by ImGui's id: where its caret is, and what can be
    // undone. Its text is the caller's.
    std::uint32_t line_in_use = 0;
    EditorState line;
    mutable std::shared_ptr<LaidOut> laid_out;  // look/writing's own

    Selection selection;

    // Who types fast is ahead of the keyboard: letters wait while it goes from one thing to the
    // next.
    std::vector<unsigned> held_letters;
    int held_frames = 0;
    int frames_without_focused = 0;  // what had the keyboard was not there

    // Where the columns end that are narrower than their part of the screen (begin_column), the
    // innermost last.
    std::vector<float> column_ends;

    // The next widget stands here instead of at the place where the flow has come to.
    std::optional<Rect> next_place;
    Ui& at(Rect rect) {
        next_place = rect;
        return *this;
    }

    // Seconds until this screen would look different by itself (a toast goes, a minute passes).
    float redraw_in_s = std::numeric_limits<float>::infinity();
    void redraw_within(float seconds) {
        redraw_in_s = seconds < redraw_in_s ? seconds : redraw_in_s;
    }

    // The list that is being drawn, for the position of its rows; see list.hpp.
    int row_position = 0, row_count = 0;

    std::string say(std::string_view key) const { return words->say(key); }
    std::string say(std::string_view key, std::initializer_list<words::Argument> arguments) const {
        return words->say(key, arguments);
    }
};

// Once, after the ImGui context was made: keyboard navigation, and a style without ImGui's own
// looks.
void prepare_imgui();
// When the theme or the language changes, or at first.
void apply_theme(Theme const& theme);

// Around everything that is drawn in a frame, between ImGui::NewFrame and ImGui::Render. Returns
// the rectangle of the whole window.
Rect begin_frame(Ui& ui);
void end_frame(Ui& ui);
// Between the two: what `draw` throws is passed on, and the frame can still be ended, as if the
// widgets that it had begun were finished.
void draw_or_abandon(Ui& ui, std::function<void()> const& draw);

// A part of the screen with a role of its own ("navigation", "main"), filled with a ground.
enum class Ground : std::uint8_t { none, ground, panel, raised };
void begin_region(Ui& ui, Role role, std::string_view name, Rect rect, Ground ground);
void end_region(Ui& ui);

// A part that scrolls by itself; what is drawn inside flows from the top, `padding` from its edges.
struct Scroll {
    std::string_view id{};
    float padding_x = 16, padding_y = 16;
    bool fits = false;  // never scrolls; only clips
};
void begin_scroll(Ui& ui, Scroll const& scroll, Rect rect);
void end_scroll(Ui& ui);

void gap(Ui& ui, float height);         // down, in points
void beside(Ui& ui, float space = 8);   // the next widget stands right of the last one
float width_left(Ui const& ui);         // of the line that flows
Rect here(Ui const& ui, float height);  // the full line that would come next

// What flows between these two stands in a column of its own.
void begin_column(Ui& ui, float x, float width);
void end_column(Ui& ui);

// The place of a widget of this size: where at() said, or where the flow has come to.
Rect take_place(Ui& ui, float width, float height);

// A scope of widget ids: rows of a list are told apart by it.
class Scope {
public:
    explicit Scope(std::string_view id);
    explicit Scope(int id);
    ~Scope();
    Scope(Scope const&) = delete;
    Scope& operator=(Scope const&) = delete;
};

}  // namespace look
