// How long a frame takes, without the graphics card's part: of a channel with 10,000 messages in
// ten scripts, once each was drawn, while one scrolls through it; of a letter that is typed into a
// text of 10,000 characters; and of a table of 100,000 described rows. Lines: "bench NAME VALUE
// UNIT limit OTHER". It never fails.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <functional>
#include <vector>

#include "shared/accounts/rows.hpp"
#include "tests/support/stage.hpp"
#include "web-client/look/cells.hpp"
#include "web-client/look/signs.hpp"
#include "web-client/messaging/channel.hpp"
#include "web-client/parts/listing.hpp"

namespace {

using Clock = std::chrono::steady_clock;

constexpr char const* said[] = {
    "Бисквит готов, крем остывает; коробки и ленты на складе, открытку заберём к вечеру.",
    "The oak arrived this morning, two boards are split and go back.",
    "Қазақша хабарлама: тапсырыс дайын.",
    "שלום, ההזמנה 12 מוכנה",
    "مرحبا، الطلب جاهز",
    "नमस्ते, ऑर्डर तैयार है",
    "สวัสดี ออร์เดอร์พร้อมแล้ว",
    "你好，订单准备好了",
    "Καλημέρα, η παραγγελία είναι έτοιμη",
    "👍🏽 🎂 👨‍👩‍👧‍👦 გამარჯობა",
};
constexpr int messages = 10'000;

void print(char const* name, std::vector<double> times, double part, double limit) {
    std::sort(times.begin(), times.end());
    auto const at = static_cast<std::size_t>(part * static_cast<double>(times.size() - 1));
    std::printf("bench %s %.3f ms limit %.0f\n", name, times[at], limit);
}

double ms_of(std::function<void()> const& act) {
    auto const began = Clock::now();
    act();
    return std::chrono::duration<double, std::milli>(Clock::now() - began).count();
}

// As wide as it is high: what the machine's own fonts draw is on the texture after the first time.
bool paint(look::SignWanted const& wanted, look::SignPicture& picture) {
    picture.width = picture.height = static_cast<int>(wanted.em);
    picture.above = picture.advance = wanted.em;
    picture.pixels.assign(static_cast<std::size_t>(picture.width * picture.height) * 4, 200);
    return true;
}

messaging::ChannelView view_of_many() {
    messaging::ChannelView view;
    view.id = "channel";
    view.title = "Цех";
    view.members = 12;
    view.rules.longest = 10'000;
    for (int i = 0; i < messages; ++i) {
        messaging::MessageView message;
        message.id = std::to_string(i);
        message.author = std::to_string(i / 3 % 12);
        message.name = "Анна Петрова";
        message.text = std::string(said[i % 10]) + " " + std::to_string(i);
        message.at_us = 1'773'000'000'000'000 + std::int64_t{i} * 40'000'000;
        view.messages.push_back(std::move(message));
    }
    return view;
}

void scroll_through_table() {
    std::vector<accounts::Person> people(100'000);
    for (std::size_t i = 0; i < people.size(); ++i) {
        people[i].id = {{1, i + 1}};
        people[i].name = "Анна Петрова " + std::to_string(i);
        people[i].email = "anna" + std::to_string(i) + "@example.org";
        people[i].registered = {1'773'000'000'000'000 + static_cast<std::int64_t>(i) * 40'000'000};
    }
    look::CellText texts;
    texts.label = [](std::string_view field) { return std::string(field); };
    texts.option = texts.label;
    parts::Listing list;
    list.id = "people";
    list.label = "People";
    list.count = static_cast<int>(people.size());
    parts::Pages pages;
    pages.total = list.count;
    parts::Query query;
    support::Stage stage([&](look::Ui& ui, look::Rect window) {
        list.columns = look::columns_of<accounts::Person>(ui, texts);
        parts::listing(ui, list, pages, query, window, [&](int row) {
            return look::cells_of(ui, texts, people[static_cast<std::size_t>(row)]);
        });
    });
    stage.run(8);
    ImGui::GetIO().AddMousePosEvent(600, 400);
    std::vector<double> frames;
    for (int i = 0; i < 600; ++i) {
        ImGui::GetIO().AddMouseWheelEvent(0, i < 300 ? -60.0f : 60.0f);
        frames.push_back(ms_of([&] { stage.run(1); }));
    }
    print("frame-of-100000-rows-p99", frames, 0.99, 16);
}

}  // namespace

int main() {
    auto view = view_of_many();
    messaging::ChannelDraft draft;
    support::Stage stage([&](look::Ui& ui, look::Rect window) {
        messaging::channel(ui, view, draft, window, false, false);
    });
    look::Signs const signs(paint);
    stage.run(8);
    auto const scroll = [&](float turns, int frames, std::vector<double>* times) {
        ImGui::GetIO().AddMousePosEvent(600, 400);
        for (int i = 0; i < frames; ++i) {
            ImGui::GetIO().AddMouseWheelEvent(0, turns);
            double const ms = ms_of([&] { stage.run(1); });
            if (times != nullptr) times->push_back(ms);
        }
    };
    std::vector<double> frames;
    scroll(6, 400, nullptr);
    scroll(-6, 400, &frames);
    print("frame-of-10000-messages-p99", frames, 0.99, 4);

    draft.text.text.clear();
    for (int i = 0; draft.text.text.size() < 18'000; ++i)
        draft.text.text += std::string(said[0]) + (i % 7 == 0 ? "\n" : " ");
    draft.focus = true;
    stage.run(4);
    std::vector<double> keys;
    for (int i = 0; i < 300; ++i) {
        ImGui::GetIO().AddInputCharactersUTF8("ж");
        keys.push_back(ms_of([&] { stage.run(1); }));
    }
    print("key-in-10000-characters-p99", keys, 0.99, 4);
    scroll_through_table();
}
