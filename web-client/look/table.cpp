#include "web-client/look/table.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "web-client/look/button.hpp"
#include "web-client/look/draw.hpp"
#include "web-client/look/list.hpp"
#include "web-client/look/marks.hpp"

namespace look {
namespace {

constexpr float cell_side = 12;

struct ColumnSpan {
    std::size_t column;
    float x, width;
};

std::vector<ColumnSpan> spans_of(Table const& table, float width) {
    std::vector<ColumnSpan> spans;
    float shares = 0;
    for (std::size_t i = 0; i < table.columns.size(); ++i)
        if (width >= table.columns[i].needs) {
            spans.push_back({i, 0, table.columns[i].share});
            shares += table.columns[i].share;
        }
    float x = 0;
    for (ColumnSpan& span : spans) {
        span.x = x;
        span.width = std::floor(width * span.width / shares);
        x += span.width;
    }
    return spans;
}

Node node_of(Role role, std::string const& name, Rect const& rect) {
    Node node;
    node.role = role;
    node.name = name;
    node.rect = seen(rect);
    return node;
}

// Which way a column is sorted, and as which key of several.
struct Sorted {
    std::size_t rank;  // 0: it is not
    bool down;
    std::string number;  // empty where there is one key alone
};
Sorted sorted_by(Sort const& sort, Column const& column) {
    auto const rank = rank_in(sort, column.id);
    if (rank == 0) return {};
    return {rank, sort[rank - 1].down, sort.size() > 1 ? std::to_string(rank) : std::string()};
}

void say_sorted(Ui& ui, Sorted const& sorted, Node& node) {
    node.state.selected = sorted.rank > 0;
    if (sorted.rank == 0) return;
    node.value = sorted.down ? "descending" : "ascending";
    if (!sorted.number.empty())
        node.description = ui.say("listing.sort-rank", {{"n", sorted.number}});
}

bool draw_head_cell(Ui& ui, Column const& column, Rect const& rect, Sort& sort) {
    TextStyle style;
    style.size = Size::small;
    auto const sorted = sorted_by(sort, column);
    bool const is_key = sorted.rank > 0;
    style.tone = is_key ? Tone::soft : Tone::faint;
    float const sign =
        is_key ? 18 + (sorted.number.empty() ? 0 : text_width(ui, sorted.number, style) + 1) : 0;
    float const width = std::max(std::min(text_width(ui, column.label, style),
                                          rect.width - 2 * cell_side - std::max(sign, 16.0f)),
                                 0.0f);
    Rect label = inset(rect, cell_side, 0);
    if (column.right) label.x += label.width - width - sign;
    bool changed = false;
    Node node = node_of(Role::columnheader, column.label, rect);
    if (column.sortable) {
        Press const pressed = press(ui, column.id, inset(rect, 4, 2));
        if (pressed.hovered) fill(inset(rect, 4, 2), ui.theme.palette.hover, ui.theme.size.radius);
        if (pressed.focus_visible) draw_focus_ring(ui, inset(rect, 4, 2), ui.theme.size.radius);
        node.state.focused = pressed.focused;
        say_sorted(ui, sorted, node);
        ui.nodes.add(std::move(node), pressed.item);
        if (pressed.pressed) {
            (ImGui::GetIO().KeyShift ? also_sort_by : sort_by)(sort, column.id);
            changed = true;
        }
    } else {
        ui.nodes.add(std::move(node));
    }
    draw_text(ui, {label.x, label.y, width + 1, label.height}, column.label, style);
    if (!is_key) return changed;
    draw_icon(ui, {label.x + width + 4, label.y, 14, label.height},
              sorted.down ? Icon::arrow_down : Icon::arrow_up, Tone::soft, 12);
    if (!sorted.number.empty())
        draw_text(ui, {label.x + width + 18, label.y, sign - 17, label.height}, sorted.number,
                  style);
    return changed;
}

void draw_cell(Ui& ui, Column const& column, Cell const& cell, Rect rect) {
    rect = inset(rect, cell_side, 0);
    if (!cell.avatar.empty()) {
        draw_avatar(ui, centred(cut_left(rect, 32), 32, 32), cell.avatar, cell.avatar_id);
        cut_left(rect, 10);
    }
    if (cell.chip && !cell.text.empty()) {
        float const width = std::min(chip_width(ui, cell.text), rect.width);
        draw_chip(ui, {rect.x, std::floor(rect.y + (rect.height - 22) / 2), width, 22},
                  {cell.text, cell.style.tone});
    } else {
        float const width = std::min(text_width(ui, cell.text, cell.style), rect.width);
        if (column.right) rect.x += rect.width - width;
        draw_text(ui, {rect.x, rect.y, width + 1, rect.height}, cell.text, cell.style);
    }
    ui.nodes.add(node_of(Role::cell, cell.text, rect));
}

}  // namespace

std::size_t rank_in(Sort const& sort, std::string_view column) {
    for (std::size_t i = 0; i < sort.size(); ++i)
        if (sort[i].column == column) return i + 1;
    return 0;
}

void sort_by(Sort& sort, std::string_view column) {
    bool const turns = sort.size() == 1 && sort[0].column == column;
    sort = {{std::string(column), turns && !sort[0].down}};
}

void also_sort_by(Sort& sort, std::string_view column) {
    auto const rank = rank_in(sort, column);
    if (rank == 0)
        sort.push_back({std::string(column)});
    else if (!sort[rank - 1].down)
        sort[rank - 1].down = true;
    else
        sort.erase(sort.begin() + static_cast<std::ptrdiff_t>(rank - 1));
}

TableEvent table(Ui& ui, Table const& table, Sort& sort,
                 std::function<std::vector<Cell>(int row)> const& cells_of,
                 std::function<bool(int row)> const& is_selected) {
    TableEvent event;
    Scope const scope(table.label);
    float const width = width_left(ui);
    std::vector<ColumnSpan> const spans = spans_of(table, width);
    Node node;
    node.role = Role::table;
    node.name = table.label;
    node.set_size = std::max(table.total, table.count);
    ui.nodes.open(std::move(node));

    Rect const head = take_place(ui, width, ui.theme.size.row);
    ui.nodes.open(node_of(Role::row, "", head));
    for (ColumnSpan const& span : spans)
        if (draw_head_cell(ui, table.columns[span.column],
                           {head.x + span.x, head.y, span.width, head.height}, sort))
            event.sort_changed = true;
    ui.nodes.close();
    fill({head.x, head.y + head.height - 1, width, 1}, ui.theme.palette.line);
    ImGui::SetCursorScreenPos({head.x, head.y + head.height});

    List rows;
    rows.label = table.label;
    rows.count = table.count;
    rows.row_height = table.row_height;
    rows.unsaid = true;
    list(ui, rows, [&](int i) {
        Rect const rect = here(ui, table.row_height);
        std::vector<Cell> const cells = cells_of(i);
        Press const pressed = press(ui, "row" + std::to_string(i), rect);
        bool const selected = is_selected && is_selected(i);
        if (selected)
            fill(rect, ui.theme.palette.selected);
        else if (pressed.hovered)
            fill(rect, ui.theme.palette.hover);
        fill({rect.x, rect.y + rect.height - 1, rect.width, 1}, ui.theme.palette.line);
        Node row = node_of(Role::row, cells.empty() ? "" : cells.front().text, rect);
        row.position = i + 1;
        row.set_size = std::max(table.total, table.count);
        row.state.selected = selected;
        row.state.focused = pressed.focused;
        ui.nodes.open(std::move(row), pressed.item);
        if (pressed.visible)
            for (ColumnSpan const& span : spans)
                if (span.column < cells.size())
                    draw_cell(ui, table.columns[span.column], cells[span.column],
                              {rect.x + span.x, rect.y, span.width, rect.height});
        ui.nodes.close();
        if (pressed.focus_visible) draw_focus_ring(ui, rect, 4);
        if (pressed.pressed) event.pressed = i;
    });
    ui.nodes.close();
    return event;
}

}  // namespace look
