#include <doctest/doctest.h>

#include "shared/messaging/commands.hpp"
#include "shared/messaging/runs.hpp"
#include "tests/shared/samples.hpp"

namespace messaging_decide_test {
namespace {

using namespace messaging;

constexpr base::Instant now{1'000'000};
PersonId const owner{samples::id(1)}, member{samples::id(2)}, stranger{samples::id(3)};
base::Id<Channel> const shop{samples::id(10)}, unknown{samples::id(19)};

// The owner and a member are in the shop, where five messages were written.
World world_of_the_shop() {
    World world;
    world.put(Channel{shop, "Цех", "", owner, {5}, 5, {{1, owner}}});
    world.put(Member{{samples::id(11)}, shop, owner, Role::owner, {5}});
    world.put(Mark{{samples::id(11)}, shop, owner, 5});
    world.put(Member{{samples::id(12)}, shop, member, Role::member, {5}});
    world.put(Mark{{samples::id(12)}, shop, member, 3});
    world.put(Message{{samples::id(25)}, shop, 5, owner, "пять", {5}});
    world.become_whole();
    return world;
}

std::string said(World::Verdict const& verdict) {
    if (auto const* refusal = std::get_if<base::Refusal>(&verdict)) return refusal->reason;
    return std::holds_alternative<World::Change>(verdict) ? "accepted" : "the server decides";
}
Domain::Context context(PersonId actor, std::optional<bool> person_exists = true) {
    return {actor.value, false, now, {person_exists}};
}
std::string judge(World const& world, PersonId actor, Command const& command,
                  std::optional<bool> person_exists = true) {
    return said(Domain::decide(world, command, context(actor, person_exists)));
}
// The world after a command that must be accepted.
World after(World world, PersonId actor, Command const& command) {
    auto const verdict = Domain::decide(world, command, context(actor));
    REQUIRE(said(verdict) == "accepted");
    world.apply(std::get<World::Change>(verdict));
    return world;
}
Member const* member_row(World const& world, PersonId person) {
    auto const found = world.by<&Member::channel, &Member::person>(shop, person);
    return found.empty() ? nullptr : &*found.begin();
}

std::optional<std::int64_t> read_by(World const& world, PersonId person) {
    auto const found = world.by<&Mark::channel, &Mark::person>(shop, person);
    return found.empty() ? std::nullopt : std::optional(found.begin()->read_up_to);
}
std::int64_t unread_of(World const& world, PersonId person) {
    return unread(*world.find(shop), read_by(world, person).value(), person);
}

std::vector<Command> on(base::Id<Channel> channel) {
    return {RenameChannel{channel, "Имя", ""},
            Invite{channel, {samples::id(13)}, stranger},
            RemoveMember{channel, member},
            RemoveMember{channel, owner},
            Post{channel, {samples::id(26)}, "шесть"},
            ReadUpTo{channel, member, 1},
            ReadUpTo{channel, owner, 1}};
}

}  // namespace

TEST_CASE("rights in a channel: what a stranger, a member and its owner may") {
    auto const world = world_of_the_shop();
    auto const right = [&](PersonId person, Act act, base::Id<Channel> channel) {
        auto const refusal = may(world, person, act, channel);
        return refusal ? refusal->reason : std::string("may");
    };
    for (auto const act : {Act::read, Act::post, Act::invite, Act::rename, Act::remove_others}) {
        bool const owners = act == Act::rename || act == Act::remove_others;
        CHECK(right(owner, act, shop) == "may");
        CHECK(right(member, act, shop) == (owners ? "owners-only" : "may"));
        CHECK(right(stranger, act, shop) == "channel-unknown");
        for (auto const& person : {owner, member, stranger, PersonId{}})
            CHECK(right(person, act, unknown) == "channel-unknown");
    }
}

TEST_CASE("a channel is made by its owner, under ids that are new") {
    auto const world = world_of_the_shop();
    CreateChannel const make{unknown, {samples::id(18)}, stranger, "Склад", "всё"};
    auto const made = after(world, stranger, make);
    CHECK(made.find(unknown)->title == "Склад");
    CHECK(made.find(unknown)->created_by == stranger);
    CHECK(made.find(unknown)->created == now);
    CHECK(made.find(unknown)->last_number == 0);
    CHECK(made.find(make.member)->role == Role::owner);
    CHECK(made.find(make.member)->person == stranger);
    CHECK(made.find(base::Id<Mark>{make.member.value})->person == stranger);
    CHECK(judge(world, owner, make) == "not-yours");
    CHECK(after(made, stranger, make).find(unknown)->last_number == 0);  // asked for twice
    auto taken = make;
    taken.channel = shop;
    CHECK(judge(world, stranger, taken) == "id-taken");
    taken = make;
    taken.member = {samples::id(11)};
    CHECK(judge(world, stranger, taken) == "id-taken");
}

TEST_CASE("a client that does not hold a channel leaves every command on it to the server") {
    World const nothing;
    auto const whole = world_of_the_shop();
    for (auto const& command : on(shop)) {
        auto const actor =
            std::holds_alternative<ReadUpTo>(command) ? std::get<ReadUpTo>(command).person : owner;
        CHECK(judge(nothing, actor, command) == "the server decides");
        CHECK(judge(whole, actor, command) != "the server decides");
    }
    // Where everything is known, a channel that is not there and one that is not mine are alike.
    for (auto const& command : on(shop))
        if (!std::holds_alternative<ReadUpTo>(command))
            CHECK(judge(whole, stranger, command) == "channel-unknown");
    for (auto const& command : on(unknown))
        if (!std::holds_alternative<ReadUpTo>(command))
            CHECK(judge(whole, owner, command) == "channel-unknown");
}

TEST_CASE("the owner renames a channel") {
    auto const world = world_of_the_shop();
    auto const renamed = after(world, owner, RenameChannel{shop, "Имя", "что"});
    CHECK(renamed.find(shop)->title == "Имя");
    CHECK(renamed.find(shop)->about == "что");
    CHECK(renamed.find(shop)->last_number == 5);
    CHECK(judge(world, member, RenameChannel{shop, "Имя", ""}) == "owners-only");
}

TEST_CASE("members invite people who exist and are not there yet") {
    auto const world = world_of_the_shop();
    Invite const invite{shop, {samples::id(13)}, stranger};
    auto const invited = after(world, member, invite);
    REQUIRE(member_row(invited, stranger));
    CHECK(member_row(invited, stranger)->role == Role::member);
    CHECK(read_by(invited, stranger) == 5);  // nothing of before is unread
    CHECK(unread_of(invited, stranger) == 0);
    CHECK(judge(world, member, Invite{shop, {samples::id(13)}, owner}) == "already-member");
    CHECK(judge(world, member, Invite{shop, {samples::id(11)}, stranger}) == "id-taken");
    CHECK(judge(world, member, invite, false) == "person-unknown");
    CHECK(judge(world, member, invite, std::nullopt) == "the server decides");
}

TEST_CASE("owners take people out, everybody may leave, and a channel with people keeps an owner") {
    auto const world = world_of_the_shop();
    for (auto const by : {owner, member}) {
        auto const without = after(world, by, RemoveMember{shop, member});
        CHECK(member_row(without, member) == nullptr);
        CHECK_FALSE(read_by(without, member));
    }
    CHECK(judge(world, member, RemoveMember{shop, owner}) == "owners-only");
    CHECK(judge(world, owner, RemoveMember{shop, stranger}) == "member-unknown");
    CHECK(judge(world, owner, RemoveMember{shop, owner}) == "last-owner");
    auto alone = after(world, member, RemoveMember{shop, member});
    CHECK(judge(alone, owner, RemoveMember{shop, owner}) == "accepted");
    auto two = world;
    two.put(Member{{samples::id(12)}, shop, member, Role::owner, {5}});
    CHECK(judge(two, owner, RemoveMember{shop, owner}) == "accepted");
}

TEST_CASE("messages are numbered without gaps, and their writer's mark stays where it was") {
    auto world = world_of_the_shop();
    world = after(world, member, Post{shop, {samples::id(26)}, "шесть"});
    world = after(world, owner, Post{shop, {samples::id(27)}, "семь"});
    CHECK(world.find(base::Id<Message>{samples::id(26)})->number == 6);
    CHECK(world.find(base::Id<Message>{samples::id(26)})->author == member);
    CHECK(world.find(base::Id<Message>{samples::id(26)})->sent == now);
    CHECK(world.find(base::Id<Message>{samples::id(27)})->number == 7);
    CHECK(world.find(shop)->last_number == 7);
    CHECK(read_by(world, member) == 3);
    CHECK(unread_of(world, member) == 3);  // 4, 5 and 7: 6 is their own
    CHECK(unread_of(world, owner) == 1);
    world = after(world, member, ReadUpTo{shop, member, 7});
    CHECK(unread_of(world, member) == 0);
    world = after(world, member, Post{shop, {samples::id(28)}, "восемь"});
    CHECK(read_by(world, member) == 7);
    CHECK(unread_of(world, member) == 0);
    CHECK(unread_of(world, owner) == 2);
    CHECK(judge(world, member, Post{shop, {samples::id(25)}, "пять"}) == "id-taken");
    // Sent again because the answer was lost: nothing more follows.
    world = after(world, member, Post{shop, {samples::id(26)}, "шесть"});
    CHECK(world.find(shop)->last_number == 8);
    CHECK(judge(world, member, Post{shop, {samples::id(26)}, "иначе"}) == "id-taken");
    CHECK(judge(world, owner, Post{shop, {samples::id(26)}, "шесть"}) == "id-taken");
}

TEST_CASE("reading goes forward only, and not beyond what was written") {
    auto const world = world_of_the_shop();
    CHECK(read_by(after(world, member, ReadUpTo{shop, member, 5}), member) == 5);
    CHECK(read_by(after(world, member, ReadUpTo{shop, member, 2}), member) == 3);
    auto const late = Domain::decide(world, ReadUpTo{shop, member, 3}, context(member));
    CHECK(std::get<World::Change>(late).empty());
    CHECK(judge(world, member, ReadUpTo{shop, member, 6}) == "message-unknown");
    CHECK(judge(world, owner, ReadUpTo{shop, member, 5}) == "not-yours");
    CHECK(judge(world, stranger, ReadUpTo{shop, stranger, 5}) == "channel-unknown");
}

TEST_CASE("who departs hands the channel to whoever has been there longest") {
    auto world = world_of_the_shop();
    world.put(Member{{samples::id(13)}, shop, stranger, Role::member, {4}});
    CHECK(judge(world, {}, Depart{shop, owner}) == "member-unknown");
    CHECK(judge(world, {}, Depart{shop, owner, member}) == "member-unknown");
    auto const left = after(world, {}, Depart{shop, owner, stranger});
    CHECK_FALSE(member_row(left, owner));
    CHECK_FALSE(read_by(left, owner));
    CHECK(member_row(left, stranger)->role == Role::owner);
    CHECK(member_row(left, member)->role == Role::member);
    // Who is not there any more departs again without harm.
    auto const again = after(left, {}, Depart{shop, owner});
    CHECK(member_row(again, stranger)->role == Role::owner);
    CHECK(judge(left, {}, Depart{shop, member, stranger}) == "member-unknown");
    auto const nobody = after(after(left, {}, Depart{shop, member}), {}, Depart{shop, stranger});
    CHECK_FALSE(nobody.find(shop));
    CHECK(judge(nobody, {}, Depart{shop, stranger}) == "channel-unknown");
}

TEST_CASE("of whoever departs nobody is told that they created the channel") {
    auto world = world_of_the_shop();
    REQUIRE(world.find(shop)->created_by == owner);
    auto const inherited = after(world, {}, Depart{shop, owner, member});
    CHECK(inherited.find(shop)->created_by.is_none());
    CHECK(inherited.find(shop)->title == "Цех");
    CHECK(member_row(inherited, member)->role == Role::owner);
    // One who did not create it takes nothing away.
    CHECK(after(world, {}, Depart{shop, member}).find(shop)->created_by == owner);
    // Who created it may have left it before: then nobody inherits, and who is there stays.
    world.erase(base::Id<Member>{samples::id(11)});
    world.erase(base::Id<Mark>{samples::id(11)});
    auto const later = after(world, {}, Depart{shop, owner});
    CHECK(later.find(shop)->created_by.is_none());
    CHECK(member_row(later, member)->role == Role::member);
    auto const again = Domain::decide(later, Depart{shop, owner}, context({}));
    CHECK(std::get<World::Change>(again).empty());
    // What nobody is in any more goes with whoever created it, and with nobody else.
    world.erase(base::Id<Member>{samples::id(12)});
    CHECK(after(world, {}, Depart{shop, stranger}).find(shop));
    CHECK_FALSE(after(world, {}, Depart{shop, owner}).find(shop));
}

TEST_CASE("only one's own messages are erased, and only those of the channel") {
    auto const world = world_of_the_shop();
    base::Id<Message> const five{samples::id(25)};
    CHECK(after(world, {}, EraseMessages{shop, member, {five}}).find(five));
    auto const without = after(world, {}, EraseMessages{shop, owner, {five}});
    CHECK_FALSE(without.find(five));
    CHECK(without.find(shop)->runs == std::vector<Run>{{1, owner}, {5, {}}});
    CHECK(unread_of(without, member) == 1);
    CHECK(after(world, {}, EraseMessages{shop, owner, {{samples::id(26)}}}).find(five));
    CHECK(judge(world, {}, EraseMessages{unknown, owner, {five}}) == "channel-unknown");
}

namespace {

// The row and one's own place, as everybody holds them of a channel that is not open.
World world_of_a_shop_that_is_closed(PersonId person) {
    auto const whole = world_of_the_shop();
    World light;
    light.put(*whole.find(shop));
    light.put(*member_row(whole, person));
    light.put(*whole.by<&Mark::channel, &Mark::person>(shop, person).begin());
    light.know(channel_space(shop.value));
    light.know(world::me(person.value));
    return light;
}

}  // namespace

TEST_CASE("of a channel that is not open a client decides what it can, and leaves the rest") {
    auto const mine = world_of_a_shop_that_is_closed(member);
    CHECK(judge(mine, member, Post{shop, {samples::id(26)}, "шесть"}) == "accepted");
    CHECK(judge(mine, member, ReadUpTo{shop, member, 5}) == "accepted");
    CHECK(judge(mine, member, ReadUpTo{shop, member, 6}) == "message-unknown");
    CHECK(judge(mine, member, RemoveMember{shop, member}) == "accepted");
    CHECK(judge(mine, member, RemoveMember{shop, owner}) == "owners-only");
    CHECK(judge(mine, member, RenameChannel{shop, "Имя", ""}) == "owners-only");
    CHECK(judge(mine, member, Invite{shop, {samples::id(13)}, stranger}) == "the server decides");
    auto const owned = world_of_a_shop_that_is_closed(owner);
    CHECK(judge(owned, owner, RenameChannel{shop, "Имя", ""}) == "accepted");
    // Who else is there, and owns it, is not known here.
    CHECK(judge(owned, owner, RemoveMember{shop, owner}) == "the server decides");
    CHECK(judge(owned, owner, RemoveMember{shop, member}) == "the server decides");
    // Nor whether one is a member, while one's own space has not come.
    auto early = owned;
    early.forget(world::me(owner.value));
    early.erase(base::Id<Member>{samples::id(11)});
    CHECK(judge(early, owner, Post{shop, {samples::id(26)}, "шесть"}) == "the server decides");
}

TEST_CASE("reading waits for nobody who writes, and writing for nobody who reads") {
    auto const locks = [](Command const& command, PersonId actor) {
        std::vector<std::string> names;
        for (auto const& lock : Domain::reads(command, actor.value).spaces)
            names.push_back(lock.space.kind);
        return names;
    };
    CHECK(locks(ReadUpTo{shop, member, 5}, member) == std::vector<std::string>{"me"});
    CHECK(locks(Post{shop, {samples::id(26)}, "шесть"}, member) ==
          std::vector<std::string>{"channel", "talk"});
}

base::Id<Draft> const own_draft{samples::id(12)};

TEST_CASE("a draft replaces what its device has seen, and stands beside what it has not") {
    auto const draft_in = [](World const& world) {
        auto const found = world.by<&Draft::channel, &Draft::person>(shop, member);
        return found.empty() ? std::string("none")
                             : found.begin()->text + "/" + std::to_string(found.begin()->edition);
    };
    auto world = world_of_the_shop();
    world = after(world, member, KeepDraft{shop, own_draft, member, "", 0});
    CHECK(draft_in(world) == "none");
    world = after(world, member, KeepDraft{shop, own_draft, member, "раз", 0});
    CHECK(draft_in(world) == "раз/1");
    world = after(world, member, KeepDraft{shop, own_draft, member, "раз", 0});  // said twice
    CHECK(draft_in(world) == "раз/1");
    world = after(world, member, KeepDraft{shop, own_draft, member, "раз два", 1});
    CHECK(draft_in(world) == "раз два/2");
    // By a device that has not seen the second: more of it, less of it, something else.
    CHECK(draft_in(after(world, member, KeepDraft{shop, own_draft, member, "и раз два", 1})) ==
          "и раз два/3");
    CHECK(draft_in(after(world, member, KeepDraft{shop, own_draft, member, "раз", 1})) ==
          "раз два/2");
    CHECK(draft_in(after(world, member, KeepDraft{shop, own_draft, member, "", 1})) == "раз два/2");
    CHECK(draft_in(after(world, member, KeepDraft{shop, own_draft, member, "иное", 1})) ==
          "иное\nраз два/3");
    world = after(world, member, KeepDraft{shop, own_draft, member, "", 2});
    CHECK(draft_in(world) == "/3");
    CHECK(draft_in(after(world, member, KeepDraft{shop, own_draft, member, "опять", 0})) ==
          "опять/4");
}

TEST_CASE("a draft is its member's alone, has a longest length, and goes with the membership") {
    auto const world = world_of_the_shop();
    CHECK(judge(world, owner, KeepDraft{shop, own_draft, member, "раз", 0}) == "not-yours");
    CHECK(judge(world, stranger, KeepDraft{shop, own_draft, stranger, "раз", 0}) ==
          "channel-unknown");
    CHECK(judge(world, member, KeepDraft{unknown, own_draft, member, "раз", 0}) ==
          "channel-unknown");
    auto const kept =
        after(world, member, KeepDraft{shop, own_draft, member, std::string(15'000, 'a'), 0});
    // There is no room for both: the one that is there stays.
    auto const same =
        after(kept, member, KeepDraft{shop, own_draft, member, std::string(15'000, 'b'), 0});
    CHECK(same.find(own_draft)->text == kept.find(own_draft)->text);
    CHECK(judge(kept, member, KeepDraft{shop, own_draft, member, std::string(15'000, 'b'), 1}) ==
          "accepted");
    CHECK(judge(kept, owner, KeepDraft{shop, own_draft, owner, "раз", 0}) == "id-taken");
    auto const left = after(kept, member, RemoveMember{shop, member});
    CHECK(left.by<&Draft::channel, &Draft::person>(shop, member).empty());
}

}  // namespace messaging_decide_test
