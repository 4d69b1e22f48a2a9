// News as it comes: late, twice, in pages, about rows of several spaces; and what is kept on disk.
#include <doctest/doctest.h>

#include <random>

#include "tests/shared/world/shop.hpp"

using namespace shop;

namespace {

std::string have(Mind const& mind) {
    std::string text;
    for (auto const& h : mind.have())
        text += (text.empty() ? "" : ", ") + std::string(base::name_of(h.space.kind)) + " " +
                std::to_string(h.version) + (h.next.empty() ? "" : " from " + h.next);
    return text;
}
world::RowKey key(Message const& row) { return {"messaging.message", row.id.value}; }
world::RowKey key(Member const& row) { return {"messaging.member", row.id.value}; }
SpaceNews page(std::int64_t version, std::string from, std::vector<Told> rows, std::string next) {
    auto news = snapshot(channel_space, version, std::move(rows));
    news.from = std::move(from);
    news.next = std::move(next);
    return news;
}

}  // namespace

TEST_CASE("news that comes late or twice changes nothing") {
    auto mind = open();
    auto const first = delta(channel_space, 1, 2, {{3, message(1, "раз")}});
    auto const second = delta(channel_space, 2, 3, {{4, message(2, "два")}}, {key(message(1, ""))});
    CHECK(mind.receive({0, {first}}).versions.at(channel_space) == 2);
    mind.receive({0, {second}});
    CHECK(shown(mind) == "Цех: 2 два");
    for (auto const& again : {first, second, first}) {
        auto const confirmed = mind.receive({0, {again}});
        CHECK(confirmed.versions.empty());
        CHECK(confirmed.rows.empty());
    }
    CHECK(shown(mind) == "Цех: 2 два");
    CHECK(have(mind) == "me 1, channel 3");
}

TEST_CASE("news that builds on what is not there waits for news that does not") {
    auto mind = open();
    mind.receive({0, {delta(channel_space, 5, 6, {{9, message(1, "раз")}})}});
    CHECK(shown(mind) == "Цех");
    CHECK(have(mind) == "me 1, channel 1");
    // A delta from before covers what is there already, and more.
    mind.receive({0, {delta(channel_space, 0, 6, {{9, message(1, "раз")}})}});
    CHECK(shown(mind) == "Цех: 1 раз");
    auto nobody = empty();
    nobody.receive({0, {delta(channel_space, 0, 6, {{9, message(1, "раз")}})}});
    CHECK(shown(nobody) == "nothing");
    CHECK(have(nobody) == "");
}

TEST_CASE(
    "the later state of a row wins, through whichever space and in whichever order it comes") {
    auto mind = open();
    mind.receive({0, {delta(my_space, 1, 2, {{9, member(anna, Role::member)}})}});
    mind.receive({0, {delta(channel_space, 1, 2, {{5, member(anna, Role::owner)}})}});
    CHECK(mind.shown().find(member(anna).id)->role == Role::member);
}

TEST_CASE("a row leaves with the last of its spaces") {
    auto mind = open();
    auto const mine = member(anna);
    mind.receive({0, {delta(channel_space, 1, 2, {}, {key(mine)})}});
    CHECK(mind.shown().find(mine.id));
    auto const confirmed = mind.receive({0, {delta(my_space, 1, 2, {}, {key(mine)})}});
    CHECK_FALSE(mind.shown().find(mine.id));
    REQUIRE(confirmed.rows.count(key(mine)));
    CHECK_FALSE(confirmed.rows.at(key(mine)));
    mind.receive({0, {delta(my_space, 2, 3, {}, {key(mine)})}});  // already away
    CHECK(have(mind) == "me 3, channel 2");
}

TEST_CASE("moving from one space to another in one news is no leaving") {
    auto mind = open();
    auto const mine = member(anna, Role::owner);
    mind.receive({0, {delta(channel_space, 1, 2, {}, {key(mine)})}});
    auto const confirmed = mind.receive(
        {0, {delta(my_space, 1, 2, {}, {key(mine)}), delta(channel_space, 2, 3, {{9, mine}})}});
    CHECK(mind.shown().find(mine.id));
    CHECK(confirmed.rows.at(key(mine))->spaces == std::vector<world::Space>{channel_space});
}

TEST_CASE("a space that is lost takes its rows with it, but not those that are seen elsewhere") {
    auto mind = open();
    mind.receive({0, {delta(channel_space, 1, 2, {{3, message(1, "раз")}, {4, member(pyotr)}})}});
    mind.submit(1, post(2, "два"), {70}, 1);
    auto const confirmed = mind.receive({0, {gone(channel_space)}});
    CHECK(shown(mind) == "nothing");
    CHECK(mind.shown().find(member(anna).id));
    CHECK_FALSE(mind.shown().find(member(pyotr).id));
    CHECK_FALSE(mind.shown().knows(channel_space));
    CHECK_FALSE(mind.holds(channel_space));
    CHECK(confirmed.gone == std::vector<world::Space>{channel_space});
    CHECK(confirmed.rows.size() == 4);
    CHECK(confirmed.rows.at(key(member(anna)))->spaces == std::vector<world::Space>{my_space});
    CHECK(outbox(mind) == std::vector<std::string>{"1#1"});  // the server decides
    CHECK(mind.receive({0, {gone(channel_space)}}).gone.empty());
    CHECK(have(mind) == "me 1");
}

TEST_CASE("a snapshot in pages is shown when it is whole, and then replaces what was there") {
    auto mind = open();
    mind.receive({0, {delta(channel_space, 1, 2, {{3, message(1, "раз")}})}});
    CHECK(mind.receive({0, {page(8, "", {{9, channel("Новый")}}, "m")}}).rows.empty());
    CHECK(shown(mind) == "Цех: 1 раз");
    CHECK(have(mind) == "me 1, channel 8 from m");
    // Another page, a page of another version, and the first of an old one do not belong here.
    mind.receive({0, {page(8, "x", {{9, message(7, "чужое")}}, "")}});
    mind.receive({0, {page(7, "m", {{9, message(7, "чужое")}}, "")}});
    mind.receive({0, {page(2, "", {{9, message(7, "чужое")}}, "")}});
    CHECK(shown(mind) == "Цех: 1 раз");
    CHECK(have(mind) == "me 1, channel 8 from m");
    mind.receive({0, {page(8, "m", {{9, member(anna, Role::owner)}}, "n")}});
    auto const confirmed = mind.receive({0, {page(8, "n", {{9, message(3, "три")}}, "")}});
    CHECK(shown(mind) == "Новый: 3 три");
    CHECK(have(mind) == "me 1, channel 8");
    CHECK(confirmed.versions.at(channel_space) == 8);
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
               channel_space, 2,
               {{1, channel("Цех", 1)}, {2, member(anna, Role::owner)}, {3, message(1, "раз")}})}});
    mind.submit(1, post(2, "два"), {70}, 4);
    hear({3, {delta(channel_space, 2, 3, {{5, member(pyotr)}})}});
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
    CHECK(again.shown().knows(channel_space));
    // And it goes on from there: the same row through its last space still leaves.
    again.receive({0, {gone(channel_space), gone(my_space)}});
    CHECK(again.shown().table<Member>().size() == 0);
    CHECK(again.shown().table<Message>().size() == 0);
}

TEST_CASE("in whatever order news arrives, the confirmed rows are those of the latest") {
    std::vector<SpaceNews> history;
    for (std::int64_t v = 1; v <= 12; ++v) {
        auto const n = static_cast<unsigned>(v);
        history.push_back(
            delta(channel_space, v, v + 1, {{10 + v, message(n % 4, std::to_string(v))}},
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
