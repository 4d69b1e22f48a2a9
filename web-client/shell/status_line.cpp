#include <algorithm>
#include <cmath>

#include "web-client/look/widgets.hpp"
#include "web-client/shell/shell.hpp"

namespace shell {
namespace {

constexpr float least_for_a_name = 48;

struct Said {
    std::string text;
    look::Tone tone;
};

Said say_link(look::Ui const& ui, Connection const& connection) {
    int const unsent = connection.unsent;
    switch (connection.link) {
        case Link::online:
            if (unsent > 0) return {ui.say("link.sending", {{"n", unsent}}), look::Tone::good};
            return {ui.say("link.online"), look::Tone::good};
        case Link::connecting:
            if (unsent > 0)
                return {ui.say("link.connecting-unsent", {{"n", unsent}}), look::Tone::warn};
            return {ui.say("link.connecting"), look::Tone::warn};
        case Link::offline:
            if (unsent > 0)
                return {ui.say("link.offline-unsent", {{"n", unsent}}), look::Tone::warn};
            return {ui.say("link.offline"), look::Tone::warn};
    }
    return {};
}

std::string say_detail(look::Ui const& ui, Connection const& connection) {
    if (connection.link == Link::online && connection.answer_ms >= 0)
        return ui.say("link.answer", {{"n", connection.answer_ms}});
    if (connection.link == Link::offline && connection.retry_in_s >= 0)
        return ui.say("link.retry-in", {{"n", connection.retry_in_s}});
    return {};
}

}  // namespace

void status_line(look::Ui& ui, View const& view, look::Rect rect, bool says_whose, Wishes& wishes) {
    std::string const name = ui.say("link.region");
    look::begin_region(ui, look::Role::region, name, rect, look::Ground::ground);
    look::TextStyle small;
    small.size = look::Size::small;
    small.tone = look::Tone::faint;
    look::Rect line = look::inset(rect, 16, 2);
    Said const said = say_link(ui, view.connection);
    ui.at(look::cut_left(line, std::ceil(look::text_width(ui, said.text, small)) + 16));
    look::status(ui, said.text, said.tone);
    look::cut_left(line, 14);
    if (view.connection.refused > 0) {
        look::Link tray;
        std::string const label = ui.say("link.refused", {{"n", view.connection.refused}});
        tray.label = label;
        tray.id = "refused";
        tray.href = tray_route;
        tray.size = look::Size::small;
        tray.tone = look::Tone::bad;
        ui.at(look::cut_left(line, std::ceil(look::text_width(ui, label, small)) + 1));
        if (look::link(ui, tray)) wishes.go = tray_route;
        look::cut_left(line, 14);
    }
    if (view.connection.link == Link::offline) {
        look::Link again;
        std::string const label = ui.say("link.retry");
        again.label = label;
        again.size = look::Size::small;
        again.role = look::Role::button;
        float const width = std::ceil(look::text_width(ui, label, small)) + 1;
        if (width <= line.width) {
            ui.at(look::cut_left(line, width));
            if (look::link(ui, again)) wishes.retry = true;
            look::cut_left(line, 14);
        }
    }
    std::string const detail = say_detail(ui, view.connection);
    float const width = std::ceil(look::text_width(ui, detail, small)) + 1;
    if (!detail.empty() && width <= line.width) {
        ui.at(look::cut_left(line, width));
        look::text(ui, detail, small);
        look::cut_left(line, 14);
    }
    if (says_whose && line.width > least_for_a_name) {
        float const end = std::ceil(look::text_width(ui, view.my_name, small)) + 1;
        ui.at(look::cut_right(line, std::min(end, line.width)));
        look::text(ui, view.my_name, small);
    }
    look::end_region(ui);
}

}  // namespace shell
