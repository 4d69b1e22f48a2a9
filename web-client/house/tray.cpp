#include "web-client/house/tray.hpp"

#include <utility>

#include "web-client/shell/shell.hpp"

namespace house {

std::string tray_place(std::string const& refused) { return std::string(tray_places) + refused; }

std::string TrayScreen::content_of(std::string const& id) const {
    for (auto const& refused : view_.refused)
        if (refused.id == id) return refused.content;
    return {};
}

// What was being changed before a reload goes on being changed.
void TrayScreen::take_draft() {
    auto const& drafts = account_.drafts();
    auto& changing = draft_.changing;
    for (auto const& refused : view_.refused)
        if (changing.empty() && refused.can_change && !drafts.at(tray_place(refused.id)).empty())
            changing = refused.id;
    if (content_of(changing).empty()) changing.clear();  // it has gone, from another tab
    if (std::exchange(kept_of_, changing) != changing) kept_ = {};
    if (!changing.empty())
        kept_.take(drafts, tray_place(changing), draft_.text, content_of(changing));
}

void TrayScreen::give_draft() {
    auto& drafts = account_.drafts();
    if (kept_of_.empty()) return;
    auto const place = tray_place(kept_of_);
    if (draft_.changing == kept_of_)
        kept_.give(drafts, place, draft_.text, content_of(kept_of_));
    else if (draft_.changing.empty())
        drafts.type(place, {});  // cancelled
}

void TrayScreen::frame(look::Ui& ui, look::Rect rect, bool narrow) {
    take_draft();
    auto const wished = shell::tray(ui, view_, draft_, rect, narrow);
    give_draft();
    if (wished.copy) around_.platform.copy(*wished.copy);
    if (wished.again) account_.again(*wished.again);
    if (wished.discard) account_.discard(*wished.discard);
    for (auto const& gone : {wished.again, wished.discard})
        if (gone) account_.drafts().type(tray_place(*gone), {});
    if (wished.change) send_changed(ui, *wished.change, wished.text);
    if (wished.back) around_.back();
}

void TrayScreen::send_changed(look::Ui const& ui, std::string const& id, std::string const& text) {
    if (auto const refusal = change_(id, text, {tray_place(id), id}))
        around_.tell(ui.words->explain(*refusal), look::Tone::bad);
    else
        draft_.changing.clear();
}

}  // namespace house
