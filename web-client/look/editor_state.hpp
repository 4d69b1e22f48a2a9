// A text that is being written: with its caret, its selection, and what can be undone.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace look {

struct EditorState {  // kept by the caller, with its draft
    std::string text;
    std::size_t caret = 0, anchor = 0;
    float wanted_x = -1;  // the column that Up and Down keep to
    float scroll = 0;
    // Bytes of the last paste, if it was beyond all measure and nothing of it was taken.
    std::size_t refused_paste = 0;
    bool one_line = false;  // line ends become blanks
    float page_height = 0;  // of this text, as the page breaks its lines; 0: as we do
    std::vector<std::pair<std::string, std::size_t>> undo, redo;
};

}  // namespace look
