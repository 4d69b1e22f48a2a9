#include "web-client/accounts/workspace.hpp"

#include <algorithm>
#include <charconv>

#include "shared/base/decimal.hpp"
#include "shared/base/take_in.hpp"
#include "shared/wire/bytes.hpp"
#include "web-client/look/typing.hpp"
#include "web-client/look/widgets.hpp"
#include "web-client/parts/flow.hpp"
#include "web-client/parts/part.hpp"

namespace accounts {
namespace {

constexpr float widest_form = 608;
constexpr std::string_view languages[] = {"", "ru", "en"};

// The fields of these names, as a form of their own.
void part_of_form(look::Ui& ui, WorkspaceDraft& draft,
                  std::initializer_list<std::string_view> names, WorkspaceWishes& wishes) {
    auto part = base::type_of<Workspace>();
    std::vector<base::FieldInfo> fields;
    for (auto const name : names)
        for (auto const& field : part.fields)
            if (field.name == name) fields.push_back(field);
    part.fields = fields;
    look::FormText texts;
    texts.label = [&](std::string_view field) { return ui.say("field." + std::string(field)); };
    texts.option = [&](std::string_view option) { return ui.say("option." + std::string(option)); };
    auto const formed = look::form(ui, texts, part, &draft.after, draft.form);
    for (auto const& problem : formed.problems) draft.problems.push_back(problem);
    wishes.save = wishes.save || formed.entered;
}

void small_label(look::Ui& ui, std::string const& label) {
    look::TextStyle small;
    small.size = look::Size::small;
    small.tone = look::Tone::soft;
    look::text(ui, label, small);
    look::gap(ui, 4);
}

void its_picture(look::Ui& ui, WorkspaceView const& view, WorkspaceWishes& wishes) {
    constexpr float side = 64;
    small_label(ui, ui.say("field.picture"));
    look::Rect const line = look::here(ui, side);
    look::draw_emblem(ui, look::take_place(ui, side, side), view.name,
                      base::to_text(the_workspace));
    look::beside(ui, 16);
    look::begin_column(ui, line.x + side + 16, line.width - side - 16);
    look::Paragraph about;
    about.style.size = look::Size::small;
    about.style.tone = look::Tone::soft;
    look::paragraph(ui, ui.say("workspace.picture-about"), about);
    look::gap(ui, 8);
    parts::Flow flow(ui);
    auto const commands = picture_commands(
        view, [&] { wishes.choose_picture = true; }, [&] { wishes.remove_picture = true; });
    for (auto const& command : commands)
        if (auto const act = flow.command(command)) act();
    look::end_column(ui);
    look::gap(ui, 16);
}

void language(look::Ui& ui, WorkspaceDraft& draft) {
    std::string const label = ui.say("field.language");
    small_label(ui, label);
    int chosen = 0;
    for (int i = 0; i < 3; ++i)
        if (draft.after.language == languages[i]) chosen = i;
    if (look::segments(ui, label,
                       {ui.say("option.system"), words::own_name(words::Language::russian),
                        words::own_name(words::Language::english)},
                       chosen))
        draft.after.language = languages[chosen];
    look::gap(ui, 12);
}

void message(look::Ui& ui, WorkspaceDraft& draft) {
    std::string const label = ui.say("field.message");
    small_label(ui, label);
    look::Editor editor;
    editor.id = "message";
    editor.label = label;
    editor.enter_sends = false;
    look::editor(ui, editor, draft.message);
    base::Problems problems;
    base::Rules rules;
    for (auto const& field : base::describe<Workspace>())
        if (field.name == "message") rules = field.rules;
    draft.after.message = base::taken_in(draft.message.text, rules);
    base::check_value(draft.after.message, rules, "/message", problems);
    look::below_editor(ui, draft.message, rules.longest,
                       problems.empty() ? std::string() : ui.words->explain(problems[0]));
    for (auto& problem : problems) draft.problems.push_back(std::move(problem));
}

void days(look::Ui& ui, WorkspaceDraft& draft) {
    small_label(ui, ui.say("field.working_days"));
    for (int day = 0; day < 7; ++day) {
        bool works = (draft.after.working_days >> day & 1) != 0;
        if (look::checkbox(ui, ui.say("weekday." + std::to_string(day + 1)), works))
            draft.after.working_days ^= 1 << day;
        look::gap(ui, 4);
    }
    if (draft.after.working_days == 0) {
        base::Problem const none{"/working_days", "required", {}};
        look::note(ui, look::Icon::circle_alert, ui.words->explain(none), look::Tone::bad);
        draft.problems.push_back(none);
    }
    look::gap(ui, 8);
}

void clock(look::Ui& ui, WorkspaceDraft& draft, char const* name, std::string& typed,
           std::int32_t& minutes, WorkspaceWishes& wishes) {
    look::Field field;
    std::string const label = ui.say("field." + std::string(name));
    base::Problem const wrong{"/" + std::string(name), "not-a-time", {}};
    std::string const problem = clock_typed(typed) ? std::string() : ui.words->explain(wrong);
    field.id = name;
    field.label = label;
    field.problem = problem;
    wishes.save = look::field(ui, field, typed).entered || wishes.save;
    if (auto const read = clock_typed(typed))
        minutes = *read;
    else
        draft.problems.push_back(wrong);
    look::gap(ui, 12);
}

void rooms(look::Ui& ui, WorkspaceView const& view, WorkspaceDraft& draft) {
    auto& off = draft.after.rooms_off;
    for (auto const& domain : view.rooms) {
        bool on = !is_off(draft.after, domain);
        if (look::checkbox(ui, ui.say("domain." + domain), on)) {
            std::erase_if(off, [&](RoomOff const& room) { return room.domain == domain; });
            if (!on) off.push_back({domain});
        }
        look::gap(ui, 4);
    }
}

std::string bytes_of(base::FieldInfo const& field, Workspace const& row) {
    return wire::to_bytes(*field.type, field.of(&row));
}
void put(base::FieldInfo const& field, std::string const& bytes, Workspace& row) {
    wire::from_bytes(bytes, *field.type, field.member(&row));
}

// What stands in the fields is made from the row anew.
void show(std::string_view field, WorkspaceDraft& draft) {
    std::string const name(field);
    std::erase_if(draft.form.typed, [&](auto const& typed) {
        return typed.first == name || typed.first.rfind(name + "/", 0) == 0;
    });
    if (name == "message") look::typing::set_text(draft.message, draft.after.message);
    if (name == "work_begins") draft.begins = clock_text(draft.after.work_begins);
    if (name == "work_ends") draft.ends = clock_text(draft.after.work_ends);
}

}  // namespace

parts::Commands picture_commands(WorkspaceView const& view, std::function<void()> choose,
                                 std::function<void()> remove) {
    parts::Commands commands{{"mine.picture-choose", look::Icon::pencil, std::move(choose)}};
    commands[0].busy = view.picture_on_its_way;
    if (view.has_picture)
        commands.push_back({"mine.picture-remove", look::Icon::trash, std::move(remove)});
    return commands;
}

std::string clock_text(std::int32_t minutes) {
    auto const rest = std::to_string(minutes % 60);
    return std::to_string(minutes / 60) + (rest.size() < 2 ? ":0" : ":") + rest;
}

std::optional<std::int32_t> clock_typed(std::string_view typed) {
    auto const text = base::plain_figures(typed);
    auto const colon = text.find_first_of(":.");
    auto const number = [](std::string_view part,
                           std::int32_t most) -> std::optional<std::int32_t> {
        std::int32_t value = 0;
        auto const [end, error] = std::from_chars(part.data(), part.data() + part.size(), value);
        bool const good = error == std::errc() && end == part.data() + part.size() && value >= 0;
        return good && part.size() <= 2 && value <= most ? std::optional(value) : std::nullopt;
    };
    auto const hours = number(std::string_view(text).substr(0, colon), 24);
    auto const minutes = colon == std::string::npos
                             ? std::optional(0)
                             : number(std::string_view(text).substr(colon + 1), 59);
    bool const whole = colon == std::string::npos || text.size() - colon == 3;
    if (!hours || !minutes || !whole || (*hours == 24 && *minutes > 0)) return std::nullopt;
    return *hours * 60 + *minutes;
}

void follow(Workspace const& now, WorkspaceDraft& draft) {
    auto typed = draft.after;
    base::take_in(typed);
    for (auto const& field : base::describe<Workspace>()) {
        auto const was = bytes_of(field, draft.before), is = bytes_of(field, now),
                   mine = bytes_of(field, typed);
        if (draft.begun && is == was) continue;
        put(field, is, draft.before);
        bool const mine_differs = draft.begun && mine != was && mine != is;
        if (mine_differs) {
            draft.meanwhile.insert(field.name);
            continue;
        }
        draft.meanwhile.erase(field.name);
        put(field, is, draft.after);
        show(field.name, draft);
    }
    draft.begun = true;
}

Workspace wanted(WorkspaceDraft const& draft) {
    auto row = draft.after;
    base::take_in(row);
    std::sort(row.holidays.begin(), row.holidays.end(),
              [](Holiday a, Holiday b) { return a.day < b.day; });
    row.holidays.erase(std::unique(row.holidays.begin(), row.holidays.end()), row.holidays.end());
    std::sort(row.rooms_off.begin(), row.rooms_off.end(),
              [](RoomOff const& a, RoomOff const& b) { return a.domain < b.domain; });
    return row;
}

bool is_changed(WorkspaceDraft const& draft) {
    return wire::to_bytes(wanted(draft)) != wire::to_bytes(draft.before);
}

WorkspaceWishes workspace(look::Ui& ui, WorkspaceView const& view, WorkspaceDraft& draft,
                          look::Rect rect) {
    WorkspaceWishes wishes;
    look::Scroll scroll;
    scroll.id = "workspace";
    look::begin_scroll(ui, scroll, rect);
    look::Rect const line = look::here(ui, 0);
    look::begin_column(ui, line.x, std::min(line.width, widest_form));
    draft.problems.clear();
    if (view.loading) {
        look::spinner_line(ui, ui.say("admin.loading"));
    } else {
        if (!view.meanwhile.empty()) {
            look::note(ui, look::Icon::triangle_alert, view.meanwhile, look::Tone::warn);
            look::gap(ui, 12);
        }
        parts::part(ui, ui.say("workspace.general"), ui.say("workspace.about"));
        part_of_form(ui, draft, {"name"}, wishes);
        its_picture(ui, view, wishes);
        language(ui, draft);
        part_of_form(ui, draft, {"currency"}, wishes);
        message(ui, draft);
        parts::part_end(ui);
        parts::part(ui, ui.say("workspace.time"), {});
        part_of_form(ui, draft, {"zone"}, wishes);
        days(ui, draft);
        clock(ui, draft, "work_begins", draft.begins, draft.after.work_begins, wishes);
        clock(ui, draft, "work_ends", draft.ends, draft.after.work_ends, wishes);
        small_label(ui, ui.say("field.holidays"));
        part_of_form(ui, draft, {"holidays"}, wishes);
        parts::part_end(ui);
        parts::part(ui, ui.say("workspace.access"), {});
        part_of_form(ui, draft, {"registration", "newcomers", "admin_second_factor"}, wishes);
        parts::part_end(ui);
        parts::part(ui, ui.say("workspace.rooms"), ui.say("workspace.rooms-about"));
        rooms(ui, view, draft);
        look::gap(ui, 20);
    }
    look::end_column(ui);
    look::end_scroll(ui);
    wishes.save = wishes.save || look::ctrl_entered(ui);
    return wishes;
}

}  // namespace accounts
