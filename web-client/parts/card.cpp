#include "web-client/parts/card.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "web-client/look/widgets.hpp"
#include "web-client/parts/flow.hpp"

namespace parts {
namespace {

void marks(look::Ui& ui, std::vector<std::string> const& marks) {
    if (marks.empty()) return;
    look::Rect line = look::here(ui, 26);
    float used = 0;
    for (std::string const& mark : marks) {
        float const width = std::min(look::chip_width(ui, mark), line.width);
        if (used > 0 && used + width > line.width) {
            look::take_place(ui, line.width, 26);
            line = look::here(ui, 26);
            used = 0;
        }
        look::Rect const place{line.x + used, line.y, width, 22};
        look::draw_chip(ui, place, {mark, look::Tone::soft});
        look::Node node;
        node.name = mark;
        node.rect = look::seen(place);
        ui.nodes.add(std::move(node));
        used += width + 6;
    }
    look::take_place(ui, line.width, 26);
    look::gap(ui, 8);
}

void facts(look::Ui& ui, std::vector<CardFact> const& facts) {
    look::TextStyle soft;
    soft.tone = look::Tone::soft;
    float label_width = 0;
    for (CardFact const& fact : facts)
        if (!fact.value.empty())
            label_width = std::max(label_width, look::text_width(ui, fact.label, soft));
    label_width = std::ceil(std::min(label_width, look::width_left(ui) / 2)) + 16;
    for (CardFact const& fact : facts) {
        if (fact.value.empty()) continue;
        look::Scope const scope(fact.label);
        look::Paragraph how;
        how.width = look::width_left(ui) - label_width;
        look::Rect line =
            look::here(ui, std::ceil(look::paragraph_height(ui, fact.value, how, how.width)) + 6);
        look::Rect const place = line;
        look::Rect label = look::cut_left(line, label_width);
        label.height = look::line_height(ui, look::Size::normal);
        ui.at(label);
        look::text(ui, fact.label, soft);
        ui.at({line.x, line.y, line.width, line.height - 6});
        look::paragraph(ui, fact.value, how);
        ui.at(place);
        look::take_place(ui, place.width, place.height);
    }
}

}  // namespace

Act card(look::Ui& ui, CardView const& view, bool& open) {
    look::Dialog dialog;
    dialog.title = view.title;
    dialog.id = "card";
    dialog.width = 480;
    if (!look::begin_dialog(ui, dialog, open)) return {};
    if (!view.under.empty()) {
        look::Paragraph soft;
        soft.style.tone = look::Tone::soft;
        look::paragraph(ui, view.under, soft);
        look::gap(ui, 8);
    }
    marks(ui, view.marks);
    facts(ui, view.facts);
    if (!view.text.empty()) {
        look::Paragraph mono;
        mono.style.mono = true;
        mono.style.size = look::Size::small;
        look::gap(ui, 8);
        look::paragraph(ui, view.text, mono);
    }
    Act pressed;
    if (!view.commands.empty()) look::gap(ui, 12);
    Flow flow(ui);
    for (Command const& command : view.commands)
        if (auto act = flow.command(command)) pressed = std::move(act);
    // A finger cannot rest on a button to read why it is grey.
    std::set<std::string> reasons;
    for (Command const& command : view.commands)
        if (!command.grey.empty()) reasons.insert(command.grey);
    if (!reasons.empty()) look::gap(ui, 12);
    for (std::string const& reason : reasons) look::note(ui, look::Icon::lock, reason);
    look::gap(ui, 4);
    look::end_dialog(ui);
    return pressed;
}

}  // namespace parts
