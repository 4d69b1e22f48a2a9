#include "web-client/accounts/workspace_screen.hpp"

#include "web-client/house/judging.hpp"

namespace accounts {

Command WorkspaceScreen::change(WorkspaceDraft const& draft) const {
    return EditRows{client::new_id(around_.platform),
                    {{{client::new_id(around_.platform)}, draft.before, wanted(draft)}}};
}

bool WorkspaceScreen::lacks_second_factor() const {
    auto const& world = account_.shown<Domain>();
    auto const* row = world.find(the_workspace);
    auto const* mine = world.find(account_of(account_.me().id));
    return row && row->admin_second_factor && mine && !mine->second_factor;
}

void WorkspaceScreen::refresh(words::Words const& words, WorkspaceView& view,
                              WorkspaceDraft& draft) {
    auto const* row = account_.shown<Domain>().find(the_workspace);
    view.loading = row == nullptr;
    if (!row) return;
    view.name = account_.workspace_name();
    view.has_picture = !row->picture.empty();
    view.picture_on_its_way = picture_.is_on_its_way();
    view.rooms.clear();
    for (auto const domain : around_.domains)
        if (domain != Domain::name) view.rooms.emplace_back(domain);
    auto const version = account_.of<Domain>().version<Workspace>();
    if (followed_ != version) follow(*row, draft);
    followed_ = version;
    std::string fields;
    for (auto const name : draft.meanwhile)
        fields += (fields.empty() ? "" : ", ") + words.say("field." + std::string(name));
    view.meanwhile =
        fields.empty() ? fields : words.say("workspace.meanwhile", {{"fields", fields}});
    view.save_grey.clear();
    view.reset_grey = is_changed(draft) || !draft.problems.empty()
                          ? std::string()
                          : words.say("mine.nothing-changed");
    if (!draft.problems.empty())
        view.save_grey = words.explain(draft.problems[0]);
    else if (!is_changed(draft))
        view.save_grey = words.say("mine.nothing-changed");
    else
        view.save_grey = house::grey(account_.of<Domain>(), words, change(draft));
}

void WorkspaceScreen::save(words::Words const& words, WorkspaceView const& view,
                           WorkspaceDraft& draft) {
    draft.form.show_all = true;
    if (!view.save_grey.empty()) return;
    draft.after = wanted(draft);
    if (auto const refusal = account_.want(change(draft)))
        return around_.tell(words.explain(*refusal), look::Tone::bad);
    draft.form = {};
    draft.meanwhile.clear();
    around_.tell(words.say("workspace.saved"), look::Tone::good);
    around_.platform.wake();
}

void WorkspaceScreen::reset(WorkspaceDraft& draft) {
    draft = {};
    followed_.reset();
    around_.platform.wake();
}

}  // namespace accounts
