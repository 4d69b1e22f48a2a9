#include "web-client/accounts/sign_in.hpp"

#include "web-client/accounts/sign_card.hpp"
#include "web-client/look/widgets.hpp"

namespace accounts {
namespace {

void locked_note(look::Ui& ui, SignView const& view) {
    if (!view.locked) return;
    look::gap(ui, 4);
    if (view.locked_why.empty())
        look::note(ui, look::Icon::lock, ui.say("sign.locked", {{"email", view.locked_email}}),
                   look::Tone::soft);
    else
        look::note(ui, look::Icon::ban, view.locked_why, look::Tone::bad);
    if (view.kept > 0) {
        look::gap(ui, 6);
        look::note(ui, look::Icon::clock, ui.say("sign.kept", {{"n", view.kept}}),
                   look::Tone::warn);
    }
}

void notice(look::Ui& ui, SignView const& view) {
    if (view.notice.empty()) return;
    look::gap(ui, 4);
    look::Node node;
    node.role = look::Role::status;
    node.name = view.notice;
    ui.nodes.open(std::move(node));
    look::note(ui, look::Icon::circle_check, view.notice, look::Tone::good);
    ui.nodes.close();
}

void why_welcome(look::Ui& ui, SignView const& view) {
    if (view.first_admin) sign_soft(ui, look::Icon::shield_check, ui.say("sign.first-admin"));
    if (view.invited) sign_soft(ui, look::Icon::user_plus, ui.say("sign.invited"));
}

// An invitation makes an account; who has one and is signed in is asked what is meant.
SignWishes already_in(look::Ui& ui, SignView const& view, SignDraft& draft, look::Rect window) {
    SignWishes wishes;
    SignCard const card(ui, view, draft, window, ui.say("link.invitation"));
    sign_text(ui, ui.say("link.signed-in", {{"who", view.signed_in_as}}));
    look::gap(ui, 16);
    look::Button button;
    std::string const go_on = ui.say("link.go-on"), leave = ui.say("link.sign-out");
    button.label = go_on;
    button.kind = look::Kind::primary;
    wishes.to_sign_in = look::button(ui, button);
    look::gap(ui, 8);
    button.label = leave;
    button.kind = look::Kind::normal;
    button.grey = view.sign_out_grey;
    wishes.sign_out = look::button(ui, button);
    sign_languages(ui, view, wishes);
    return wishes;
}

// For whom the invitation is: not to be changed, as it is for nobody else.
void fixed_email(look::Ui& ui, SignView const& view) {
    look::TextStyle small;
    small.size = look::Size::small;
    small.tone = look::Tone::soft;
    look::text(ui, ui.say("sign.email"), small);
    look::gap(ui, 4);
    look::paragraph(ui, view.invited_email, {});
    sign_problem(ui, view.email_problem);
}

}  // namespace

SignWishes sign(look::Ui& ui, SignView const& view, SignDraft& draft, look::Rect window) {
    switch (view.step) {
        case SignStep::sign_in:
            return sign_in(ui, view, draft, window);
        case SignStep::code:
            return sign_code(ui, view, draft, window);
        case SignStep::sign_up:
            if (!view.signed_in_as.empty()) return already_in(ui, view, draft, window);
            return sign_up(ui, view, draft, window);
        case SignStep::forgot:
            return forgot(ui, view, draft, window);
        case SignStep::reset:
            return reset(ui, view, draft, window);
        case SignStep::finish:
            return finish(ui, view, draft, window);
        case SignStep::confirm:
            return confirm(ui, view, draft, window);
        case SignStep::letter:
        case SignStep::sent:
        case SignStep::link:
            return sign_news(ui, view, draft, window);
    }
    return {};
}

SignWishes sign_in(look::Ui& ui, SignView const& view, SignDraft& draft, look::Rect window) {
    SignWishes wishes;
    SignCard const card(ui, view, draft, window, ui.say("sign.in-title"));
    locked_note(ui, view);
    notice(ui, view);
    look::gap(ui, 10);
    bool const entered_email = sign_email(ui, view, draft);
    look::gap(ui, 12);
    bool const entered_password = sign_password(ui, view, draft, false);
    draft.focus_given = true;
    sign_submit(ui, view, ui.say("sign.in"), entered_email || entered_password, wishes);
    look::gap(ui, 16);
    wishes.to_forgot = look::link(ui, ui.say("sign.forgot"));
    if (!view.locked && view.can_register) {
        wishes.to_register = sign_question(ui, ui.say("sign.no-account"), ui.say("sign.create"));
    } else if (!view.locked) {
        look::gap(ui, 16);
        look::note(ui, look::Icon::info, view.closed);
    }
    sign_languages(ui, view, wishes);
    return wishes;
}

SignWishes sign_code(look::Ui& ui, SignView const& view, SignDraft& draft, look::Rect window) {
    SignWishes wishes;
    SignCard const card(ui, view, draft, window, ui.say("sign.code-title"));
    sign_text(ui, ui.say("sign.code-text"));
    look::gap(ui, 10);
    look::Field field;
    std::string const label = ui.say("sign.code");
    field.id = "code";
    field.label = label;
    field.problem = view.code_problem;
    field.real_name = "code";
    field.autocomplete = "one-time-code";
    field.focus = !draft.focus_given;
    draft.focus_given = true;
    bool const entered = look::field(ui, field, draft.code).entered;
    sign_submit(ui, view, ui.say("sign.in"), entered, wishes);
    sign_way_back(ui, view, wishes);
    return wishes;
}

SignWishes sign_up(look::Ui& ui, SignView const& view, SignDraft& draft, look::Rect window) {
    SignWishes wishes;
    SignCard const card(ui, view, draft, window, ui.say("sign.up-title"));
    if (!view.closed.empty()) {
        sign_text(ui, view.closed);
    } else {
        why_welcome(ui, view);
        look::gap(ui, 10);
        bool const entered_name = sign_name(ui, view, draft);
        look::gap(ui, 12);
        bool const is_fixed = !view.invited_email.empty();
        if (is_fixed) fixed_email(ui, view);
        bool const entered_email = !is_fixed && sign_email(ui, view, draft);
        look::gap(ui, 12);
        bool const entered_password = sign_password(ui, view, draft, true);
        sign_submit(ui, view, ui.say("sign.up"), entered_name || entered_email || entered_password,
                    wishes);
    }
    wishes.to_sign_in = sign_question(ui, ui.say("sign.have-account"), ui.say("sign.in"));
    sign_languages(ui, view, wishes);
    return wishes;
}

}  // namespace accounts
