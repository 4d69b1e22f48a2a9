#include "web-client/accounts/mine_commands.hpp"

namespace accounts {
namespace {

using look::Icon;
using Does = std::function<std::function<void()>(MineAct)>;

parts::Commands of_profile(MineView const& view, Does const& does) {
    parts::Commands commands{{"mine.picture-choose", Icon::pencil, does(MineAct::choose_picture)},
                             {"mine.save", Icon::save, does(MineAct::save_profile), view.save_grey},
                             {"mine.email-change", Icon::pencil, does(MineAct::change_email)}};
    commands[0].busy = view.picture_on_its_way;
    if (view.has_picture)
        commands.push_back({"mine.picture-remove", Icon::trash, does(MineAct::remove_picture)});
    if (view.email_confirmed) return commands;
    commands.push_back({view.by_letter ? "mine.email-again" : "mine.link-again", Icon::send,
                        does(MineAct::send_again)});
    commands.back().busy = view.sending;
    return commands;
}

parts::Commands of_entry(MineView const& view, Does const& does) {
    parts::Commands commands{{"mine.password-change", Icon::lock, does(MineAct::change_password)},
                             {"mine.sessions-show", Icon::monitor, does(MineAct::show_sessions)}};
    if (!view.second_factor) {
        commands.push_back(
            {"factor.begin", Icon::shield_check, does(MineAct::begin_second_factor)});
    } else {
        commands.push_back({"factor.renew", Icon::refresh_cw, does(MineAct::renew_codes)});
        commands.push_back({"factor.end", Icon::x, does(MineAct::end_second_factor)});
        commands.back().danger = true;
    }
    return commands;
}

parts::Commands of_everything(MineView const& view, Does const& does) {
    parts::Commands commands{{"mine.archive-download", Icon::archive, does(MineAct::download)}};
    commands[0].busy = view.preparing_archive;
    if (view.deletion_at_us == 0) {
        commands.push_back({"mine.leave-begin", Icon::trash, does(MineAct::delete_account)});
        commands.back().danger = true;
    } else {
        commands.push_back({"leaving.keep", Icon::check, does(MineAct::keep_account)});
    }
    return commands;
}

}  // namespace

parts::Commands mine_commands(MineView const& view, std::function<void(MineAct)> const& act) {
    if (view.loading) return {};
    Does const does = [&act](MineAct what) { return [act, what] { act(what); }; };
    switch (view.page) {
        case MinePage::profile:
            return of_profile(view, does);
        case MinePage::entry:
            return of_entry(view, does);
        case MinePage::tokens:
            return {{"token.make", Icon::plus, does(MineAct::make_token)}};
        case MinePage::everything:
            return of_everything(view, does);
    }
    return {};
}

parts::Commands token_commands(TokenRow const& token, MineDraft& draft) {
    parts::Command revoke{"token.revoke", Icon::trash,
                          [&draft, id = token.id] { draft.revoking = id; }};
    revoke.danger = true;
    return {std::move(revoke)};
}

MineButtons::MineButtons(look::Ui& ui, MineView const& view, MineWishes& wishes)
    : ui_(ui), commands_(mine_commands(view, [&wishes](MineAct act) { wishes.act = act; })) {}

void MineButtons::draw(std::string_view name, look::Kind kind) {
    look::Button looks;
    looks.kind = kind;
    auto const* command = parts::find(commands_, name);
    if (!command) return;
    if (auto const act = parts::button(ui_, *command, looks)) act();
}

void MineButtons::draw(parts::Flow& flow, std::string_view name, look::Kind kind) {
    auto const* command = parts::find(commands_, name);
    if (!command) return;
    if (auto const act = flow.command(*command, kind)) act();
}

}  // namespace accounts
