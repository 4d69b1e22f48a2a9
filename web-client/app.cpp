#include "web-client/app.hpp"

#include <algorithm>

#include "shared/base/check.hpp"

namespace {

// What a machine remembers between runs, in the store that belongs to nobody.
struct KeptSession {
    accounts::Person person;
    base::Id<accounts::Session> session;
    std::string refresh_token;  // empty in a page: a cookie holds it
    static constexpr auto fields() {
        return std::tuple{base::field("person", &KeptSession::person).required(),
                          base::field("session", &KeptSession::session).required(),
                          base::field("refresh_token", &KeptSession::refresh_token).secret()};
    }
};

void remember(platform::Store& store, std::string const& key, std::string const& value) {
    store.write({{platform::Write::Kind::put, key, value}}, [](platform::Written) {});
}

std::optional<shell::Shade> shade_from(std::string const& text) {
    if (text == "dark") return shell::Shade::dark;
    if (text == "light") return shell::Shade::light;
    return std::nullopt;
}

}  // namespace

App::App(platform::Platform& platform)
    : platform_(platform),
      machine_(platform.store("")),
      api_(platform),
      words_(words::language_of(platform.language())) {
    look::prepare_imgui();
    ui_.fonts = look::load_fonts();
    platform_.on_route([this](std::string const& route) {
        if (screens_) screens_->go(route);
        platform_.wake();
    });
    platform_.on_field(
        [this](std::string const& name, std::string const& value) {
            if (name == "email") sign_draft_.email = value;
            if (name == "password") sign_draft_.password = value;
            if (name == "name") sign_draft_.name = value;
            platform_.wake();
        },
        [this] {
            submitted_on_page_ = true;
            platform_.wake();
        });
    api_.on_rotated([this](std::string const& token) {
        refresh_token_ = token;
        keep_session();
    });
    api_.on_ended([this] {
        if (account_) account_->end();
        platform_.wake();
    });
    machine_.on_broadcast([this](std::string const&) { read_machine(); });
    read_machine();
}

App::~App() = default;

// ---- who is signed in

void App::read_machine() {
    machine_.read("", [this](bool, platform::Store::Entries const& entries) {
        read_ = true;
        std::optional<KeptSession> kept;
        for (auto const& [key, value] : entries) {
            if (key == "language") words_ = words::Words(words::language_of(value));
            if (key == "shade") shade_ = shade_from(value).value_or(shell::Shade::system);
            KeptSession session;
            if (key == "session" &&
                wire::json::parse(value, session, wire::json::Reading::tolerant).empty())
                kept = session;
        }
        if (!kept && account_) left();
        if (kept && !account_) {
            refresh_token_ = kept->refresh_token;
            api_.resume(kept->refresh_token);
            open_account(kept->person, kept->session);
        }
        platform_.wake();
    });
}

void App::keep_session() {
    if (!account_) return;
    remember(machine_, "session",
             wire::json::text(KeptSession{account_->me(), account_->session(), refresh_token_}));
}

void App::open_account(accounts::Person const& person, base::Id<accounts::Session> session) {
    screens_.reset();
    account_ = std::make_unique<syncing::Account>(platform_, api_, person, session);
    account_->on_signed_out([this] { left(); });
    screens_ = std::make_unique<Screens>(platform_, api_, *account_);
}

void App::left() {
    screens_.reset();
    account_.reset();
    api_.signed_out();
    refresh_token_.clear();
    sign_draft_ = {};
    sign_view_ = {};
    tried_ = false;
    platform_.go("/sign-in", true);
    platform_.wake();
}

