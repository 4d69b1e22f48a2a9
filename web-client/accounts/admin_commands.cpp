// What administrators can do, as it is offered by buttons, by the cards of rows, and by whatever
// else lists commands.
#include <utility>

#include "web-client/accounts/admin.hpp"

namespace accounts {
namespace {

using look::Icon;

// Collects commands, each of which does one act.
class Offers {
public:
    explicit Offers(AdminDoes const& does) : does_(does) {}

    parts::Command& add(char const* name, Icon icon, AdminAct what, std::string grey = {}) {
        commands_.push_back({name, icon, [does = does_, what] { does(what); }, std::move(grey)});
        return commands_.back();
    }
    parts::Commands take() { return std::move(commands_); }

private:
    AdminDoes const& does_;
    parts::Commands commands_;
};

void offer(Offers& offers, Overview const& person, AdminView const& view) {
    auto const& greys = view.greys;
    if (person.administrator)
        offers.add("admin.take", Icon::shield_check, AdminAct::take, greys.administrator);
    else
        offers.add("admin.give", Icon::shield_check, AdminAct::give, greys.administrator);
    if (view.manages_groups)
        offers.add("admin.take-groups", Icon::users, AdminAct::take_groups, greys.groups);
    else
        offers.add("admin.give-groups", Icon::users, AdminAct::give_groups, greys.groups);
    if (person.kind == PersonKind::guest)
        offers.add("admin.make-member", Icon::user_plus, AdminAct::make_member, greys.kind);
    else
        offers.add("admin.make-guest", Icon::user_minus, AdminAct::make_guest, greys.kind);
    if (person.blocked)
        offers.add("admin.unblock", Icon::circle_check, AdminAct::unblock, greys.block);
    else
        offers.add("admin.block", Icon::ban, AdminAct::block, greys.block).danger = true;
    offers.add("admin.end-sessions", Icon::log_out, AdminAct::end_sessions, greys.end_sessions);
    if (person.second_factor)
        offers.add("admin.forget-factor", Icon::lock, AdminAct::forget_factor, greys.forget_factor);
    offers.add("admin.delete", Icon::trash, AdminAct::erase, greys.erase).danger = true;
}

}  // namespace

bool lacks_second_factor(AdminView const& view) {
    return view.pages.load == parts::Load::failed && view.pages.rule == "second-factor-required";
}

bool shows_settings(AdminView const& view) {
    return view.page == AdminPage::workspace && view.refused.empty() && !lacks_second_factor(view);
}

parts::Commands admin_page_commands(AdminView const& view, AdminDoes const& act) {
    if (!view.refused.empty()) return {};
    Offers offers(act);
    if (lacks_second_factor(view)) {
        offers.add("factor.begin", Icon::shield_check, AdminAct::turn_on_factor);
    } else if (view.page == AdminPage::people) {
        offers.add("admin.invite", Icon::send, AdminAct::invite);
        offers.add("admin.enrol", Icon::user_plus, AdminAct::enrol);
    } else if (view.page == AdminPage::workspace) {
        auto const& greys = view.workspace;
        offers.add("workspace.reset", Icon::undo_2, AdminAct::reset_workspace, greys.reset_grey);
        offers.add("mine.save", Icon::check, AdminAct::save_workspace, greys.save_grey);
    }
    return offers.take();
}

parts::Commands admin_row_commands(words::Words const& words, AdminView const& view,
                                   base::Id128 row, AdminDoes const& act) {
    Offers offers(act);
    switch (view.page) {
        case AdminPage::people:
            if (auto const* person = row_of(view.people, row)) offer(offers, *person, view);
            break;
        case AdminPage::invitations: {
            if (!row_of(view.invitations, row)) break;
            auto& back = offers.add("admin.take-back", Icon::ban, AdminAct::take_back);
            back.danger = true;
            back.busy = view.taking_back;
            break;
        }
        case AdminPage::letters: {
            auto const* letter = row_of(view.letters, row);
            if (!letter) break;
            if (letter->has_link) offers.add("admin.letter-link", Icon::eye, AdminAct::see_link);
            auto& again = offers.add("admin.letter-again", Icon::send, AdminAct::send_letter);
            if (letter->state == LetterState::sent) again.grey = words.explain("letter-was-sent");
            again.busy = view.sending_letter;
            break;
        }
        case AdminPage::audit:
        case AdminPage::reports:
        case AdminPage::workspace:
            break;  // what was done and what failed is only read
    }
    return offers.take();
}

parts::Commands admin_commands(words::Words const& words, AdminView const& view,
                               AdminDraft const& draft, AdminDoes const& act) {
    auto all = admin_page_commands(view, act);
    if (shows_settings(view))
        for (auto& command : picture_commands(
                 view.workspace, [act] { act(AdminAct::choose_picture); },
                 [act] { act(AdminAct::remove_picture); }))
            all.push_back(std::move(command));
    if (!draft.open || !view.refused.empty()) return all;
    for (auto& command : admin_row_commands(words, view, draft.opened, act))
        all.push_back(std::move(command));
    return all;
}

}  // namespace accounts
