// What administrators are asked in a dialog before the server is asked.
#include "shared/accounts/help_api.hpp"
#include "shared/base/ascii_domain.hpp"
#include "web-client/accounts/admin_screen.hpp"
#include "web-client/accounts/again.hpp"
#include "web-client/accounts/views.hpp"

namespace accounts {

void AdminScreen::ask_enrol() {
    parts::AskView view;
    view.title = words_.say("admin.enrol-title");
    view.kept_at = enrol_place;
    view.text = words_.say("admin.enrol-text");
    view.fields = {{"name", words_.say("sign.name-of")}, {"email", words_.say("sign.email")}};
    view.fields[1].refused_by = "email-taken";
    auto const before_again = view.fields.size();
    again::ask_in(view, words_, account_);
    view.fields[before_again].hint = words_.say("admin.enrol-again-hint");
    view.tick = words_.say("admin.enrol-tick");
    view.also = words_.say("admin.guest-tick");
    view.main = words_.say("admin.enrol-do");
    using Enrol = EnrolPerson;
    auto const request =
        [language = std::string(words::tag_of(words_.language()))](parts::AskDraft& draft) {
            Enrol::Request asked{draft.value("name"), draft.value("email"), language, draft.ticked};
            if (draft.also_ticked) asked.kind = PersonKind::guest;
            if (draft.ticked) asked.again = again::said_in(draft);
            return asked;
        };
    auto const enrolled = [this](Enrol::Response const& made, Enrol::Request const& wanted) {
        if (!made.password.empty())
            dialog_.show_once({words_.say("admin.password-title", {{"name", wanted.name}}),
                               words_.say("admin.password-text", {{"email", wanted.email}}),
                               words_.say("sign.password"),
                               {made.password},
                               {}});
        else if (made.letter_sent)
            around_.tell(words_.say("admin.enrolled", {{"name", wanted.name}}), look::Tone::good);
        else if (made.letter)
            ask_link(*made.letter, wanted.email);
        ask(false);
    };
    asking_.open<Enrol>(std::move(view), request, enrolled);
}

void AdminScreen::ask_invite() {
    parts::AskView view;
    view.title = words_.say("admin.invite-title");
    view.kept_at = invite_place;
    view.text = words_.say("admin.invite-text");
    view.fields = {{"email", words_.say("sign.email")}};
    view.fields[0].refused_by = "email-taken";
    view.also = words_.say("admin.guest-tick");
    view.main = words_.say("admin.invite-do");
    auto const request = [language = std::string(words::tag_of(words_.language()))](
                             parts::AskDraft& draft) {
        return InvitePerson::Request{draft.value("email"), language,
                                     draft.also_ticked ? PersonKind::guest : PersonKind::member};
    };
    using Invite = InvitePerson;
    auto const invited = [this](Invite::Response const& made, Invite::Request const& wanted) {
        if (made.letter_sent)
            around_.tell(words_.say("admin.invited", {{"email", wanted.email}}), look::Tone::good);
        else
            ask_link(made.letter, wanted.email);
        if (view_.page == AdminPage::invitations) ask(false);
    };
    asking_.open<Invite>(std::move(view), request, invited);
}

void AdminScreen::ask_right(Overview const& person, bool gives) {
    parts::AskView view;
    view.title =
        words_.say(gives ? "admin.give-title" : "admin.take-title", {{"name", person.name}});
    view.text = words_.say(gives ? "admin.give-text" : "admin.take-text");
    again::ask_in(view, words_, account_);
    view.main = words_.say(gives ? "admin.give-do" : "admin.take-do");
    view.danger = !gives;
    using Change = ChangeRight;
    auto const request = [id = person.id, gives](parts::AskDraft& draft) {
        return Change::Request{id, again::said_in(draft), gives};
    };
    asking_.open<Change>(std::move(view), request,
                         [this, name = person.name, gives](auto const&, auto const&) {
                             auto const* said = gives ? "admin.given" : "admin.taken";
                             around_.tell(words_.say(said, {{"name", name}}), look::Tone::normal);
                             ask(false);
                         });
}

void AdminScreen::ask_link(base::Id<Letter> letter, std::string const& recipient) {
    parts::AskView view;
    view.title = words_.say("admin.letter-link-title");
    view.text = words_.say("admin.letter-link-text", {{"email", recipient}});
    again::ask_in(view, words_, account_);
    view.main = words_.say("admin.letter-link-do");
    using See = SeeLetterLink;
    auto const request = [letter](parts::AskDraft& draft) {
        return See::Request{letter, again::said_in(draft)};
    };
    asking_.open<See>(
        std::move(view), request, [this, recipient](See::Response const& seen, auto const&) {
            auto const title = words_.say("admin.link-title", {{"email", recipient}});
            dialog_.show_once({title, words_.say("admin.link-text"), title, {seen.link}, {}});
        });
}

void AdminScreen::ask_forget_factor(Overview const& person) {
    parts::AskView view;
    view.title = words_.say("admin.forget-factor-title", {{"name", person.name}});
    view.text = words_.say("admin.forget-factor-text");
    again::ask_in(view, words_, account_);
    view.main = words_.say("admin.forget-factor-do");
    view.danger = true;
    using Forget = ForgetFactor;
    auto const request = [id = person.id](parts::AskDraft& draft) {
        return Forget::Request{id, again::said_in(draft)};
    };
    asking_.open<
        Forget>(std::move(view), request, [this, name = person.name](auto const&, auto const&) {
        around_.tell(words_.say("admin.factor-forgotten", {{"name", name}}), look::Tone::normal);
        ask(false);
    });
}

// Asked a second time, in a way that cannot be pressed away by habit.
void AdminScreen::ask_erase(Overview const& person, bool erases_messages) {
    parts::AskView view;
    view.title = words_.say("admin.delete-sure-title", {{"name", person.name}});
    view.text = words_.say("admin.delete-sure-text", {{"email", person.email}});
    view.fields = {{"email", words_.say("sign.email")}};
    again::ask_in(view, words_, account_);
    view.main = words_.say("admin.delete-do");
    view.danger = true;
    using Delete = DeletePerson;
    auto const request = [id = person.id, erases_messages](parts::AskDraft& draft) {
        return Delete::Request{id, again::said_in(draft), erases_messages};
    };
    auto const judge = [email = person.email](parts::AskDraft& draft, Delete::Request const&) {
        base::Problems problems;
        if (draft.value("email").empty())
            problems.push_back({"/email", "required", {}});
        else if (base::email_taken_in(draft.value("email")) != email)
            problems.push_back({"/email", "type-email", {}});
        return problems;
    };
    asking_.open<Delete>(
        std::move(view), request, judge, [this, name = person.name](auto const&, auto const&) {
            around_.tell(words_.say("admin.deleted", {{"name", name}}), look::Tone::normal);
            ask(false);
        });
}

}  // namespace accounts
