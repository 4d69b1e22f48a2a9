// A form made from the described fields of a record: the right kind of input for each, its rules
// judged while one types, and what is wrong beside the field that it is wrong in.
#pragma once

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/check.hpp"
#include "shared/base/fields.hpp"
#include "web-client/look/button.hpp"
#include "web-client/look/choice.hpp"
#include "web-client/look/field.hpp"
#include "web-client/look/text.hpp"
#include "web-client/look/ui.hpp"

namespace look {

// What the person has touched; problems of other fields are not shown yet. Kept by the caller.
// Fields are named by their paths: "name", "lines/2/amount".
struct FormDraft {
    std::set<std::string> touched;
    bool show_all = false;                     // after an attempt to send
    std::map<std::string, std::string> typed;  // for what is no text, also unfinished
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
// Both texts, that of the reader's language first.
void names(Context& form, std::string const& path, std::string_view field, base::Rules const& rules,
           base::Names& value);

base::Problem take_whole(std::string const& typed, std::int64_t least, std::int64_t most,
                         std::int64_t& value);
base::Problem take_day(Ui const& ui, std::string const& typed, base::Day& value);
base::Problem take_quantity(Ui const& ui, std::string const& typed, base::Quantity& value);
base::Problem take_money(Ui const& ui, std::string const& typed, base::Rules const& rules,
                         base::Money& value);
base::Problem take_currency(std::string const& typed, base::Currency& value);

// What people type, choose or tick; a list of records is a row of small forms. Ids and instants are
// the program's.
template <class Value>
constexpr bool is_shown() {
    using Bare = base::inside<Value>;
    if constexpr (base::is_list<Value>)
        return base::Described<typename Value::value_type>;
    else
        return std::is_same_v<Bare, std::string> || std::is_same_v<Bare, bool> ||
               base::is_whole<Bare> || base::NamedEnum<Bare> || std::is_same_v<Bare, base::Day> ||
               std::is_same_v<Bare, base::Currency> || base::is_compound<Bare>;
}

// How a value stands in its field, and how it is read from there; none: it is not typed so.
template <class Value>
std::string typed_text(Ui const& ui, Value const& value, base::Rules const& rules) {
    if constexpr (base::is_whole<Value>)
        return std::to_string(value);
    else if constexpr (std::is_same_v<Value, base::Currency>)
        return std::string(value.code());
    else if constexpr (std::is_same_v<Value, base::Money>)
        return ui.words->typed(value, rules.currency.is_none());
    else
        return ui.words->typed(value);
}
template <class Value>
base::Problem take_typed(Ui const& ui, std::string const& typed, base::Rules const& rules,
                         Value& value) {
    if constexpr (base::is_whole<Value>) {
        std::int64_t whole = 0;
        auto problem = take_whole(typed, std::numeric_limits<Value>::min(),
                                  std::numeric_limits<Value>::max(), whole);
        if (problem.rule.empty()) value = static_cast<Value>(whole);
        return problem;
    } else if constexpr (std::is_same_v<Value, base::Day>) {
        return take_day(ui, typed, value);
    } else if constexpr (std::is_same_v<Value, base::Quantity>) {
        return take_quantity(ui, typed, value);
    } else if constexpr (std::is_same_v<Value, base::Money>) {
        return take_money(ui, typed, rules, value);
    } else {
        return take_currency(typed, value);
    }
}

template <class Value>
Typed one(Context& form, Input const& input, base::Rules const& rules, Value& value) {
    using Bare = base::inside<Value>;
    constexpr bool optional = base::is_optional<Value>;
    auto const& ui = form.ui;
    Typed typed;
    if constexpr (std::is_same_v<Bare, std::string>) {
        std::string letters;
        if constexpr (optional)
            letters = value.value_or("");
        else
            letters = value;
        typed = text(form.ui, input, letters);
        if (optional && letters.empty())
            value = Value();
        else
            value = std::move(letters);
    } else if constexpr (std::is_same_v<Value, bool>) {
        typed.changed = flag(form.ui, input, value);
    } else if constexpr (base::NamedEnum<Bare> || std::is_same_v<Bare, bool>) {
        std::vector<std::string> names;
        if constexpr (optional) names.push_back(ui.say("value.none"));
        int chosen = 0;
        if constexpr (base::NamedEnum<Bare>) {
            for (auto const name : names_of(Bare{}))
                names.push_back(form.texts.option ? form.texts.option(name) : std::string(name));
        } else {
            for (bool const either : {false, true}) names.push_back(ui.words->flag(either));
        }
        if constexpr (optional)
            chosen = value ? 1 + static_cast<int>(*value) : 0;
        else
            chosen = static_cast<int>(value);
        typed.changed = choice(form.ui, input, names, chosen);
        if (optional && chosen == 0)
            value = Value();
        else
            value = static_cast<Bare>(chosen - (optional ? 1 : 0));
    } else if constexpr (optional) {
        typed = taken(form, input, value ? typed_text(ui, *value, rules) : std::string(),
                      [&](std::string const& letters) -> base::Problem {
                          if (letters.find_first_not_of(' ') == std::string::npos) {
                              value.reset();
                              return {};
                          }
                          Bare inside = value.value_or(Bare{});
                          auto problem = take_typed(ui, letters, rules, inside);
                          if (problem.rule.empty()) value = inside;
                          return problem;
                      });
    } else {
        typed = taken(form, input, typed_text(ui, value, rules), [&](std::string const& letters) {
            return take_typed(ui, letters, rules, value);
        });
    }
    return typed;
}

// Around the items of a list: what was typed in them is forgotten when they move.
bool add_item(Context& form, std::string const& path, std::string const& label, std::size_t count,
              base::Rules const& rules);
bool remove_item(Context& form, std::string const& path, std::string const& label,
                 std::size_t number);

template <base::Described Record>
void fields(Context& form, std::string const& prefix, Record& record);

template <class Item>
void items(Context& form, std::string const& path, std::string const& label,
           base::Rules const& rules, std::vector<Item>& list) {
    for (std::size_t i = 0; i < list.size(); ++i) {
        auto const at = path + "/" + std::to_string(i);
        bool const removed = remove_item(form, path, label, i + 1);
        fields(form, at + "/", list[i]);
        if (removed) list.erase(list.begin() + static_cast<std::ptrdiff_t>(i--));
    }
    if (add_item(form, path, label, list.size(), rules)) list.emplace_back();
}

template <class Value>
base::Currency currency_of(Value const& value, base::Rules const& rules) {
    if constexpr (std::is_same_v<Value, base::Money>)
        return rules.currency.is_none() ? value.currency : rules.currency;
    else if constexpr (std::is_same_v<Value, std::optional<base::Money>>)
        return currency_of(value.value_or(base::Money{}), rules);
    else
        return {};
}

template <base::Described Record>
void fields(Context& form, std::string const& prefix, Record& record) {
    base::each_field<Record>([&](auto const& field) {
        using Value = typename std::decay_t<decltype(field)>::value_type;
        if constexpr (is_shown<Value>()) {
            if (field.rules.server_only || (field.rules.fixed && form.texts.editing)) return;
            auto& value = record.*field.member;
            auto const path = prefix + std::string(field.name);
            auto const label = form.texts.label(field.name);
            if constexpr (base::is_list<Value>) {
                items(form, path, label, field.rules, value);
            } else if constexpr (std::is_same_v<base::inside<Value>, base::Names>) {
                base::Names both;
                if constexpr (base::is_optional<Value>)
                    both = value.value_or(base::Names{});
                else
                    both = value;
                names(form, path, field.name, field.rules, both);
                bool const none = base::is_optional<Value> && both.ru.empty() && both.en.empty();
                if (none)
                    value = Value();
                else
                    value = std::move(both);
            } else {
                auto const input = form.input(path, label, field.name, field.rules,
                                              currency_of(value, field.rules));
                form.heard(input, one(form, input, field.rules, value));
            }
        }
    });
}

}  // namespace forms

// Draws the fields of `record` from top to bottom. Ids and instants are not typed by people and are
// left out; so are fields that only the server sees.
template <base::Described Record>
Formed form(Ui& ui, FormText const& texts, Record& record, FormDraft& draft) {
    base::Problems const before = base::check(record);
    forms::Context context{ui, texts, draft, before};
    forms::fields(context, "", record);
    if (context.entered) draft.show_all = true;
    // What was typed in this frame is judged in this frame; unfinished values stay problems.
    Formed formed{context.changed, context.entered, base::check(record)};
    for (auto& problem : context.unfinished) formed.problems.push_back(std::move(problem));
    return formed;
}

}  // namespace look
