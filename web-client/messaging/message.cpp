#include "web-client/messaging/message.hpp"

#include <algorithm>
#include <cmath>

#include "web-client/look/widgets.hpp"

namespace messaging {
namespace {

constexpr std::int64_t together_us = 5 * 60 * 1'000'000LL;
constexpr float side = 16, avatar_size = 32, text_x = side + avatar_size + 12;

void name_line(look::Ui& ui, MessageView const& message, look::Rect line) {
    look::TextStyle strong;
    strong.strong = true;
    look::TextStyle faint;
    faint.size = look::Size::small;
    faint.tone = look::Tone::faint;
    std::string const time = ui.words->time(message.at_us, ui.zone);
    float const time_width = std::ceil(look::text_width(ui, time, faint)) + 1;
    float const room = std::max(line.width - time_width - 8, 20.0f);
    look::Rect const name = look::cut_left(
        line, std::min(std::ceil(look::text_width(ui, message.name, strong)) + 1, room));
    ui.at(name);
    look::text(ui, message.name, strong);
    look::cut_left(line, 8);
    look::Rect time_place = look::cut_left(line, time_width);
    time_place.y += 1;
    ui.at(time_place);
    look::text(ui, time, faint);
}

void delivery_line(look::Ui& ui, MessageView const& message, ChannelWishes& wishes) {
    switch (message.delivery) {
        case Delivery::sent:
            return;
        case Delivery::waiting:
            look::gap(ui, 2);
            look::note(ui, look::Icon::clock, ui.say("message.waiting"), look::Tone::warn);
            return;
        case Delivery::doubtful:
            look::gap(ui, 2);
            look::note(ui, look::Icon::triangle_alert,
                       ui.say("message.doubtful", {{"reason", message.reason}}), look::Tone::warn);
            return;
        case Delivery::refused:
            look::gap(ui, 2);
            look::note(ui, look::Icon::circle_alert,
                       ui.say("message.refused", {{"reason", message.reason}}), look::Tone::bad);
            look::Link link;
            std::string const label = ui.say("message.to-tray");
            link.label = label;
            link.id = "tray";
            link.size = look::Size::small;
            link.role = look::Role::button;
            look::Rect place = look::here(ui, look::line_height(ui, look::Size::small));
            look::cut_left(place, 22);  // under the reason, beside its icon
            place.width = look::text_width(ui, label, {look::Size::small}) + 1;
            ui.at(place);
            if (look::link(ui, link)) wishes.open_tray = true;
            return;
    }
}

std::string said(look::Ui const& ui, MessageView const& message) {
    std::string const time = ui.words->time(message.at_us, ui.zone);
    return ui.say("message.said", {{"name", message.name}, {"time", time}});
}

}  // namespace

Placing placing_of(ChannelView const& view, int index, words::Zone const& zone) {
    MessageView const& message = view.messages[static_cast<std::size_t>(index)];
    Placing placing;
    placing.first_new = index == view.first_new;
    if (index == 0) {
        placing.new_day = true;
        return placing;
    }
    MessageView const& before = view.messages[static_cast<std::size_t>(index) - 1];
    placing.new_day =
        words::day_number(message.at_us, zone) != words::day_number(before.at_us, zone);
    placing.continues = !placing.new_day && !placing.first_new && before.author == message.author &&
                        message.at_us - before.at_us < together_us && !message.mentions_me &&
                        !before.mentions_me;
    return placing;
}

void message(look::Ui& ui, MessageView const& message, Placing const& placing,
             ChannelWishes& wishes) {
    look::Scope const scope(message.id);
    look::Rect const line = look::here(ui, 0);
    if (placing.new_day) {
        look::gap(ui, 8);
        look::Rect const place = look::inset(look::here(ui, 24), side, 0);
        ui.at({place.x, place.y, place.width, 24});
        look::labelled_divider(ui, ui.words->day(message.at_us, ui.now_us, ui.zone));
    }
    if (placing.first_new) {
        look::Rect const place = look::inset(look::here(ui, 24), side, 0);
        ui.at({place.x, place.y, place.width, 24});
        look::labelled_divider(ui, ui.say("message.new"), look::Tone::bad, true);
    }
    look::Node node;
    node.role = look::Role::listitem;
    node.name = said(ui, message);
    node.position = ui.row_position;
    node.set_size = ui.row_count;
    node.state.busy = message.delivery == Delivery::waiting;
    ui.nodes.open(std::move(node));
    look::Inside const inside(ui.nodes);

    look::Rect const start = look::here(ui, 0);
    look::Paragraph how;
    how.id = message.id;
    how.marked = true;
    how.names = &message.names;
    how.width = std::max(line.width - text_x - side, 40.0f);
    float const text_height = look::paragraph_height(ui, message.text, how, how.width);
    float const above = placing.continues ? 2.0f : 6.0f;
    float const name_height = placing.continues ? 0.0f : 20.0f;
    if (message.mentions_me) {
        look::Rect const ground{start.x, start.y, line.width,
                                above + name_height + text_height + 6};
        look::mention_ground(ui, ground);
    }
    float y = start.y + above;
    if (!placing.continues) {
        look::draw_avatar(ui, {start.x + side, y, avatar_size, avatar_size}, message.name,
                          message.author);
        name_line(ui, message, {start.x + text_x, y - 1, how.width, 20});
        y += name_height;
    }
    ui.at({start.x + text_x, y, how.width, text_height});
    std::string address = look::paragraph(ui, message.text, how);
    if (!address.empty()) wishes.open_link = std::move(address);
    look::begin_column(ui, start.x + text_x, how.width);
    delivery_line(ui, message, wishes);
    look::end_column(ui);
    look::gap(ui, message.mentions_me || !placing.continues ? 6.0f : 2.0f);
}

}  // namespace messaging
