// Links that prove a mailbox, or that somebody was let in: opening one does nothing but ask what it
// is for, and the press of a button acts.
#include <algorithm>
#include <array>

#include "shared/base/check.hpp"
#include "web-client/accounts/sign_in_screen.hpp"

namespace accounts {

namespace {

constexpr std::array<std::string_view, 4> pages{"/confirm", "/reset", "/join", "/first"};

}  // namespace

bool EntryLink::is_page(std::string const& route) const {
    return std::find(pages.begin(), pages.end(), route) != pages.end();
}

// "/reset#<word>" has "<word>".
std::string SignInScreen::word_in(std::string const& route) {
    for (auto const page : pages)
        if (route.size() > page.size() + 1 && route.compare(0, page.size(), page) == 0 &&
            route[page.size()] == '#')
            return route.substr(page.size() + 1);
    return {};
}

bool SignInScreen::is_link_here() const {
    auto const route = platform_.route();
    return !word_in(route).empty() || link_.is_page(route);
}

// The word does not stay in the address, where others at this machine would find it.
bool SignInScreen::take_link() {
    auto const route = platform_.route();
    auto const word = word_in(route);
    if (word.empty()) return false;
    link_ = {};
    link_.word = word;
    platform_.go(route.substr(0, route.find('#')), true);
    return true;
}

void SignInScreen::ask_what_for() {
    using Response = accounts::LookAtLink::Response;
    view_.busy = true;
    api_.call<accounts::LookAtLink>(
        {link_.word}, [this, look = ++looks_](client::Reply<Response> const& reply) {
            if (look != looks_) return;  // another link was opened meanwhile
            view_.busy = false;
            platform_.wake();
            if (!reply) return heard_refusal(reply.failure);
            link_.about = *reply.value;
            view_.email = reply.value->email;
            view_.registered_as = reply.value->name;
            if (reply.value->kind == accounts::LinkKind::registration)
                draft_.name = reply.value->name;
            bool const invites = reply.value->kind == accounts::LinkKind::invitation;
            if (invites) draft_.email = reply.value->email;
        });
}

accounts::SignStep SignInScreen::step_of_link() const {
    if (!link_.about || !view_.was_for.empty()) return SignStep::link;
    using Kind = accounts::LinkKind;
    switch (link_.about->kind) {
        case Kind::registration:
            return SignStep::finish;
        case Kind::confirm:
        case Kind::new_email:
            return SignStep::confirm;
        case Kind::reset:
        case Kind::enrolled:
            return SignStep::reset;
        case Kind::invitation:
        case Kind::first:
            return SignStep::sign_up;
    }
    return SignStep::link;
}

void SignInScreen::show_link(client::Account const* account, bool ended) {
    using Kind = accounts::LinkKind;
    view_.first_admin = link_.about && link_.about->kind == Kind::first;
    view_.invited = link_.about && link_.about->kind == Kind::invitation;
    view_.invited_email = view_.invited ? link_.about->email : std::string();
    if (view_.invited) draft_.email = view_.invited_email;
    view_.signed_in_as.clear();
    view_.sign_out_grey.clear();
    if (!account || ended) return;
    auto const& me = account->me();
    view_.signed_in_as = me.name + " (" + me.email + ")";
    if (auto const unsent = account->status().unsent; unsent > 0)
        view_.sign_out_grey = words_.say("sign.kept", {{"n", static_cast<std::int64_t>(unsent)}});
}

// Of a link that was used it is said what it did; of one that is none, that it does nothing.
bool SignInScreen::heard_of_link(client::Failure const& failure) {
    if (!link_.is_open()) return false;
    if (failure.rule == "link-used") {
        view_.was_for = "registration";
        for (auto const& argument : failure.arguments)
            if (argument.name == "kind") view_.was_for = argument.value;
    } else if (failure.rule == "link-unknown") {
        link_.about.reset();
        view_.useless = true;
    } else {
        return false;
    }
    draft_.password.clear();
    return true;
}

// ---- presses

void SignInScreen::submit_reset() {
    if (!view_.password_problem.empty()) return;
    using Response = accounts::ResetPassword::Response;
    view_.busy = true;
    api_.call<accounts::ResetPassword>({link_.word, draft_.password},
                                       answered<Response>([this](Response const& changed) {
                                           draft_.email = changed.email;
                                           view_.notice = words_.say("sign.password-changed");
                                           platform_.go("/sign-in", true);
                                       }));
}

void SignInScreen::confirm() {
    using Response = accounts::ConfirmEmail::Response;
    view_.busy = true;
    api_.call<accounts::ConfirmEmail>({link_.word},
                                      answered<Response>([this](Response const& confirmed) {
                                          view_.email = draft_.email = confirmed.email;
                                          view_.notice = words_.say("sign.confirmed");
                                          view_.done = true;
                                      }));
}

void SignInScreen::finish() {
    if (draft_.password.empty()) view_.password_problem = words_.explain("required");
    if (!view_.password_problem.empty() || !view_.name_problem.empty()) return;
    using Response = accounts::ConfirmRegistration::Response;
    view_.busy = true;
    api_.call<accounts::ConfirmRegistration>(
        {link_.word, draft_.password, view_.fresh, view_.fresh ? draft_.name : std::string()},
        answered<Response>([this](Response const& made) {
            view_.done = true;
            view_.email = draft_.email = made.email;
            // Whoever just typed the password need not type it again; but nobody's session here is
            // changed for another's.
            if (view_.signed_in_as.empty()) submit_sign_in();
        }));
}

}  // namespace accounts
