#include "web-client/messaging/channel.hpp"

#include <algorithm>
#include <cmath>

#include "shared/base/check.hpp"
#include "shared/base/take_in.hpp"
#include "web-client/look/typing.hpp"
#include "web-client/look/widgets.hpp"
#include "web-client/messaging/message.hpp"
#include "web-client/shell/shell.hpp"

namespace messaging {
namespace {

void head(look::Ui& ui, ChannelView const& view, look::Rect& rect, bool narrow, bool details_open,
          ChannelWishes& wishes) {
    shell::Head head;
    head.icon = look::Icon::hash;
    head.title = view.title;
    head.beside = narrow ? "" : ui.say("channel.members", {{"n", view.members}});
    head.back = narrow;
    auto const commands = channel_commands([&wishes] { wishes.toggle_details = true; });
    auto details = shell::action_of(ui, commands.front());
    details.icon_only = true;
    details.text = ui.words->number(view.members);
    details.selected = details_open;
    head.actions.push_back(std::move(details));
    shell::HeadEvent const event = shell::head(ui, rect, head);
    wishes.back = event.back;
    if (event.action == 0) commands.front().act();
}

void say_what_is_above(look::Ui& ui, ChannelView const& view, ChannelWishes& wishes,
                       bool top_in_sight) {
    if (view.more_above && top_in_sight && !view.loading) wishes.load_more = true;
    if (!view.loading) return;
    std::string const text = ui.say("channel.loading-older");
    look::Node node;
    node.role = look::Role::status;
    node.name = text;
    node.state.busy = true;
    ui.nodes.add(std::move(node));
}

// Whoever leaps to the end has not read what lies between: that stays new until it was shown.
void note_what_was_shown(ChannelView const& view, ChannelDraft& draft, ChannelWishes& wishes) {
    if (view.first_new < 0 || draft.list.last_seen() < 0) return;
    auto const at = [&](int i) -> MessageView const& {
        return view.messages[static_cast<std::size_t>(i)];
    };
    int shown = view.first_new - 1;
    for (int i = static_cast<int>(view.messages.size()) - 1; i > shown; --i)
        if (at(i).id == draft.shown_up_to) shown = i;
    if (draft.list.first_seen() > shown + 1) return;
    // What waits to be sent has no number of its own yet.
    int seen = draft.list.last_seen();
    while (seen > shown && at(seen).delivery != Delivery::sent) --seen;
    if (seen <= shown) return;
    draft.shown_up_to = at(seen).id;
    wishes.read_up_to = at(seen).id;
}

void messages(look::Ui& ui, ChannelView const& view, ChannelDraft& draft, look::Rect rect,
              ChannelWishes& wishes) {
    look::Scroll scroll;
    scroll.id = view.id;
    scroll.padding_x = scroll.padding_y = 0;
    look::begin_scroll(ui, scroll, rect);
    if (view.first_new >= 0 && draft.scrolled_to_new < 0) {
        // Opening a channel shows where reading stopped, if that is further up than a screen.
        draft.scrolled_to_new = view.first_new;
        draft.list.show(view.first_new);
    }
    std::string const label = ui.say("channel.messages", {{"title", view.title}});
    bool const top = draft.list.draw(
        ui, label, look::Role::log, static_cast<int>(view.messages.size()),
        [&](int i) { return std::string_view(view.messages[static_cast<std::size_t>(i)].id); },
        [&](int i) {
            message(ui, view.messages[static_cast<std::size_t>(i)], placing_of(view, i, ui.zone),
                    wishes);
        });
    say_what_is_above(ui, view, wishes, top);
    if (ui.on_screen) note_what_was_shown(view, draft, wishes);
    look::end_scroll(ui);
}

void nothing_yet(look::Ui& ui, ChannelView const& view, look::Rect rect, ChannelWishes& wishes) {
    if (view.more_above && !view.loading) wishes.load_more = true;
    if (view.loading || view.more_above) {
        ui.at(look::centred(rect, rect.width - 32, 32));
        look::spinner_line(ui, ui.say("channel.loading"));
        return;
    }
    if (view.is_absent) {
        std::string const title = ui.say("channel.absent-title"),
                          text = ui.say("channel.absent-text");
        look::empty_state(ui, rect, {look::Icon::message_square, title, text, {}});
        return;
    }
    std::string const title = ui.say("channel.empty-title"), text = ui.say("channel.empty-text");
    look::empty_state(ui, rect, {look::Icon::message_square, title, text, {}});
}

look::Editor composer_editor(std::string const& label, ChannelView const& view,
                             ChannelDraft const& draft) {
    look::Editor editor;
    editor.label = label;
    editor.id = "composer";
    editor.placeholder = view.write_grey.empty() ? label : view.write_grey;
    editor.grey = view.write_grey;
    editor.focus = draft.focus;
    editor.takes_letters = true;
    editor.framed = false;
    return editor;
}

// Why the text cannot be sent as it is, by the rules that the server has, too; empty: it can.
std::string why_not(look::Ui const& ui, ChannelView const& view, std::string const& text) {
    if (base::is_blank(text)) return ui.say("channel.nothing-to-send");
    base::Problems problems;
    base::check_text(base::taken_in(text, view.rules), view.rules, "", problems);
    return problems.empty() ? std::string() : ui.words->explain(problems.front());
}

constexpr float count_height = 20;

// How much room is left, between the messages and the field.
void count(look::Ui& ui, look::Count const& count, look::Rect rect) {
    look::TextStyle style;
    style.size = look::Size::small;
    style.tone = count.is_bad ? look::Tone::bad : look::Tone::faint;
    look::Node node;
    node.role = look::Role::status;
    node.name = count.text;
    node.rect = rect;
    ui.nodes.add(std::move(node));
    look::draw_text(ui, look::inset(rect, 28, 0), count.text, style);
}

// What of the text would be a mark.
void help(look::Ui& ui, look::Rect rect) {
    std::string const text = ui.say("channel.marks");
    look::Node node;
    node.name = text;
    node.rect = rect;
    ui.nodes.add(std::move(node));
    look::TextStyle style;
    style.size = look::Size::small;
    style.tone = look::Tone::faint;
    look::draw_text(ui, look::inset(rect, 28, 0), text, style);
}

void composer(look::Ui& ui, ChannelView const& view, ChannelDraft& draft, look::Rect rect,
              ChannelWishes& wishes) {
    look::Rect const box = look::inset(rect, 16, 4);
    bool taken = false;
    auto const option = draw_offers(ui, draft.offering, draft.text, box, taken);
    draft.focus = draft.focus || taken;
    std::string const label = ui.say("channel.write", {{"title", view.title}});
    look::Editor const editor = composer_editor(label, view, draft);
    look::Rect inner = look::inset(box, 4, 0);
    look::Rect const button = look::cut_right(inner, 32);
    look::cut_left(inner, 10);
    look::cut_right(inner, 8);
    look::input_frame(ui, box, false);
    ui.at(inner);
    look::Editor sized = editor;
    sized.width = inner.width;
    sized.option = option;
    look::Written const written = look::editor(ui, sized, draft.text);
    // While nothing can be written here yet, the wish to write stays.
    if (written.focused) draft.focus = false;
    draft.offering.is_writing = written.focused;
    choose(ui, draft.offering, draft.text, written.choice);
    if (written.focused) look::input_frame(ui, box, true);
    ui.at({button.x, button.y + button.height - 36, 32, 32});
    std::string grey = view.write_grey;
    if (grey.empty()) grey = why_not(ui, view, draft.text.text);
    bool const pressed = look::icon_button(ui, look::Icon::send, ui.say("channel.send"), grey);
    if ((pressed || written.sent) && grey.empty()) {
        wishes.post = draft.text.text;
        ui.redraw_within(0);
    }
}

}  // namespace

parts::Commands channel_commands(std::function<void()> toggle_details) {
    return {{"channel.details", look::Icon::users, std::move(toggle_details)}};
}

void begin_anew(ChannelDraft& draft) {
    draft.text = {};
    draft.list.go_to_end();
    draft.focus = true;
}

ChannelWishes channel(look::Ui& ui, ChannelView const& view, ChannelDraft& draft, look::Rect rect,
                      bool narrow, bool details_open) {
    ChannelWishes wishes;
    look::Scope const scope(view.id);
    head(ui, view, rect, narrow, details_open, wishes);
    look::begin_region(ui, look::Role::main, view.title, rect, look::Ground::ground);
    find_offers(draft.offering, draft.text, view.write_grey.empty() ? view.people : nullptr);
    std::string const label = ui.say("channel.write", {{"title", view.title}});
    look::Editor const editor = composer_editor(label, view, draft);
    float const text_width = rect.width - 32 - 8 - 32 - 18;
    float const height =
        std::max(look::editor_height(ui, editor, draft.text, text_width), 38.0f) + 8;
    look::Rect const foot = look::cut_bottom(rect, height);
    look::Count const length =
        look::count_of(ui, draft.text.text, view.rules, draft.text.refused_paste);
    // Its room is always kept: the messages do not move when one begins to write.
    look::Rect const above = look::cut_bottom(rect, count_height);
    if (!length.text.empty()) count(ui, length, above);
    if (view.messages.empty())
        nothing_yet(ui, view, rect, wishes);
    else
        messages(ui, view, draft, rect, wishes);
    composer(ui, view, draft, foot, wishes);
    if (length.text.empty() && !draft.text.text.empty()) help(ui, above);
    look::end_region(ui);
    return wishes;
}

}  // namespace messaging
