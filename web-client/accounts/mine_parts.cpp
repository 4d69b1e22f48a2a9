#include <algorithm>

#include "web-client/accounts/mine.hpp"
#include "web-client/parts/flow.hpp"
#include "web-client/parts/part.hpp"

namespace accounts {
namespace {

void second_factor(look::Ui& ui, MineView const& view, MineWishes& wishes) {
    parts::part(ui, ui.say("factor.title"), ui.say("factor.about"));
    if (!view.second_factor) {
        look::note(ui, look::Icon::circle_alert, ui.say("factor.off"));
        look::gap(ui, 10);
        if (parts::act(ui, ui.say("factor.begin"), look::Icon::shield_check))
            wishes.act = MineAct::begin_second_factor;
        return;
    }
    look::note(ui, look::Icon::circle_check, ui.say("factor.on"), look::Tone::good);
    look::gap(ui, 4);
    bool const few = view.recovery_codes < 3;
    look::note(ui, few ? look::Icon::triangle_alert : look::Icon::info,
               ui.say("factor.codes-left", {{"n", view.recovery_codes}}),
               few ? look::Tone::warn : look::Tone::faint);
    look::gap(ui, 10);
    parts::Flow flow(ui);
    look::Button button;
    std::string const renew = ui.say("factor.renew"), end = ui.say("factor.end");
    button.label = renew;
    button.icon = look::Icon::refresh_cw;
    if (flow.button(button)) wishes.act = MineAct::renew_codes;
    button.label = end;
    button.icon = look::Icon::x;
    button.kind = look::Kind::danger;
    if (flow.button(button)) wishes.act = MineAct::end_second_factor;
}

std::string used(look::Ui const& ui, TokenRow const& token) {
    if (token.used_at_us == 0) return ui.say("token.unused");
    return ui.say("token.used",
                  {{"when", ui.words->moment(token.used_at_us, ui.now_us, ui.utc_offset_s)}});
}

void token(look::Ui& ui, TokenRow const& token, MineDraft& draft) {
    look::Scope const scope(token.id);
    look::Node node;
    node.role = look::Role::listitem;
    node.name = token.name;
    node.position = ui.row_position;
    node.set_size = ui.row_count;
    ui.nodes.open(std::move(node));
    look::Inside const inside(ui.nodes);
    bool const over = token.ends_at_us <= ui.now_us;
    std::string const date = ui.words->date(token.ends_at_us, ui.utc_offset_s);
    std::string const ends = ui.say(over ? "token.ended" : "token.ends", {{"date", date}});
    look::Paragraph strong, small;
    strong.style.strong = true;
    small.style.size = look::Size::small;
    small.style.tone = over ? look::Tone::warn : look::Tone::soft;
    look::gap(ui, 12);
    look::paragraph(ui, token.name, strong);
    look::gap(ui, 2);
    look::paragraph(ui, token.scope + " · " + ends + " · " + used(ui, token), small);
    look::gap(ui, 8);
    if (parts::act(ui, ui.say("token.revoke"), look::Icon::trash, look::Kind::danger))
        draft.revoking = token.id;
    look::gap(ui, 12);
    look::divider(ui);
}

}  // namespace

void mine_entry(look::Ui& ui, MineView const& view, MineWishes& wishes) {
    parts::part(ui, ui.say("mine.password"), ui.say("mine.password-about"));
    if (parts::act(ui, ui.say("mine.password-change"), look::Icon::lock))
        wishes.act = MineAct::change_password;
    parts::part_end(ui);
    second_factor(ui, view, wishes);
    parts::part_end(ui);
    parts::part(ui, ui.say("menu.sessions"), ui.say("sessions.about"));
    if (parts::act(ui, ui.say("mine.sessions-show"), look::Icon::monitor))
        wishes.act = MineAct::show_sessions;
    look::gap(ui, 20);
}

void mine_tokens(look::Ui& ui, MineView const& view, MineDraft& draft, MineWishes& wishes) {
    parts::part(ui, ui.say("token.title"), ui.say("token.about"));
    if (parts::act(ui, ui.say("token.make"), look::Icon::plus, look::Kind::primary))
        wishes.act = MineAct::make_token;
    look::gap(ui, 12);
    if (view.tokens.empty()) {
        look::note(ui, look::Icon::info, ui.say("token.none"));
    } else {
        look::divider(ui);
        look::Node node;
        node.role = look::Role::list;
        node.name = ui.say("token.title");
        ui.nodes.open(std::move(node));
        ui.row_count = static_cast<int>(view.tokens.size());
        for (std::size_t i = 0; i < view.tokens.size(); ++i) {
            ui.row_position = static_cast<int>(i) + 1;
            token(ui, view.tokens[i], draft);
        }
        ui.nodes.close();
    }
}

void ask_before_revoking(look::Ui& ui, MineView const& view, MineDraft& draft, MineWishes& wishes) {
    bool open = !draft.revoking.empty();
    look::Dialog dialog;
    std::string const title = ui.say("token.revoke-title");
    dialog.title = title;
    dialog.id = "revoke";
    dialog.width = 400;
    if (!look::begin_dialog(ui, dialog, open)) return;
    std::string name;
    for (TokenRow const& row : view.tokens)
        if (row.id == draft.revoking) name = row.name;
    look::paragraph(ui, ui.say("token.revoke-text", {{"name", name}}));
    look::DialogButtons buttons;
    std::string const main = ui.say("token.revoke-do"), other = ui.say("dialog.cancel");
    buttons.main.label = main;
    buttons.main.kind = look::Kind::danger;
    buttons.other = other;
    look::Answer const answer = look::dialog_buttons(ui, buttons);
    if (answer == look::Answer::main) wishes.revoke = draft.revoking;
    if (answer != look::Answer::none) open = false;
    if (!open) draft.revoking.clear();
    look::end_dialog(ui);
}

void mine_everything(look::Ui& ui, MineView const& view, MineWishes& wishes) {
    parts::part(ui, ui.say("mine.archive"), ui.say("mine.archive-about"));
    if (parts::act(ui, ui.say("mine.archive-download"), look::Icon::archive, look::Kind::normal, {},
                   view.preparing_archive))
        wishes.act = MineAct::download;
    parts::part_end(ui);
    if (view.deletion_at_us == 0) {
        parts::part(ui, ui.say("mine.leave"), ui.say("mine.leave-about"));
        if (parts::act(ui, ui.say("mine.leave-begin"), look::Icon::trash, look::Kind::danger))
            wishes.act = MineAct::delete_account;
        return;
    }
    std::string const date = ui.words->date(view.deletion_at_us, ui.utc_offset_s);
    parts::part(ui, ui.say("mine.leave"), ui.say("leaving.on", {{"date", date}}));
    look::note(ui, look::Icon::info,
               ui.say(view.erases_messages ? "leaving.erases" : "leaving.keeps"));
    look::gap(ui, 10);
    if (parts::act(ui, ui.say("leaving.keep"), look::Icon::check, look::Kind::primary))
        wishes.act = MineAct::keep_account;
}

}  // namespace accounts
