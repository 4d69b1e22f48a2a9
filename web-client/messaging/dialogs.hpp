// Making and changing a channel, and inviting people to one.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

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

struct Candidate {
    std::string id;
    std::string name;
    std::string detail;  // an e-mail, for instance
    std::string grey;    // why not: is a member already
};
struct InviteView {
    std::string channel;                // its title
    std::vector<Candidate> candidates;  // that answer to draft.search
    bool loading = false;
    bool more = false;
    std::string failure;
};
struct InviteDraft {
    std::string search;
    std::vector<std::string> chosen;  // ids
    bool focus_given = false;
};
struct InviteWishes {
    bool search_changed = false;
    bool load_more = false;
    std::vector<std::string> invite;  // ids; filled in the frame in which the button was pressed
};
InviteWishes invite_dialog(look::Ui& ui, InviteView const& view, InviteDraft& draft, bool& open);

}  // namespace messaging
