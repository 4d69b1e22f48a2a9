// What a form is made of (form.hpp): an input for each kind of value, and what is around the items
// of a list.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/check.hpp"
#include "web-client/look/field.hpp"
#include "web-client/look/form.hpp"

namespace look::forms {

struct Input {
    std::string name, label, hint;
    std::string problem;  // in words; empty: none, or not to be shown yet
    bool secret = false;
    std::size_t longest = 0;  // code points
};

// What a form knows while it is drawn.
struct Context {
    Ui& ui;
    FormText const& texts;
    FormDraft& draft;
    base::Problems const& before;  // of the record as this frame found it
    base::Problems unfinished{};   // of what is typed and is no value yet
    bool changed = false, entered = false;

    // The field of that path. `currency`: of an amount, in which its limits are said.
    Input input(std::string const& path, std::string const& label, std::string_view field,
                base::Rules const& rules, base::Currency currency = {}) const;
    void heard(Input const& input, Typed const& typed);
};

// The part of the problems that speaks of this field itself, in words.
std::string problem_of(Ui const& ui, base::Problems const& problems, std::string_view field,
                       base::Currency currency = {});

Typed text(Ui& ui, Input const& input, std::string& value);
// A value that is typed as a text. `take` reads it into the value: its problem has no rule when it
// could. While it cannot, the value stays as it was.
using Take = std::function<base::Problem(std::string const& typed)>;
Typed taken(Context& form, Input const& input, std::string const& usual, Take const& take);
bool flag(Ui& ui, Input const& input, bool& value);
bool choice(Ui& ui, Input const& input, std::vector<std::string> const& names, int& chosen);
// The name of what was chosen, and a press to choose another; empty: nothing yet.
bool press_to_pick(Ui& ui, Input const& input, std::string const& name);
// Both texts, that of the reader's language first.
void names(Context& form, std::string const& path, std::string_view field, base::Rules const& rules,
           base::Names& value);

base::Problem take_whole(std::string const& typed, std::int64_t least, std::int64_t most,
                         std::int64_t& value);
base::Problem take_day(Ui const& ui, std::string const& typed, base::Day& value);
base::Problem take_quantity(Ui const& ui, std::string const& typed, base::Quantity& value);
// `expected`: in which it is where nothing is said; none: it must be.
base::Problem take_money(Ui const& ui, std::string const& typed, base::Rules const& rules,
                         base::Currency expected, base::Money& value);
base::Problem take_currency(std::string const& typed, base::Currency& value);

// Around the items of a list.
bool add_item(Context& form, std::string const& path, std::string const& label, std::size_t count,
              base::Rules const& rules);
bool remove_item(Context& form, std::string const& path, std::string const& label,
                 std::size_t number);
// What was typed in the items, when they move.
void forget_items(Context& form, std::string const& path);

}  // namespace look::forms
