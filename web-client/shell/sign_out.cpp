#include "web-client/shell/sign_out.hpp"

#include <algorithm>

#include "web-client/look/widgets.hpp"
#include "web-client/parts/confirm.hpp"

namespace shell {
namespace {

constexpr std::size_t shown_at_most = 5;

void list_unsent(look::Ui& ui, SignOutView const& view) {
    std::size_t const shown = std::min(view.unsent.size(), shown_at_most);
    for (std::size_t i = 0; i < shown; ++i) {
        look::Scope const scope(static_cast<int>(i));
        look::note(ui, look::Icon::clock, view.unsent[i], look::Tone::warn);
        look::gap(ui, 4);
    }
    if (view.unsent.size() > shown) {
        look::TextStyle style;
        style.size = look::Size::small;
        style.tone = look::Tone::faint;
        look::text(ui, ui.say("sign-out.more", {{"n", view.unsent.size() - shown}}), style);
    }
}

SignOut with_unsent(look::Ui& ui, SignOutView const& view, bool& open) {
    SignOut wish = SignOut::none;
    look::paragraph(ui, ui.say("sign-out.unsent", {{"n", view.unsent.size()}}));
    look::gap(ui, 12);
    list_unsent(ui, view);
    look::gap(ui, 12);
    std::string const send = ui.say("sign-out.send-first"), save = ui.say("sign-out.save");
    std::string const discard = ui.say("sign-out.discard"), cancel = ui.say("dialog.cancel");
    std::string const offline = ui.say("sign-out.offline"), kept = ui.say("sign-out.only-kept");
    look::Button button;
    button.width = -1;
    button.label = send;
    button.icon = look::Icon::send;
    button.kind = look::Kind::primary;
    button.busy = view.sending;
    std::string const why_not = !view.can_send ? kept : !view.online ? offline : std::string();
    button.grey = why_not;
    if (look::button(ui, button)) wish = SignOut::send_first;
    if (view.can_send && !view.online) {
        look::gap(ui, 4);
        look::note(ui, look::Icon::wifi_off, offline);
    }
    look::gap(ui, 8);
    button.busy = false;
    button.grey = {};
    button.label = save;
    button.icon = look::Icon::save;
    button.kind = look::Kind::normal;
    if (look::button(ui, button)) wish = SignOut::save_to_file;
    look::gap(ui, 8);
    button.label = discard;
    button.icon = look::Icon::trash;
    button.kind = look::Kind::danger;
    if (look::button(ui, button)) wish = SignOut::discard;
    look::gap(ui, 8);
    button.label = cancel;
    button.icon = look::Icon::none;
    button.kind = look::Kind::quiet;
    if (look::button(ui, button)) wish = SignOut::cancel;
    look::gap(ui, 4);
    if (wish == SignOut::discard || wish == SignOut::cancel) open = false;
    return wish;
}

}  // namespace

SignOut sign_out_dialog(look::Ui& ui, SignOutView const& view, bool& open) {
    std::string const title = ui.say("sign-out.title");
    bool const asked = open;
    if (view.unsent.empty()) {
        bool const goes = parts::confirm(ui,
                                         {title, ui.say("sign-out.plain"), ui.say("sign-out.do"),
                                          "sign-out", look::Kind::primary},
                                         open);
        return goes ? SignOut::plain : asked && !open ? SignOut::cancel : SignOut::none;
    }
    look::Dialog dialog;
    dialog.title = title;
    dialog.id = "sign-out";
    dialog.width = 400;
    if (!look::begin_dialog(ui, dialog, open)) return SignOut::none;
    SignOut wish = with_unsent(ui, view, open);
    if (asked && !open && wish == SignOut::none) wish = SignOut::cancel;
    look::end_dialog(ui);
    return wish;
}

}  // namespace shell
