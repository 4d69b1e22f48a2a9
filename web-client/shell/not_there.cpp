#include "web-client/shell/not_there.hpp"

#include <algorithm>

#include "web-client/look/widgets.hpp"
#include "web-client/parts/flow.hpp"
#include "web-client/shell/shell.hpp"

namespace shell {
namespace {

// What was written stands here, since its field is gone with the place: at the lower edge, as high
// as it needs, and it scrolls where that is more than half of the screen.
class Unsent {
public:
    Unsent(look::Ui& ui, std::string const& draft)
        : ui_(ui),
          draft_(draft),
          title_(ui.say("nowhere.draft")),
          copy_label_(ui.say("tray.copy")),
          discard_label_(ui.say("tray.discard-do")) {
        copy_.label = copy_label_;
        copy_.icon = look::Icon::copy;
        discard_.label = discard_label_;
        discard_.icon = look::Icon::trash;
        discard_.kind = look::Kind::danger;
        text_.marked = true;
        small_.style.size = look::Size::small;
    }

    void draw(look::Rect& rest, NotThereWishes& wishes) {
        look::Rect const rect =
            look::cut_bottom(rest, std::min(height(rest.width - 2 * padding), rest.height / 2));
        look::edge(ui_, {rect.x, rect.y, rect.width, 1});
        look::Scroll scroll;
        scroll.id = "unsent";
        scroll.padding_x = scroll.padding_y = padding;
        look::begin_scroll(ui_, scroll, rect);
        look::note(ui_, look::Icon::pencil, title_, look::Tone::warn);
        look::gap(ui_, above_text);
        look::paragraph(ui_, draft_, text_);
        look::gap(ui_, below_text);
        parts::Flow flow(ui_);
        wishes.copy = flow.button(copy_);
        wishes.discard = flow.button(discard_);
        look::end_scroll(ui_);
    }

private:
    static constexpr float padding = 16, above_text = 8, below_text = 10, between = 8;

    float height(float width) const {
        float const both =
            look::button_width(ui_, copy_) + between + look::button_width(ui_, discard_);
        float const control = ui_.theme.size.control;
        float const buttons = both <= width ? control : 2 * control + between;
        return 2 * padding + look::paragraph_height(ui_, title_, small_, width - 22) + above_text +
               look::paragraph_height(ui_, draft_, text_, width) + below_text + buttons;
    }

    look::Ui& ui_;
    std::string const& draft_;
    std::string title_, copy_label_, discard_label_;
    look::Button copy_, discard_;
    look::Paragraph text_, small_;
};

}  // namespace

NotThereWishes not_there(look::Ui& ui, NotThere const& view, look::Rect rect, bool narrow) {
    NotThereWishes wishes;
    Head head;
    head.title = view.title;
    head.back = narrow;
    wishes.back = shell::head(ui, rect, head).back;
    look::begin_region(ui, look::Role::main, view.title, rect, look::Ground::ground);
    if (!view.draft.empty()) Unsent(ui, view.draft).draw(rect, wishes);
    std::string const action = view.offers_back ? ui.say("nowhere.back") : std::string();
    auto const icon = view.offers_back ? look::Icon::search : look::Icon::lock;
    if (look::empty_state(ui, rect, {icon, {}, view.text, action})) wishes.back = true;
    look::end_region(ui);
    return wishes;
}

}  // namespace shell
