#include "web-client/look/offers.hpp"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>

#include "web-client/look/draw.hpp"
#include "web-client/look/list.hpp"

namespace look {

OffersDrawn offers(Ui& ui, std::string_view label, std::vector<Offer> const& list, int chosen,
                   Rect const& below) {
    constexpr float padding = 6, widest = 360;
    OffersDrawn drawn;
    float const height = static_cast<float>(list.size()) * ui.theme.size.row + 2 * padding;
    Rect const rect{below.x, std::max(below.y - height - 4, 0.0f), std::min(below.width, widest),
                    height};
    ImGui::PushItemFlag(ImGuiItemFlags_NoNav | ImGuiItemFlags_NoTabStop, true);
    begin_region(ui, Role::listbox, label, rect, Ground::none);
    draw_shadow(ui, rect, ui.theme.size.radius);
    fill(rect, ui.theme.palette.raised, ui.theme.size.radius);
    frame(rect, ui.theme.palette.line, ui.theme.size.radius);
    int const outer_position = ui.row_position, outer_count = ui.row_count;
    ui.row_count = static_cast<int>(list.size());
    Rect rest = inset(rect, padding);
    for (int i = 0; i < ui.row_count; ++i) {
        auto const& offer = list[static_cast<std::size_t>(i)];
        Row row;
        row.id = row.avatar_id = offer.id;
        row.label = row.avatar = offer.label;
        row.role = Role::option;
        row.selected = i == chosen;
        ui.row_position = i + 1;
        ui.at(cut_top(rest, ui.theme.size.row));
        if (look::row(ui, row)) drawn.pressed = i;
        Node& node = ui.nodes.last();
        node.state.selected = row.selected;
        node.state.current = false;
        if (row.selected) drawn.option = node.id;
    }
    ui.row_position = outer_position;
    ui.row_count = outer_count;
    drawn.held = drawn.pressed >= 0 ||
                 (ImGui::GetActiveID() != 0 &&
                  ImGui::GetCurrentContext()->ActiveIdWindow == ImGui::GetCurrentWindow());
    end_region(ui);
    ImGui::PopItemFlag();
    return drawn;
}

}  // namespace look
