#include "web-client/shell/palette.hpp"

#include <algorithm>
#include <optional>

#include "shared/base/text.hpp"
#include "shared/base/unicode.hpp"
#include "web-client/look/widgets.hpp"

namespace shell {
namespace {

// Keys in their order on the keyboard, by what they type in either layout.
constexpr std::u32string_view in_latin = U"qwertyuiop[]asdfghjkl;'zxcvbnm,.`";
constexpr std::u32string_view in_cyrillic = U"йцукенгшщзхъфывапролджэячсмитьбюё";
static_assert(in_latin.size() == in_cyrillic.size());

std::vector<std::string> words_in(std::string_view text) {
    std::vector<std::string> words(1);
    for (char const c : base::folded(text)) {
        if (c != ' ')
            words.back() += c;
        else if (!words.back().empty())
            words.emplace_back();
    }
    if (words.back().empty()) words.pop_back();
    return words;
}

// How far a word is from what a name begins with; nothing: it is not in it.
std::optional<int> distance(std::string const& word, std::string const& name) {
    auto const at = name.find(word);
    if (at == std::string::npos) return std::nullopt;
    if (at == 0) return 0;
    for (auto begin = at; begin != std::string::npos; begin = name.find(word, begin + 1))
        if (name[begin - 1] == ' ') return 1;
    return 3;
}

struct Names {
    std::string label, other, detail;  // as they are searched
};

std::optional<int> distance(std::vector<std::string> const& typed, Names const& names) {
    int sum = 0;
    for (auto const& word : typed) {
        std::optional<int> least;
        auto const consider = [&](std::string const& name, int worse) {
            if (auto const far = distance(word, name); far && (!least || *far + worse < *least))
                least = *far + worse;
        };
        consider(names.label, 0);
        consider(names.other, 4);
        consider(names.detail, 8);
        if (!least) return std::nullopt;
        sum += *least;
    }
    return sum;
}

void add_places(std::vector<PaletteEntry>& all, PaletteSource const& source) {
    for (std::size_t s = 0; s < source.sections.size(); ++s) {
        auto const& section = source.sections[s];
        for (std::size_t e = 0; e < section.entries.size(); ++e) {
            auto const& entry = section.entries[e];
            PaletteEntry place{entry.label, section.title};
            bool const known =
                s < source.other_sections.size() && e < source.other_sections[s].entries.size();
            if (known) place.other = source.other_sections[s].entries[e].label;
            place.route = entry.route;
            place.icon = entry.icon;
            place.count = entry.count;
            place.strong = entry.strong || entry.count > 0;
            all.push_back(std::move(place));
        }
    }
}

void add_command(std::vector<PaletteEntry>& all, PaletteSource const& source,
                 parts::Command const& command) {
    PaletteEntry entry{source.words.say(command.name), source.words.say("palette.command")};
    entry.other = source.other_words.say(command.name);
    entry.act = command.act;
    entry.icon = command.icon;
    entry.grey = command.grey;
    all.push_back(std::move(entry));
}

}  // namespace

std::string in_other_layout(std::string_view typed) {
    std::string text;
    while (!typed.empty()) {
        char32_t letter = base::next_code_point(typed);
        if (letter >= U'A' && letter <= U'Z') letter += U'a' - U'A';
        if (letter >= U'А' && letter <= U'Я') letter += U'а' - U'А';
        if (auto const at = in_latin.find(letter); at != std::u32string_view::npos)
            letter = in_cyrillic[at];
        else if (auto const other = in_cyrillic.find(letter); other != std::u32string_view::npos)
            letter = in_latin[other];
        base::append_utf8(text, letter);
    }
    return text;
}

std::vector<PaletteEntry> palette_entries(PaletteSource const& source) {
    std::vector<PaletteEntry> all;
    add_places(all, source);
    std::stable_partition(all.begin(), all.end(), [](auto const& place) { return place.strong; });
    for (auto const& section : source.sections)
        if (section.action && !parts::find(source.commands, section.action->name))
            add_command(all, source, *section.action);
    for (auto const& command : source.commands) add_command(all, source, command);
    return all;
}

std::vector<std::size_t> palette_found(std::vector<PaletteEntry> const& entries,
                                       std::string_view typed) {
    constexpr int of_other_layout = 100;
    auto const words = words_in(typed), others = words_in(in_other_layout(typed));
    std::vector<std::pair<int, std::size_t>> found;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        auto const& entry = entries[i];
        Names const names{base::folded(entry.label), base::folded(entry.other),
                          base::folded(entry.detail)};
        if (auto const far = distance(words, names))
            found.emplace_back(*far, i);
        else if (auto const further = distance(others, names))
            found.emplace_back(*further + of_other_layout, i);
    }
    std::sort(found.begin(), found.end());
    std::vector<std::size_t> places;
    for (auto const& [far, i] : found) places.push_back(i);
    return places;
}

PaletteEntry const* palette(look::Ui& ui, std::vector<PaletteEntry> const& entries,
                            PaletteDraft& draft) {
    constexpr float row_height = 44, most_rows = 8;
    look::Dialog dialog;
    std::string const title = ui.say("palette.title"), label = ui.say("palette.label");
    dialog.title = title;
    dialog.id = "palette";
    dialog.width = 560;
    if (!draft.open) draft = {};
    if (!look::begin_dialog(ui, dialog, draft.open)) return nullptr;
    look::Field field;
    field.id = "palette";
    field.label = field.placeholder = label;
    field.label_hidden = true;
    field.icon = look::Icon::search;
    field.focus = !draft.focus_given;
    draft.focus_given = true;
    bool const entered = look::field(ui, field, draft.typed).entered;
    look::gap(ui, 8);
    auto const found = palette_found(entries, draft.typed);
    PaletteEntry const* chosen = nullptr;
    look::Rect const rect = look::here(ui, row_height * most_rows);
    look::take_place(ui, rect.width, rect.height);
    look::Scroll scroll;
    scroll.id = "found";
    scroll.padding_x = scroll.padding_y = 0;
    look::begin_scroll(ui, scroll, rect);
    look::List list;
    list.label = title;
    list.count = static_cast<int>(found.size());
    list.row_height = row_height;
    list.role = look::Role::listbox;
    look::list(ui, list, [&](int i) {
        auto const& entry = entries[found[static_cast<std::size_t>(i)]];
        std::string const id = entry.route + "\n" + entry.label;
        look::Row row;
        row.id = id;
        row.label = entry.label;
        row.detail = entry.grey.empty() ? entry.detail : entry.grey;
        row.icon = entry.icon;
        row.count = entry.count;
        row.strong = entry.strong;
        row.selected = i == 0 && !draft.typed.empty();  // what Enter in the field does
        row.grey = entry.grey;
        row.role = look::Role::option;
        row.height = row_height;
        if (look::row(ui, row)) chosen = &entry;
    });
    if (found.empty()) look::note(ui, look::Icon::search, ui.say("palette.none"));
    look::end_scroll(ui);
    bool const may = !found.empty() && entries[found.front()].grey.empty();
    if (entered && !draft.typed.empty() && may) chosen = &entries[found.front()];
    look::end_dialog(ui);
    if (chosen) draft.open = false;
    return chosen;
}

}  // namespace shell
