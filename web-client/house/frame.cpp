#include "web-client/house/frame.hpp"

#include <utility>

#include "web-client/shell/banner.hpp"

namespace house {

shell::Connection connection(client::Account const& account, std::int64_t steady_ms) {
    auto const status = account.status();
    shell::Connection connection;
    connection.link = status.link == client::Link::online       ? shell::Link::online
                      : status.link == client::Link::connecting ? shell::Link::connecting
                                                                : shell::Link::offline;
    connection.unsent = static_cast<int>(status.unsent);
    connection.refused = static_cast<int>(status.refused);
    connection.answer_ms = status.answer_ms;
    if (status.retry_at_ms > steady_ms)
        connection.retry_in_s = static_cast<int>((status.retry_at_ms - steady_ms + 999) / 1000);
    return connection;
}

namespace {

std::vector<std::string_view> domain_names() {
    std::vector<std::string_view> names;
    Domains::each([&]<class Domain>(std::type_identity<Domain>) { names.push_back(Domain::name); });
    return names;
}

}  // namespace

Surroundings Frame::surroundings(client::PersonalApi& api,
                                 std::function<void(std::string const&, bool replace)> visit,
                                 std::function<void()> back) {
    return {platform_,
            api,
            account_,
            names_,
            dialog_,
            settings_,
            details_,
            domain_names(),
            [visit](std::string const& route) { visit(route, false); },
            [visit](std::string const& route) { visit(route, true); },
            std::move(back),
            [this](std::string const& text, look::Tone tone) { tell(text, tone); },
            [this](TakeFile take) { take_file_ = std::move(take); }};
}

void Frame::banners(look::Ui& ui, look::Rect& window, std::vector<Notice> const& notices) {
    if (!account_.status().lasts) shell::banner(ui, window, {ui.say("storage.none"), {}});
    for (auto const& notice : notices) {
        auto const action = notice.command ? ui.say(notice.command->name) : std::string();
        if (shell::banner(ui, window, {notice.text, action})) notice.command->act();
    }
}

void Frame::describe(shell::View& view) {
    // Who came in may have been renamed since.
    auto const* row = names_.find(account_.me().id);
    auto const& me = row ? *row : account_.me();
    view.my_name = me.name;
    view.my_email = me.email;
    view.my_id = base::to_text(me.id);
    view.workspace = account_.workspace_name();
    view.workspace_id = account_.workspace_id();
}

parts::Commands Frame::commands() {
    auto const ask = [this] {
        signing_out_ = true;
        platform_.wake();
    };
    return {{"menu.sign-out", look::Icon::log_out, ask}};
}

void Frame::tell(std::string const& text, look::Tone tone) {
    look::Toast toast;
    toast.text = text;
    toast.tone = tone;
    toasts_.push_back(std::move(toast));
    platform_.wake();
}

void Frame::above(look::Ui& ui, ScreenWishes& wishes) {
    sign_out(ui, wishes);
    dialog_.frame(ui);
    look::toasts(ui, toasts_);
}

void Frame::sign_out(look::Ui& ui, ScreenWishes& wishes) {
    sign_out_view_.online = account_.status().link == client::Link::online;
    sign_out_view_.sending = sending_first_;
    auto const answer = shell::sign_out_dialog(ui, sign_out_view_, signing_out_);
    sign_out_view_.can_send = account_.status().unsent > 0;
    bool const nothing_left = sign_out_view_.unsent.empty();
    sending_first_ = sending_first_ && (sign_out_view_.can_send || nothing_left);
    switch (answer) {
        case shell::SignOut::none:
            if (!signing_out_)
                sending_first_ = false;
            else if (sending_first_ && nothing_left)
                wishes.sign_out = true;
            break;
        case shell::SignOut::cancel:
            signing_out_ = sending_first_ = false;
            break;
        case shell::SignOut::send_first:
            sending_first_ = true;
            account_.retry_now();
            break;
        case shell::SignOut::save_to_file:
            wishes.save_unsent = wishes.sign_out = true;
            break;
        case shell::SignOut::discard:
        case shell::SignOut::plain:
            wishes.sign_out = true;
            break;
    }
    if (wishes.sign_out) signing_out_ = sending_first_ = false;
}

}  // namespace house
