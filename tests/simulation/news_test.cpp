// How much one news may weigh: what is left waits for the next, and nothing is lost by it. And to
// whom what is told.
#include "server/sync/news.hpp"

#include <doctest/doctest.h>

#include "server/sync/take.hpp"
#include "server/sync/teller.hpp"
#include "shared/wire/json.hpp"
#include "shared/world/optimistic.hpp"
#include "tests/simulation/rules.hpp"

namespace news_test {
namespace {

using namespace messaging;
using News = world::News<Domain>;

PersonId const anna{{1, 1}};
base::Id128 const phone{1, 2};

// Anna in six channels of ten long messages each; her phone's third command was answered.
struct Office {
    support::Killer killer;
    support::MemoryStore<Domain> store{killer};
    syncing::NewsLimits limits;
    simulation::Dice dice;
    std::vector<base::Id<Channel>> channels;

    Office() {
        limits.page_bytes = 10'000;
        limits.page_rows = 4;
        store.state.clients[phone] = {anna.value, 3};
        for (int c = 0; c < 6; ++c) {
            channels.push_back({dice.id()});
            put(channels.back(), Channel{channels.back(), "Цех", "", anna, {1}});
            auto const member = dice.id();
            put(channels.back(), Member{{member}, channels.back(), anna, Role::owner, {1}});
            put(channels.back(), Mark{{member}, channels.back(), anna});
            for (int m = 1; m <= 10; ++m) write(channels.back(), m);
        }
    }
    template <class Row>
    void put(base::Id<Channel>, Row const& row) {
        store.state.world.put(row);
        store.state.revisions[row.id.value] = ++store.state.last_revision;
        for (auto const& space : world::spaces_of(row))
            store.state.log[space].push_back({++store.state.versions[space],
                                              {std::string(Row::type_name), row.id.value},
                                              syncing::Op::put});
    }
    void write(base::Id<Channel> channel, std::int64_t number) {
        put(channel, Message{{dice.id()}, channel, number, anna, std::string(2'000, 'x'), {1}});
    }
    News ask(world::Optimistic<Domain> const& mind) {
        return syncing::news<Domain>(store, anna.value, phone, {store.state.history, mind.have()},
                                     wanted(mind), limits);
    }
    // Asks until nothing is new; how often something was.
    int follow(world::Optimistic<Domain>& mind) {
        for (int asked = 0;; ++asked) {
            REQUIRE(asked < 200);
            auto const named = syncing::wanted_in<Domain>({{}, mind.have()});
            auto const news = ask(mind);
            // A page is passed by one row at most, and the pages of all by one page.
            CHECK(wire::json::text(news).size() < 3 * limits.page_bytes);
            CHECK((news.answered == 0 || news.answered == 3));
            mind.receive(news);
            if (news.spaces.empty()) return asked;
            // What was answered is said with the state that includes it, not before.
            if (news.answered == 3) CHECK(sees_all(mind, named));
        }
    }
    bool sees_all(world::Optimistic<Domain> const& mind) const {
        return sees_all(mind, wanted(mind));
    }
    bool sees_all(world::Optimistic<Domain> const& mind, world::Wanted const& wanted) const {
        return simulation::seen<Domain>(mind.shown()) ==
               simulation::ought_to_see<Domain>(store.state.world, anna.value, wanted);
    }
    static world::Wanted wanted(world::Optimistic<Domain> const& mind) {
        return world::Wanted({mind.wished().begin(), mind.wished().end()});
    }
};

// Who has nothing yet, and every channel open.
struct Nobody : world::Optimistic<Domain> {
    explicit Nobody(Office const& office)
        : world::Optimistic<Domain>([](Command const&) {
              return Domain::Context{anna.value, false, {1}, {true}};
          }) {
        for (auto const& channel : office.channels) follow(talk_space(channel.value));
    }
};

}  // namespace

TEST_CASE("somebody who begins with much to see is told a part at a time, until all is there") {
    Office office;
    Nobody mind(office);
    CHECK(office.follow(mind) > 10);
    CHECK(office.sees_all(mind));
    CHECK(mind.answered() == 3);
    CHECK(office.ask(mind).spaces.empty());
}

TEST_CASE("more changes than a page holds come as pages, the others first") {
    Office office;
    Nobody mind(office);
    office.follow(mind);
    for (std::int64_t m = 11; m <= 20; ++m) office.write(office.channels[0], m);
    office.write(office.channels[5], 11);
    auto const news = office.ask(mind);
    CHECK(wire::json::text(news).size() < 3 * office.limits.page_bytes);
    for (auto const& told : news.spaces)
        CHECK((told.kind == world::NewsKind::delta) ==
              (told.space == talk_space(office.channels[5].value)));
    mind.receive(news);
    CHECK(office.follow(mind) > 1);
    CHECK(office.sees_all(mind));
}

namespace {

PersonId const boris{{3, 3}};

// The keys under which somebody waits who has this.
std::vector<std::string> keys_of(Office& office, world::Held<Domain> const& held) {
    news::Held const of_messaging = held;
    auto told = syncing::teller_of<Domain>(office.store).tell({anna.value, phone, &of_messaging});
    std::erase_if(told.keys, [](auto const& key) { return key.rfind("messaging/talk:", 0) != 0; });
    return told.keys;
}
world::Have wish(world::Space const& space) { return {space, world::Have::nothing, {}}; }
syncing::Taken carry_out(Office& office, Command const& command, PersonId actor) {
    syncing::Taken taken;
    office.store.write([&](syncing::Unit<Domain>& unit) {
        taken = syncing::decide_and_write<Domain>(
            unit, command, {actor.value, false, [] { return base::Instant{1}; }, {true}});
    });
    return taken;
}

}  // namespace

TEST_CASE("what is followed on request is told to whoever names it and may see it, to others not") {
    Office office;
    auto const& open = office.channels[0];
    auto const nobodys = talk_space(office.dice.id());
    auto const ask = [&](std::vector<world::Have> have, bool follows_all = false) {
        news::Held const held = world::Held<Domain>{office.store.state.history, std::move(have)};
        std::map<world::Space, world::NewsKind> told;
        auto const answer =
            syncing::teller_of<Domain>(office.store).tell({anna.value, phone, &held, follows_all});
        for (auto const& space : std::get<world::News<Domain>>(answer.news).spaces)
            told[space.space] = space.kind;
        return told;
    };
    auto const light = ask({});
    CHECK(light.size() == 1 + office.channels.size());
    for (auto const& [space, kind] : light) CHECK(space.kind != talk_space.name);

    auto const named = ask({wish(talk_space(open.value)), wish(nobodys)});
    CHECK(named.size() == light.size() + 2);
    CHECK(named.at(talk_space(open.value)) == world::NewsKind::snapshot);
    CHECK(named.at(nobodys) == world::NewsKind::gone);

    auto const all = ask({}, true);
    CHECK(all.size() == 1 + 2 * office.channels.size());

    CHECK(keys_of(office, {office.store.state.history, {}}).empty());
    CHECK(keys_of(office,
                  {office.store.state.history, {wish(talk_space(open.value)), wish(nobodys)}}) ==
          std::vector<std::string>{syncing::key_of(Domain::name, talk_space(open.value))});
}

TEST_CASE("reading changes nothing that anybody else is told of, and writing no mark") {
    Office office;
    auto const& channel = office.channels[0];
    REQUIRE(carry_out(office, Invite{channel, {office.dice.id()}, boris}, anna).answer.outcome ==
            world::Outcome::accepted);
    auto const written = carry_out(office, Post{channel, {office.dice.id()}, "да"}, anna);
    CHECK(written.changed ==
          std::vector<world::Space>{channel_space(channel.value), talk_space(channel.value)});
    auto const number = office.store.state.world.find(channel)->last_number;
    auto const read = carry_out(office, ReadUpTo{channel, boris, number}, boris);
    CHECK(read.changed == std::vector<world::Space>{world::me(boris.value)});
    // Of all that Anna may see, no mark is another's.
    auto const told = syncing::teller_of<Domain>(office.store).tell({anna.value, phone, {}, true});
    int marks = 0;
    for (auto const& space : std::get<world::News<Domain>>(told.news).spaces)
        for (auto const& row : space.rows)
            if (auto const* mark = std::get_if<Mark>(&row.row)) {
                ++marks;
                CHECK(mark->person == anna);
            }
    CHECK(marks == static_cast<int>(office.channels.size()));
}

}  // namespace news_test
