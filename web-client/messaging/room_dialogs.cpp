// What opens above a channel: making and changing one, and inviting to it.
#include "shared/base/check.hpp"
#include "shared/base/take_in.hpp"
#include "web-client/messaging/room.hpp"

namespace messaging {

// Each is called in every frame: a dialog that was closed takes one more frame to leave the screen.
void Room::dialogs(look::Ui& ui) {
    courier_.step();
    edit_channel(ui);
    invite(ui);
}

void Room::begin_inviting() {
    inviting_ = true;
    invite_draft_ = {};
    around_.names.search_anew();
    around_.platform.wake();
}

void Room::invite(look::Ui& ui) {
    auto const wished = parts::choose_people(ui, invite_view_.last(), invite_draft_, inviting_);
    for (auto const& text : wished.chosen)
        if (auto const id = base::id_from_text(text))
            want(*ui.words, Invite{channel_, {client::new_id(around_.platform)}, {*id}});
    if (!wished.chosen.empty()) inviting_ = false;
    if (wished.search_changed) around_.platform.wake();
}

void Room::begin_creating() {
    creating_ = true;
    changing_ = false;
    create_draft_ = {};
    create_kept_.open(account_.drafts(), new_channel_place,
                      {&create_draft_.title, &create_draft_.about});
}

void Room::begin_changing() {
    auto const* channel = account_.shown<Domain>().find(channel_);
    if (!channel) return;
    creating_ = changing_ = true;
    create_draft_ = {};
    create_draft_.title = channel->title;
    create_draft_.about = channel->about;
    create_kept_.open(account_.drafts(), rename_place(channel_),
                      {&create_draft_.title, &create_draft_.about});
}

void Room::edit_channel(look::Ui& ui) {
    CreateView view;
    view.changes = changing_;
    view.longest_title = house::rules_of<CreateChannel>("title").longest;
    view.longest_about = house::rules_of<CreateChannel>("about").longest;
    if (!creating_) {
        create_dialog(ui, view, create_draft_, creating_);
        return;
    }
    CreateChannel wanted{{client::new_id(around_.platform)},
                         {client::new_id(around_.platform)},
                         account_.me().id,
                         create_draft_.title,
                         create_draft_.about};
    base::take_in(wanted);
    for (auto const& problem : base::check(wanted)) {
        if (problem.path == "/title") view.title_problem = ui.words->explain(problem);
        if (problem.path == "/about") view.about_problem = ui.words->explain(problem);
        view.grey = ui.words->explain(problem);
    }
    // While nothing has been typed the empty name is no mistake yet, only the reason why the button
    // is grey.
    if (!create_draft_.touched) view.title_problem.clear();
    RenameChannel const renamed{channel_, wanted.title, wanted.about};
    if (changing_ && view.grey.empty())
        view.grey = house::grey(account_.of<Domain>(), *ui.words, renamed);
    auto const wished = create_dialog(ui, view, create_draft_, creating_);
    create_kept_.give(account_.drafts(), {&create_draft_.title, &create_draft_.about});
    if (wished.discard) create_kept_.drop(account_.drafts());
    if (!wished.create || !view.grey.empty()) return;
    // What was typed stays before the person when it is refused.
    auto const id = wanted.channel;
    creating_ = !want(*ui.words, changing_ ? Command(renamed) : Command(std::move(wanted)),
                      {create_kept_.place(), {}});
    if (!creating_ && !changing_) around_.visit(route_of(id));
}

}  // namespace messaging
