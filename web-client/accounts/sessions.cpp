#include "web-client/accounts/sessions.hpp"

#include <algorithm>
#include <utility>

#include "web-client/look/text_layout.hpp"
#include "web-client/look/widgets.hpp"
#include "web-client/parts/confirm.hpp"
#include "web-client/shell/shell.hpp"

namespace accounts {
namespace {

bool is_phone(std::string const& device) {
    return device.find("Android") != std::string::npos ||
           device.find("iPhone") != std::string::npos || device.find("Mobile") != std::string::npos;
}

std::string when(look::Ui const& ui, SessionRow const& session) {
    std::string const seen = ui.words->moment(session.seen_at_us, ui.now_us, ui.zone);
    return ui.say("sessions.seen", {{"when", seen}});
}

constexpr float before_lines = 24 + 12, after_lines = 12;

// When it was seen and from where: in one line where there is room, else below one another.
std::vector<std::string> small_lines(look::Ui& ui, SessionRow const& session,
                                     look::TextStyle const& style, float width) {
    std::string const seen = when(ui, session);
    std::string const both = session.address.empty() ? seen : seen + " · " + session.address;
    if (look::text_width(ui, both, style) <= width) return {both};
    std::vector<std::string> lines;
    for (std::string const& text : {seen, session.address})
        for (auto const& line : look::lay_out(ui, look::plain_text(text), style, width).lines) {
            auto end = line.end;
            while (end > line.begin && text[end - 1] == ' ') --end;  // at which it was broken
            if (end > line.begin) lines.push_back(text.substr(line.begin, end - line.begin));
        }
    return lines;
}

void first_line(look::Ui& ui, SessionRow const& session, look::Rect line) {
    if (session.current) {
        std::string const chip = ui.say("sessions.current");
        float const width = std::min(look::chip_width(ui, chip), line.width / 2);
        float const name =
            std::min(look::text_width(ui, session.device) + 1, line.width - width - 8);
        look::draw_chip(ui, {line.x + name + 8, line.y - 1, width, 22}, {chip, look::Tone::good});
        line.width = name;
    }
    ui.at(line);
    look::text(ui, session.device);
}

void one(look::Ui& ui, SessionRow const& session, SessionsDraft& draft) {
    look::Scope const scope(session.id);
    auto const commands = session_commands(session, draft);
    look::Button end;
    std::string const label = ui.say(session.ending ? "sessions.ending" : "sessions.end");
    end.label = label;
    end.icon = look::Icon::log_out;
    float const beside = commands.empty() ? 0 : look::button_width(ui, end) + after_lines;
    look::TextStyle small;
    small.size = look::Size::small;
    small.tone = look::Tone::faint;
    auto const under =
        small_lines(ui, session, small, look::width_left(ui) - before_lines - beside);
    float const text_height = 20 + 18 * static_cast<float>(under.size());
    look::Rect const all = look::here(ui, text_height + 26);
    look::take_place(ui, all.width, all.height);
    look::Node node;
    node.role = look::Role::listitem;
    node.name = session.device;
    node.rect = look::seen(all);
    node.state.current = session.current;
    node.position = ui.row_position;
    node.set_size = ui.row_count;
    ui.nodes.open(std::move(node));
    look::Inside const inside(ui.nodes);
    look::Rect rest = all;
    look::draw_icon(ui, look::cut_left(rest, 24),
                    is_phone(session.device) ? look::Icon::smartphone : look::Icon::monitor,
                    look::Tone::soft, 20);
    look::cut_left(rest, before_lines - 24);
    look::Rect const button = look::cut_right(rest, beside);
    look::Rect lines = look::centred(rest, rest.width, text_height);
    first_line(ui, session, look::cut_top(lines, 20));
    for (std::string const& text : under) {
        ui.at(look::cut_top(lines, 18));
        look::text(ui, text, small);
    }
    for (parts::Command const& command : commands) {
        float const width = button.width - after_lines;
        ui.at({button.x + after_lines, button.y + (button.height - ui.theme.size.control) / 2,
               width, ui.theme.size.control});
        if (auto const act = parts::button(ui, command, end)) act();
    }
    ui.at({all.x, all.y + all.height - 1, all.width, 1});
    look::divider(ui);
}

void ask(look::Ui& ui, SessionsView const& view, SessionsDraft& draft, SessionsWishes& wishes) {
    std::string device;
    for (SessionRow const& session : view.sessions)
        if (session.id == draft.asking) device = session.device;
    wishes.end = parts::confirm(
        ui,
        {ui.say("sessions.ask-title"), ui.say("sessions.ask-text", {{"device", device}}),
         ui.say("sessions.end"), "end-session"},
        draft.asking);
}

void ask_all(look::Ui& ui, SessionsView const& view, SessionsDraft& draft, SessionsWishes& wishes) {
    auto const tokens = [&] {
        look::gap(ui, 8);
        look::paragraph(ui, view.tokens == 0
                                ? ui.say("sessions.no-tokens")
                                : ui.say("sessions.tokens-stay", {{"n", view.tokens}}));
        if (view.tokens == 0) return;
        look::gap(ui, 8);
        look::checkbox(ui, ui.say("mine.password-tokens", {{"n", view.tokens}}), draft.ends_tokens);
    };
    wishes.end_others =
        parts::confirm(ui,
                       {ui.say("sessions.others-title"), ui.say("sessions.others-text"),
                        ui.say("sessions.end-others"), "end-sessions"},
                       draft.asking_all, tokens);
    wishes.end_tokens = wishes.end_others && view.tokens > 0 && draft.ends_tokens;
}

void all_others(look::Ui& ui, SessionsView const& view, SessionsDraft& draft) {
    for (parts::Command const& command : sessions_commands(view, draft)) {
        look::gap(ui, 16);
        if (auto const act = parts::button(ui, command)) act();
    }
}

}  // namespace

parts::Commands session_commands(SessionRow const& session, SessionsDraft& draft) {
    if (session.current) return {};  // which is what signing out is for
    parts::Command end{"sessions.end", look::Icon::log_out,
                       [&draft, id = session.id] { draft.asking = id; }, session.end_grey};
    end.busy = session.ending;
    return {std::move(end)};
}

parts::Commands sessions_commands(SessionsView const& view, SessionsDraft& draft) {
    auto const is_other = [](SessionRow const& session) { return !session.current; };
    auto const others = std::count_if(view.sessions.begin(), view.sessions.end(), is_other);
    if (others < 2 && (others == 0 || view.tokens == 0)) return {};
    auto const ask = [&draft] { draft.asking_all = draft.ends_tokens = true; };
    parts::Command end{"sessions.end-others", look::Icon::log_out, ask};
    end.danger = true;
    return {std::move(end)};
}

SessionsWishes sessions(look::Ui& ui, SessionsView const& view, SessionsDraft& draft,
                        look::Rect rect, bool narrow) {
    SessionsWishes wishes;
    shell::Head head;
    head.icon = look::Icon::shield_check;
    head.title = ui.say("menu.sessions");
    head.back = narrow;
    wishes.back = shell::head(ui, rect, head).back;
    look::begin_region(ui, look::Role::main, head.title, rect, look::Ground::ground);
    look::Scroll scroll;
    scroll.id = "sessions";
    rect.width = std::min(rect.width, 760.0f);
    look::begin_scroll(ui, scroll, rect);
    look::TextStyle soft;
    soft.tone = look::Tone::soft;
    look::Paragraph how;
    how.style = soft;
    look::paragraph(ui, ui.say("sessions.about"), how);
    look::gap(ui, 8);
    look::Node node;
    node.role = look::Role::list;
    node.name = head.title;
    ui.nodes.open(std::move(node));
    ui.row_count = static_cast<int>(view.sessions.size());
    for (std::size_t i = 0; i < view.sessions.size(); ++i) {
        ui.row_position = static_cast<int>(i) + 1;
        one(ui, view.sessions[i], draft);
    }
    ui.nodes.close();
    if (view.loading) look::spinner_line(ui, ui.say("sessions.loading"));
    all_others(ui, view, draft);
    look::end_scroll(ui);
    look::end_region(ui);
    ask(ui, view, draft, wishes);
    ask_all(ui, view, draft, wishes);
    return wishes;
}

}  // namespace accounts
