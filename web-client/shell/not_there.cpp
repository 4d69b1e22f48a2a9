#include "web-client/shell/not_there.hpp"

#include <algorithm>

#include "web-client/look/widgets.hpp"
#include "web-client/parts/flow.hpp"
#include "web-client/shell/shell.hpp"

namespace shell {
namespace {

// What was written stands here, since its field is gone with the place.
void unsent(look::Ui& ui, NotThere const& view, NotThereWishes& wishes) {
    look::note(ui, look::Icon::pencil, ui.say("nowhere.draft"), look::Tone::warn);
    look::gap(ui, 8);
    look::Paragraph how;
    how.marked = true;
    look::paragraph(ui, view.draft, how);
    look::gap(ui, 10);
    parts::Flow flow(ui);
    look::Button button;
    std::string const copy = ui.say("tray.copy"), discard = ui.say("tray.discard-do");
    button.label = copy;
    button.icon = look::Icon::copy;
    wishes.copy = flow.button(button);
    button.label = discard;
    button.icon = look::Icon::trash;
    button.kind = look::Kind::danger;
    wishes.discard = flow.button(button);
}

}  // namespace

NotThereWishes not_there(look::Ui& ui, NotThere const& view, look::Rect rect, bool narrow) {
    NotThereWishes wishes;
    Head head;
    head.title = view.title;
    head.back = narrow;
    wishes.back = shell::head(ui, rect, head).back;
    look::begin_region(ui, look::Role::main, view.title, rect, look::Ground::ground);
    if (!view.draft.empty()) {
        look::Scroll scroll;
        scroll.id = "unsent";
        look::begin_scroll(ui, scroll, look::cut_bottom(rect, std::min(220.0f, rect.height / 2)));
        unsent(ui, view, wishes);
        look::end_scroll(ui);
    }
    std::string const action = ui.say("nowhere.back");
    if (look::empty_state(ui, rect, {look::Icon::search, view.title, view.text, action}))
        wishes.back = true;
    look::end_region(ui);
    return wishes;
}

}  // namespace shell
