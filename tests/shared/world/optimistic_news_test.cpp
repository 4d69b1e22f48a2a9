// News as it comes: late, twice, in pages, about rows of several spaces; and what is kept on disk.
#include <doctest/doctest.h>

#include <random>

#include "tests/shared/world/shop.hpp"

namespace optimistic_news_test {

using namespace shop;

namespace {

std::string have(Mind const& mind) {
    std::string text;
    for (auto const& h : mind.have())
        text += (text.empty() ? "" : ", ") + h.space.kind + " " + std::to_string(h.version) +
                (h.next.empty() ? "" : " from " + h.next);
    return text;
}
world::RowKey key(Message const& row) { return {"messaging.message", row.id.value}; }
world::RowKey key(Member const& row) { return {"messaging.member", row.id.value}; }
SpaceNews page(std::int64_t version, std::string from, std::vector<Told> rows, std::string next) {
    auto news = snapshot(in_channel, version, std::move(rows));
    news.from = std::move(from);
    news.next = std::move(next);
    return news;
}

}  // namespace

TEST_CASE("news that comes late or twice changes nothing") {
    auto mind = open();
    auto const first = delta(in_channel, 1, 2, {{3, message(1, "раз")}});
    auto const second = delta(in_channel, 2, 3, {{4, message(2, "два")}}, {key(message(1, ""))});
    CHECK(mind.receive({0, {first}}).versions.at(in_channel) == 2);
    mind.receive({0, {second}});
    CHECK(shown(mind) == "Цех: 2 два");
    for (auto const& again : {first, second, first}) {
        auto const confirmed = mind.receive({0, {again}});
        CHECK(confirmed.versions.empty());
        CHECK(confirmed.rows.empty());
    }
    CHECK(shown(mind) == "Цех: 2 два");
    CHECK(have(mind) == "channel 3, me 1");
}

TEST_CASE("news that builds on what is not there waits for news that does not") {
    auto mind = open();
    mind.receive({0, {delta(in_channel, 5, 6, {{9, message(1, "раз")}})}});
    CHECK(shown(mind) == "Цех");
    CHECK(have(mind) == "channel 1, me 1");
    // A delta from before covers what is there already, and more.
    mind.receive({0, {delta(in_channel, 0, 6, {{9, message(1, "раз")}})}});
    CHECK(shown(mind) == "Цех: 1 раз");
    auto nobody = empty();
    nobody.receive({0, {delta(in_channel, 0, 6, {{9, message(1, "раз")}})}});
    CHECK(shown(nobody) == "nothing");
    CHECK(have(nobody) == "");
}

TEST_CASE(
    "the later state of a row wins, through whichever space and in whichever order it comes") {
    auto mind = open();
    mind.receive({0, {delta(my_space, 1, 2, {{9, member(anna, Role::member)}})}});
    mind.receive({0, {delta(in_channel, 1, 2, {{5, member(anna, Role::owner)}})}});
    CHECK(mind.shown().find(member(anna).id)->role == Role::member);
}

TEST_CASE("a row leaves with the last of its spaces") {
    auto mind = open();
    auto const mine = member(anna);
    mind.receive({0, {delta(in_channel, 1, 2, {}, {key(mine)})}});
    CHECK(mind.shown().find(mine.id));
    auto const confirmed = mind.receive({0, {delta(my_space, 1, 2, {}, {key(mine)})}});
    CHECK_FALSE(mind.shown().find(mine.id));
    REQUIRE(confirmed.rows.count(key(mine)));
    CHECK_FALSE(confirmed.rows.at(key(mine)));
    mind.receive({0, {delta(my_space, 2, 3, {}, {key(mine)})}});  // already away
    CHECK(have(mind) == "channel 2, me 3");
}

TEST_CASE("moving from one space to another in one news is no leaving") {
    auto mind = open();
    auto const mine = member(anna, Role::owner);
    mind.receive({0, {delta(in_channel, 1, 2, {}, {key(mine)})}});
    auto const confirmed = mind.receive(
        {0, {delta(my_space, 1, 2, {}, {key(mine)}), delta(in_channel, 2, 3, {{9, mine}})}});
    CHECK(mind.shown().find(mine.id));
    CHECK(confirmed.rows.at(key(mine))->spaces == std::vector<world::Space>{in_channel});
}

TEST_CASE("a space that is lost takes its rows with it, but not those that are seen elsewhere") {
    auto mind = open();
    mind.receive({0, {delta(in_channel, 1, 2, {{3, message(1, "раз")}, {4, member(pyotr)}})}});
    mind.submit(1, post(2, "два"), {70}, 1);
    auto const confirmed = mind.receive({0, {gone(in_channel)}});
    CHECK(shown(mind) == "nothing");
    CHECK(mind.shown().find(member(anna).id));
    CHECK_FALSE(mind.shown().find(member(pyotr).id));
    CHECK_FALSE(mind.shown().knows(in_channel));
    CHECK_FALSE(mind.holds(in_channel));
    CHECK(confirmed.gone == std::vector<world::Space>{in_channel});
    CHECK(confirmed.rows.size() == 4);
    CHECK(confirmed.rows.at(key(member(anna)))->spaces == std::vector<world::Space>{my_space});
    CHECK(outbox(mind) == std::vector<std::string>{"1#1"});  // the server decides
    CHECK(mind.receive({0, {gone(in_channel)}}).gone.empty());
    CHECK(have(mind) == "me 1");
}

TEST_CASE("a snapshot in pages is shown when it is whole, and then replaces what was there") {
    auto mind = open();
    mind.receive({0, {delta(in_channel, 1, 2, {{3, message(1, "раз")}})}});
    CHECK(mind.receive({0, {page(8, "", {{9, channel("Новый")}}, "m")}}).rows.empty());
    CHECK(shown(mind) == "Цех: 1 раз");
    CHECK(have(mind) == "channel 8 from m, me 1");
    // Another page, a page of another version, and the first of an old one do not belong here.
    mind.receive({0, {page(8, "x", {{9, message(7, "чужое")}}, "")}});
    mind.receive({0, {page(7, "m", {{9, message(7, "чужое")}}, "")}});
    mind.receive({0, {page(2, "", {{9, message(7, "чужое")}}, "")}});
    CHECK(shown(mind) == "Цех: 1 раз");
    CHECK(have(mind) == "channel 8 from m, me 1");
    mind.receive({0, {page(8, "m", {{9, member(anna, Role::owner)}}, "n")}});
    auto const confirmed = mind.receive({0, {page(8, "n", {{9, message(3, "три")}}, "")}});
    CHECK(shown(mind) == "Новый: 3 три");
    CHECK(have(mind) == "channel 8, me 1");
    CHECK(confirmed.versions.at(in_channel) == 8);
    CHECK_FALSE(confirmed.rows.at(key(message(1, ""))));
    CHECK(confirmed.rows.at(key(message(3, "")))->revision == 9);
}

TEST_CASE("what was kept brings the same world back, and the outbox on top") {
    auto mind = open();
    std::map<world::RowKey, world::Kept<Domain>> disk;
    std::map<world::Space, std::int64_t> versions;
    auto const hear = [&](News const& news) {
        auto const confirmed = mind.receive(news);
        for (auto const& [row, kept] : confirmed.rows) {
            if (kept)
                disk.insert_or_assign(row, *kept);
            else
                disk.erase(row);
        }
        for (auto const& [space, version] : confirmed.versions) versions[space] = version;
    };
    hear({0,
          {snapshot(my_space, 2, {{2, member(anna, Role::owner)}}),
           snapshot(
               in_channel, 2,
               {{1, channel("Цех", 1)}, {2, member(anna, Role::owner)}, {3, message(1, "раз")}})}});
    mind.submit(1, post(2, "два"), {70}, 4);
    hear({3, {delta(in_channel, 2, 3, {{5, member(pyotr)}})}});
    auto again = empty();
    std::vector<world::Kept<Domain>> rows;
    for (auto const& [row, kept] : disk) rows.push_back(kept);
    again.restore(rows, versions, mind.answered());
    again.submit(1, post(2, "два"), {70}, 4);
    CHECK(shown(again) == shown(mind));
    CHECK(shown(again) == "Цех: 1 раз, 2 два");
    CHECK(have(again) == have(mind));
    CHECK(again.answered() == 3);
    CHECK(outbox(again) == outbox(mind));
    CHECK(again.shown().knows(in_channel));
    // And it goes on from there: the same row through its last space still leaves.
    again.receive({0, {gone(in_channel), gone(my_space)}});
    CHECK(again.shown().table<Member>().size() == 0);
    CHECK(again.shown().table<Message>().size() == 0);
}

TEST_CASE("in whatever order news arrives, the confirmed rows are those of the latest") {
    std::vector<SpaceNews> history;
    for (std::int64_t v = 1; v <= 12; ++v) {
        auto const n = static_cast<unsigned>(v);
        history.push_back(
            delta(in_channel, v, v + 1, {{10 + v, message(n % 4, std::to_string(v))}},
                  v % 3 == 0 ? std::vector{key(message(5, ""))} : std::vector<world::RowKey>{}));
    }
    std::mt19937_64 random(3);
    auto in_order = open();
    for (auto const& news : history) in_order.receive({0, {news}});
    for (int round = 0; round < 200; ++round) {
        auto mind = open();
        mind.submit(1, post(30, "моё"), {70}, 9);
        // Each as often as it takes, in any order, until all were heard.
        for (int i = 0; i < 2'000 && have(mind) != have(in_order); ++i)
            mind.receive({0, {history[random() % history.size()]}});
        mind.drop(1);
        REQUIRE(shown(mind) == shown(in_order));
    }
}

namespace {

// News of a channel whose messages from one number to another were written.
SpaceNews written(std::int64_t since, std::int64_t version, std::int64_t from, std::int64_t to) {
    std::vector<Told> rows{{version, channel("Цех", to)}};
    for (auto number = from; number <= to; ++number)
        rows.push_back({version, message(static_cast<unsigned>(number), "слово")});
    return delta(in_talk, since, version, std::move(rows));
}
void open_talk(Mind& mind) {
    mind.follow(in_talk);
    mind.receive({0, {snapshot(in_talk, 1, {})}});
}
std::size_t messages(Mind const& mind) { return mind.shown().table<Message>().size(); }

}  // namespace

TEST_CASE("who stays connected holds no more of a channel than who comes anew") {
    auto mind = open();
    open_talk(mind);
    std::set<world::RowKey> disk;
    std::int64_t version = 1, number = 0;
    for (std::int64_t const count : {1, 150, 49, 1, 2, 700, 199, 3}) {
        auto const confirmed =
            mind.receive({0, {written(version, version + 1, number + 1, number + count)}});
        for (auto const& [key, kept] : confirmed.on_request.at(in_talk))
            if (key.type != Message::type_name)
                continue;
            else if (kept)
                disk.insert(key);
            else
                disk.erase(key);
        ++version;
        number += count;
        auto const expected = static_cast<std::size_t>(std::min(number, window));
        REQUIRE(messages(mind) == expected);
        REQUIRE(disk.size() == expected);
    }
    auto const held = mind.shown().ordered<&Message::channel>(channel_id);
    CHECK(held.begin()->number == number - window + 1);
    // A page of old ones that comes late does not come back either.
    mind.receive({0, {written(version, version + 1, 5, number)}});
    CHECK(messages(mind) == static_cast<std::size_t>(window));
}

TEST_CASE("one's own message that is not confirmed moves nothing out of the window") {
    auto mind = open();
    open_talk(mind);
    mind.receive({0, {written(1, 2, 1, window)}});
    for (unsigned i = 0; i < 3; ++i)
        mind.submit(i + 1, post(5'000 + i, "моё"), {70}, static_cast<std::int64_t>(i) + 1);
    CHECK(messages(mind) == static_cast<std::size_t>(window) + 3);
    mind.drop(1);
    mind.drop(2);
    mind.drop(3);
    CHECK(messages(mind) == static_cast<std::size_t>(window));
    CHECK(mind.shown().ordered<&Message::channel>(channel_id).begin()->number == 1);
}

}  // namespace optimistic_news_test
