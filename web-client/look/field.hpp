// Where people type: a field of one line with its label above and its problem below, and a field of
// many lines for messages.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "shared/base/fields.hpp"
#include "web-client/look/ui.hpp"

namespace look {

struct Field {
    std::string_view label{};
    std::string_view id{};  // empty: the label
    std::string_view placeholder{};
    std::string_view problem{};  // what is wrong; empty: nothing
    std::string_view hint{};     // what is asked for; gives way to a problem
    Icon icon = Icon::none;      // at the left, as of a search
    bool password = false;       // hidden, with an eye to show it
    bool label_hidden = false;   // the label is only said, not shown
    bool focus = false;          // takes the keyboard in this frame
    bool clearable = false;      // a cross at the right empties it
    // Code points that the rules allow, counted down near the end; 0: nothing is counted. More can
    // be typed and pasted all the same, so that nothing is cut off: only sending it waits.
    std::size_t longest = 0;
    float width = 0;  // 0: the whole line
    // With a name, and on a page that has real fields, the page's own field stands here instead.
    std::string_view real_name{};        // "email", "password", "name"
    std::string_view real_type{"text"};  // of an HTML input
    std::string_view autocomplete{};
};

struct Typed {
    bool changed = false;
    bool entered = false;  // Enter was pressed
    bool left = false;     // the keyboard went elsewhere
};
Typed field(Ui& ui, Field const& field, std::string& value);

// A field of many lines that grows with its text. Enter sends, Shift+Enter makes a new line.
struct Editor {
    std::string_view label{};
    std::string_view id{};
    std::string_view placeholder{};
    std::string_view grey{};  // why nothing can be written
    bool focus = false;
    bool enter_sends = true;
    bool takes_letters = false;  // typed while nothing has the keyboard
    // Above it stands a list of what could be put in (offers.hpp), whose node is this one's: the
    // keys that choose are not the text's then. 0: there is none.
    std::uint32_t option = 0;
    bool framed = true;       // false: the frame is drawn by the caller, as around a composer
    float most_height = 160;  // then it scrolls
    float width = 0;          // 0: the whole line
};
enum class Choice : std::uint8_t { none, up, down, take, close };
struct Written {
    bool changed = false;
    Choice choice = Choice::none;  // in the list
    bool sent = false;             // Enter was pressed
    bool focused = false;
    float height = 0;
};
Written editor(Ui& ui, Editor const& editor, EditorState& state);

// What a field holds at all, in bytes. A paste beyond it is refused as a whole, and said.
constexpr std::size_t most_in_field = 1u << 20;
// What stands below a field that is judged while one types: how much room is left near the end, how
// many characters are too many, that a paste was refused; empty: nothing is to be said. Counted is
// what the rules let in of the text: composed, a line without the blanks at its ends.
struct Count {
    std::string text;
    bool is_bad = false;
};
Count count_of(Ui const& ui, std::string_view text, base::Rules const& rules,
               std::size_t refused_paste);
void below_editor(Ui& ui, EditorState const& state, std::size_t longest, std::string_view problem);
float editor_height(Ui const& ui, Editor const& editor, EditorState const& state, float width);

// A box to tick, with its label at the right.
bool checkbox(Ui& ui, std::string_view label, bool& value, std::string_view grey = {});

}  // namespace look
