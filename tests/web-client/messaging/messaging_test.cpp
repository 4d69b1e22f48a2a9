#include <doctest/doctest.h>

#include "tests/support/stage.hpp"
#include "tests/web-client/sample_views.hpp"
#include "web-client/messaging/message.hpp"

namespace messaging_test {

using look::Role;
using support::Stage;
using words::Language;

namespace {

struct ChannelDesk {
    messaging::ChannelView view = samples::channel_view(Language::english);
    messaging::ChannelDraft draft;
    std::vector<std::string> posted, read;
    int older = 0, tray = 0, details = 0, back = 0;
    std::string opened;
    bool narrow = false, is_taken = true;
};

Stage::Frame channel_frame(ChannelDesk& desk) {
    return [&desk](look::Ui& ui, look::Rect window) {
        messaging::ChannelWishes const wishes =
            messaging::channel(ui, desk.view, desk.draft, window, desk.narrow, false);
        if (wishes.post && desk.is_taken) messaging::begin_anew(desk.draft);
        if (wishes.post) desk.posted.push_back(*wishes.post);
        if (wishes.read_up_to) desk.read.push_back(*wishes.read_up_to);
        desk.older += wishes.load_more;
        desk.tray += wishes.open_tray;
        desk.details += wishes.toggle_details;
        desk.back += wishes.back;
        if (!wishes.open_link.empty()) desk.opened = wishes.open_link;
    };
}

}  // namespace

TEST_CASE("a message is written and sent with Enter, and the field is empty and ready again") {
    ChannelDesk desk;
    Stage stage(channel_frame(desk));
    CHECK(stage.focused() == "Write to “Workshop”");
    stage.type("Yes, if oven 2 is free");
    stage.press(ImGuiMod_Shift, ImGuiKey_Enter);
    stage.type("from nine.");
    stage.press(ImGuiKey_Enter);
    REQUIRE(desk.posted.size() == 1);
    CHECK(desk.posted[0] == "Yes, if oven 2 is free\nfrom nine.");
    CHECK(desk.draft.text.text.empty());
    stage.type("next");
    stage.click(Role::button, "Send");
    CHECK(desk.posted.size() == 2);
    CHECK(desk.posted[1] == "next");
}

TEST_CASE("what was not taken stays in the field") {
    ChannelDesk desk;
    desk.is_taken = false;
    Stage stage(channel_frame(desk));
    stage.type("Am I still here?");
    stage.press(ImGuiKey_Enter);
    CHECK(desk.posted.size() == 1);
    CHECK(desk.draft.text.text == "Am I still here?");
}

TEST_CASE("a message is judged by its rules while it is written, in characters") {
    ChannelDesk desk;
    desk.view.rules.longest = 100;
    Stage stage(channel_frame(desk));
    for (int i = 0; i < 89; ++i) stage.type("ж");
    CHECK(stage.all(Role::status).empty());
    stage.type("😀");
    CHECK(stage.sees(Role::status, "10 characters left"));
    CHECK_FALSE(stage.find(Role::button, "Send").state.disabled);
    stage.clipboard = std::string(12, 'x');
    stage.press(ImGuiMod_Ctrl, ImGuiKey_V);
    CHECK(stage.sees(Role::status, "2 characters too many"));
    CHECK(stage.find(Role::button, "Send").description == "At most 100 characters");
    stage.press(ImGuiKey_Enter);
    CHECK(desk.posted.empty());
    CHECK(base::code_points(desk.draft.text.text) == 102);
    stage.clipboard = std::string(look::most_in_field + 1, 'x');
    stage.press(ImGuiMod_Ctrl, ImGuiKey_V);
    CHECK(base::code_points(desk.draft.text.text) == 102);
    CHECK(stage.sees(Role::status, "This text (1 MB) is too large to be pasted: at most 1 MB"));
}

TEST_CASE("a message is judged as it will be kept: composed") {
    ChannelDesk desk;
    desk.view.rules.longest = 50;
    for (int i = 0; i < 40; ++i) desk.draft.text.text += "и\u0306";
    Stage stage(channel_frame(desk));
    CHECK(stage.all(Role::status).empty());
    CHECK_FALSE(stage.find(Role::button, "Send").state.disabled);
    desk.draft.text.text += "12345678901";
    stage.run(2);
    CHECK(stage.sees(Role::status, "1 character too many"));
    CHECK(stage.find(Role::button, "Send").state.disabled);
}

TEST_CASE("a message in which nothing can be seen is an empty one") {
    ChannelDesk desk;
    Stage stage(channel_frame(desk));
    stage.clipboard = "\u200b\u2800 \u3164";
    stage.press(ImGuiMod_Ctrl, ImGuiKey_V);
    CHECK(stage.find(Role::button, "Send").description == "Write something first");
    stage.press(ImGuiKey_Enter);
    CHECK(desk.posted.empty());
}

TEST_CASE("nothing and blanks are not sent, and the button says so") {
    ChannelDesk desk;
    Stage stage(channel_frame(desk));
    CHECK(stage.find(Role::button, "Send").description == "Write something first");
    stage.type("  ");
    stage.press(ImGuiKey_Enter);
    stage.click(Role::button, "Send");
    CHECK(desk.posted.empty());
}

TEST_CASE("who may not write is told why, where one would write") {
    ChannelDesk desk;
    desk.view.write_grey = "You are no longer in this channel";
    Stage stage(channel_frame(desk));
    CHECK(stage.find(Role::textbox, "Write to “Workshop”").description ==
          "You are no longer in this channel");
    CHECK(stage.find(Role::button, "Send").description == "You are no longer in this channel");
    stage.type("text");
    CHECK(desk.draft.text.text.empty());
}

TEST_CASE("messages are said with author and time, and with their place") {
    ChannelDesk desk;
    Stage stage(channel_frame(desk));
    look::Node const node = stage.find(Role::listitem, "Anna Petrova, 9:41");
    CHECK(node.position == 1);
    CHECK(node.set_size == 5);
    CHECK(stage.sees(Role::text,
                     "Sponge for Saturday is ready, cream at 14:00. Do we need another tray?",
                     "Anna Petrova, 9:41"));
    CHECK(stage.sees(Role::log, "Messages in “Workshop”"));
}

TEST_CASE("waiting, doubtful and refused messages say what became of them") {
    ChannelDesk desk;
    desk.view.messages[0].delivery = messaging::Delivery::doubtful;
    desk.view.messages[0].reason = "The channel is gone";
    desk.view.messages[1].delivery = messaging::Delivery::refused;
    desk.view.messages[1].reason = "At most 80 characters";
    Stage stage(channel_frame(desk));
    CHECK(stage.sees(Role::text, "waiting to be sent"));
    CHECK(stage.sees(Role::text, "Not sent yet, and would be refused now. The channel is gone"));
    CHECK(stage.sees(Role::text, "Not sent. At most 80 characters"));
    stage.click(Role::button, "Decide what to do");
    CHECK(desk.tray == 1);
}

TEST_CASE("new messages in sight are read, up to the last one that has a number") {
    ChannelDesk desk;
    Stage stage(channel_frame(desk));
    CHECK(stage.sees(Role::text, "New messages"));
    REQUIRE_FALSE(desk.read.empty());
    CHECK(desk.read.back() == "m4");  // the next one waits to be sent
}

TEST_CASE("a long channel opens where reading stopped, and only what was seen is read") {
    ChannelDesk desk;
    desk.view = samples::long_channel_view(Language::english, 400);
    desk.view.first_new = 100;
    Stage stage(channel_frame(desk));
    stage.run(6);
    CHECK(stage.sees(Role::text, "New messages"));
    REQUIRE_FALSE(desk.read.empty());
    CHECK(desk.read.back() != "m399");
    SUBCASE("all of it, when all of it was") {
        for (int i = 0; i < 200 && desk.read.back() != "m399"; ++i) stage.wheel(600, 400, -5);
        CHECK(desk.read.back() == "m399");
    }
    SUBCASE("but not what was leapt over") {
        auto const seen = desk.read.back();
        stage.wheel(600, 400, -2000);
        stage.run(4);
        CHECK(desk.draft.list.at_end());
        CHECK(desk.read.back() == seen);
    }
}

TEST_CASE("of sixty new messages those are read that stood on the screen, however it opens") {
    for (int const unread : {60, 61, 62, 63, 64, 65, 66}) {
        CAPTURE(unread);
        ChannelDesk desk;
        desk.view = samples::long_channel_view(Language::english, 200);
        desk.view.first_new = 200 - unread;
        Stage stage(channel_frame(desk));
        stage.run(8);
        CHECK(stage.sees(Role::text, "New messages"));
        CHECK_FALSE(desk.draft.list.at_end());
        REQUIRE_FALSE(desk.read.empty());
        int const first = desk.draft.list.first_seen(), last = desk.draft.list.last_seen();
        CHECK(first <= desk.view.first_new);
        CHECK(desk.read.back() == desk.view.messages[static_cast<std::size_t>(last)].id);
        CHECK(last < 199);
    }
}

TEST_CASE("nothing is read on a screen that nobody sees") {
    ChannelDesk desk;
    bool on_screen = false;
    auto const frame = channel_frame(desk);
    Stage stage([&](look::Ui& ui, look::Rect window) {
        ui.on_screen = on_screen;
        frame(ui, window);
    });
    stage.run(4);
    CHECK(desk.read.empty());
    on_screen = true;
    stage.run(2);
    CHECK_FALSE(desk.read.empty());
}

TEST_CASE("whoever writes sees what was written, from wherever it was read") {
    ChannelDesk desk;
    desk.view = samples::long_channel_view(Language::english, 400);
    Stage stage(channel_frame(desk));
    stage.run(4);
    stage.wheel(600, 400, 100);
    CHECK_FALSE(desk.draft.list.at_end());
    stage.click(Role::textbox, "Write to “Workshop”");
    stage.type("done");
    stage.press(ImGuiKey_Enter);
    stage.run(4);
    CHECK(desk.posted.size() == 1);
    CHECK(desk.draft.list.at_end());
}

TEST_CASE(
    "scrolled to the top, older messages are asked for; while they come nothing is asked again") {
    ChannelDesk desk;
    desk.view = samples::long_channel_view(Language::english, 200);
    desk.view.more_above = true;
    Stage stage(channel_frame(desk));
    stage.run(4);
    CHECK(desk.older == 0);
    for (int i = 0; i < 60 && desk.older == 0; ++i) stage.wheel(600, 400, 50);
    CHECK(desk.older > 0);
    desk.view.loading = true;
    stage.run();
    int const asked = desk.older;
    stage.run(5);
    CHECK(desk.older == asked);
    CHECK(stage.sees(Role::status, "Loading older messages…"));
}

TEST_CASE("messages of one author that follow shortly stand together; a day parts them") {
    messaging::ChannelView view;
    view.messages.resize(4);
    std::int64_t const at = samples::now_us;
    for (messaging::MessageView& message : view.messages) message.author = "anna";
    view.messages[0].at_us = at;
    view.messages[1].at_us = at + 60'000'000;
    view.messages[2].at_us = at + 20 * 60'000'000LL;
    view.messages[3].at_us = at + 24 * 3600 * 1'000'000LL;
    CHECK(messaging::placing_of(view, 0, {}).new_day);
    CHECK(messaging::placing_of(view, 1, {}).continues);
    CHECK_FALSE(messaging::placing_of(view, 2, {}).continues);
    CHECK(messaging::placing_of(view, 3, {}).new_day);
    view.messages[1].author = "ilya";
    CHECK_FALSE(messaging::placing_of(view, 1, {}).continues);
    view.first_new = 1;
    CHECK(messaging::placing_of(view, 1, {}).first_new);
}

TEST_CASE("links in messages open, details open, and a phone has a way back") {
    ChannelDesk desk;
    desk.narrow = true;
    Stage stage(channel_frame(desk));
    stage.click(Role::link, "https://example.org/recipes/honey-cake");
    CHECK(desk.opened == "https://example.org/recipes/honey-cake");
    stage.click(Role::button, "Channel details");
    CHECK(desk.details == 1);
    stage.click(Role::button, "Back");
    CHECK(desk.back == 1);
}

TEST_CASE("in the details a member is removed after a question, and grey buttons say why") {
    messaging::DetailsView view = samples::details_view(Language::english);
    view.members[2].remove_grey.clear();
    messaging::DetailsDraft draft;
    std::string removed;
    int invited = 0, left = 0, edited = 0;
    Stage stage([&](look::Ui& ui, look::Rect window) {
        look::Rect rect = window;
        messaging::DetailsWishes const wishes =
            messaging::details(ui, view, draft, look::cut_right(rect, 300), true);
        if (wishes.remove) removed = *wishes.remove;
        invited += wishes.act == messaging::DetailsAct::invite;
        left += wishes.leave;
        edited += wishes.act == messaging::DetailsAct::edit;
    });
    CHECK(stage.find(Role::button, "Remove Elena Kravets").description ==
          "Only an owner of the channel can do this");
    CHECK(stage.find(Role::button, "Change…").description ==
          "Only an owner of the channel can do this");
    CHECK_FALSE(stage.sees(Role::button, "Remove Anna Petrova"));
    stage.click(Role::button, "Remove Elena Kravets");
    stage.run(3);
    CHECK_FALSE(stage.sees(Role::dialog, "Remove from the channel?"));
    stage.click(Role::button, "Remove Ilya Sokolov");
    stage.run(3);
    stage.click(Role::button, "Remove", "Remove from the channel?");
    CHECK(removed == "p-ilya");
    stage.run(3);
    stage.click(Role::button, "Invite…");
    CHECK(invited == 1);
    stage.click(Role::button, "Leave channel…");
    stage.run(3);
    CHECK(left == 0);
    stage.click(Role::button, "Leave", "Leave the channel?");
    CHECK(left == 1);
    CHECK(edited == 0);
}

TEST_CASE(
    "details over the channel close by their cross, and leave keys to the place they are in") {
    messaging::DetailsView view = samples::details_view(Language::english);
    messaging::DetailsDraft draft;
    int closed = 0;
    Stage stage([&](look::Ui& ui, look::Rect window) {
        closed +=
            messaging::details(ui, view, draft, window, true).act == messaging::DetailsAct::close;
    });
    stage.click(Role::button, "Leave channel…");
    stage.run(3);
    stage.press(ImGuiKey_Escape);
    CHECK_FALSE(draft.leaving);
    stage.run(3);
    stage.press(ImGuiKey_Escape);
    CHECK(closed == 0);
    stage.click(Role::button, "Close details");
    CHECK(closed == 1);
}

TEST_CASE("a channel is created with Enter, and not while its name is wrong") {
    messaging::CreateView view;
    messaging::CreateDraft draft;
    bool open = true;
    int created = 0;
    Stage stage([&](look::Ui& ui, look::Rect) {
        view.title_problem = draft.title.empty() ? "This is needed" : "";
        created += messaging::create_dialog(ui, view, draft, open).create;
    });
    CHECK(stage.focused() == "Name");
    CHECK_FALSE(stage.find(Role::textbox, "Name").state.invalid);
    CHECK(stage.find(Role::button, "Create channel").description == "This is needed");
    stage.press(ImGuiKey_Enter);
    CHECK(created == 0);
    CHECK(stage.find(Role::textbox, "Name").state.invalid);
    stage.fill("Name", "Patisserie");
    stage.press(ImGuiKey_Enter);
    CHECK(created == 1);
    CHECK_FALSE(open);
}

TEST_CASE("people are chosen and invited together; members cannot be chosen") {
    parts::ChooseView const view = samples::invite_view(Language::english);
    parts::ChooseDraft draft;
    bool open = true;
    std::vector<std::string> invited;
    int searches = 0;
    Stage stage([&](look::Ui& ui, look::Rect) {
        parts::ChooseWishes const wishes = parts::choose_people(ui, view, draft, open);
        if (!wishes.chosen.empty()) invited = wishes.chosen;
        searches += wishes.search_changed;
    });
    CHECK(stage.find(Role::button, "Invite").description == "Choose whom to invite first");
    CHECK(stage.find(Role::option, "Anna Petrova").description == "already a member");
    stage.click(Role::option, "Anna Petrova");
    stage.click(Role::option, "Ilya Sokolov");
    stage.click(Role::option, "Elena Kravets");
    stage.click(Role::option, "Oleg Mirny");
    stage.click(Role::option, "Elena Kravets");
    CHECK(stage.find(Role::option, "Ilya Sokolov").state.checked);
    CHECK_FALSE(stage.find(Role::option, "Elena Kravets").state.checked);
    stage.fill("Name or e-mail", "o");
    CHECK(searches == 1);
    stage.click(Role::button, "Invite 2");
    CHECK(invited == std::vector<std::string>{"p-ilya", "p-oleg"});
    CHECK_FALSE(open);
}

}  // namespace messaging_test
