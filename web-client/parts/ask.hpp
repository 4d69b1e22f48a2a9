// A dialog that asks for a few things before the server is asked: the one shape of changing a
// password, making a token, deleting an account. Passwords and codes are lost when it closes.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "web-client/look/ui.hpp"

namespace parts {

struct AskDraft;
// Whether something is asked for, by what else stands in the dialog; empty: it is.
using IsAsked = std::function<bool(AskDraft const& draft)>;

struct AskField {
    std::string id;
    std::string label;
    std::string hint{};
    std::string problem{};  // in words; empty: none
    bool password = false;
    bool once = false;         // asked anew each time: it is kept in no draft, as no password is
    std::string refused_by{};  // the rule of a refusal that is told at this field
    IsAsked is_asked{};
};

// One of a few.
struct AskChoice {
    std::string id;
    std::string label;
    std::vector<std::string> options;
    bool first = false;  // above the fields
    IsAsked is_asked{};
};

struct AskView {
    std::string title;
    std::string kept_at{};  // the place of the draft of what is typed; empty: it is not kept
    std::string text{};     // what will happen
    std::string warning{};  // what cannot be undone
    std::vector<AskField> fields{};
    std::vector<AskChoice> choices{};
    std::string tick{};     // label of a box; empty: there is none
    std::string also{};     // of another one
    std::string main{};     // the button's label
    std::string grey{};     // why it cannot be pressed; empty: it can
    std::string problem{};  // of no field
    bool danger = false;
    bool busy = false;  // an answer is awaited
};

struct AskDraft {
    std::map<std::string, std::string> values;
    std::map<std::string, int> chosen;
    bool ticked = false, also_ticked = false;
    bool focus_given = false;
    bool tried = false;      // what is empty is complained of from here on
    bool cancelled = false;  // by its button; Escape and a press outside only close it
    std::string const& value(std::string const& id) { return values[id]; }
};

// True when the button, or Enter in a field, was pressed while it may be.
bool ask(look::Ui& ui, AskView const& view, AskDraft& draft, bool& open);

}  // namespace parts
