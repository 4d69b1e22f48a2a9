#include "web-client/messaging/details.hpp"

#include <algorithm>
#include <cmath>

#include "web-client/look/widgets.hpp"
#include "web-client/parts/confirm.hpp"

namespace messaging {
namespace {

void member(look::Ui& ui, MemberView const& member, DetailsDraft& draft) {
    look::Scope const scope(member.id);
    look::Rect rest = look::here(ui, 44);
    look::Node node;
    node.role = look::Role::listitem;
    node.name = member.name;
    if (member.owner) node.description = ui.say("details.owner");
    node.rect = look::seen(rest);
    node.position = ui.row_position;
    node.set_size = ui.row_count;
    node.state.busy = member.waiting;
    ui.nodes.open(std::move(node));
    look::Inside const inside(ui.nodes);
    look::draw_avatar(ui, look::centred(look::cut_left(rest, 32), 32, 32), member.name, member.id);
    look::cut_left(rest, 8);
    for (parts::Command const& command : member_commands(member, draft)) {
        look::Rect const place = look::centred(look::cut_right(rest, 28), 28, 28);
        ui.at(place);
        std::string const label = ui.say("details.remove", {{"name", member.name}});
        if (auto const act = parts::icon_button(ui, command, label)) act();
        look::cut_right(rest, 4);
    }
    std::string detail;
    if (member.owner) detail = ui.say("details.owner");
    if (member.waiting) detail = ui.say("details.invited");
    if (member.me)
        detail = detail.empty() ? ui.say("details.me") : detail + " · " + ui.say("details.me");
    look::Rect lines = look::centred(rest, rest.width, detail.empty() ? 20.0f : 38.0f);
    ui.at(look::cut_top(lines, 20));
    look::text(ui, member.name);
    if (detail.empty()) return;
    look::TextStyle small;
    small.size = look::Size::small;
    small.tone = member.waiting ? look::Tone::warn : look::Tone::faint;
    ui.at(lines);
    look::text(ui, detail, small);
}

void questions(look::Ui& ui, DetailsView const& view, DetailsDraft& draft, DetailsWishes& wishes) {
    std::string name;
    for (MemberView const& member : view.members)
        if (member.id == draft.removing) name = member.name;
    wishes.remove =
        parts::confirm(ui,
                       {ui.say("details.remove-title"),
                        ui.say("details.remove-text", {{"name", name}, {"title", view.title}}),
                        ui.say("details.remove-do")},
                       draft.removing);
    wishes.leave = parts::confirm(
        ui,
        {ui.say("details.leave-title"), ui.say("details.leave-text", {{"title", view.title}}),
         ui.say("details.leave-do")},
        draft.leaving);
}

void head(look::Ui& ui, look::Rect line, parts::Command const* close) {
    if (close) {
        ui.at(look::centred(look::cut_right(line, 32), 32, 32));
        if (auto const act = parts::icon_button(ui, *close)) act();
    }
    ui.at(line);
    look::heading(ui, ui.say("details.title"), 2);
}

}  // namespace

parts::Commands member_commands(MemberView const& member, DetailsDraft& draft) {
    if (member.me) return {};  // who leaves
    parts::Command remove{"details.remove-do", look::Icon::user_minus,
                          [&draft, id = member.id] { draft.removing = id; }, member.remove_grey};
    remove.danger = true;
    return {std::move(remove)};
}

parts::Commands details_commands(DetailsView const& view, bool closable,
                                 std::function<void(DetailsAct)> const& act) {
    using look::Icon;
    auto const does = [&act](DetailsAct what) { return [act, what] { act(what); }; };
    parts::Commands commands{
        {"details.invite", Icon::user_plus, does(DetailsAct::invite), view.invite_grey},
        {"details.edit", Icon::pencil, does(DetailsAct::edit), view.edit_grey},
        {"details.leave", Icon::log_out, does(DetailsAct::leave), view.leave_grey}};
    if (closable)
        commands.push_back(
            {"details.close", Icon::x, does(DetailsAct::close), {}, parts::Key::escape});
    return commands;
}

DetailsWishes details(look::Ui& ui, DetailsView const& view, DetailsDraft& draft, look::Rect rect,
                      bool closable) {
    DetailsWishes wishes;
    std::string const name = ui.say("details.title");
    look::begin_region(ui, look::Role::complementary, name, rect, look::Ground::panel);
    look::edge(ui, {rect.x, rect.y, 1, rect.height});
    look::Rect rest = rect;
    auto const commands = details_commands(view, closable, [&](DetailsAct act) {
        if (act == DetailsAct::leave)
            draft.leaving = true;
        else
            wishes.act = act;
    });
    head(ui, look::inset(look::cut_top(rest, 52), 16, 0), parts::find(commands, "details.close"));
    look::Scroll scroll;
    scroll.id = "details";
    scroll.padding_y = 4;
    look::begin_scroll(ui, scroll, rest);
    if (!view.about.empty()) {
        look::Paragraph how;
        how.style.tone = look::Tone::soft;
        look::paragraph(ui, view.about, how);
        look::gap(ui, 12);
    }
    look::TextStyle faint;
    faint.size = look::Size::small;
    faint.tone = look::Tone::faint;
    int const total = std::max(view.total, static_cast<int>(view.members.size()));
    look::text(ui, ui.say("details.members", {{"n", total}}), faint);
    look::gap(ui, 4);
    look::List list;
    list.label = name;
    list.count = static_cast<int>(view.members.size());
    list.row_height = 44;
    look::list(ui, list,
               [&](int i) { member(ui, view.members[static_cast<std::size_t>(i)], draft); });
    look::gap(ui, 12);
    for (auto const* each : {"details.invite", "details.edit", "details.leave"}) {
        if (auto const act = parts::wide_button(ui, *parts::find(commands, each))) act();
        look::gap(ui, 10);
    }
    look::end_scroll(ui);
    look::end_region(ui);
    questions(ui, view, draft, wishes);
    return wishes;
}

}  // namespace messaging
