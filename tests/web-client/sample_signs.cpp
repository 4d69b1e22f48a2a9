// The ways in, as strangers see them.
#include "tests/web-client/sample_frame.hpp"
#include "web-client/accounts/sign_in.hpp"

namespace samples {
namespace {

using words::Language;

class SignIn : public Screen {
public:
    explicit SignIn(Language language) {
        view_.language = language;
        view_.password_problem = words::Words(language).say("sign.wrong-or-unconfirmed");
        draft_.email = "anna@example.org";
        draft_.password = "password";
        draft_.focus_given = true;
    }
    void draw(look::Ui& ui, look::Rect window) override {
        accounts::sign_in(ui, view_, draft_, window);
    }

private:
    accounts::SignView view_;
    accounts::SignDraft draft_;
};

class SignUp : public Screen {
public:
    explicit SignUp(Language language) {
        view_.language = language;
        view_.first_admin = true;
        view_.email_problem = words::Words(language).explain("not-an-email");
        draft_.name = in(language, "Анна Петрова", "Anna Petrova");
        draft_.email = "anna@";
        draft_.focus_given = true;
    }
    void draw(look::Ui& ui, look::Rect window) override {
        accounts::sign_up(ui, view_, draft_, window);
    }

private:
    accounts::SignView view_;
    accounts::SignDraft draft_;
};

class Step : public Screen {
public:
    Step(Language language, accounts::SignStep step) {
        view_.language = language;
        view_.step = step;
        view_.email = "anna@example.org";
        draft_.email = "anna@example.org";
        draft_.focus_given = true;
    }
    void draw(look::Ui& ui, look::Rect window) override {
        accounts::sign(ui, view_, draft_, window);
    }

protected:
    accounts::SignView view_;
    accounts::SignDraft draft_;
};

class Code : public Step {
public:
    explicit Code(Language language) : Step(language, accounts::SignStep::code) {
        view_.code_problem = words::Words(language).explain("wrong-code");
        draft_.code = "123456";
    }
};

class Closed : public Step {
public:
    explicit Closed(Language language) : Step(language, accounts::SignStep::sign_in) {
        words::Words const words(language);
        view_.can_register = false;
        view_.closed = words.say("sign.by-invitation");
        view_.notice = words.say("sign.password-changed");
        view_.problem = words.explain("wait-s", {{"n", 42}});
    }
};

class Forgot : public Step {
public:
    explicit Forgot(Language language) : Step(language, accounts::SignStep::forgot) {}
};
class Sent : public Step {
public:
    explicit Sent(Language language) : Step(language, accounts::SignStep::sent) {}
};
class Letter : public Step {
public:
    explicit Letter(Language language) : Step(language, accounts::SignStep::letter) {}
};
class Reset : public Step {
public:
    explicit Reset(Language language) : Step(language, accounts::SignStep::reset) {
        view_.problem = words::Words(language).explain("link-unknown");
    }
};
class Confirm : public Step {
public:
    explicit Confirm(Language language) : Step(language, accounts::SignStep::confirm) {
        view_.registered_as = in(language, "Анна Петрова", "Anna Petrova");
    }
};
class Finish : public Step {
public:
    explicit Finish(Language language) : Step(language, accounts::SignStep::finish) {
        view_.registered_as = in(language, "Анна Петрова", "Anna Petrova");
        draft_.password = "password";
    }
};
class Fresh : public Finish {
public:
    explicit Fresh(Language language) : Finish(language) {
        view_.fresh = true;
        draft_.name = view_.registered_as;
    }
};
class Used : public Step {
public:
    explicit Used(Language language) : Step(language, accounts::SignStep::link) {
        view_.was_for = "new-email";
    }
};
class Invited : public Step {
public:
    explicit Invited(Language language) : Step(language, accounts::SignStep::sign_up) {
        view_.invited = true;
        view_.signed_in_as = in(language, "Борис (boris@example.org)", "Boris (boris@example.org)");
    }
};

}  // namespace

std::vector<Sample> sign_samples() {
    return {
        {"sign-in", make<SignIn>},      {"sign-up", make<SignUp>},     {"sign-code", make<Code>},
        {"sign-closed", make<Closed>},  {"forgot", make<Forgot>},      {"forgot-sent", make<Sent>},
        {"letter", make<Letter>},       {"reset", make<Reset>},        {"confirm", make<Confirm>},
        {"finish", make<Finish>},       {"finish-fresh", make<Fresh>}, {"link-used", make<Used>},
        {"link-invited", make<Invited>}};
}

}  // namespace samples
