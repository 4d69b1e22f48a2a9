#include "web-client/accounts/mine_commands.hpp"
#include "web-client/parts/confirm.hpp"
#include "web-client/parts/part.hpp"

namespace accounts {
namespace {

void second_factor(look::Ui& ui, MineView const& view, MineWishes& wishes) {
    MineButtons buttons(ui, view, wishes);
    parts::part(ui, ui.say("factor.title"), ui.say("factor.about"));
    if (!view.second_factor) {
        look::note(ui, look::Icon::circle_alert, ui.say("factor.off"));
        look::gap(ui, 10);
        return buttons.draw("factor.begin");
    }
    look::note(ui, look::Icon::circle_check, ui.say("factor.on"), look::Tone::good);
    look::gap(ui, 4);
    bool const few = view.recovery_codes < 3;
    look::note(ui, few ? look::Icon::triangle_alert : look::Icon::info,
               ui.say("factor.codes-left", {{"n", view.recovery_codes}}),
               few ? look::Tone::warn : look::Tone::faint);
    look::gap(ui, 10);
    parts::Flow flow(ui);
    buttons.draw(flow, "factor.renew");
    buttons.draw(flow, "factor.end");
}

std::string used(look::Ui const& ui, TokenRow const& token) {
    if (token.used_at_us == 0) return ui.say("token.unused");
    return ui.say("token.used", {{"when", ui.words->moment(token.used_at_us, ui.now_us, ui.zone)}});
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
    std::string const date = ui.words->date(token.ends_at_us, ui.zone);
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
    for (parts::Command const& command : token_commands(token, draft))
        if (auto const act = parts::button(ui, command)) act();
    look::gap(ui, 12);
    look::divider(ui);
}

}  // namespace

void mine_entry(look::Ui& ui, MineView const& view, MineWishes& wishes) {
    parts::part(ui, ui.say("mine.password"), ui.say("mine.password-about"));
    MineButtons buttons(ui, view, wishes);
    buttons.draw("mine.password-change");
    parts::part_end(ui);
    second_factor(ui, view, wishes);
    parts::part_end(ui);
    parts::part(ui, ui.say("menu.sessions"), ui.say("sessions.about"));
    buttons.draw("mine.sessions-show");
    look::gap(ui, 20);
}

void mine_tokens(look::Ui& ui, MineView const& view, MineDraft& draft, MineWishes& wishes) {
    parts::part(ui, ui.say("token.title"), ui.say("token.about"));
    MineButtons(ui, view, wishes).draw("token.make", look::Kind::primary);
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
    std::string name;
    for (TokenRow const& row : view.tokens)
        if (row.id == draft.revoking) name = row.name;
    wishes.revoke =
        parts::confirm(ui,
                       {ui.say("token.revoke-title"), ui.say("token.revoke-text", {{"name", name}}),
                        ui.say("token.revoke-do"), "revoke"},
                       draft.revoking);
}

void mine_everything(look::Ui& ui, MineView const& view, MineWishes& wishes) {
    parts::part(ui, ui.say("mine.archive"), ui.say("mine.archive-about"));
    MineButtons buttons(ui, view, wishes);
    buttons.draw("mine.archive-download");
    parts::part_end(ui);
    if (view.deletion_at_us == 0) {
        parts::part(ui, ui.say("mine.leave"), ui.say("mine.leave-about"));
        return buttons.draw("mine.leave-begin");
    }
    std::string const date = ui.words->date(view.deletion_at_us, ui.zone);
    parts::part(ui, ui.say("mine.leave"), ui.say("leaving.on", {{"date", date}}));
    look::note(ui, look::Icon::info,
               ui.say(view.erases_messages ? "leaving.erases" : "leaving.keeps"));
    look::gap(ui, 10);
    buttons.draw("leaving.keep", look::Kind::primary);
}

}  // namespace accounts
