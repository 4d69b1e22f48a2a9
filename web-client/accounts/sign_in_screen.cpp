#include "web-client/accounts/sign_in_screen.hpp"

#include "shared/base/check.hpp"
#include "shared/base/take_in.hpp"
#include "web-client/house/failure.hpp"

namespace accounts {

SignInScreen::SignInScreen(platform::Platform& platform, client::Api& api, CameIn came_in)
    : platform_(platform), api_(api), came_in_(std::move(came_in)), picture_(platform, api) {
    platform_.on_field(
        [this](std::string const& name, std::string const& value) {
            if (name == "email") draft_.email = value;
            if (name == "password") draft_.password = value;
            if (name == "name") draft_.name = value;
            if (name == "code") draft_.code = value;
            platform_.wake();
        },
        [this] {
            submitted_on_page_ = true;
            platform_.wake();
        });
    about_.sends_mail = true;
    ask_about();
}

// Until it has answered, or when it does not, registering is offered: the server decides.
void SignInScreen::ask_about() {
    api_.call<AboutServer>({}, [this](client::Reply<AboutServer::Response> const& reply) {
        if (reply) about_ = *reply.value;
        picture_.show(about_.picture);
        platform_.wake();
    });
}

void SignInScreen::come_back() {
    reset();
    ask_about();
}

// ---- where one is

SignStep SignInScreen::step_of(std::string const& route) const {
    if (beyond_) return *beyond_;
    if (link_.is_page(route)) return step_of_link();
    if (route == "/forgot") return SignStep::forgot;
    return route == "/register" && !is_locked_ ? SignStep::sign_up : SignStep::sign_in;
}

void SignInScreen::show(SignStep step) {
    beyond_ = step;
    draft_.focus_given = false;
    draft_.card_height = 0;
    tried_ = false;
    platform_.wake();
}

void SignInScreen::visit(std::string const& route) {
    platform_.go(route, false);
    platform_.wake();
}

void SignInScreen::reset() {
    draft_ = {};
    view_ = {};
    beyond_.reset();
    tried_ = server_spoke_ = is_locked_ = false;
    link_ = {};
    ++looks_;  // what is answered yet is of no link that is here
}

void SignInScreen::look_at(client::Account const* account, bool ended) {
    auto const* locked = ended ? account : nullptr;
    if (take_link()) route_.clear();
    auto const route = platform_.route();
    if (route != route_) {
        // What was wrong, and a password, belong to where one was before; the e-mail comes along.
        auto const email = draft_.email;
        bool const signs_in = route == "/sign-in" || route == "/";
        auto const notice = signs_in ? view_.notice : std::string();
        auto link = link_.is_page(route) ? std::move(link_) : EntryLink{};
        reset();
        link_ = std::move(link);
        if (link_.is_open()) ask_what_for();
        draft_.email = email;
        view_.notice = notice;
        route_ = route;
    }
    // Whose session ended need not type who it is; somebody else at this machine may.
    if (locked && !is_locked_ && draft_.email.empty()) draft_.email = locked->me().email;
    is_locked_ = locked != nullptr;
    view_.step = step_of(route);
    view_.language = words_.language();
    show_link(account, ended);
    view_.sends_mail = about_.sends_mail;
    view_.workspace = about_.name;
    view_.message = about_.message;
    view_.locked = is_locked_;
    view_.locked_email = locked ? locked->me().email : std::string();
    auto const why = locked ? locked->why_ended() : std::string();
    bool const barred =
        why == "person-blocked" || why == "account-deleted" || why == "another-person";
    view_.locked_why = barred ? words_.explain(why) : std::string();
    view_.kept = locked ? static_cast<int>(locked->status().unsent) : 0;
    using Mode = RegistrationMode;
    view_.can_register = about_.registration == Mode::open;
    view_.closed.clear();
    if (!view_.first_admin && !view_.invited && !view_.can_register)
        view_.closed =
            words_.say(about_.registration == Mode::closed ? "sign.closed" : "sign.by-invitation");
}

// ---- frames

SignInScreen::Wishes SignInScreen::frame(look::Ui& ui, look::Rect window,
                                         client::Account const* account, bool ended) {
    words_ = *ui.words;
    ui.portraits = &picture_;
    look_at(account, ended);
    auto const typed = [this] {
        return draft_.name + "\n" + draft_.email + "\n" + draft_.password + "\n" + draft_.code;
    };
    auto const before = typed();
    auto const wished = sign(ui, view_, draft_, window);
    if (before != typed()) {
        view_.problem.clear();
        view_.code_problem.clear();
        server_spoke_ = false;
    }
    judge();
    follow(wished);
    if (wished.submit || submitted_on_page_) submit();
    submitted_on_page_ = false;
    bool const up = view_.step == SignStep::sign_up;
    platform_.title(words_.say(up ? "sign.up-title" : "sign.in-title") + " · " +
                    (about_.name.empty() ? "Kontor" : about_.name));
    Wishes wishes{wished.language, wished.sign_out};
    if (!about_.language.empty() && !words::is_spoken(platform_.language()))
        wishes.usual = words::language_of(about_.language);
    return wishes;
}

void SignInScreen::follow(SignWishes const& wished) {
    if (wished.to_register) visit("/register");
    if (wished.to_forgot) visit("/forgot");
    if (wished.other_way) {
        view_.fresh = !view_.fresh;
        draft_.password.clear();
        draft_.focus_given = false;
        tried_ = server_spoke_ = false;
        view_.password_problem.clear();
        platform_.wake();
    }
    if (!wished.to_sign_in) return;
    if (view_.step == SignStep::code || view_.step == SignStep::letter) {
        auto const email = draft_.email;
        reset();
        draft_.email = email;
    }
    visit(view_.signed_in_as.empty() ? "/sign-in" : "/");
}

// The shared rules, while typing; what is empty is not complained of before the first attempt.
void SignInScreen::judge() {
    bool const up = view_.step == SignStep::sign_up, again = view_.step == SignStep::reset,
               finishes = view_.step == SignStep::finish && view_.fresh;
    if (server_spoke_ || !(up || again || finishes)) return;
    RegisterPerson::Request request;
    request.name = again ? "-" : draft_.name;
    request.email = up ? draft_.email : view_.email;
    request.password = draft_.password;
    base::take_in(request);
    auto problems = base::check(request);
    if (auto weak = judge_password(request.password, request.email, "/password"))
        problems.push_back(*weak);
    view_.name_problem.clear();
    view_.email_problem.clear();
    view_.password_problem.clear();
    for (auto const& problem : problems) {
        auto const say = [&](std::string const& path, std::string& place) {
            if (problem.path == path && place.empty()) place = words_.explain(problem);
        };
        if (tried_) say("/name", view_.name_problem);
        if (tried_) say("/email", view_.email_problem);
        // A password that is still being typed is too short by nature: that is a hint, not a
        // mistake, until it is sent.
        bool const unfinished = problem.rule == "password-too-short" || problem.rule == "required";
        if (tried_ || !unfinished) say("/password", view_.password_problem);
    }
}

// ---- what is sent

void SignInScreen::submit() {
    if (view_.busy) return;
    tried_ = true;
    server_spoke_ = false;
    view_.problem.clear();
    view_.email_problem.clear();
    view_.password_problem.clear();
    view_.code_problem.clear();
    judge();
    switch (view_.step) {
        case SignStep::sign_in:
        case SignStep::code:
            return submit_sign_in();
        case SignStep::sign_up:
            return submit_registration();
        case SignStep::forgot:
            return ask_for_reset();
        case SignStep::reset:
            return submit_reset();
        case SignStep::confirm:
            return confirm();
        case SignStep::finish:
            return finish();
        case SignStep::link:
            if (link_.is_open()) ask_what_for();
            return;
        case SignStep::letter:
        case SignStep::sent:
            return;
    }
}

void SignInScreen::submit_registration() {
    if (!view_.closed.empty() || !view_.name_problem.empty() || !view_.email_problem.empty() ||
        !view_.password_problem.empty())
        return;
    view_.busy = true;
    api_.call<RegisterPerson>(
        {draft_.name, draft_.email, draft_.password, platform_.device(), link_.word,
         platform_.has_real_fields(), words::tag_of(words_.language())},
        answered<Registration>([this](Registration const& made) {
            if (made.signed_in) return came_in_(*made.signed_in);
            view_.email = draft_.email;
            draft_.password.clear();
            show(SignStep::letter);
        }));
}

void SignInScreen::submit_sign_in() {
    bool const with_code = view_.step == SignStep::code;
    if (draft_.email.empty()) view_.email_problem = words_.explain("required");
    if (draft_.password.empty()) view_.password_problem = words_.explain("required");
    if (with_code && draft_.code.empty()) view_.code_problem = words_.explain("required");
    if (draft_.email.empty() || draft_.password.empty() || !view_.code_problem.empty()) return;
    view_.notice.clear();
    view_.busy = true;
    api_.call<SignIn>(
        {draft_.email, draft_.password, platform_.device(), platform_.has_real_fields(),
         with_code ? draft_.code : std::string()},
        answered<SignedIn>([this](SignedIn const& signed_in) { came_in_(signed_in); }));
}

void SignInScreen::ask_for_reset() {
    RequestReset::Request request{draft_.email};
    base::take_in(request);
    for (auto const& problem : base::check(request)) view_.email_problem = words_.explain(problem);
    if (!view_.email_problem.empty()) return;
    view_.busy = true;
    api_.call<RequestReset>(request, answered<wire::Nothing>([this](wire::Nothing) {
                                view_.email = draft_.email;
                                show(SignStep::sent);
                            }));
}

void SignInScreen::heard_refusal(client::Failure const& failure) {
    server_spoke_ = true;
    if (heard_of_link(failure)) return;
    auto told = house::failures::by_field(words_, failure);
    view_.name_problem = told["name"];
    view_.email_problem = told["email"];
    view_.password_problem = told["password"];
    view_.code_problem = told["code"];
    bool const shown = !view_.name_problem.empty() || !view_.email_problem.empty() ||
                       !view_.password_problem.empty() || !view_.code_problem.empty();
    if (shown) return;
    bool const signs_in = view_.step == SignStep::sign_in || view_.step == SignStep::code;
    if (failure.rule == "second-factor-needed") {
        draft_.code.clear();
        show(SignStep::code);
    } else if (failure.rule == "wrong-code") {
        draft_.code.clear();
        view_.code_problem = words_.explain(failure.rule);
    } else if (failure.rule == "email-taken" || failure.rule == "invitation-for-another") {
        view_.email_problem = words_.explain(failure.rule);
    } else if (signs_in && failure.status == 401 && !words_.knows("reason." + failure.rule)) {
        beyond_.reset();
        view_.password_problem = words_.explain("wrong-credentials");
    } else if (signs_in && failure.rule == "wrong-credentials") {
        beyond_.reset();
        // One answer for both: who is registered is nobody else's business.
        view_.password_problem = about_.sends_mail ? words_.say("sign.wrong-or-unconfirmed")
                                                   : words_.explain(failure.rule);
    } else {
        view_.problem = house::failures::in_words(words_, failure);
    }
}

}  // namespace accounts
