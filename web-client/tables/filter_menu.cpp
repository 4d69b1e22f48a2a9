#include "web-client/tables/filter_menu.hpp"

#include <utility>

#include "web-client/look/widgets.hpp"
#include "web-client/tables/words_of.hpp"

namespace tables {
namespace {

std::size_t chosen(parts::AskDraft const& draft, char const* id) {
    auto const at = draft.chosen.find(id);
    return static_cast<std::size_t>(at == draft.chosen.end() ? 0 : at->second);
}
bool asks_for_value(parts::AskDraft const& draft) { return chosen(draft, "presence") == 0; }

bool is_of_few(base::FieldInfo const& field) {
    auto const kind = held_type(field).kind;
    return kind == base::Kind::boolean || kind == base::Kind::enumeration;
}

char const* hint_of(base::FieldInfo const& field) {
    switch (held_type(field).kind) {
        case base::Kind::instant:
        case base::Kind::day:
            return "tables.hint-day";
        case base::Kind::money:
            return field.rules.currency.is_none() ? "tables.hint-money" : nullptr;
        case base::Kind::names:
            return "tables.hint-names";
        default:
            return nullptr;
    }
}

parts::AskChoice of_few(words::Words const& words, base::FieldInfo const& field) {
    parts::AskChoice choice{"value", words.say("tables.value"), {}};
    choice.is_asked = &asks_for_value;
    if (held_type(field).kind == base::Kind::boolean)
        choice.options = {words.flag(false), words.flag(true)};
    else
        for (auto const name : held_type(field).names)
            choice.options.push_back(option_in_words(words, name));
    return choice;
}

parts::AskView view_of(words::Words const& words, TableInfo const& table,
                       base::FieldInfo const& field) {
    parts::AskView view;
    view.title = field_in_words(words, table.name, field.name);
    view.main = words.say("tables.filter-main");
    if (may_be_empty(field)) {
        parts::AskChoice presence{"presence", words.say("tables.presence"), {}};
        presence.first = true;
        auto const* one =
            field.rules.refers_to.empty() ? "tables.presence-value" : "tables.presence-one";
        for (auto const* each : {one, "tables.presence-empty", "tables.presence-there"})
            presence.options.push_back(words.say(each));
        view.choices.push_back(std::move(presence));
    }
    if (!field.rules.refers_to.empty()) return view;
    if (is_of_few(field)) {
        view.choices.push_back(of_few(words, field));
        return view;
    }
    auto const offered = comparisons_of(field);
    if (offered.size() > 1) {
        parts::AskChoice choice{"comparison", words.say("tables.comparison"), {}};
        choice.is_asked = &asks_for_value;
        for (auto const& each : offered) choice.options.push_back(words.say(each.words));
        view.choices.push_back(std::move(choice));
    }
    parts::AskField value{"value", words.say("tables.value")};
    value.once = true;
    value.is_asked = &asks_for_value;
    if (auto const* hint = hint_of(field)) value.hint = words.say(hint);
    view.fields = {std::move(value)};
    return view;
}

FilterTyped filter_asked(words::Words const& words, words::Zone const& zone,
                         base::FieldInfo const& field, parts::AskDraft const& draft) {
    if (!asks_for_value(draft)) return {filter_by_presence(field, chosen(draft, "presence") == 2)};
    std::string const name(field.name);
    auto const& type = held_type(field);
    if (type.kind == base::Kind::boolean)
        return {Filter{name, {}, chosen(draft, "value") == 1 ? "true" : "false"}};
    if (type.kind == base::Kind::enumeration)
        return {Filter{name, {}, std::string(type.names[chosen(draft, "value")])}};
    auto const typed = draft.values.find("value");
    return filter_typed(words, zone, field,
                        comparisons_of(field)[chosen(draft, "comparison")].comparison,
                        typed == draft.values.end() ? std::string() : typed->second);
}

}  // namespace

void FilterMenu::open() {
    is_wanted_ = true;
    around_.platform.wake();
}

void FilterMenu::frame(look::Ui& ui, TableInfo const& table, look::Rect at) {
    words_ = *ui.words;
    zone_ = ui.zone;
    std::string const label = ui.say("tables.filter");
    if (std::exchange(is_wanted_, false)) look::open_menu(ui, "filter");
    if (!look::begin_menu(ui, "filter", label, at)) return;
    for (auto const& field : table.row->fields) {
        if (!can_filter(field)) continue;
        auto const name = field_in_words(*ui.words, table.name, field.name);
        if (!look::menu_item(ui, {name})) continue;
        if (field.rules.refers_to.empty() || may_be_empty(field))
            ask(table, field);
        else
            pick(name, field);
    }
    look::end_menu(ui);
}

void FilterMenu::pick(std::string const& title, base::FieldInfo const& field) {
    picker_.open(field.rules.refers_to, title, [this, &field](base::Id128 id) {
        wanted_({std::string(field.name), {}, base::to_text(id)});
    });
}

void FilterMenu::ask(TableInfo const& table, base::FieldInfo const& field) {
    bool const is_reference = !field.rules.refers_to.empty();
    auto const judge = [this, &field, is_reference](parts::AskDraft& draft) {
        base::Problems problems;
        if (is_reference && asks_for_value(draft)) return problems;
        auto problem = filter_asked(words_, zone_, field, draft).problem;
        if (!problem.rule.empty()) problems.push_back(std::move(problem));
        return problems;
    };
    auto view = view_of(words_, table, field);
    around_.dialog.open(view, judge,
                        [this, &field, is_reference, title = view.title](parts::AskDraft& draft) {
                            around_.dialog.done();
                            if (is_reference && asks_for_value(draft)) return pick(title, field);
                            wanted_(filter_asked(words_, zone_, field, draft).filter);
                        });
    around_.platform.wake();
}

}  // namespace tables
