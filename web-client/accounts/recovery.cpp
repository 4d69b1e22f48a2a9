#include "web-client/accounts/sign_card.hpp"
#include "web-client/accounts/sign_in.hpp"
#include "web-client/look/widgets.hpp"

namespace accounts {
namespace {

std::string title_of(look::Ui const& ui, SignStep step) {
    if (step == SignStep::confirm) return ui.say("confirm.title");
    return ui.say("letter.title");
}

// What is said where no field is to be filled in.
std::string news_of(look::Ui const& ui, SignView const& view) {
    if (view.step == SignStep::letter) return ui.say("letter.register", {{"email", view.email}});
    if (view.step == SignStep::sent)
        return ui.say(view.sends_mail ? "letter.reset" : "letter.none", {{"email", view.email}});
    if (view.busy) return ui.say("confirm.busy");
    if (view.email.empty()) return ui.say("confirm.failed");
    return ui.say("confirm.done", {{"email", view.email}});
}

}  // namespace

SignWishes forgot(look::Ui& ui, SignView const& view, SignDraft& draft, look::Rect window) {
    SignWishes wishes;
    SignCard const card(ui, draft, window, ui.say("forgot.title"));
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
    SignCard const card(ui, draft, window, ui.say("reset.title"));
    sign_text(ui, ui.say("reset.text"));
    look::gap(ui, 10);
    bool const entered = sign_password(ui, view, draft, true);
    draft.focus_given = true;
    sign_submit(ui, view, ui.say("reset.do"), entered, wishes);
    sign_way_back(ui, view, wishes);
    return wishes;
}

SignWishes sign_news(look::Ui& ui, SignView const& view, SignDraft& draft, look::Rect window) {
    SignWishes wishes;
    SignCard const card(ui, draft, window, title_of(ui, view.step));
    std::string const news = news_of(ui, view);
    look::gap(ui, 4);
    look::Node node;
    node.role = look::Role::status;
    node.name = news;
    node.state.busy = view.busy;
    ui.nodes.open(std::move(node));
    look::Paragraph soft;
    soft.style.tone = look::Tone::soft;
    look::paragraph(ui, news, soft);
    ui.nodes.close();
    sign_problem(ui, view.problem);
    if (!view.busy) {
        look::gap(ui, 16);
        look::Button button;
        bool const confirmed = view.step == SignStep::confirm && !view.email.empty();
        std::string const label = ui.say(confirmed ? "confirm.go-on" : "sign.to-sign-in");
        button.label = label;
        button.kind = look::Kind::primary;
        wishes.to_sign_in = look::button(ui, button);
    }
    sign_languages(ui, view, wishes);
    return wishes;
}

}  // namespace accounts
