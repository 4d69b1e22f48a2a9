#include "web-client/accounts/admin.hpp"

#include <algorithm>

#include "web-client/look/widgets.hpp"
#include "web-client/shell/shell.hpp"

namespace accounts {
namespace {

base::Id128 id_of(AdminView const& view, int row) {
    auto const at = static_cast<std::size_t>(row);
    switch (view.page) {
        case AdminPage::people:
            return view.people[at].id.value;
        case AdminPage::invitations:
            return view.invitations[at].id.value;
        case AdminPage::audit:
            return view.audit[at].id.value;
        case AdminPage::letters:
            return view.letters[at].id.value;
        case AdminPage::reports:
            return view.reports[at].id.value;
        case AdminPage::workspace:
            break;
    }
    return {};
}

AdminAct head(look::Ui& ui, AdminView const& view, look::Rect& rect, bool narrow, bool& back) {
    shell::Head head;
    bool const of_workspace = view.page == AdminPage::workspace;
    head.icon = of_workspace ? look::Icon::building : look::Icon::settings;
    head.title = ui.say(of_workspace ? "admin.workspace" : "nav.admin");
    if (view.pages.total >= 0 && view.refused.empty() && !of_workspace)
        head.beside = ui.say(view.page == AdminPage::people ? "people.count" : "admin.count",
                             {{"n", view.pages.total}});
    head.back = narrow;
    AdminAct wished = AdminAct::none;
    auto const does = [&](AdminAct act) { wished = act; };
    // What turns the second factor on stands in the middle of the screen.
    auto const commands =
        lacks_second_factor(view) ? parts::Commands() : admin_page_commands(view, does);
    for (parts::Command const& command : commands) {
        head.actions.push_back(shell::action_of(ui, command));
        head.actions.back().icon_only = narrow;
    }
    if (!head.actions.empty()) head.actions.back().primary = true;
    shell::HeadEvent const event = shell::head(ui, rect, head);
    back = event.back;
    if (event.action >= 0) commands[static_cast<std::size_t>(event.action)].act();
    return wished;
}

}  // namespace

AdminWishes admin(look::Ui& ui, AdminView const& view, AdminDraft& draft, look::Rect rect,
                  bool narrow) {
    AdminWishes wishes;
    AdminAct const of_head = head(ui, view, rect, narrow, wishes.back);
    std::string const name =
        ui.say(view.page == AdminPage::workspace ? "admin.workspace" : "nav.admin");
    look::begin_region(ui, look::Role::main, name, rect, look::Ground::ground);
    if (!view.refused.empty()) {
        std::string const title = view.refused, text = ui.say("admin.members-only");
        look::empty_state(ui, rect, {look::Icon::lock, title, text, {}});
        look::end_region(ui);
        return wishes;
    }
    // The workspace is a place beside these, since a phone has no room for one more.
    if (view.page != AdminPage::workspace) {
        ui.at(look::inset(look::cut_top(rect, 36), narrow ? 4 : 8, 0));
        int chosen = static_cast<int>(view.page);
        look::tabs(ui, name,
                   {ui.say("admin.people"), ui.say("admin.invitations"), ui.say("admin.audit"),
                    ui.say("admin.letters"), ui.say("admin.reports")},
                   chosen);
        if (chosen != static_cast<int>(view.page)) wishes.page = static_cast<AdminPage>(chosen);
    }
    if (lacks_second_factor(view)) {
        auto const offered = admin_page_commands(view, [&](AdminAct act) { wishes.act = act; });
        parts::Command const& begin = offered.front();
        std::string const title = ui.say("factor.title"), action = ui.say(begin.name);
        if (look::empty_state(ui, rect, {begin.icon, title, view.pages.failure, action}))
            begin.act();
        look::end_region(ui);
        return wishes;
    }
    if (view.page == AdminPage::workspace) {
        auto const wished = workspace(ui, view.workspace, draft.workspace, rect);
        wishes.act = wished.save             ? AdminAct::save_workspace
                     : wished.choose_picture ? AdminAct::choose_picture
                     : wished.remove_picture ? AdminAct::remove_picture
                                             : of_head;
        look::end_region(ui);
        return wishes;
    }
    static_cast<parts::ListingWishes&>(wishes) =
        parts::listing(ui, admin_listing(ui, view), view.pages, draft.query(view.page), rect,
                       [&](int row) { return admin_cells(ui, view, row); });
    look::end_region(ui);
    if (wishes.pressed >= 0) {
        draft.opened = id_of(view, wishes.pressed);
        draft.open = true;
    }
    AdminAct const of_card = admin_card(ui, view, draft);
    wishes.act = of_head != AdminAct::none ? of_head : of_card;
    admin_questions(ui, view, draft, wishes);
    return wishes;
}

}  // namespace accounts
