// People are searched for and chosen, one or several at once: for a channel, for a group.
#pragma once

#include <string>
#include <vector>

#include "web-client/look/ui.hpp"

namespace parts {

struct Candidate {
    std::string id;
    std::string name;
    std::string detail;  // an e-mail, for instance
    std::string grey;    // why not: is a member already
};
struct ChooseView {
    std::string id;     // of the dialog
    std::string title;  // what they are chosen for
    // Keys of words: of the list, why the button is grey while nobody is chosen, and of the button,
    // also with how many {n} are.
    char const *people = "", *nobody = "", *main = "", *main_n = "";
    std::vector<Candidate> candidates{};  // that answer to draft.search
    bool loading = false;
    bool more = false;  // a longer search finds others
    std::string failure{};
};
struct ChooseDraft {
    std::string search;
    std::vector<std::string> chosen;  // ids
    bool focus_given = false;
};
struct ChooseWishes {
    bool search_changed = false;
    std::vector<std::string> chosen;  // ids; filled in the frame in which the button was pressed
};
ChooseWishes choose_people(look::Ui& ui, ChooseView const& view, ChooseDraft& draft, bool& open);

}  // namespace parts
