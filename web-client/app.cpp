#include "web-client/app.hpp"

#include "shared/wire/recall.hpp"

// What a machine remembers between runs, in the store that belongs to nobody.
struct App::KeptSession {
    accounts::Person person;
    base::Id<accounts::Session> session;
    std::string refresh_token;  // empty in a page: a cookie holds it
    static constexpr auto fields() {
        return base::Pack{base::field("person", &KeptSession::person).required(),
                          base::field("session", &KeptSession::session).required(),
                          base::field("refresh_token", &KeptSession::refresh_token).secret()};
    }
};

namespace {

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
      words_(words::language_of(platform.language())),
      sign_in_(platform, api_, [this](accounts::SignedIn const& signed_in) { come_in(signed_in); }),
      crash_(platform, api_) {
    look::prepare_imgui();
    ui_.fonts = look::load_fonts();
    platform_.on_route([this](std::string const& route) {
        if (screens_) screens_->go(route);
        platform_.wake();
    });
    platform_.on_field_focus([this](std::string const& name, bool now) {
        (now ? ui_.focused_on_page : ui_.left_on_page) = name;
        platform_.wake();
    });
    platform_.on_edit([this](look::RealEdit edit) {
        ui_.edits_on_page.push_back(std::move(edit));
        platform_.wake();
    });
    machine_.on_broadcast([this](std::string const&) { read_machine(); });
    platform_.on_hidden([this](bool leaves) {
        if (account_) account_->drafts().flush();
        if (account_ && leaves) account_->step_down();
    });
    platform_.on_network([this](bool there) {
        if (account_) account_->hear_network(there);
    });
    ui_.zone = words::Zone([this](std::int64_t at_us) { return platform_.utc_offset_s(at_us); });
    read_machine();
}

// The window is closed: what was typed a moment ago is not on the disk yet.
App::~App() {
    if (account_) account_->drafts().flush();
}

// ---- who is signed in

void App::read_machine() {
    machine_.read("", [this](bool, platform::Store::Entries const& entries) {
        read_ = true;
        std::optional<KeptSession> kept;
        for (auto const& [key, value] : entries) {
            if (key == "language") {
                words_ = words::Words(words::language_of(value));
                language_chosen_ = true;
            }
            if (key == "shade") shade_ = shade_from(value).value_or(shell::Shade::system);
            KeptSession session;
            if (key == "session" && wire::json::recall(value, session)) kept = session;
        }
        // Read before what this tab is about to keep: that is told to all when it is there.
        if (keeping_ == 0) follow(kept);
        platform_.wake();
    });
}

// A machine has one session. Whoever is shown here goes with it, or has to sign in again.
void App::follow(std::optional<KeptSession> const& kept) {
    if (!kept) {
        if (account_) return left();
        if (!machine_.lasts() && !cookie_tried_) ask_cookie();
    } else if (!account_) {
        if (!sign_in_.is_link_here()) leave_the_ways_in();
        open_account(std::make_unique<client::Account>(platform_, kept->person, kept->session,
                                                       kept->refresh_token));
    } else if (kept->person.id == account_->me().id) {
        account_->resume_elsewhere(kept->session, kept->refresh_token);
    } else {
        account_->end(client::another_person);
    }
}

// Where a page cannot remember who was here, its cookie may know.
void App::ask_cookie() {
    cookie_tried_ = true;
    if (!platform_.has_real_fields()) return;
    read_ = false;
    api_.call<accounts::Refresh>({}, [this](client::Reply<accounts::SignedIn> const& reply) {
        read_ = true;
        if (reply && !account_) come_in(*reply.value);
        platform_.wake();
    });
}

void App::keep_session() {
    if (!account_) return;
    KeptSession const session{account_->me(), account_->session(), account_->api().refresh_token()};
    ++keeping_;
    machine_.write({{platform::Write::Kind::put, "session", wire::json::text(session)}},
                   [this](platform::Written) {
                       --keeping_;
                       machine_.broadcast("session");
                   });
}

void App::open_account(std::unique_ptr<client::Account> account) {
    screens_.reset();
    if (account_) account_->drafts().flush();  // they stay in the store of whom they belong to
    account_ = std::move(account);
    account_->on_signed_out([this] { left(); });
    account_->on_rotated([this] { keep_session(); });
    screens_ = std::make_unique<house::Screens<Rooms>>(platform_, account_->api(), *account_);
}

void App::left() {
    screens_.reset();
    account_.reset();
    // Whoever signed out to use a link goes on with it.
    if (!sign_in_.is_link_here()) {
        sign_in_.come_back();
        platform_.go("/sign-in", true);
    }
    platform_.wake();
}

void App::sign_out(bool save_unsent) {
    if (closing_ || !account_) return;
    closing_ = true;
    if (save_unsent) platform_.save_file("kontor-unsent.json", account_->unsent_as_text());
    auto const leave = [this] {
        account_->wipe([this] {
            machine_.write({{platform::Write::Kind::wipe, "session", {}}},
                           [this](platform::Written) {
                               machine_.broadcast("session");
                               closing_ = false;
                               left();
                           });
        });
    };
    // Without a connection the session stays open on the server; it can be ended from any other
    // device.
    account_->api().call<accounts::SignOut>(
        {}, [leave](client::Reply<wire::Nothing> const&) { leave(); }, 3'000);
}

// Whoever is in is shown no way in, unless it is a link's, which may be for somebody else.
void App::leave_the_ways_in() {
    auto const route = platform_.route();
    for (std::string const way_in :
         {"/sign-in", "/register", "/forgot", "/first", "/join", "/confirm", "/reset"})
        if (route.compare(0, way_in.size(), way_in) == 0) platform_.go(shell::home, true);
}

void App::come_in(accounts::SignedIn const& signed_in) {
    sign_in_.reset();
    leave_the_ways_in();
    if (!account_ || !account_->resume(signed_in))
        open_account(std::make_unique<client::Account>(platform_, signed_in));
    else if (screens_)
        screens_->go(platform_.route());  // whoever comes back goes on by the keyboard
    keep_session();
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

void App::choose(std::optional<words::Language> language) {
    if (!language) return;
    words_ = words::Words(*language);
    language_chosen_ = true;
    remember(machine_, "language", words::tag_of(*language));
    platform_.wake();
}

void App::signed_in_screens(look::Rect window) {
    auto const wished = screens_->frame(ui_, window, shade_);
    choose(wished.language);
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
    ui_.on_screen = platform_.is_on_screen();
    ui_.real_fields = platform_.has_real_fields();
    ui_.portraits = nullptr;  // whoever is signed in has some
    auto const window = look::begin_frame(ui_);
    try {
        look::draw_or_abandon(ui_, [&] { draw(window); });
    } catch (std::exception const& error) {
        failed(error.what());
    }
    look::end_frame(ui_);
    if (ui_.real_fields) platform_.show_fields(ui_.fields_on_page);
    platform_.mirror(ui_.nodes.tree());
    load_symbols();
}

// After the first frame, which must not wait for it. What is not loaded now is later: nobody needs
// to be told that a pictogram is missing.
void App::load_symbols() {
    if (symbols_asked_ || look::symbols_path().empty()) return;
    symbols_asked_ = true;
    platform_.after(0, [this] { ask_for_symbols(); });
}

void App::ask_for_symbols() {
    constexpr int again_ms = 30'000;
    platform::Request request;
    request.path = look::symbols_path();
    platform_.send(std::move(request), [this](platform::Answer const& answer) {
        if (answer.status != 200) {
            platform_.after(again_ms, [this] { ask_for_symbols(); });
            return;
        }
        ui_.fonts = look::load_fonts(answer.body);
        platform_.wake();
    });
}

void App::failed(std::string const& what) {
    crash_.happened(platform_.route(), what, account_ ? &account_->api() : nullptr);
}

void App::draw(look::Rect window) {
    bool const ended = account_ && account_->status().link == client::Link::ended && !closing_;
    if (crash_.is_shown()) {
        if (crash_.frame(ui_, window) && screens_) screens_->go("/");
    } else if (read_ && (!account_ || ended || sign_in_.is_link_here())) {
        auto const wished = sign_in_.frame(ui_, window, account_.get(), ended);
        if (wished.usual && !language_chosen_ && words_.language() != *wished.usual) {
            words_ = words::Words(*wished.usual);
            platform_.wake();
        }
        choose(wished.language);
        if (wished.sign_out) sign_out(false);
    } else if (screens_) {
        signed_in_screens(window);
    }
}
