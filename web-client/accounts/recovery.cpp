#include "web-client/accounts/sign_card.hpp"
#include "web-client/accounts/sign_in.hpp"
#include "web-client/look/widgets.hpp"

namespace accounts {
namespace {

std::string title_of(look::Ui const& ui, SignView const& view) {
    return ui.say(view.step == SignStep::link ? "link.title" : "letter.title");
}

// What a link that was used did: "link.used-reset".
std::string used(look::Ui const& ui, SignView const& view) {
    std::string const key = "link.used-" + view.was_for;
    return ui.say(ui.words->knows(key) ? key : "link.used-registration");
}

// What is said where no field is to be filled in.
std::string news_of(look::Ui const& ui, SignView const& view) {
    if (view.step == SignStep::letter) return ui.say("letter.register", {{"email", view.email}});
    if (view.step == SignStep::sent)
        return ui.say(view.sends_mail ? "letter.reset" : "letter.none", {{"email", view.email}});
    if (view.busy) return ui.say("link.looking");
    if (!view.was_for.empty()) return used(ui, view);
    if (view.useless) return ui.words->explain("link-unknown");
    return ui.say(view.problem.empty() ? "link.lost" : "link.unanswered");
}

void said(look::Ui& ui, std::string const& text, bool busy) {
    look::gap(ui, 4);
    look::Node node;
    node.role = look::Role::status;
    node.name = text;
    node.state.busy = busy;
    ui.nodes.open(std::move(node));
    look::Paragraph soft;
    soft.style.tone = look::Tone::soft;
    look::paragraph(ui, text, soft);
    ui.nodes.close();
}

// The one button of a card that asks for nothing.
bool main_button(look::Ui& ui, std::string const& label) {
    look::gap(ui, 16);
    look::Button button;
    button.label = label;
    button.kind = look::Kind::primary;
    return look::button(ui, button);
}

void who_is_here(look::Ui& ui, SignView const& view) {
    if (view.signed_in_as.empty()) return;
    sign_soft(ui, look::Icon::info, ui.say("link.signed-in", {{"who", view.signed_in_as}}));
}

}  // namespace

SignWishes forgot(look::Ui& ui, SignView const& view, SignDraft& draft, look::Rect window) {
    SignWishes wishes;
    SignCard const card(ui, view, draft, window, ui.say("forgot.title"));
    sign_text(ui, ui.say("forgot.text"));
    look::gap(ui, 10);
    bool const entered = sign_email(ui, view, draft);
    draft.focus_given = true;
    sign_submit(ui, view, ui.say("forgot.do"), entered, wishes);
    sign_way_back(ui, view, wishes);
    return wishes;
}

SignWishes reset(look::Ui& ui, SignView const& view, SignDraft& draft, look::Rect window) {
    SignWishes wishes;
    SignCard const card(ui, view, draft, window, ui.say("reset.title"));
    who_is_here(ui, view);
    sign_text(ui, ui.say("reset.of", {{"email", view.email}}));
    sign_text(ui, ui.say("reset.text"));
    look::gap(ui, 10);
    bool const entered = sign_password(ui, view, draft, true);
    draft.focus_given = true;
    sign_submit(ui, view, ui.say("reset.do"), entered, wishes);
    sign_way_back(ui, view, wishes);
    return wishes;
}

SignWishes finish(look::Ui& ui, SignView const& view, SignDraft& draft, look::Rect window) {
    SignWishes wishes;
    SignCard const card(ui, view, draft, window, ui.say("finish.title"));
    if (view.done) {
        said(ui, ui.say("finish.done", {{"email", view.email}}), false);
        wishes.to_sign_in = main_button(ui, ui.say("confirm.go-on"));
        return wishes;
    }
    who_is_here(ui, view);
    sign_text(ui, ui.say("finish.text", {{"email", view.email}, {"name", view.registered_as}}));
    sign_text(ui, ui.say(view.fresh ? "finish.fresh-text" : "finish.chosen-text"));
    look::gap(ui, 10);
    bool entered = false;
    if (view.fresh) {
        entered = sign_name(ui, view, draft);
        look::gap(ui, 12);
    }
    bool const entered_password = sign_password(ui, view, draft, view.fresh);
    draft.focus_given = true;
    sign_submit(ui, view, ui.say("sign.up"), entered || entered_password, wishes);
    look::gap(ui, 16);
    wishes.other_way = look::link(ui, ui.say(view.fresh ? "finish.chosen" : "finish.fresh"));
    sign_languages(ui, view, wishes);
    return wishes;
}

SignWishes confirm(look::Ui& ui, SignView const& view, SignDraft& draft, look::Rect window) {
    SignWishes wishes;
    SignCard const card(ui, view, draft, window, ui.say("confirm.title"));
    if (view.done) {
        said(ui, ui.say("confirm.done", {{"email", view.email}}), false);
        wishes.to_sign_in = main_button(ui, ui.say("confirm.go-on"));
    } else {
        who_is_here(ui, view);
        sign_text(ui, ui.say("confirm.text", {{"email", view.email}}));
        if (!view.registered_as.empty())
            sign_text(ui, ui.say("confirm.account", {{"name", view.registered_as}}));
        sign_submit(ui, view, ui.say("confirm.do"), false, wishes);
        sign_way_back(ui, view, wishes);
        return wishes;
    }
    sign_languages(ui, view, wishes);
    return wishes;
}

SignWishes sign_news(look::Ui& ui, SignView const& view, SignDraft& draft, look::Rect window) {
    SignWishes wishes;
    SignCard const card(ui, view, draft, window, title_of(ui, view));
    said(ui, news_of(ui, view), view.busy);
    sign_problem(ui, view.problem);
    bool const signs_in = view.signed_in_as.empty();
    bool const asks_again = view.step == SignStep::link && !view.problem.empty();
    if (asks_again && !view.busy)
        wishes.submit = main_button(ui, ui.say("link.again"));
    else if (!view.busy)
        wishes.to_sign_in = main_button(ui, ui.say(signs_in ? "sign.to-sign-in" : "confirm.go-on"));
    sign_languages(ui, view, wishes);
    return wishes;
}

}  // namespace accounts
