// What opens above the screens: making and changing a channel, inviting, signing out.
#include "shared/base/check.hpp"
#include "web-client/house/screens.hpp"

namespace house {

// Each is called in every frame: a dialog that was closed takes one more frame to leave the screen.
void Screens::dialogs(look::Ui& ui, ScreenWishes& wishes) {
    edit_channel(ui);
    auto const wished = messaging::invite_dialog(ui, invite_view_, invite_draft_, inviting_);
    for (auto const& text : wished.invite)
        if (auto const id = base::id_from_text(text))
            want(ui, messaging::Command(
                         messaging::Invite{channel_, {syncing::new_id(platform_)}, {*id}}));
    if (!wished.invite.empty()) inviting_ = false;
    if (wished.search_changed) platform_.wake();
    sign_out(ui, wishes);
}

void Screens::open_creating() {
    creating_ = true;
    changing_ = false;
    create_draft_ = {};
    create_kept_.open(account_.drafts(), views::new_channel_place,
                      {&create_draft_.title, &create_draft_.about});
}

void Screens::open_changing() {
    creating_ = changing_ = true;
    create_draft_ = {};
    create_draft_.title = details_view_.title;
    create_draft_.about = details_view_.about;
    create_kept_.open(account_.drafts(), views::rename_place(channel_),
                      {&create_draft_.title, &create_draft_.about});
}

void Screens::edit_channel(look::Ui& ui) {
    messaging::CreateView view;
    view.changes = changing_;
    view.longest_title = views::rules_of<messaging::CreateChannel>("title").longest;
    view.longest_about = views::rules_of<messaging::CreateChannel>("about").longest;
    if (!creating_) {
        messaging::create_dialog(ui, view, create_draft_, creating_);
        return;
    }
    messaging::CreateChannel wanted{{syncing::new_id(platform_)},
                                    {syncing::new_id(platform_)},
                                    account_.me().id,
                                    create_draft_.title,
                                    create_draft_.about};
    for (auto const& problem : base::check(wanted)) {
        if (problem.path == "/title") view.title_problem = ui.words->explain(problem);
        if (problem.path == "/about") view.about_problem = ui.words->explain(problem);
        view.grey = ui.words->explain(problem);
    }
    // While nothing has been typed the empty name is no mistake yet, only the reason why the button
    // is grey.
    if (!create_draft_.touched) view.title_problem.clear();
    if (changing_ && view.grey.empty())
        view.grey = views::grey(account_.of<messaging::Domain>(), *ui.words,
                                messaging::RenameChannel{channel_, wanted.title, wanted.about});
    auto const wished = messaging::create_dialog(ui, view, create_draft_, creating_);
    create_kept_.give(account_.drafts(), {&create_draft_.title, &create_draft_.about});
    if (wished.discard) create_kept_.drop(account_.drafts());
    if (!wished.create || !view.grey.empty()) return;
    // What was typed stays before the person when it is refused.
    auto const id = wanted.channel;
    creating_ = !want(ui,
                      changing_ ? messaging::Command(messaging::RenameChannel{
                                      channel_, wanted.title, wanted.about})
                                : messaging::Command(std::move(wanted)),
                      {create_kept_.place(), {}});
    if (!creating_ && !changing_) visit("/channels/" + base::to_text(id));
}

void Screens::sign_out(look::Ui& ui, ScreenWishes& wishes) {
    sign_out_view_.online = account_.status().link == syncing::Link::online;
    sign_out_view_.sending = sending_first_;
    auto const answer = shell::sign_out_dialog(ui, sign_out_view_, signing_out_);
    sign_out_view_.can_send = account_.status().unsent > 0;
    bool const nothing_left = sign_out_view_.unsent.empty();
    sending_first_ = sending_first_ && (sign_out_view_.can_send || nothing_left);
    switch (answer) {
        case shell::SignOut::none:
            if (!signing_out_)
                sending_first_ = false;
            else if (sending_first_ && nothing_left)
                wishes.sign_out = true;
            break;
        case shell::SignOut::cancel:
            signing_out_ = sending_first_ = false;
            break;
        case shell::SignOut::send_first:
            sending_first_ = true;
            account_.retry_now();
            break;
        case shell::SignOut::save_to_file:
            wishes.save_unsent = wishes.sign_out = true;
            break;
        case shell::SignOut::discard:
        case shell::SignOut::plain:
            wishes.sign_out = true;
            break;
    }
    if (wishes.sign_out) signing_out_ = sending_first_ = false;
}

}  // namespace house
