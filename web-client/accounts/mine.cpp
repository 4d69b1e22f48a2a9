#include "web-client/accounts/mine.hpp"

#include <algorithm>

#include "web-client/accounts/mine_commands.hpp"
#include "web-client/parts/part.hpp"
#include "web-client/shell/shell.hpp"

namespace accounts {
namespace {

constexpr float widest = 608;

std::string email_state(look::Ui const& ui, MineView const& view) {
    if (!view.new_email.empty())
        return ui.say(view.by_letter ? "mine.email-waits" : "mine.email-waits-by-hand",
                      {{"email", view.new_email}});
    if (view.email_confirmed) return ui.say("mine.email-confirmed");
    return ui.say(view.by_letter ? "mine.email-unconfirmed" : "mine.email-unconfirmed-by-hand");
}

void email(look::Ui& ui, MineView const& view, MineWishes& wishes) {
    parts::part(ui, ui.say("mine.email"), {});
    look::gap(ui, 4);
    look::text(ui, view.email);
    look::gap(ui, 4);
    bool const waits = !view.new_email.empty();
    bool const settled = view.email_confirmed && !waits;
    look::note(ui, settled ? look::Icon::circle_check : look::Icon::clock, email_state(ui, view),
               settled ? look::Tone::good : look::Tone::warn);
    look::gap(ui, 10);
    parts::Flow flow(ui);
    MineButtons buttons(ui, view, wishes);
    for (auto const* name : {"mine.email-change", "mine.email-again", "mine.link-again"})
        buttons.draw(flow, name);
}

void biography(look::Ui& ui, MineView const& view, MineDraft& draft) {
    look::TextStyle small;
    small.size = look::Size::small;
    small.tone = look::Tone::soft;
    std::string const label = ui.say("mine.biography");
    look::text(ui, label, small);
    look::gap(ui, 4);
    look::Editor editor;
    std::string const example = ui.say("mine.biography-example");
    editor.id = "biography";
    editor.label = label;
    editor.placeholder = example;
    editor.enter_sends = false;
    look::editor(ui, editor, draft.biography);
    look::below_editor(ui, draft.biography, view.longest_biography, view.biography_problem);
}

void one_line(look::Ui& ui, std::string const& id, std::string const& label,
              std::string const& problem, std::size_t longest, std::string& value) {
    look::Field field;
    field.id = id;
    field.label = label;
    field.problem = problem;
    field.longest = longest;
    look::field(ui, field, value);
    look::gap(ui, 12);
}

void picture(look::Ui& ui, MineView const& view, MineWishes& wishes) {
    constexpr float side = 96;
    look::Rect const line = look::here(ui, side);
    look::avatar(ui, view.name, view.id, side);
    look::beside(ui, 16);
    look::begin_column(ui, line.x + side + 16, line.width - side - 16);
    look::Paragraph small;
    small.style.size = look::Size::small;
    small.style.tone = look::Tone::soft;
    look::paragraph(ui, ui.say("mine.picture-about"), small);
    look::gap(ui, 8);
    parts::Flow flow(ui);
    MineButtons buttons(ui, view, wishes);
    for (auto const* name : {"mine.picture-choose", "mine.picture-remove"})
        buttons.draw(flow, name);
    look::end_column(ui);
    look::gap(ui, 16);
}

void settings(look::Ui& ui, MineView const& view, MineWishes& wishes) {
    parts::part(ui, ui.say("mine.settings"), ui.say("mine.settings-about"));
    look::TextStyle small;
    small.size = look::Size::small;
    small.tone = look::Tone::soft;
    std::string const language = ui.say("menu.language"), shade = ui.say("menu.shade");
    look::text(ui, language, small);
    look::gap(ui, 4);
    int chosen = view.language == words::Language::russian ? 0 : 1;
    std::vector<std::string> const languages{words::own_name(words::Language::russian),
                                             words::own_name(words::Language::english)};
    if (look::segments(ui, language, languages, chosen))
        wishes.language = chosen == 0 ? words::Language::russian : words::Language::english;
    look::gap(ui, 12);
    look::text(ui, shade, small);
    look::gap(ui, 4);
    int shown = static_cast<int>(view.shade);
    std::vector<std::string> const shades{ui.say("menu.shade-system"), ui.say("menu.shade-dark"),
                                          ui.say("menu.shade-light")};
    if (look::segments(ui, shade, shades, shown)) wishes.shade = static_cast<shell::Shade>(shown);
}

MinePage pages(look::Ui& ui, MineView const& view) {
    int chosen = static_cast<int>(view.page);
    look::tabs(ui, ui.say("mine.title"),
               {ui.say("mine.profile"), ui.say("mine.entry"), ui.say("mine.tokens"),
                ui.say("mine.everything")},
               chosen);
    return static_cast<MinePage>(chosen);
}

}  // namespace

void mine_profile(look::Ui& ui, MineView const& view, MineDraft& draft, MineWishes& wishes) {
    parts::part(ui, ui.say("mine.profile"), ui.say("mine.profile-about"));
    picture(ui, view, wishes);
    one_line(ui, "name", ui.say("mine.name"), view.name_problem, view.longest_name, draft.name);
    one_line(ui, "location", ui.say("mine.location"), view.location_problem, view.longest_location,
             draft.location);
    biography(ui, view, draft);
    look::gap(ui, 12);
    MineButtons(ui, view, wishes).draw("mine.save", look::Kind::primary);
    parts::part_end(ui);
    email(ui, view, wishes);
    parts::part_end(ui);
    settings(ui, view, wishes);
    look::gap(ui, 20);
}

MineWishes mine(look::Ui& ui, MineView const& view, MineDraft& draft, look::Rect rect,
                bool narrow) {
    MineWishes wishes;
    shell::Head head;
    head.icon = look::Icon::user;
    head.title = ui.say("mine.title");
    head.beside = view.name;
    head.back = narrow;
    wishes.back = shell::head(ui, rect, head).back;
    look::begin_region(ui, look::Role::main, head.title, rect, look::Ground::ground);
    look::Rect tabs = look::cut_top(rect, 36);
    tabs = look::inset(tabs, narrow ? 4 : 8, 0);
    ui.at(tabs);
    MinePage const page = pages(ui, view);
    if (page != view.page) wishes.page = page;
    look::Scroll scroll;
    std::string const id = "mine-" + std::to_string(static_cast<int>(view.page));
    scroll.id = id;
    look::begin_scroll(ui, scroll, rect);
    look::Rect const line = look::here(ui, 0);
    look::begin_column(ui, line.x, std::min(line.width, widest));
    if (view.loading) {
        look::spinner_line(ui, ui.say("mine.loading"));
    } else {
        switch (view.page) {
            case MinePage::profile:
                mine_profile(ui, view, draft, wishes);
                break;
            case MinePage::entry:
                mine_entry(ui, view, wishes);
                break;
            case MinePage::tokens:
                mine_tokens(ui, view, draft, wishes);
                break;
            case MinePage::everything:
                mine_everything(ui, view, wishes);
                break;
        }
    }
    look::end_column(ui);
    look::end_scroll(ui);
    look::end_region(ui);
    ask_before_revoking(ui, view, draft, wishes);
    return wishes;
}

}  // namespace accounts
