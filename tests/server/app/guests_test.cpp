// Guests on a whole server: what they are told of, whom they know and who knows them, and that no
// endpoint says more to them, whatever ids it is asked with.
#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

#include "shared/accounts/bytes_api.hpp"
#include "shared/tables.hpp"
#include "tests/server/app/scene.hpp"

namespace guests_test {
namespace {

using accounts::Person;
using accounts::PersonKind;
using messaging::Channel;

std::string reason_of(world::Answer const& answer) {
    return answer.refusal ? answer.refusal->reason : "";
}

// Anna rules and has a channel of her own; Boris is a member, Greta a guest, and so is Hanna.
struct Stage {
    scene::Server server;
    scene::Peer anna = server.administrator("anna"), boris = server.registered("boris"),
                greta = server.registered("greta"), hanna = server.registered("hanna");
    base::Id<Channel> channel{::server::fresh_id()};

    Stage() {
        for (auto* guest : {&greta, &hanna}) REQUIRE(becomes(*guest, PersonKind::guest).empty());
        REQUIRE(reason_of(anna.send(messaging::CreateChannel{
                              channel, {::server::fresh_id()}, anna.person, "Секрет", ""}))
                    .empty());
    }
    std::string becomes(scene::Peer const& person, PersonKind kind) {
        return reason_of(anna.send(accounts::SetPersonKind{person.person, kind}));
    }
    void invite(scene::Peer const& person) {
        REQUIRE(
            reason_of(anna.send(messaging::Invite{channel, {::server::fresh_id()}, person.person}))
                .empty());
    }
    // Names that the server says, in the order of the ids that were asked for.
    static std::string names(scene::Peer& asks, std::vector<scene::Peer const*> const& of) {
        std::string ids, names;
        for (auto const* peer : of) ids += (ids.empty() ? "" : ",") + base::to_text(peer->person);
        auto const answer = asks.ask<accounts::NamePeople>({ids});
        REQUIRE(answer.status() == 200);
        for (auto const* peer : of)
            for (auto const& card : answer.value.people)
                if (card.id == peer->person) names += card.name + " ";
        return names;
    }
};

std::string told_of(scene::Peer& peer) {
    std::vector<std::string> names;
    for (auto const& person : scene::rows_in<Person>(peer.news())) names.push_back(person.name);
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    std::string all;
    for (auto const& name : names) all += name + " ";
    return all;
}

TEST_CASE("guests are in no directory and see none, and yet are told of the workspace") {
    Stage stage;
    CHECK(told_of(stage.greta) == "greta ");
    CHECK(told_of(stage.boris) == "anna boris ");
    CHECK(told_of(stage.anna) == "anna boris ");
    CHECK(scene::rows_in<accounts::Workspace>(stage.greta.news()).size() == 1);
    auto const people = stage.boris.ask<accounts::ListPeople>().value;
    CHECK(people.total == 2);
    CHECK(stage.greta.ask<accounts::ListPeople>().rule() == "members-only");
    // Administrators see all, with what they are.
    auto const all = stage.anna.ask<accounts::ListAccounts>().value;
    CHECK(all.total == 4);
    CHECK(std::count_if(all.rows.begin(), all.rows.end(),
                        [](auto const& row) { return row.kind == PersonKind::guest; }) == 2);
}

TEST_CASE("whoever becomes a guest loses the directory at once, and a member gets it") {
    Stage stage;
    auto const before = stage.boris.news();
    REQUIRE(stage.becomes(stage.boris, PersonKind::guest).empty());
    bool lost = false;
    for (auto const& space : scene::told<accounts::Domain>(stage.boris.news(before.since)).spaces)
        lost =
            lost || (space.space == accounts::directory() && space.kind == world::NewsKind::gone);
    CHECK(lost);
    CHECK(stage.boris.ask<accounts::ListPeople>().rule() == "members-only");
    CHECK(told_of(stage.anna) == "anna ");
    REQUIRE(stage.becomes(stage.boris, PersonKind::member).empty());
    CHECK(told_of(stage.boris) == "anna boris ");
    CHECK(stage.boris.ask<accounts::ListPeople>().status() == 200);
}

TEST_CASE("a guest and those with whom a channel is shared know each other's names") {
    Stage stage;
    auto& [server, anna, boris, greta, hanna, channel] = stage;
    CHECK(Stage::names(greta, {&anna, &boris, &greta, &hanna}) == "greta ");
    CHECK(Stage::names(boris, {&anna, &boris, &greta, &hanna}) == "anna boris ");
    CHECK(Stage::names(anna, {&anna, &boris, &greta, &hanna}) == "anna boris greta hanna ");
    stage.invite(greta);
    CHECK(Stage::names(greta, {&anna, &boris, &hanna}) == "anna ");
    CHECK(Stage::names(boris, {&greta}).empty());
    stage.invite(boris);
    stage.invite(hanna);
    CHECK(Stage::names(greta, {&anna, &boris, &hanna}) == "anna boris hanna ");
    CHECK(Stage::names(boris, {&greta}) == "greta ");
    REQUIRE(reason_of(boris.send(messaging::RemoveMember{channel, boris.person})).empty());
    CHECK(Stage::names(greta, {&boris}).empty());
    CHECK(Stage::names(boris, {&greta}).empty());
    CHECK(greta.ask<accounts::NamePeople>({"nobody"}).says("not-an-id"));
    std::string many = base::to_text(anna.person);
    for (std::size_t i = 0; i < accounts::NamePeople::most; ++i) many += "," + many.substr(0, 36);
    CHECK(greta.ask<accounts::NamePeople>({many}).status() == 422);
}

TEST_CASE("guests write where they are invited, and make and invite nothing themselves") {
    Stage stage;
    auto& greta = stage.greta;
    stage.invite(greta);
    CHECK(reason_of(
              greta.send(messaging::Post{stage.channel, {::server::fresh_id()}, "Здравствуйте"}))
              .empty());
    CHECK(reason_of(greta.send(messaging::CreateChannel{
              {::server::fresh_id()}, {::server::fresh_id()}, greta.person, "Моё", ""})) ==
          "members-only");
    CHECK(reason_of(greta.send(messaging::Invite{
              stage.channel, {::server::fresh_id()}, stage.hanna.person})) == "members-only");
    CHECK(reason_of(greta.send(accounts::MakeGroup{{::server::fresh_id()}, "Гости"})) ==
          "members-only");
    CHECK(stage.anna.change_right(greta.person, true).rule() == "guest-right");
    CHECK(reason_of(stage.anna.send(accounts::SetManagesGroups{greta.person, true})) ==
          "guest-right");
    CHECK(stage.becomes(stage.anna, PersonKind::guest) == "guest-administrator");
    CHECK(reason_of(greta.send(accounts::SetPersonKind{greta.person, PersonKind::member})) ==
          "administrators-only");
}

// Also of what is only there for administrators, and of the ids of what they may not see.
TEST_CASE("no endpoint says anything of others to a guest, whatever id it is asked with") {
    Stage stage;
    REQUIRE(
        reason_of(stage.anna.send(messaging::Post{stage.channel, {::server::fresh_id()}, "тайна"}))
            .empty());
    std::vector<std::string> const ids{base::to_text(stage.boris.person),
                                       base::to_text(stage.anna.person),
                                       base::to_text(stage.hanna.person),
                                       base::to_text(stage.channel),
                                       "1",
                                       "64"};
    int asked = 0;
    auto const ask = [&](std::string const& path) {
        auto const answer = stage.greta.raw("GET", path, "");
        ++asked;
        CAPTURE(path);
        for (auto const* secret : {"boris", "anna", "hanna", "Секрет", "тайна"})
            CHECK(answer.body.find(secret) == std::string::npos);
    };
    auto const each = [&]<class Endpoint>(std::type_identity<Endpoint>) {
        if (Endpoint::method != wire::Method::get) return;
        for (auto const& id : ids) {
            std::string path(Endpoint::path);
            for (auto at = path.find('{'); at != path.npos; at = path.find('{'))
                path.replace(at, path.find('}') - at + 1, id);
            ask(path + "?ids=" + id);
            ask(path);
        }
    };
    Domains::each_endpoint(each);
    news::Endpoints::each(each);
    tables::Endpoints::each(each);
    CHECK(asked > 100);
    // What is not there and what is another's is answered alike.
    auto const picture = [&](std::string const& id) {
        auto answer = stage.greta.raw("GET", "/api/v1/people/" + id + "/avatar/64", "");
        return std::to_string(answer.status);
    };
    CHECK(picture(ids[0]) == picture(base::to_text(::server::fresh_id())));
}

TEST_CASE("what whoever registers becomes is said by the invitation, or by the workspace") {
    scene::Server server;
    auto anna = server.administrator("anna");
    auto const before = scene::rows_in<accounts::Workspace>(anna.news()).at(0);
    auto after = before;
    after.newcomers = PersonKind::guest;
    REQUIRE(reason_of(anna.send(accounts::EditRows{::server::fresh_id(),
                                                   {{{::server::fresh_id()}, before, after}}}))
                .empty());
    auto ida = server.registered("ida");
    CHECK(ida.ask<accounts::Me>().value.person.kind == PersonKind::guest);
    auto const enrolled = anna.ask<accounts::EnrolPerson>(
        {"Karl", "karl@example.org", "", false, {}, PersonKind::guest});
    REQUIRE(enrolled.status() == 200);
    auto const member = anna.ask<accounts::EnrolPerson>({"Lena", "lena@example.org", ""});
    REQUIRE(member.status() == 200);
    wire::ListRequest request;
    request.sort = "kind";
    auto const rows = anna.ask<accounts::ListAccounts>(request).value.rows;
    std::string kinds;
    for (auto const& row : rows)
        kinds += row.name + (row.kind == PersonKind::guest ? ":guest " : ":member ");
    for (auto const* said : {"ida:guest", "Karl:guest", "Lena:member", "anna:member"})
        CHECK_MESSAGE(kinds.find(said) != std::string::npos, kinds);
}

}  // namespace
}  // namespace guests_test
