// Making and changing a channel.
#pragma once

#include <string>

#include "web-client/look/ui.hpp"

namespace messaging {

struct CreateDraft {
    std::string title;
    std::string about;
    bool touched = false;  // problems are shown from the first letter on
    bool focus_given = false;
};
struct CreateView {
    bool changes = false;       // an existing channel is changed
    std::string title_problem;  // of draft.title, in words; empty: fine
    std::string about_problem;
    std::size_t longest_title = 0, longest_about = 0;  // code points, as the rules have them
    std::string grey;                                  // why it cannot be made; empty: it can
};
struct CreateWishes {
    bool create = false;   // with the draft as it is
    bool discard = false;  // it was cancelled; Escape and a press outside only close it
};
CreateWishes create_dialog(look::Ui& ui, CreateView const& view, CreateDraft& draft, bool& open);

}  // namespace messaging