void App::sign_out(bool save_unsent) {
    if (closing_ || !account_) return;
    closing_ = true;
    if (save_unsent) platform_.save_file("kontor-unsent.json", account_->unsent_as_text());
    auto const leave = [this] {
        account_->wipe([this] {
            machine_.write({{platform::Write::Kind::erase, "session", {}}},
                           [this](platform::Written) {
                               machine_.broadcast("session");
                               closing_ = false;
                               left();
                           });
        });
    };
    // Without a connection the session stays open on the server; it can be ended from any other
    // device.
    api_.call<accounts::SignOut>(
        {}, [leave](syncing::Reply<wire::Nothing> const&) { leave(); }, 3'000);
}

// ---- signing in

bool App::registering() const {
    auto const route = platform_.route();
    return route == "/register" || !invitation().empty();
}

std::string App::invitation() const {
    constexpr std::string_view first = "/first/";
    auto const route = platform_.route();
    return route.compare(0, first.size(), first) == 0 ? route.substr(first.size()) : std::string();
}

// The shared rules, while typing; what is empty is not complained of before the first attempt.
void App::judge_draft() {
    auto& view = sign_view_;
    bool const server_spoke = !view.problem.empty();
    if (server_spoke || !registering()) return;
    accounts::RegisterPerson::Request request;
    request.name = sign_draft_.name;
    request.email = sign_draft_.email;
    request.password = sign_draft_.password;
    auto problems = base::check(request);
    if (auto weak = accounts::judge_password(request.password, request.email, "/password"))
        problems.push_back(*weak);
    view.name_problem.clear();
    view.email_problem.clear();
    view.password_problem.clear();
    for (auto const& problem : problems) {
        auto const say = [&](std::string const& path, std::string const& value,
                             std::string& place) {
            if (problem.path == path && place.empty() && (tried_ || !value.empty()))
                place = words_.explain(problem);
        };
        if (tried_) say("/name", request.name, view.name_problem);
        if (tried_) say("/email", request.email, view.email_problem);
        // A password that is still being typed is too short by nature: that is a hint, not a
        // mistake, until it is sent.
        if (tried_ || problem.rule != "password-too-short")
            say("/password", request.password, view.password_problem);
    }
}

void App::submit() {
    if (sign_view_.busy) return;
    tried_ = true;
    sign_view_.problem.clear();
    sign_view_.email_problem.clear();
    sign_view_.password_problem.clear();
    judge_draft();
    bool const page = platform_.has_real_fields();
    std::string const device = platform_.device();
    auto const done = [this](syncing::Reply<accounts::SignedIn> const& reply) {
        heard_signed_in(reply);
    };
    if (registering()) {
        if (!sign_view_.name_problem.empty() || !sign_view_.email_problem.empty() ||
            !sign_view_.password_problem.empty())
            return;
        sign_view_.busy = true;
        auto const registered = [this](syncing::Reply<accounts::Registration> const& reply) {
            heard_registered(reply);
        };
        api_.call<accounts::RegisterPerson>(
            {sign_draft_.name, sign_draft_.email, sign_draft_.password, device, invitation(), page,
             words::tag_of(words_.language())},
            registered);
        return;
    }
    if (sign_view_.locked) sign_draft_.email = sign_view_.locked_email;
    if (sign_draft_.email.empty()) sign_view_.email_problem = words_.explain("required");
    if (sign_draft_.password.empty()) sign_view_.password_problem = words_.explain("required");
    if (sign_draft_.email.empty() || sign_draft_.password.empty()) return;
    sign_view_.busy = true;
    api_.call<accounts::SignIn>({sign_draft_.email, sign_draft_.password, device, page}, done);
}

void App::heard_refusal(syncing::Failure const& failure) {
    for (auto const& problem : failure.problems) {
        if (problem.path == "/name") sign_view_.name_problem = words_.explain(problem);
        if (problem.path == "/email") sign_view_.email_problem = words_.explain(problem);
        if (problem.path == "/password") sign_view_.password_problem = words_.explain(problem);
    }
    if (!failure.problems.empty()) return;
    if (failure.status == 0)
        sign_view_.problem = words_.say("app.no-connection");
    else if (failure.rule == "email-taken")
        sign_view_.email_problem = words_.explain(failure.rule);
    else if (failure.status == 401)
        sign_view_.password_problem = words_.explain("wrong-credentials");
    else
        sign_view_.problem = words_.explain(failure.rule.empty() ? "unknown" : failure.rule);
}

void App::heard_registered(syncing::Reply<accounts::Registration> const& reply) {
    sign_view_.busy = false;
    platform_.wake();
    if (!reply) return heard_refusal(reply.failure);
    if (reply.value->signed_in) come_in(*reply.value->signed_in);
}

void App::heard_signed_in(syncing::Reply<accounts::SignedIn> const& reply) {
    sign_view_.busy = false;
    platform_.wake();
    if (!reply) return heard_refusal(reply.failure);
    come_in(*reply.value);
}

void App::come_in(accounts::SignedIn const& signed_in) {
    sign_draft_ = {};
    tried_ = false;
    bool const same = account_ && account_->me().id == signed_in.person.id;
    api_.signed_in(signed_in);
    if (same) {
        account_->resume(signed_in.session);
    } else {
        if (registering() || platform_.route() == "/sign-in") platform_.go("/", true);
        open_account(signed_in.person, signed_in.session);
    }
    keep_session();
    machine_.broadcast("session");
}

// ---- frames

void App::apply_look() {
    bool const dark = shade_ == shell::Shade::dark ||
                      (shade_ == shell::Shade::system && platform_.prefers_dark());
    if (look_applied_ && dark == dark_applied_) return;
    look_applied_ = true;
    dark_applied_ = dark;
    ui_.theme = look::theme_for(dark);
    look::apply_theme(ui_.theme);
}

void App::sign_screens(look::Rect window) {
    sign_view_.language = words_.language();
    sign_view_.first_admin = !invitation().empty();
    sign_view_.locked = account_ != nullptr;
    sign_view_.locked_email = account_ ? account_->me().email : std::string();
    sign_view_.kept = account_ ? static_cast<int>(account_->status().unsent) : 0;
    bool const up = registering() && !account_;
    auto const before = sign_draft_.email + "\n" + sign_draft_.password;
    auto const wished = up ? accounts::sign_up(ui_, sign_view_, sign_draft_, window)
                           : accounts::sign_in(ui_, sign_view_, sign_draft_, window);
    if (before != sign_draft_.email + "\n" + sign_draft_.password) sign_view_.problem.clear();
    judge_draft();
    if (wished.language) {
        words_ = words::Words(*wished.language);
        remember(machine_, "language", words::tag_of(*wished.language));
        platform_.wake();
    }
    if (wished.to_register || wished.to_sign_in) {
        platform_.go(wished.to_register ? "/register" : "/sign-in", false);
        sign_view_ = {};
        tried_ = false;
        platform_.wake();
    }
    if (wished.submit || submitted_on_page_) submit();
    submitted_on_page_ = false;
    platform_.title(words_.say(up ? "sign.up-title" : "sign.in-title") + " · Kontor");
}

void App::signed_in_screens(look::Rect window) {
    auto const wished = screens_->frame(ui_, window, shade_);
    if (wished.language) {
        words_ = words::Words(*wished.language);
        remember(machine_, "language", words::tag_of(*wished.language));
        platform_.wake();
    }
    if (wished.shade) {
        shade_ = *wished.shade;
        remember(machine_, "shade",
                 shade_ == shell::Shade::dark    ? "dark"
                 : shade_ == shell::Shade::light ? "light"
                                                 : "system");
        platform_.wake();
    }
    if (wished.sign_out) sign_out(wished.save_unsent);
}

void App::frame() {
    apply_look();
    ui_.words = &words_;
    ui_.now_us = platform_.now_us();
    ui_.utc_offset_s = platform_.utc_offset_s(ui_.now_us);
    ui_.real_fields = platform_.has_real_fields();
    auto const window = look::begin_frame(ui_);
    bool const ended = account_ && account_->status().link == syncing::Link::ended && !closing_;
    if (read_ && (!account_ || ended))
        sign_screens(window);
    else if (screens_)
        signed_in_screens(window);
    look::end_frame(ui_);
    if (ui_.real_fields) platform_.show_fields(ui_.fields_on_page);
    platform_.mirror(ui_.nodes.tree());
}
