#include "web-client/look/form_input.hpp"

#include <charconv>

#include "shared/base/money_text.hpp"
#include "web-client/look/button.hpp"
#include "web-client/look/choice.hpp"
#include "web-client/look/text.hpp"

namespace look::forms {
namespace {

Field field_of(Input const& input) {
    Field field;
    field.id = input.name;
    field.label = input.label;
    field.hint = input.hint;
    field.problem = input.problem;
    field.password = input.secret;
    return field;
}

// Limits of amounts and quantities as people read them; of a problem at one part of a value.
base::Problem in_words(Ui const& ui, base::Problem problem, std::string_view part,
                       base::Currency currency) {
    for (auto& argument : problem.arguments) {
        if (argument.name != "least" && argument.name != "most") continue;
        std::int64_t number = 0;
        std::from_chars(argument.value.data(), argument.value.data() + argument.value.size(),
                        number);
        if (part == "/minor" && base::exponent_of(currency))
            argument.value = ui.words->money({number, currency});
        else if (part == "/thousandths")
            argument.value = ui.words->quantity({number});
    }
    return problem;
}

}  // namespace

Input Context::input(std::string const& path, std::string const& label, std::string_view field,
                     base::Rules const& rules, base::Currency currency) const {
    Input input;
    input.name = path;
    input.label = label;
    if (texts.hint) input.hint = texts.hint(field);
    input.secret = rules.secret;
    input.longest = rules.longest;
    if (draft.show_all || draft.touched.count(path) != 0)
        input.problem = problem_of(ui, before, path, currency);
    return input;
}

void Context::heard(Input const& input, Typed const& typed) {
    if (typed.changed || (typed.left && changed)) draft.touched.insert(input.name);
    changed = changed || typed.changed;
    entered = entered || typed.entered;
    gap(ui, 12);
}

Typed text(Ui& ui, Input const& input, std::string& value) {
    Field field = field_of(input);
    field.longest = input.longest;
    return look::field(ui, field, value);
}

Typed taken(Context& form, Input const& input, std::string const& usual, Take const& take) {
    Field field = field_of(input);
    std::string& typed = form.draft.typed.try_emplace(input.name, usual).first->second;
    // What is empty is missing, not wrong; and it is shown when the field was touched.
    auto const wrong_in = [&] {
        auto problem = take(typed);
        if (!problem.rule.empty() && typed.empty()) problem = {{}, "required", {}};
        return problem;
    };
    auto const before = wrong_in();
    bool const touched = form.draft.show_all || form.draft.touched.count(input.name) != 0;
    std::string unfinished;
    if (!before.rule.empty() && (touched || !typed.empty()))
        unfinished = form.ui.words->explain(before);
    if (!unfinished.empty()) field.problem = unfinished;
    Typed const event = look::field(form.ui, field, typed);
    if (auto problem = wrong_in(); !problem.rule.empty()) {
        problem.path = "/" + input.name;
        form.unfinished.push_back(std::move(problem));
    }
    return event;
}

bool flag(Ui& ui, Input const& input, bool& value) { return checkbox(ui, input.label, value); }

bool choice(Ui& ui, Input const& input, std::vector<std::string> const& names, int& chosen) {
    TextStyle small;
    small.size = Size::small;
    small.tone = Tone::soft;
    look::text(ui, input.label, small);
    gap(ui, 4);
    return segments(ui, input.label, names, chosen);
}

bool press_to_pick(Ui& ui, Input const& input, std::string const& name) {
    TextStyle small;
    small.size = Size::small;
    small.tone = Tone::soft;
    look::text(ui, input.label, small);
    gap(ui, 4);
    Button button;
    std::string const shown = name.empty() ? ui.say("value.pick") : name;
    button.id = input.name;
    button.label = shown;
    button.icon = Icon::search;
    button.hint = input.label;
    bool const pressed = look::button(ui, button);
    if (!input.problem.empty()) note(ui, Icon::circle_alert, input.problem, Tone::bad);
    gap(ui, 12);
    return pressed;
}

void names(Context& form, std::string const& path, std::string_view field, base::Rules const& rules,
           base::Names& value) {
    auto const label = form.texts.label(field);
    bool const russian_first = form.ui.words->language() == base::Language::russian;
    for (bool const russian : {russian_first, !russian_first}) {
        auto input = form.input(
            path + (russian ? "/ru" : "/en"),
            form.ui.say(russian ? "value.in-russian" : "value.in-english", {{"label", label}}),
            field, rules);
        // One of the two is needed; it is said at the first.
        bool const touched = form.draft.show_all || form.draft.touched.count(path + "/ru") != 0 ||
                             form.draft.touched.count(path + "/en") != 0;
        if (russian == russian_first && touched && input.problem.empty())
            input.problem = problem_of(form.ui, form.before, path);
        form.heard(input, text(form.ui, input, russian ? value.ru : value.en));
    }
}

base::Problem take_whole(std::string const& typed, std::int64_t least, std::int64_t most,
                         std::int64_t& value) {
    char const* const end = typed.data() + typed.size();
    auto const [stop, error] = std::from_chars(typed.data(), end, value);
    if (error != std::errc() || stop != end || value < least || value > most)
        return {{}, "not-a-number", {}};
    return {};
}

base::Problem take_day(Ui const& ui, std::string const& typed, base::Day& value) {
    auto const day = ui.words->day_typed(typed);
    if (!day.problem.empty()) return {{}, std::string(day.problem), {}};
    value = day.day;
    return {};
}

base::Problem take_quantity(Ui const& ui, std::string const& typed, base::Quantity& value) {
    auto const number =
        base::decimal_typed(typed, base::Quantity::decimals, ui.words->decimal_sign());
    if (!number.problem.empty())
        return base::problem_of(number.problem, base::Quantity::decimals, {});
    value.thousandths = number.value;
    return {};
}

base::Problem take_money(Ui const& ui, std::string const& typed, base::Rules const& rules,
                         base::Currency expected, base::Money& value) {
    bool const one = !rules.currency.is_none();
    auto const money = base::money_typed(typed, expected, one, ui.words->decimal_sign());
    if (!money.problem.empty()) return base::problem_of(money, expected, {});
    value = money.money;
    return {};
}

base::Problem take_currency(std::string const& typed, base::Currency& value) {
    std::string code;
    for (char const c : base::plain_figures(typed))
        code += c >= 'a' && c <= 'z' ? static_cast<char>(c & ~0x20) : c;
    auto const currency = base::Currency::from(code);
    if (!code.empty() && (!currency || !base::exponent_of(*currency)))
        return {{}, "unknown-currency", {}};
    value = currency.value_or(base::Currency{});
    return {};
}

bool add_item(Context& form, std::string const& path, std::string const& label, std::size_t count,
              base::Rules const& rules) {
    auto const problem = problem_of(form.ui, form.before, path);
    if (!problem.empty() && (form.draft.show_all || form.draft.touched.count(path) != 0))
        note(form.ui, Icon::none, problem);
    Button add;
    std::string const said = form.ui.say("form.add") + " · " + label;
    std::string const full = count < rules.longest
                                 ? std::string()
                                 : form.ui.words->explain(base::Problem{
                                       {}, "too-many", {{"most", std::to_string(rules.longest)}}});
    add.label = said;
    add.id = path;
    add.grey = full;
    bool const pressed = button(form.ui, add);
    if (pressed) form.draft.touched.insert(path);
    form.changed = form.changed || pressed;
    gap(form.ui, 12);
    return pressed;
}

bool remove_item(Context& form, std::string const& path, std::string const& label,
                 std::size_t number) {
    Scope const scope(path + std::to_string(number));
    auto const title = form.ui.say("form.item", {{"label", label}, {"number", number}});
    TextStyle style;
    style.strong = true;
    look::text(form.ui, title, style);
    Button remove;
    std::string const said = form.ui.say("form.remove") + " · " + title;
    remove.label = said;
    remove.kind = Kind::quiet;
    remove.narrow = true;
    bool const pressed = button(form.ui, remove);
    gap(form.ui, 8);
    if (!pressed) return false;
    form.changed = true;
    form.draft.touched.insert(path);
    return true;
}

void forget_items(Context& form, std::string const& path) {
    auto const inside = [&](std::string const& name) { return name.rfind(path + "/", 0) == 0; };
    std::erase_if(form.draft.typed, [&](auto const& typed) { return inside(typed.first); });
    std::erase_if(form.draft.touched, inside);
    std::erase_if(form.unfinished,
                  [&](base::Problem const& problem) { return inside(problem.path.substr(1)); });
}

std::string problem_of(Ui const& ui, base::Problems const& problems, std::string_view field,
                       base::Currency currency) {
    std::string const path = "/" + std::string(field);
    for (base::Problem const& problem : problems) {
        if (problem.path.compare(0, path.size(), path) != 0) continue;
        auto const part = std::string_view(problem.path).substr(path.size());
        if (part.empty() || part == "/minor" || part == "/currency" || part == "/thousandths")
            return ui.words->explain(in_words(ui, problem, part, currency));
    }
    return {};
}

}  // namespace look::forms
