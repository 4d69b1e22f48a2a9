#include "web-client/look/form.hpp"

#include <charconv>

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

}  // namespace

Typed text(Ui& ui, Input const& input, std::string& value) {
    Field field = field_of(input);
    field.longest = input.longest;
    return look::field(ui, field, value);
}

bool whole(Ui& ui, Input const& input, std::string& typed, std::int64_t& value, Typed& event) {
    Field field = field_of(input);
    std::string const unfinished = ui.words->explain("not-a-number");
    std::int64_t number = 0;
    auto const is_number = [&] {
        char const* const end = typed.data() + typed.size();
        auto const [stop, error] = std::from_chars(typed.data(), end, number);
        return error == std::errc() && stop == end;
    };
    if (!is_number() && !typed.empty()) field.problem = unfinished;
    event = look::field(ui, field, typed);
    if (!is_number()) return false;
    value = number;
    return true;
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

std::string problem_of(Ui const& ui, base::Problems const& problems, std::string_view field) {
    std::string const path = "/" + std::string(field);
    for (base::Problem const& problem : problems)
        if (problem.path == path) return ui.words->explain(problem);
    return {};
}

}  // namespace look::forms
