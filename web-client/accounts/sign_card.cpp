#include "web-client/accounts/sign_card.hpp"

#include <algorithm>
#include <cmath>

#include "shared/accounts/workspace.hpp"
#include "web-client/look/widgets.hpp"

namespace accounts {
namespace {

constexpr float card_width = 360;

void brand(look::Ui& ui, std::string const& name) {
    look::Rect line = look::here(ui, 32);
    look::take_place(ui, line.width, 32);
    look::draw_emblem(ui, look::cut_left(line, 32), name, base::to_text(the_workspace));
    look::cut_left(line, 12);
    look::TextStyle style;
    style.size = look::Size::large;
    style.strong = true;
    ui.at(line);
    look::text(ui, name, style);
    look::gap(ui, 20);
}

}  // namespace

SignCard::SignCard(look::Ui& ui, SignView const& view, SignDraft& draft, look::Rect window,
                   std::string const& title)
    : ui_(ui), draft_(draft) {
    look::begin_region(ui, look::Role::main, title, window, look::Ground::ground);
    float const width = std::min(card_width, window.width);
    float const height = std::min(std::max(draft.card_height, 200.0f), window.height);
    look::Rect rect = look::centred(window, width, height);
    if (draft.card_height == 0) ui.redraw_within(0);
    rect.height = std::min(rect.height + 1, window.y + window.height - rect.y);
    look::Scroll scroll;
    scroll.id = "card";
    scroll.fits = draft.card_height <= window.height;
    look::begin_scroll(ui, scroll, rect);
    top_ = look::here(ui, 0).y;
    look::Node form;
    form.role = look::Role::form;
    form.name = title;
    ui.nodes.open(std::move(form));
    brand(ui, view.workspace.empty() ? "Kontor" : view.workspace);
    look::heading(ui, title, 1);
    if (view.step == SignStep::sign_in) sign_soft(ui, look::Icon::info, view.message);
}

SignCard::~SignCard() {
    ui_.nodes.close();
    float const height = std::ceil(look::here(ui_, 0).y - top_ + 32);
    if (height != draft_.card_height) ui_.redraw_within(0);
    draft_.card_height = height;
    look::end_scroll(ui_);
    look::end_region(ui_);
}

void sign_problem(look::Ui& ui, std::string const& problem) {
    if (problem.empty()) return;
    look::gap(ui, 12);
    look::Node node;
    node.role = look::Role::alert;
    node.name = problem;
    ui.nodes.open(std::move(node));
    look::note(ui, look::Icon::circle_alert, problem, look::Tone::bad);
    ui.nodes.close();
}

void sign_text(look::Ui& ui, std::string const& text) {
    look::gap(ui, 4);
    look::Paragraph soft;
    soft.style.tone = look::Tone::soft;
    look::paragraph(ui, text, soft);
}

void sign_soft(look::Ui& ui, look::Icon icon, std::string const& text) {
    if (text.empty()) return;
    look::gap(ui, 4);
    look::note(ui, icon, text, look::Tone::soft);
}

bool sign_name(look::Ui& ui, SignView const& view, SignDraft& draft) {
    look::Field name;
    std::string const label = ui.say("sign.name"), placeholder = ui.say("sign.name-example");
    name.id = "name";
    name.label = label;
    name.placeholder = placeholder;
    name.problem = view.name_problem;
    name.real_name = "name";
    name.autocomplete = "name";
    name.focus = !draft.focus_given;
    draft.focus_given = true;
    return look::field(ui, name, draft.name).entered;
}

bool sign_email(look::Ui& ui, SignView const& view, SignDraft& draft) {
    look::Field field;
    std::string const label = ui.say("sign.email");
    field.id = "email";
    field.label = label;
    field.problem = view.email_problem;
    field.real_name = "email";
    field.real_type = "email";
    field.autocomplete = "username";
    field.focus = !draft.focus_given && draft.email.empty();
    return look::field(ui, field, draft.email).entered;
}

bool sign_password(look::Ui& ui, SignView const& view, SignDraft& draft, bool is_new) {
    look::Field field;
    std::string const label = ui.say("sign.password"), hint = ui.say("sign.password-hint");
    field.id = "password";
    field.label = label;
    field.problem = view.password_problem;
    field.hint = is_new ? std::string_view(hint) : std::string_view();
    field.password = true;
    field.real_name = "password";
    field.real_type = "password";
    field.autocomplete = is_new ? "new-password" : "current-password";
    field.focus = !draft.focus_given && !draft.email.empty();
    return look::field(ui, field, draft.password).entered;
}

bool sign_button(look::Ui& ui, SignView const& view, std::string const& label) {
    look::Button button;
    std::string const busy = ui.say("sign.busy");
    button.id = "submit";
    button.label = view.busy ? busy : label;
    button.kind = look::Kind::primary;
    button.busy = view.busy;
    return look::button(ui, button);
}

// "No account yet? Create one"
bool sign_question(look::Ui& ui, std::string const& asked, std::string const& answer) {
    look::gap(ui, 24);
    look::TextStyle soft;
    soft.tone = look::Tone::soft;
    bool const fits = look::text_width(ui, asked + " " + answer, soft) <= look::width_left(ui);
    look::text(ui, asked, soft);
    if (fits) look::beside(ui, 6);
    return look::link(ui, answer);
}

void sign_submit(look::Ui& ui, SignView const& view, std::string const& label, bool entered,
                 SignWishes& wishes) {
    sign_problem(ui, view.problem);
    look::gap(ui, 16);
    bool const pressed = sign_button(ui, view, label);
    wishes.submit = pressed || (entered && !view.busy);
}

void sign_way_back(look::Ui& ui, SignView const& view, SignWishes& wishes) {
    look::gap(ui, 16);
    wishes.to_sign_in = look::link(ui, ui.say("sign.to-sign-in"));
    sign_languages(ui, view, wishes);
}

void sign_languages(look::Ui& ui, SignView const& view, SignWishes& wishes) {
    look::gap(ui, 28);
    int chosen = view.language == words::Language::russian ? 0 : 1;
    std::vector<std::string> const names{words::own_name(words::Language::russian),
                                         words::own_name(words::Language::english)};
    if (look::segments(ui, ui.say("menu.language"), names, chosen))
        wishes.language = chosen == 0 ? words::Language::russian : words::Language::english;
}

}  // namespace accounts
