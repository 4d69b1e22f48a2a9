#include "web-client/accounts/admin_screen.hpp"

#include "web-client/accounts/groups_screen.hpp"
#include "web-client/accounts/views.hpp"

namespace accounts {

namespace {

constexpr std::string_view routes[] = {"/admin/people",  "/admin/invitations", "/admin/audit",
                                       "/admin/letters", "/admin/reports",     workspace_route};

constexpr auto same = [](auto const& row) { return row; };

}  // namespace

AdminScreen::AdminScreen(house::Surroundings const& around)
    : around_(around),
      platform_(around.platform),
      api_(around.api),
      account_(around.account),
      workspace_(around, words_),
      turner_(around.platform, around.api),
      dialog_(around.dialog) {}

bool AdminScreen::go(std::string const& route) {
    for (std::size_t i = 0; i < std::size(routes); ++i) {
        if (route != routes[i]) continue;
        view_.page = static_cast<AdminPage>(i);
        view_.pages = {};
        view_.pages.load = parts::Load::loading;
        asked_ = false;
        close();
        return true;
    }
    return false;
}

void AdminScreen::close() {
    draft_.open = false;
    draft_.blocking.clear();
    draft_.ending_sessions.clear();
    draft_.deleting.clear();
    takes_pictures_ = false;
}

void AdminScreen::ask(bool more) {
    asked_ = true;
    auto const& query = draft_.query(view_.page);
    auto const words = [this] { return words_; };
    switch (view_.page) {
        case AdminPage::people:
            return turner_.ask<ListAccounts>(query, more, view_.people, view_.pages, words, same);
        case AdminPage::invitations:
            return turner_.ask<ListInvitations>(query, more, view_.invitations, view_.pages, words,
                                                same);
        case AdminPage::audit:
            return turner_.ask<ListAudit>(query, more, view_.audit, view_.pages, words, same);
        case AdminPage::letters:
            return turner_.ask<ListLetters>(query, more, view_.letters, view_.pages, words, same);
        case AdminPage::reports:
            return turner_.ask<ListReports>(query, more, view_.reports, view_.pages, words, same);
        case AdminPage::workspace:
            return;  // it is here
    }
}

Overview const* AdminScreen::opened() const { return row_of(view_.people, draft_.opened); }

parts::Commands AdminScreen::commands(words::Words const& words) {
    refresh(words);
    return admin_commands(words, view_, draft_, [this](AdminAct act) { carry_out(act); });
}

void AdminScreen::refresh_names() {
    auto const before = names_.made();
    auto const& names = names_.get({around_.names.version(), turner_.turned()}, [&] {
        std::map<base::Id128, std::string> known;
        for (auto const& entry : view_.audit)
            for (auto const id : {entry.actor, entry.subject}) {
                auto const called = around_.names.of(words_, {id});
                if (around_.names.find({id})) known[id] = called;
            }
        return known;
    });
    if (names_.made() != before) view_.names = names;
}

// What has changed since the list was asked for is known here already; and who has left, which
// takes the server a moment after it was wished, goes from the list, too.
void AdminScreen::follow_people() {
    auto const& world = account_.shown<Domain>();
    std::erase_if(view_.people, [&](Overview& person) {
        auto const* now = world.find(person.id);
        // Guests are not told of: what this client knows of them is what the list says.
        if (!now)
            return known_.contains(person.id) && person.kind == PersonKind::member &&
                   world.knows(directory());
        known_.insert(person.id);
        person.kind = now->kind;
        person.administrator = now->administrator;
        person.blocked = now->blocked;
        person.name = now->name;
        person.email = now->email;
        return false;
    });
}

void AdminScreen::refresh(words::Words const& words) {
    words_ = words;
    auto const& world = account_.shown<Domain>();
    view_.refused = account_.is_administrator()
                        ? std::string()
                        : words_.explain(base::Refusal{"administrators-only", {}});
    follow_people();
    if (untold_changes_ && account_.of<Domain>().outbox().empty()) {
        untold_changes_ = false;
        around_.names.search_anew();
        if (view_.page == AdminPage::people) ask(false);
    }
    if (view_.page == AdminPage::audit) refresh_names();
    if (view_.page == AdminPage::workspace) refresh_workspace();
    auto const* person = draft_.open ? opened() : nullptr;
    if (!person || view_.page != AdminPage::people) return;
    auto const grey = [&](Command const& command) {
        return house::grey(account_.of<Domain>(), words_, command);
    };
    view_.greys.administrator = grey(SetAdministrator{person->id, !person->administrator});
    bool const is_guest = person->kind == PersonKind::guest;
    auto const* row = world.find(person->id);
    if (!row && !is_guest) {
        // Who is not held is found by the server, and learned.
        around_.names.search(person->email, 1);
        row = around_.names.whole(person->id);
    }
    view_.manages_groups = row && row->manages_groups;
    view_.groups = groups_of(memberships_, words_, person->id);
    view_.greys.groups = row || is_guest ? grey(SetManagesGroups{person->id, !view_.manages_groups})
                                         : words_.say("people.loading");
    view_.greys.kind =
        grey(SetPersonKind{person->id, is_guest ? PersonKind::member : PersonKind::guest});
    view_.greys.block = grey(SetBlocked{person->id, !person->blocked});
    view_.greys.end_sessions = grey(EndSessions{person->id});
    auto const* mine = world.find(account_of(account_.me().id));
    char const* unable = person->id == account_.me().id  ? "own-factor"
                         : !mine || !mine->second_factor ? "second-factor-first"
                                                         : nullptr;
    view_.greys.forget_factor = unable ? words_.explain(unable) : std::string();
    auto const bar = bars_deletion(person->administrator);
    view_.greys.erase = bar ? words_.explain(*bar) : std::string();
}

// The server lets nobody do anything without a second factor where all need one; here that is seen
// without asking it.
void AdminScreen::refresh_workspace() {
    bool const lacks = workspace_.lacks_second_factor();
    view_.pages = {};
    view_.pages.load = lacks ? parts::Load::failed : parts::Load::ready;
    if (lacks) view_.pages.rule = "second-factor-required";
    if (lacks) view_.pages.failure = words_.explain("second-factor-required");
    workspace_.refresh(words_, view_.workspace, draft_.workspace);
}

// While settings are shown, files are of the workspace.
void AdminScreen::take_pictures() {
    bool const may = shows_settings(view_);
    bool const did = std::exchange(takes_pictures_, may);
    if (!may || did) return;
    around_.take_files([this](platform::LocalFile const& file) {
        if (takes_pictures_) workspace_.picture().send(file);
        return takes_pictures_;
    });
}

void AdminScreen::frame(look::Ui& ui, look::Rect rect, bool narrow) {
    refresh(*ui.words);
    if (!asked_ && view_.refused.empty()) ask(false);
    take_pictures();
    auto const wished = admin(ui, view_, draft_, rect, narrow);
    if (wished.query_changed || wished.retry) ask(false);
    if (wished.load_more) ask(true);
    if (wished.pressed >= 0) {
        memberships_.ask_anew();
        platform_.wake();  // its card opens in the next frame
    }
    if (wished.page) around_.visit(std::string(routes[static_cast<std::size_t>(*wished.page)]));
    if (wished.back) around_.back();
    carry_out(wished.act);
    carry_out(wished);
}

void AdminScreen::want(Command command, bool server_decides) {
    auto const* person = opened();
    bool const untold = person && !account_.shown<Domain>().find(person->id);
    untold_changes_ = untold_changes_ || untold || std::holds_alternative<SetPersonKind>(command);
    if (auto const refusal = account_.want(std::move(command)))
        around_.tell(words_.explain(*refusal), look::Tone::bad);
    else if (server_decides)
        around_.tell(words_.say("admin.asked"), look::Tone::normal);
}

void AdminScreen::carry_out(AdminAct act) {
    auto const* person = opened();
    switch (act) {
        case AdminAct::none:
            return;
        case AdminAct::enrol:
            return ask_enrol();
        case AdminAct::invite:
            return ask_invite();
        case AdminAct::send_letter:
            return send_letter();
        case AdminAct::see_link:
            return see_link();
        case AdminAct::take_back:
            return take_back();
        case AdminAct::turn_on_factor:
            return around_.visit("/account/entry");
        case AdminAct::save_workspace:
            return workspace_.save(words_, view_.workspace, draft_.workspace);
        case AdminAct::reset_workspace:
            return workspace_.reset(draft_.workspace);
        case AdminAct::choose_picture:
            return workspace_.picture().choose();
        case AdminAct::remove_picture:
            return workspace_.picture().remove<RemoveWorkspacePicture>();
        default:
            break;
    }
    if (!person) return;
    // All others ask first, in the card's place.
    if (act == AdminAct::unblock) return want(SetBlocked{person->id, false}, false);
    if (act == AdminAct::make_guest || act == AdminAct::make_member) {
        bool const leaves = act == AdminAct::make_guest;
        draft_.open = false;
        return want(SetPersonKind{person->id, leaves ? PersonKind::guest : PersonKind::member},
                    !leaves);
    }
    bool const gives_groups = act == AdminAct::give_groups;
    if (gives_groups || act == AdminAct::take_groups)
        return want(SetManagesGroups{person->id, gives_groups}, false);
    draft_.open = false;
    if (act == AdminAct::give) ask_right(*person, true);
    if (act == AdminAct::take) ask_right(*person, false);
    if (act == AdminAct::forget_factor) ask_forget_factor(*person);
    auto const id = base::to_text(person->id);
    if (act == AdminAct::block) draft_.blocking = id;
    if (act == AdminAct::end_sessions) {
        draft_.ending_sessions = id;
        draft_.ends_tokens = true;
    }
    if (act == AdminAct::erase) {
        draft_.deleting = id;
        draft_.erases_messages = false;
    }
    platform_.wake();  // the question opens in the next frame
}

void AdminScreen::carry_out(AdminWishes const& wished) {
    auto const person = [&](std::optional<std::string> const& text) -> Overview const* {
        auto const id = text ? base::id_from_text(*text) : std::nullopt;
        return id ? row_of(view_.people, *id) : nullptr;
    };
    if (auto const* blocked = person(wished.block)) want(SetBlocked{blocked->id, true}, true);
    if (auto const* out = person(wished.end_sessions))
        want(EndSessions{out->id, {}, draft_.ends_tokens}, true);
    if (auto const* gone = person(wished.erase)) ask_erase(*gone, draft_.erases_messages);
}

void AdminScreen::see_link() {
    draft_.open = false;
    if (auto const* letter = row_of(view_.letters, draft_.opened))
        ask_link(letter->id, letter->recipient);
}

void AdminScreen::send_letter() {
    view_.sending_letter = true;
    api_.call<SendLetterAgain>(
        {{draft_.opened}}, asking_.guarded([this](client::Reply<wire::Nothing> const& reply) {
            view_.sending_letter = false;
            if (!reply)
                return around_.tell(house::failures::in_words(words_, reply.failure),
                                    look::Tone::bad);
            around_.tell(words_.say("admin.letter-sent"), look::Tone::good);
            draft_.open = false;
            ask(false);
        }));
}

void AdminScreen::take_back() {
    view_.taking_back = true;
    api_.call<TakeBackInvitation>(
        {{draft_.opened}}, asking_.guarded([this](client::Reply<wire::Nothing> const& reply) {
            view_.taking_back = false;
            if (!reply)
                return around_.tell(house::failures::in_words(words_, reply.failure),
                                    look::Tone::bad);
            around_.tell(words_.say("admin.taken-back"), look::Tone::normal);
            draft_.open = false;
            ask(false);
        }));
}

}  // namespace accounts
