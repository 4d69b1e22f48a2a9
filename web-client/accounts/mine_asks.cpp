// What my account asks for in a dialog before the server is asked.
#include "shared/accounts/own_api.hpp"
#include "shared/accounts/recovery_api.hpp"
#include "shared/base/take_in.hpp"
#include "web-client/accounts/again.hpp"
#include "web-client/accounts/mine_screen.hpp"
#include "web-client/house/failure.hpp"

namespace accounts {

namespace {

constexpr std::int64_t days_of[] = {7, 30, 90, 365};

}  // namespace

void MineScreen::ask_email() {
    parts::AskView view;
    view.title = words_.say("mine.email-change");
    view.kept_at = email_place;
    view.text = words_.say("mine.email-change-text");
    view.fields = {{"email", words_.say("mine.email-new")}};
    view.fields[0].refused_by = "email-taken";
    again::ask_in(view, words_, account_);
    view.main = words_.say("mine.email-change-do");
    auto const request = [](parts::AskDraft& draft) {
        return ChangeEmail::Request{draft.value("email"), again::said_in(draft)};
    };
    asking_.open<ChangeEmail>(std::move(view), request,
                              [this](auto const&, auto const&) { say_sent(); });
}

void MineScreen::ask_password() {
    parts::AskView view;
    view.title = words_.say("mine.password-change-do");
    view.text = words_.say("mine.password-about");
    again::ask_in(view, words_, account_);
    parts::AskField fresh{"password", words_.say("mine.password-new"),
                          words_.say("sign.password-hint")};
    fresh.password = true;
    view.fields.push_back(std::move(fresh));
    if (!view_.tokens.empty())
        view.tick = words_.say("mine.password-tokens",
                               {{"n", static_cast<std::int64_t>(view_.tokens.size())}});
    view.main = words_.say("mine.password-change-do");
    auto const request = [](parts::AskDraft& draft) {
        return ChangePassword::Request{again::said_in(draft), draft.value("password"),
                                       !draft.ticked};
    };
    auto const judge = [email = view_.email](parts::AskDraft&,
                                             ChangePassword::Request const& asked) {
        auto problems = base::check(asked);
        if (!asked.password.empty())
            if (auto weak = judge_password(asked.password, email, "/password"))
                problems.push_back(*weak);
        return problems;
    };
    asking_.open<ChangePassword>(std::move(view), request, judge, [this](auto const&, auto const&) {
        around_.tell(words_.say("mine.password-changed"), look::Tone::good);
    });
    dialog_.draft().ticked = true;
}

void MineScreen::ask_factor() {
    parts::AskView view;
    view.title = words_.say("factor.begin-title");
    view.text = words_.say("factor.begin-text");
    again::ask_in(view, words_, account_);
    view.main = words_.say("factor.next");
    auto const request = [](parts::AskDraft& draft) { return again::said_in(draft); };
    asking_.open<BeginSecondFactor>(std::move(view), request,
                                    [this](BeginSecondFactor::Response const& made, auto const&) {
                                        factor_ = {made.secret, made.picture, {}, false};
                                        factor_draft_ = {};
                                        factor_open_ = true;
                                    });
}

void MineScreen::confirm_factor() {
    ConfirmSecondFactor::Request request{factor_draft_.code};
    base::take_in(request);
    auto const problems = base::check(request);
    factor_.problem = problems.empty() ? std::string() : words_.explain(problems.front());
    if (!problems.empty()) return;
    factor_.busy = true;
    api_.call<ConfirmSecondFactor>(
        request, asking_.guarded([this](client::Reply<RecoveryCodes> const& reply) {
            factor_.busy = false;
            if (!reply) {
                factor_.problem = house::failures::in_words(words_, reply.failure);
                return;
            }
            factor_open_ = false;
            show_codes(*reply.value);
        }));
}

void MineScreen::show_codes(RecoveryCodes const& codes) {
    dialog_.show_once({words_.say("factor.codes-title"), words_.say("factor.codes-text"),
                       words_.say("factor.codes-title"), codes.codes, "kontor-recovery-codes.txt"});
}

void MineScreen::renew_codes() {
    parts::AskView view;
    view.title = words_.say("factor.renew-title");
    view.text = words_.say("factor.renew-text");
    again::ask_in(view, words_, account_);
    view.main = words_.say("factor.renew-do");
    auto const request = [](parts::AskDraft& draft) { return again::said_in(draft); };
    asking_.open<RenewRecoveryCodes>(
        std::move(view), request,
        [this](RecoveryCodes const& codes, auto const&) { show_codes(codes); });
}

void MineScreen::end_factor() {
    parts::AskView view;
    view.title = words_.say("factor.end-title");
    view.text = words_.say("factor.end-text");
    again::ask_in(view, words_, account_);
    view.main = words_.say("factor.end-do");
    view.danger = true;
    auto const request = [](parts::AskDraft& draft) { return again::said_in(draft); };
    asking_.open<EndSecondFactor>(std::move(view), request, [this](auto const&, auto const&) {
        around_.tell(words_.say("factor.ended"), look::Tone::normal);
    });
}

void MineScreen::ask_token() {
    parts::AskView view;
    view.title = words_.say("token.make-title");
    view.kept_at = token_place;
    view.text = words_.say("token.about");
    view.fields = {{"name", words_.say("token.name"), words_.say("token.name-hint")}};
    parts::AskChoice scope{"scope", words_.say("token.scope"), {}};
    auto const* me = account_.shown<Domain>().find(account_.me().id);
    for (auto const name : names_of(Scope{}))
        if (name != "admin" || (me && me->administrator))
            scope.options.push_back(words_.say("token.scope-" + std::string(name)));
    parts::AskChoice days{"days", words_.say("token.days"), {}};
    for (auto const n : days_of) days.options.push_back(words_.say("token.days-n", {{"n", n}}));
    view.choices = {std::move(scope), std::move(days)};
    again::ask_in(view, words_, account_);
    view.main = words_.say("token.make-do");
    auto const request = [](parts::AskDraft& draft) {
        return CreateToken::Request{draft.value("name"), static_cast<Scope>(draft.chosen["scope"]),
                                    days_of[static_cast<std::size_t>(draft.chosen["days"])],
                                    again::said_in(draft)};
    };
    auto const judge = [](parts::AskDraft&, CreateToken::Request const& asked) {
        auto problems = base::check(asked);
        if (auto const too_long = judge_life(asked)) problems.push_back(*too_long);
        return problems;
    };
    asking_.open<CreateToken>(std::move(view), request, judge,
                              [this](CreateToken::Response const& made, auto const&) {
                                  dialog_.show_once({words_.say("token.made-title"),
                                                     words_.say("token.made-text"),
                                                     words_.say("token.made-title"),
                                                     {made.token},
                                                     {}});
                              });
    dialog_.draft().chosen["days"] = 2;
}

void MineScreen::ask_leaving() {
    parts::AskView view;
    view.title = words_.say("mine.leave");
    view.text = words_.say("mine.leave-about");
    again::ask_in(view, words_, account_);
    view.tick = words_.say("mine.leave-tick");
    view.warning = words_.say("mine.leave-warning");
    view.main = words_.say("mine.leave-do");
    view.danger = true;
    auto const request = [](parts::AskDraft& draft) {
        return DeleteMe::Request{again::said_in(draft), draft.ticked};
    };
    asking_.open<DeleteMe>(std::move(view), request, [](DeleteMe::Response const&, auto const&) {});
}

}  // namespace accounts
