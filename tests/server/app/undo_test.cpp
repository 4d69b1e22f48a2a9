// Acts by hand are taken back over the API, by whoever administers: from any machine, as a whole,
// for seven days, unless later edits stand on them.
#include <doctest/doctest.h>

#include <algorithm>
#include <thread>

#include "shared/tables.hpp"
#include "tests/server/app/held.hpp"
#include "tests/server/app/scene.hpp"

namespace app_undo_test {
namespace {

using messaging::Channel;
using messaging::Member;
using messaging::Message;
using world::Outcome;

using Answered = scene::Answered<world::UndoAnswer>;
template <class Domain>
using Edits = world::EditRows<typename Domain::Name, typename Domain::Row>;
template <class Domain>
using AnyRow = std::optional<typename Domain::Row>;

std::string reason_of(world::Answer const& answer) {
    return answer.refusal ? answer.refusal->reason : std::string();
}

struct Stage {
    scene::Server server;
    scene::Peer boss = server.administrator();
    scene::Talk talk{server};
    scene::Peer second = another();

    // Does one row in an act; its id.
    template <class Domain>
    base::Id128 does(scene::Peer& who, AnyRow<Domain> before, AnyRow<Domain> after,
                     base::Id128 act = server::fresh_id()) {
        Edits<Domain> edits{act, {{{server::fresh_id()}, std::move(before), std::move(after)}}};
        CHECK(reason_of(who.send(edits)) == "");
        return act;
    }
    base::Id128 renames(scene::Peer& who, std::string title) {
        auto after = channel();
        after.title = std::move(title);
        return does<messaging::Domain>(who, channel(), after);
    }
    template <class Domain = messaging::Domain>
    Answered undo(scene::Peer& who, base::Id128 act, base::Id128 as = server::fresh_id()) {
        return who.ask<world::UndoAct<Domain>>({act, as});
    }
    template <class Row>
    std::vector<Row> rows(std::string const& query = "") {
        auto const answer =
            boss.raw("GET", "/api/v1/admin/tables/" + std::string(Row::type_name) + query, "");
        REQUIRE_MESSAGE(answer.status == 200, answer.body);
        world::TablePage<Row> page;
        REQUIRE(wire::json::parse(answer.body, page, wire::json::Reading::tolerant).empty());
        return std::move(page.rows);
    }
    Channel channel() {
        return rows<Channel>("?filter%5Bid%5D=" + base::to_text(talk.channel)).at(0);
    }
    std::string count(std::string const& from_where) const {
        return server.sql("select count(*) from " + from_where)[0][0].c_str();
    }

private:
    scene::Peer another() {
        auto peer = server.registered("second");
        REQUIRE(boss.change_right(peer.person, true).status() == 200);
        peer.sign_in();
        return peer;
    }
};

std::string of_act(base::Id128 act) { return "?filter%5Bact%5D=" + base::to_text(act); }

TEST_CASE("a change is taken back by another administrator, told to everybody, and kept") {
    Stage stage;
    auto const act = stage.renames(stage.boss, "Склад");
    auto const since = stage.talk.boris.news().since;
    auto const as = server::fresh_id();
    auto const done = stage.undo(stage.second, act, as);
    REQUIRE_MESSAGE(done.status() == 200, done.raw.body);
    CHECK(done.value.done == 1);
    CHECK(done.value.left == 0);
    auto const told = scene::rows_in<Channel>(stage.talk.boris.news(since));
    REQUIRE(told.size() == 1);
    CHECK(told[0].title == "Общий");
    auto const kept = stage.rows<messaging::Edit>(of_act(as));
    REQUIRE(kept.size() == 1);
    CHECK(kept[0].actor == stage.second.person.value);
    CHECK(kept[0].address == "127.0.0.1");
    // Asked again, as after a lost answer, it is the same.
    auto const again = stage.undo(stage.second, act, as);
    CHECK(again.status() == 200);
    CHECK(again.value.done == 1);
    CHECK(stage.rows<messaging::Edit>().size() == 2);
    // As another act it has been done, and it is said by whom.
    auto const late = stage.undo(stage.boss, act);
    CHECK(late.status() == 409);
    CHECK(late.rule() == "undo-done");
    CHECK(late.says(base::to_text(stage.second.person.value)));
    // And taking back is taken back.
    REQUIRE(stage.undo(stage.boss, as).status() == 200);
    CHECK(stage.channel().title == "Склад");
}

TEST_CASE("rows that were added, changed and erased in one act are as they were, or none is") {
    Stage stage;
    auto const anna = stage.talk.anna.person.value, boris = stage.talk.boris.person.value;
    REQUIRE(stage.talk.anna.send(stage.talk.post("Снег")).outcome == Outcome::accepted);
    auto const said = stage.rows<Message>().at(0);
    auto const members = stage.rows<Member>("?filter%5Bperson%5D=" + base::to_text(boris));
    Channel const yard{{server::fresh_id()}, "Двор", "", {anna}, {1}};
    messaging::EditRows edits{server::fresh_id(), {}};
    auto const row = [&](AnyRow<messaging::Domain> before, AnyRow<messaging::Domain> after) {
        edits.rows.push_back({{server::fresh_id()}, std::move(before), std::move(after)});
    };
    auto renamed = stage.channel();
    renamed.title = "Склад";
    row(stage.channel(), renamed);
    row({}, yard);
    row({}, Member{{server::fresh_id()}, yard.id, {boris}, messaging::Role::member, {1}});
    row(said, {});
    row(members.at(0), {});
    REQUIRE(reason_of(stage.boss.send(edits)) == "");
    REQUIRE(stage.count("messaging.message") == "0");

    // What would break a rule leaves all as it is.
    stage.server.sql("update messaging.channel set title = 'Цех' where id = '" +
                     base::to_text(yard.id) + "'");
    auto const refused = stage.undo(stage.second, edits.act);
    CHECK(refused.status() == 409);
    CHECK(refused.rule() == "changed-meanwhile");
    CHECK(refused.says("/messaging.channel/" + base::to_text(yard.id) + "/title"));
    CHECK(stage.channel().title == "Склад");
    CHECK(stage.count("messaging.message") == "0");
    stage.server.sql("update messaging.channel set title = 'Двор' where id = '" +
                     base::to_text(yard.id) + "'");

    auto const done = stage.undo(stage.second, edits.act);
    REQUIRE_MESSAGE(done.status() == 200, done.raw.body);
    CHECK(done.value.done == 5);
    CHECK(stage.channel().title == "Общий");
    CHECK(stage.count("messaging.channel") == "1");
    auto const back = stage.rows<Message>();
    REQUIRE(back.size() == 1);
    CHECK(wire::json::text(back[0]) == wire::json::text(said));
    CHECK(wire::json::text(stage.rows<Member>("?filter%5Bperson%5D=" + base::to_text(boris))) ==
          wire::json::text(members));
    CHECK(stage.talk.boris.send(stage.talk.post("Тает")).outcome == Outcome::accepted);
}

TEST_CASE("an act of many commands is taken back as one, a thousand rows at a time") {
    Stage stage;
    auto const act = server::fresh_id();
    for (int command = 0; command < 11; ++command) {
        messaging::EditRows edits{act, {}};
        for (int i = 1; i <= 100; ++i)
            edits.rows.push_back({{server::fresh_id()},
                                  {},
                                  Message{{server::fresh_id()},
                                          stage.talk.channel,
                                          command * 100 + i,
                                          stage.talk.anna.person,
                                          "x",
                                          {1}}});
        REQUIRE(reason_of(stage.boss.send(edits)) == "");
    }
    auto const as = server::fresh_id();
    auto answered = stage.undo(stage.second, act, as);
    REQUIRE_MESSAGE(answered.status() == 200, answered.raw.body);
    CHECK(answered.value.done == world::most_undone_at_once);
    CHECK(answered.value.left == 100);
    // The last ones went first.
    CHECK(stage.count("messaging.message") == "100");
    CHECK(stage.count("messaging.message where number <= 100") == "100");
    answered = stage.undo(stage.boss, act, as);  // whoever goes on with it
    REQUIRE(answered.status() == 200);
    CHECK(answered.value.done == 1'100);
    CHECK(answered.value.left == 0);
    CHECK(stage.count("messaging.message") == "0");
    CHECK(stage.undo(stage.boss, act, as).value.done == 1'100);
    // All of it comes back in the same way, in its order.
    auto const again = server::fresh_id();
    while (true) {
        answered = stage.undo(stage.second, as, again);
        REQUIRE_MESSAGE(answered.status() == 200, answered.raw.body);
        if (answered.value.left == 0) break;
    }
    CHECK(stage.count("messaging.message") == "1100");
}

TEST_CASE("later edits that stand on an act are named: who, when, and of which row and field") {
    Stage stage;
    Channel const yard{{server::fresh_id()}, "Двор", "", stage.talk.anna.person, {1}};
    auto const act = stage.renames(stage.boss, "Склад");
    stage.does<messaging::Domain>(stage.boss, {}, yard, act);
    // Another field of the one, and the same of the other.
    auto about = stage.channel();
    about.about = "доски";
    stage.does<messaging::Domain>(stage.second, stage.channel(), about);
    auto other = yard;
    other.title = "Сад";
    auto const later = stage.does<messaging::Domain>(stage.second, yard, other);
    auto const kept = stage.rows<messaging::Edit>(of_act(later)).at(0);

    auto const refused = stage.undo(stage.boss, act);
    CHECK(refused.status() == 409);
    CHECK(refused.rule() == "edited-later");
    CHECK(refused.says("{\"path\":\"/messaging.channel/" + base::to_text(yard.id) +
                       "/title\",\"rule\":\"edited-later\",\"arguments\":{\"by\":\"" +
                       base::to_text(stage.second.person) + "\",\"at\":\"" +
                       base::to_text(kept.at) + "\",\"act\":\"" + base::to_text(later) + "\"}}"));
    CHECK_FALSE(refused.says(base::to_text(stage.talk.channel)));
    CHECK(stage.channel().title == "Склад");
    // The later one first, and then it goes.
    REQUIRE(stage.undo(stage.boss, later).status() == 200);
    REQUIRE(stage.undo(stage.boss, act).status() == 200);
    CHECK(stage.channel().title == "Общий");
    CHECK(stage.channel().about == "доски");
    CHECK(stage.count("messaging.channel") == "1");
}

TEST_CASE("after seven days, and of what nobody did, nothing is taken back") {
    Stage stage;
    auto const act = stage.renames(stage.boss, "Склад");
    auto const age = [&](std::int64_t us) {
        stage.server.sql("update messaging.edit set at = at - " + std::to_string(us) +
                         " where act = '" + base::to_text(act) + "'");
    };
    auto const unknown = stage.undo(stage.boss, server::fresh_id());
    CHECK(unknown.status() == 404);
    CHECK(unknown.rule() == "act-unknown");
    CHECK(stage.undo(stage.boss, act, act).rule() == "id-taken");
    // It is of the other domain.
    CHECK(stage.undo<accounts::Domain>(stage.boss, act).status() == 404);
    age(world::undone_for_us);
    auto const late = stage.undo(stage.boss, act);
    CHECK(late.status() == 409);
    CHECK(late.rule() == "undo-late");
    CHECK(stage.channel().title == "Склад");
    age(-60'000'000);
    CHECK(stage.undo(stage.boss, act).status() == 200);
    // An act of taking something back is of that alone.
    auto const next = stage.renames(stage.boss, "Двор");
    auto const other = stage.renames(stage.boss, "Сад");
    REQUIRE(stage.undo(stage.boss, other, server::fresh_id()).status() == 200);
    Channel const yard{{server::fresh_id()}, "Двор", "", stage.talk.anna.person, {1}};
    auto const added = stage.does<messaging::Domain>(stage.boss, {}, yard);
    CHECK(stage.undo(stage.boss, next, added).rule() == "id-taken");
}

TEST_CASE("of two administrators who take back one act at once one does, and the other is told") {
    Stage stage;
    auto const act = stage.renames(stage.boss, "Склад");
    for (int round = 0; round < 5; ++round) {
        auto const undone = round == 0 ? act : stage.renames(stage.boss, "Склад");
        Answered one, other;
        std::thread first([&] { one = stage.undo(stage.boss, undone); });
        std::thread second([&] { other = stage.undo(stage.second, undone); });
        first.join();
        second.join();
        if (one.status() != 200) std::swap(one, other);
        CHECK(one.status() == 200);
        CHECK(other.status() == 409);
        CHECK(other.rule() == "undo-done");
        CHECK_MESSAGE(other.says("edited-later"), other.raw.body);
        CHECK(stage.channel().title == "Общий");
    }
    CHECK(stage.count("messaging.edit") == "10");
}

TEST_CASE("whose right was taken, or whose session has ended, takes nothing back") {
    Stage stage;
    accounts::Group const group{{server::fresh_id()}, "Столяры", {1}};
    auto const act = stage.does<accounts::Domain>(stage.boss, {}, group);
    {
        Answered answered;
        auto late = stage.second;
        scene::Held held(stage.server, late.person);
        held.run("delete from accounts.session where id = $1", late.session);
        std::thread asking([&] { answered = stage.undo<accounts::Domain>(late, act); });
        CHECK(held.is_waited_for());
        held.commit();
        asking.join();
        CHECK(answered.status() == 401);
        CHECK(answered.rule() == "session-ended");
    }
    stage.second.sign_in();
    REQUIRE(stage.boss.change_right(stage.second.person, false).status() == 200);
    CHECK(stage.undo<accounts::Domain>(stage.second, act).status() / 100 == 4);
    CHECK(stage.count("accounts.group") == "1");
    REQUIRE(stage.undo<accounts::Domain>(stage.boss, act).status() == 200);
    CHECK(stage.count("accounts.group") == "0");
}

TEST_CASE("what its domain does not let be any more is refused in its words, and names the row") {
    Stage stage;
    auto& boss = stage.boss;
    accounts::Group const group{{server::fresh_id()}, "Столяры", {1}};
    accounts::Group const other{{server::fresh_id()}, "СТОЛЯРЫ", {1}};
    stage.does<accounts::Domain>(boss, {}, group);
    auto const erased = stage.does<accounts::Domain>(boss, group, {});
    auto const taken = stage.does<accounts::Domain>(boss, {}, other);
    auto refused = stage.undo<accounts::Domain>(boss, erased);
    CHECK(refused.status() == 409);
    CHECK(refused.rule() == "group-name-taken");
    CHECK(refused.says("/accounts.group/" + base::to_text(group.id)));
    REQUIRE(stage.undo<accounts::Domain>(boss, taken).status() == 200);
    REQUIRE(stage.undo<accounts::Domain>(boss, erased).status() == 200);

    // Who was in a channel comes back with it, and not before it.
    Channel const yard{{server::fresh_id()}, "Двор", "", stage.talk.anna.person, {1}};
    stage.does<messaging::Domain>(boss, {}, yard);
    Member const boris{{server::fresh_id()},
                       yard.id,
                       {stage.talk.boris.person.value},
                       messaging::Role::member,
                       {1}};
    stage.does<messaging::Domain>(boss, {}, boris);
    auto const left = stage.does<messaging::Domain>(boss, boris, {});
    auto const closed = stage.does<messaging::Domain>(boss, yard, {});
    CHECK(stage.count("messaging.mark where channel = '" + base::to_text(yard.id) + "'") == "0");
    refused = stage.undo(boss, left);
    CHECK(refused.status() == 409);
    CHECK(refused.rule() == "channel-unknown");
    REQUIRE(stage.undo(boss, closed).status() == 200);
    REQUIRE(stage.undo(boss, left).status() == 200);
    auto const members =
        stage.rows<Member>("?filter%5Bchannel%5D=" + base::to_text(yard.id) + "&sort=role");
    REQUIRE(members.size() == 2);
    CHECK(std::count_if(members.begin(), members.end(),
                        [&](auto const& member) { return member.id == boris.id; }) == 1);
}

TEST_CASE("of a domain that is off nothing is taken back, but that it was turned off is") {
    Stage stage;
    auto const act = stage.renames(stage.boss, "Склад");
    auto const before = stage.rows<accounts::Workspace>().at(0);
    auto after = before;
    after.rooms_off = {{"messaging"}};
    auto const off = stage.does<accounts::Domain>(stage.boss, before, after);
    auto const refused = stage.undo(stage.boss, act);
    CHECK(refused.status() == 403);
    CHECK(refused.rule() == "room-off");
    REQUIRE(stage.undo<accounts::Domain>(stage.boss, off).status() == 200);
    CHECK(stage.undo(stage.boss, act).status() == 200);
    CHECK(stage.channel().title == "Общий");
}

TEST_CASE("a script of an administrator takes back, one that only writes does not") {
    Stage stage;
    auto const act = stage.renames(stage.boss, "Склад");
    auto const script = [&](accounts::Scope scope) {
        auto const made =
            stage.boss.ask<accounts::CreateToken>({"undo", scope, 1, {scene::password}});
        REQUIRE(made.status() == 200);
        auto peer = stage.boss;
        peer.token = made.value.token;
        return peer;
    };
    auto writes = script(accounts::Scope::write), administers = script(accounts::Scope::admin);
    CHECK(stage.undo(writes, act).status() == 403);
    CHECK(stage.channel().title == "Склад");
    CHECK(stage.undo(administers, act).status() == 200);
    CHECK(stage.channel().title == "Общий");
}

}  // namespace
}  // namespace app_undo_test
