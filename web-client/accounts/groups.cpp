#include "web-client/accounts/groups.hpp"

#include "web-client/look/widgets.hpp"
#include "web-client/parts/confirm.hpp"
#include "web-client/shell/shell.hpp"

namespace accounts {
namespace {

void group(look::Ui& ui, GroupRow const& group, GroupsWishes& wishes) {
    std::string about =
        group.people < 0 ? std::string() : ui.say("people.count", {{"n", group.people}});
    if (group.mine) about += (about.empty() ? "" : " · ") + ui.say("groups.mine");
    look::Row row;
    row.id = group.id;
    row.label = group.name;
    row.detail = about;
    row.icon = look::Icon::users;
    row.height = 48;
    if (look::row(ui, row)) wishes.open = group.id;
}

void person(look::Ui& ui, GroupPerson const& person, GroupsDraft& draft) {
    look::Scope const scope(person.id);
    look::Rect rest = look::here(ui, 44);
    look::Node node;
    node.role = look::Role::listitem;
    node.name = person.name;
    node.rect = look::seen(rest);
    node.position = ui.row_position;
    node.set_size = ui.row_count;
    ui.nodes.open(std::move(node));
    look::Inside const inside(ui.nodes);
    look::draw_avatar(ui, look::centred(look::cut_left(rest, 32), 32, 32), person.name, person.id);
    look::cut_left(rest, 8);
    parts::Command const out{"groups.take-do", look::Icon::user_minus,
                             [&draft, &person] { draft.taking = person.id; }, person.grey};
    ui.at(look::centred(look::cut_right(rest, 28), 28, 28));
    std::string const label =
        person.me ? ui.say("groups.leave-do") : ui.say("groups.take", {{"name", person.name}});
    if (auto const act = parts::icon_button(ui, out, label)) act();
    ui.at(look::centred(rest, rest.width, 20));
    look::text(ui, person.name);
}

void questions(look::Ui& ui, GroupsView const& view, GroupsDraft& draft, GroupsWishes& wishes) {
    std::string const name = view.opened ? view.opened->name : std::string();
    if (!view.opened) draft = {};
    wishes.remove =
        parts::confirm(ui,
                       {ui.say("groups.remove-title", {{"name", name}}),
                        ui.say("groups.remove-text"), ui.say("groups.remove-do"), "remove-group"},
                       draft.removing);
    std::string who;
    bool me = false, found = false;
    for (auto const& each : view.people)
        if (each.id == draft.taking) {
            found = true;
            who = each.name;
            me = each.me;
        }
    if (!found) draft.taking.clear();  // somebody else was faster
    wishes.take =
        parts::confirm(ui,
                       {me ? ui.say("groups.leave-title", {{"group", name}})
                           : ui.say("groups.take-title", {{"name", who}, {"group", name}}),
                        ui.say("groups.take-text"),
                        ui.say(me ? "groups.leave-do" : "groups.take-do"), "take-from-group"},
                       draft.taking);
}

void rows(look::Ui& ui, GroupsView const& view, GroupsDraft& draft, std::string const& title,
          look::Rect rect, GroupsWishes& wishes) {
    look::Scroll scroll;
    scroll.id = view.one ? "group" : "groups";
    look::begin_scroll(ui, scroll, rect);
    look::List list;
    list.label = title;
    list.count = static_cast<int>(view.one ? view.people.size() : view.groups.size());
    list.row_height = view.one ? 44.0f : 48.0f;
    look::list(ui, list, [&](int i) {
        auto const at = static_cast<std::size_t>(i);
        if (view.one)
            person(ui, view.people[at], draft);
        else
            group(ui, view.groups[at], wishes);
    });
    look::end_scroll(ui);
}

}  // namespace

parts::Commands groups_commands(GroupsView const& view, std::function<void(GroupsAct)> const& act) {
    using look::Icon;
    auto const does = [&act](GroupsAct what) { return [act, what] { act(what); }; };
    if (!view.one) return {{"groups.make", Icon::plus, does(GroupsAct::make), view.make_grey}};
    if (!view.opened) return {};
    parts::Commands commands{
        {"groups.remove", Icon::trash, does(GroupsAct::remove), view.change_grey},
        {"groups.rename", Icon::pencil, does(GroupsAct::rename), view.change_grey},
        {"groups.add", Icon::user_plus, does(GroupsAct::add), view.change_grey}};
    commands.front().danger = true;
    return commands;
}

GroupsWishes groups(look::Ui& ui, GroupsView const& view, GroupsDraft& draft, look::Rect rect,
                    bool narrow) {
    GroupsWishes wishes;
    shell::Head head;
    head.icon = look::Icon::users;
    head.title = view.opened ? view.opened->name : ui.say("groups.title");
    head.back = narrow || view.one;
    auto const commands = groups_commands(view, [&](GroupsAct act) {
        if (act == GroupsAct::remove)
            draft.removing = true;
        else
            wishes.act = act;
    });
    for (parts::Command const& command : commands) {
        head.actions.push_back(shell::action_of(ui, command));
        head.actions.back().icon_only = narrow;
    }
    if (!head.actions.empty()) head.actions.back().primary = true;
    shell::HeadEvent const event = shell::head(ui, rect, head);
    wishes.back = event.back;
    if (event.action >= 0) commands[static_cast<std::size_t>(event.action)].act();
    look::begin_region(ui, look::Role::main, head.title, rect, look::Ground::ground);
    bool const none = view.one ? view.people.empty() : view.groups.empty();
    if (view.loading) {
        look::spinner_line(ui, ui.say("people.loading"));
    } else if (none) {
        bool const gone = view.one && !view.opened;
        std::string const title = gone                    ? ui.words->explain("group-unknown")
                                  : !view.one             ? ui.say("groups.none")
                                  : !view.failure.empty() ? view.failure
                                                          : ui.say("groups.empty"),
                          text = view.one ? std::string() : ui.say("groups.none-text");
        look::empty_state(ui, rect, {look::Icon::users, title, text, {}});
    } else {
        rows(ui, view, draft, head.title, rect, wishes);
    }
    look::end_region(ui);
    questions(ui, view, draft, wishes);
    return wishes;
}

}  // namespace accounts
