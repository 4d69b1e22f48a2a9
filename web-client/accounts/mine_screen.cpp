#include "web-client/accounts/mine_screen.hpp"

#include <utility>

#include "shared/accounts/admin_api.hpp"
#include "shared/accounts/own_api.hpp"
#include "shared/accounts/recovery_api.hpp"
#include "shared/base/take_in.hpp"
#include "web-client/house/failure.hpp"
#include "web-client/look/typing.hpp"

namespace accounts {

namespace {

constexpr std::string_view own_routes[] = {"/account", "/account/entry", "/account/tokens",
                                           "/account/data"};

shell::Shade shade_of(Theme theme) {
    switch (theme) {
        case Theme::light:
            return shell::Shade::light;
        case Theme::dark:
            return shell::Shade::dark;
        case Theme::system:
            break;
    }
    return shell::Shade::system;
}
Theme theme_of(shell::Shade shade) {
    switch (shade) {
        case shell::Shade::light:
            return Theme::light;
        case shell::Shade::dark:
            return Theme::dark;
        case shell::Shade::system:
            break;
    }
    return Theme::system;
}

}  // namespace

MineScreen::MineScreen(house::Surroundings const& around)
    : around_(around),
      platform_(around.platform),
      api_(around.api),
      account_(around.account),
      dialog_(around.dialog) {
    around_.settings.on_chosen([this](house::Chosen const& chosen) { keep_chosen(chosen); });
}

bool MineScreen::go(std::string const& route) {
    for (std::size_t i = 0; i < std::size(own_routes); ++i)
        if (route == own_routes[i]) {
            view_.page = static_cast<MinePage>(i);
            return true;
        }
    return false;
}

// ---- what the account holds

Account const* MineScreen::row() const {
    return account_.shown<Domain>().find(account_of(account_.me().id));
}

void MineScreen::follow_settings() {
    auto const* mine = row();
    if (!mine) return;
    house::Chosen chosen;
    if (mine->language != followed_language_ && !mine->language.empty())
        chosen.language = words::language_of(mine->language);
    if (followed_theme_ != mine->theme) chosen.shade = shade_of(mine->theme);
    followed_language_ = mine->language;
    followed_theme_ = mine->theme;
    around_.settings.follow(chosen);
}

void MineScreen::keep_chosen(house::Chosen const& chosen) {
    auto const* mine = row();
    if (!mine) return;  // not arrived: what is chosen holds on this device
    ChooseSettings wanted{account_.me().id, mine->language, mine->theme};
    if (chosen.language) wanted.language = words::tag_of(*chosen.language);
    if (chosen.shade) wanted.theme = theme_of(*chosen.shade);
    if (wanted.language == mine->language && wanted.theme == mine->theme) return;
    followed_language_ = wanted.language;
    followed_theme_ = wanted.theme;
    want(wanted);
}

void MineScreen::keep_account() { want(KeepAccount{account_.me().id}); }

void MineScreen::refresh_profile() {
    auto const* me = account_.shown<Domain>().find(account_.me().id);
    if (!me) return;
    EditProfile const now{me->id, me->name, me->biography, me->location};
    auto const take = [](std::string& draft, std::string& shown, std::string const& value) {
        // What the person is changing stays as it is typed.
        if (draft == shown) draft = value;
        shown = value;
    };
    take(draft_.name, shown_.name, now.name);
    take(draft_.location, shown_.location, now.location);
    take(draft_.biography.text, shown_.biography, now.biography);
    view_.name = me->name;
    view_.email = me->email;
    view_.has_picture = !me->avatar.empty();
    view_.picture_on_its_way = picture_.is_on_its_way();
    EditProfile wanted{me->id, draft_.name, draft_.biography.text, draft_.location};
    base::take_in(wanted);
    view_.name_problem.clear();
    view_.location_problem.clear();
    view_.biography_problem.clear();
    view_.save_grey.clear();
    view_.longest_name = house::rules_of<EditProfile>("name").longest;
    view_.longest_location = house::rules_of<EditProfile>("location").longest;
    view_.longest_biography = house::rules_of<EditProfile>("biography").longest;
    for (auto const& problem : base::check(wanted)) {
        auto const text = words_.explain(problem);
        if (problem.path == "/name") view_.name_problem = text;
        if (problem.path == "/location") view_.location_problem = text;
        if (problem.path == "/biography") view_.biography_problem = text;
        view_.save_grey = text;
    }
    bool const same = wanted.name == now.name && wanted.biography == now.biography &&
                      wanted.location == now.location;
    if (same) view_.save_grey = words_.say("mine.nothing-changed");
    if (view_.save_grey.empty())
        view_.save_grey = house::grey(account_.of<Domain>(), words_, wanted);
}

// What was written about oneself and not saved is kept as messages are that were not sent.
void MineScreen::take_draft() {
    auto const& drafts = account_.drafts();
    if (!drafts_arrived_) {
        kept_name_.open(drafts, name_place, {&draft_.name});
        kept_location_.open(drafts, location_place, {&draft_.location});
    }
    auto const arrived = drafts.arrivals(biography_place);
    if (std::exchange(drafts_arrived_, arrived) == arrived) return;
    auto const& text = drafts.at(biography_place);
    if (!text.empty() && text != draft_.biography.text)
        look::typing::set_text(draft_.biography, text);
}

void MineScreen::keep_draft() {
    auto const& text = draft_.biography.text;
    account_.drafts().type(biography_place, text == shown_.biography ? std::string() : text);
    kept_name_.give(account_.drafts(), {&draft_.name}, shown_.name);
    kept_location_.give(account_.drafts(), {&draft_.location}, shown_.location);
}

void MineScreen::refresh(words::Words const& words) {
    words_ = words;
    auto const* mine = row();
    view_.loading = mine == nullptr;
    view_.id = base::to_text(account_.me().id);
    view_.name = account_.me().name;
    view_.language = words_.language();
    view_.shade = around_.settings.shade;
    refresh_profile();
    if (!mine) return;
    view_.email_confirmed = mine->email_confirmed;
    view_.new_email = mine->new_email;
    view_.second_factor = mine->second_factor;
    view_.recovery_codes = mine->recovery_codes;
    view_.deletion_at_us = mine->deletion ? mine->deletion->us : 0;
    view_.erases_messages = mine->erase_messages;
    auto const before = tokens_.made();
    auto const& tokens =
        tokens_.get({account_.of<Domain>().version<ScriptToken>(), words_.language()},
                    [&] { return token_rows(account_, words_); });
    if (tokens_.made() != before) view_.tokens = tokens;
}

// ---- frames

void MineScreen::frame(look::Ui& ui, look::Rect rect, bool narrow) {
    if (!std::exchange(is_open_, true))
        around_.take_files([this](platform::LocalFile const& file) {
            if (is_open_) picture_.send(file);
            return is_open_;
        });
    ask_how_links_come();
    take_draft();
    refresh(*ui.words);
    auto const wished = accounts::mine(ui, view_, draft_, rect, narrow);
    keep_draft();
    if (wished.page) around_.visit(std::string(own_routes[static_cast<std::size_t>(*wished.page)]));
    if (wished.back) around_.back();
    if (wished.revoke)
        if (auto const id = base::id_from_text(*wished.revoke))
            want(RevokeToken{account_.me().id, {*id}});
    carry_out(wished.act);
    around_.settings.choose({wished.language, wished.shade});
}

parts::Commands MineScreen::commands(words::Words const& words) {
    refresh(words);
    return mine_commands(view_, [this](MineAct act) { carry_out(act); });
}

void MineScreen::dialogs(look::Ui& ui) {
    words_ = *ui.words;
    auto const wished = second_factor(ui, factor_, factor_draft_, factor_open_);
    if (wished.copy) {
        platform_.copy(factor_.secret);
        around_.tell(words_.say("once.copied"), look::Tone::normal);
    }
    if (wished.confirm) confirm_factor();
    if (!factor_open_) factor_.secret.clear();
}

void MineScreen::carry_out(MineAct act) {
    switch (act) {
        case MineAct::none:
            return;
        case MineAct::choose_picture:
            return picture_.choose();
        case MineAct::remove_picture:
            return picture_.remove<RemoveAvatar>();
        case MineAct::save_profile:
            return save_profile();
        case MineAct::change_email:
            return ask_email();
        case MineAct::send_again:
            return send_again();
        case MineAct::change_password:
            return ask_password();
        case MineAct::show_sessions:
            return around_.visit("/sessions");
        case MineAct::begin_second_factor:
            return ask_factor();
        case MineAct::renew_codes:
            return renew_codes();
        case MineAct::end_second_factor:
            return end_factor();
        case MineAct::make_token:
            return ask_token();
        case MineAct::download:
            return download();
        case MineAct::delete_account:
            return ask_leaving();
        case MineAct::keep_account:
            return keep_account();
    }
}

void MineScreen::want(Command command) {
    if (auto const refusal = account_.want(std::move(command)))
        around_.tell(words_.explain(*refusal), look::Tone::bad);
}

void MineScreen::save_profile() {
    EditProfile const edited{account_.me().id, draft_.name, draft_.biography.text, draft_.location};
    if (auto const refusal = account_.want(edited, {biography_place, {}}))
        around_.tell(words_.explain(*refusal), look::Tone::bad);
    else
        around_.tell(words_.say("mine.saved"), look::Tone::good);
}

// Where no mail is sent, links are in the server's log and with the administrators.
void MineScreen::ask_how_links_come() {
    if (std::exchange(asked_server_, true)) return;
    api_.call<AboutServer>(
        {}, asking_.guarded([this](client::Reply<AboutServer::Response> const& reply) {
            if (reply) view_.by_letter = reply.value->sends_mail;
        }));
}

void MineScreen::say_sent() {
    around_.tell(words_.say(view_.by_letter ? "mine.email-sent" : "mine.link-made"),
                 look::Tone::good);
}

void MineScreen::send_again() {
    view_.sending = true;
    api_.call<SendConfirmation>(
        {}, asking_.guarded([this](client::Reply<wire::Nothing> const& reply) {
            view_.sending = false;
            if (reply)
                say_sent();
            else
                around_.tell(house::failures::in_words(words_, reply.failure), look::Tone::bad);
        }));
}

void MineScreen::download() {
    view_.preparing_archive = true;
    api_.call<SignAddress>(
        {"/api/v1/me/archive"},
        asking_.guarded([this](client::Reply<SignAddress::Response> const& reply) {
            view_.preparing_archive = false;
            if (!reply)
                return around_.tell(house::failures::in_words(words_, reply.failure),
                                    look::Tone::bad);
            if (!platform_.start_download(reply.value->address)) save_archive(reply.value->address);
        }));
}

// Without a browser that downloads by itself.
void MineScreen::save_archive(std::string const& address) {
    view_.preparing_archive = true;
    platform::Request request;
    request.path = address;
    request.timeout_ms = 600'000;
    api_.transfer(std::move(request), asking_.guarded([this](platform::Answer const& answer) {
        view_.preparing_archive = false;
        if (answer.status != 200)
            return around_.tell(house::failures::in_words(words_, client::Api::failure_of(answer)),
                                look::Tone::bad);
        platform_.save_file(house::failures::file_name(answer, "kontor.zip"), answer.body);
        around_.tell(words_.say("mine.archive-saved"), look::Tone::good);
    }));
}

}  // namespace accounts
