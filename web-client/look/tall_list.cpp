#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

#include "web-client/look/list.hpp"

namespace look {
namespace {

constexpr float guessed_height = 56;  // of a row that was never drawn

std::size_t hash_of(std::string_view key) { return std::hash<std::string_view>{}(key); }

}  // namespace

float TallList::height_of(std::string_view key) const {
    auto const found = heights_.find(hash_of(key));
    return found == heights_.end() ? guessed_height : found->second;
}

bool TallList::is_known(std::string_view key) const { return heights_.count(hash_of(key)) != 0; }

TallList::Measured TallList::measure(int count,
                                     std::function<std::string_view(int)> const& key_of) const {
    Measured measured;
    measured.tops.assign(static_cast<std::size_t>(count) + 1, 0);
    for (int i = 0; i < count; ++i) {
        std::string_view const key = key_of(i);
        if (hash_of(key) == first_key_) measured.anchor = i;
        std::size_t const at = static_cast<std::size_t>(i);
        measured.tops[at + 1] = measured.tops[at] + height_of(key);
    }
    return measured;
}

// Where the person scrolled to is obeyed; where we put the scroll ourselves, rows stay in place.
float TallList::choose_scroll(Measured const& measured, float scroll, float room) {
    int const count = static_cast<int>(measured.tops.size()) - 1;
    float const most = std::max(std::ceil(measured.top(count)) - room, 0.0f);
    // Where there is more room, as when a phone's keyboard closes, one can scroll less far.
    bool const moved =
        scroll_given_ >= 0 && room == last_room_ && std::abs(scroll - scroll_given_) > 0.5f;
    if (moved) {
        at_end_ = scroll >= last_most_ - 2;
        wanted_ = -1;
    }
    float wanted = scroll;
    if (wanted_ >= 0 && wanted_ < count) {
        wanted = measured.top(wanted_) - std::floor(room / 4);
        at_end_ = false;
    } else if (at_end_) {
        wanted = most;
    } else if (!moved && measured.anchor >= 0) {
        wanted = measured.top(measured.anchor) + first_offset_;
    }
    wanted = std::clamp(std::floor(wanted), 0.0f, most);
    last_most_ = most;
    last_room_ = room;
    scroll_given_ = wanted;
    return wanted;
}

// Draws the rows in sight, `base` being where the first row of all would begin. Returns true when
// one of them has another height than was thought.
bool TallList::draw_rows(Ui& ui, Measured const& measured, float base,
                         std::function<std::string_view(int)> const& key_of,
                         std::function<void(int)> const& draw_row) {
    ImRect const view = ImGui::GetCurrentWindow()->InnerRect;
    float const x = ImGui::GetCursorScreenPos().x;
    int const count = static_cast<int>(measured.tops.size()) - 1;
    bool changed = false, holds_known = false;
    first_key_ = 0;
    first_seen_ = last_seen_ = -1;
    for (int i = 0; i < count; ++i) {
        float const y = base + measured.top(i), height = measured.top(i + 1) - measured.top(i);
        if (y + height < view.Min.y - guessed_height) continue;
        if (y > view.Max.y + guessed_height) break;
        bool const known = is_known(key_of(i));
        ui.row_position = i + 1;
        ImGui::SetCursorScreenPos({x, y});
        ImGui::BeginGroup();
        draw_row(i);
        float const drawn = ImGui::GetCursorScreenPos().y - y;
        ImGui::EndGroup();
        if (std::abs(drawn - height) > 0.25f) {
            heights_[hash_of(key_of(i))] = drawn;
            changed = true;
        }
        bool const in_sight = y + height > view.Min.y && y < view.Max.y;
        if (in_sight && first_seen_ < 0) first_seen_ = i;
        // Held in place is a row that stands where it was drawn: others may turn out to be lower
        // than was thought, and would push what is read out of sight.
        if (in_sight && (first_key_ == 0 || (known && !holds_known))) {
            holds_known = known;
            first_key_ = hash_of(key_of(i));
            first_offset_ = std::min(scroll_given_ - measured.top(i), drawn);
        }
        if (y + height <= view.Max.y + 1) last_seen_ = i;
    }
    if (changed) first_seen_ = last_seen_ = -1;
    return changed;
}

bool TallList::draw(Ui& ui, std::string_view label, Role role, int count,
                    std::function<std::string_view(int)> const& key_of,
                    std::function<void(int)> const& draw_row) {
    ImGuiWindow const* const window = ImGui::GetCurrentWindow();
    ImRect const view = window->InnerRect;
    float const x = ImGui::GetCursorScreenPos().x;
    float const width = width_left(ui), room = view.GetHeight(), scroll = window->Scroll.y;
    if (width != width_) heights_.clear();
    width_ = width;
    Measured const measured = measure(count, key_of);
    float const total = std::ceil(measured.top(count));
    float const wanted = choose_scroll(measured, scroll, room);

    Node node;
    node.role = role;
    node.name = label;
    node.rect = seen({view.Min.x, view.Min.y, view.GetWidth(), room});
    ui.nodes.open(node);
    if (role == Role::log) {  // what is read out as it comes is a list as well
        node.role = Role::list;
        ui.nodes.open(node);
    }
    int const outer_position = ui.row_position, outer_count = ui.row_count;
    ui.row_count = count;
    // Few rows stand at the lower edge. ImGui obeys a new scroll in the next frame only: until then
    // rows are drawn where they will stand.
    float const base = view.Min.y + std::max(room - total, 0.0f) - wanted;
    bool const changed = draw_rows(ui, measured, base, key_of, draw_row);
    ui.row_position = outer_position;
    ui.row_count = outer_count;
    if (role == Role::log) ui.nodes.close();
    ui.nodes.close();
    if (changed) {
        ui.redraw_within(0);  // heights are known now: the next frame stands right
    } else {
        wanted_ = -1;
        if (wanted >= last_most_ - 1) at_end_ = true;
    }

    ImGui::SetCursorScreenPos({x, view.Min.y - scroll});
    ImGui::Dummy({width, std::max(total, room)});
    if (wanted != scroll) {
        ImGui::SetScrollY(wanted);
        ui.redraw_within(0);
    }
    return count == 0 || (wanted <= guessed_height && !changed);
}

}  // namespace look
