// A form made from the described fields of a record: the right kind of input for each, its rules
// judged while one types, and what is wrong beside the field that it is wrong in.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/check.hpp"
#include "shared/base/fields.hpp"
#include "web-client/look/choice.hpp"
#include "web-client/look/field.hpp"
#include "web-client/look/text.hpp"
#include "web-client/look/ui.hpp"

namespace look {

// What the person has touched; problems of other fields are not shown yet. Kept by the caller.
struct FormDraft {
    std::set<std::string> touched;
    bool show_all = false;                       // after an attempt to send
    std::map<std::string, std::string> numbers;  // what is typed for whole numbers, also unfinished
};

struct FormText {
    std::function<std::string(std::string_view field)> label;
    std::function<std::string(std::string_view field)> hint;     // may be absent
    std::function<std::string(std::string_view option)> option;  // names of enumerations
    bool editing = false;  // the record exists: fields that are fixed stay as they are
};

struct Formed {
    bool changed = false, entered = false;
    base::Problems problems;  // all of them, shown or not; none: the record may be sent
};

namespace forms {

struct Input {
    std::string name, label, hint;
    std::string problem;  // in words; empty: none, or not to be shown yet
    bool secret = false;
    std::size_t longest = 0;  // code points
};
Typed text(Ui& ui, Input const& input, std::string& value);
// False while what is typed is no whole number; then `value` stays as it was.
bool whole(Ui& ui, Input const& input, std::string& typed, std::int64_t& value, Typed& event);
bool flag(Ui& ui, Input const& input, bool& value);
bool choice(Ui& ui, Input const& input, std::vector<std::string> const& names, int& chosen);

// The part of the problems that speaks of this field, in words.
std::string problem_of(Ui const& ui, base::Problems const& problems, std::string_view field);

template <class Value>
inline constexpr bool is_shown =
    std::is_same_v<Value, std::string> || std::is_same_v<Value, bool> || base::is_whole<Value> ||
    base::NamedEnum<Value>;

template <class Value>
Typed one(Ui& ui, FormText const& texts, FormDraft& draft, Input const& input, Value& value,
          base::Problems& problems) {
    Typed typed;
    if constexpr (std::is_same_v<Value, std::string>) {
        typed = text(ui, input, value);
    } else if constexpr (std::is_same_v<Value, bool>) {
        typed.changed = flag(ui, input, value);
    } else if constexpr (base::NamedEnum<Value>) {
        std::vector<std::string> names;
        for (auto const name : names_of(Value{}))
            names.push_back(texts.option ? texts.option(name) : std::string(name));
        int chosen = static_cast<int>(value);
        typed.changed = choice(ui, input, names, chosen);
        value = static_cast<Value>(chosen);
    } else {
        std::string& letters =
            draft.numbers.try_emplace(input.name, std::to_string(value)).first->second;
        std::int64_t number = static_cast<std::int64_t>(value);
        if (!whole(ui, input, letters, number, typed))
            problems.push_back({"/" + input.name, "not-a-number", {}});
        else
            value = static_cast<Value>(number);
    }
    return typed;
}

}  // namespace forms

// Draws the fields of `record` from top to bottom. Ids, instants and lists are not typed by people
// and are left out; so are fields that only the server sees.
template <base::Described Record>
Formed form(Ui& ui, FormText const& texts, Record& record, FormDraft& draft) {
    Formed formed;
    formed.problems = base::check(record);
    base::Problems const before = formed.problems;
    base::each_field<Record>([&](auto const& field) {
        using Value = typename std::decay_t<decltype(field)>::value_type;
        if constexpr (forms::is_shown<Value>) {
            if (field.rules.server_only || (field.rules.fixed && texts.editing)) return;
            forms::Input input;
            input.name = field.name;
            input.label = texts.label(field.name);
            if (texts.hint) input.hint = texts.hint(field.name);
            input.secret = field.rules.secret;
            input.longest = field.rules.longest;
            if (draft.show_all || draft.touched.count(input.name) != 0)
                input.problem = forms::problem_of(ui, before, field.name);
            Typed const typed =
                forms::one(ui, texts, draft, input, record.*field.member, formed.problems);
            if (typed.changed || (typed.left && formed.changed)) draft.touched.insert(input.name);
            formed.changed = formed.changed || typed.changed;
            formed.entered = formed.entered || typed.entered;
            gap(ui, 12);
        }
    });
    if (formed.entered) draft.show_all = true;
    if (formed.changed) {
        // What was typed in this frame is judged in this frame; unfinished numbers stay problems.
        base::Problems judged = base::check(record);
        for (base::Problem const& problem : formed.problems)
            if (problem.rule == "not-a-number") judged.push_back(problem);
        formed.problems = std::move(judged);
    }
    return formed;
}

}  // namespace look
