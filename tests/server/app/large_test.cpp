// A workspace of more members than a client holds, on a whole server: what is told of them, and how
// they are found and named instead.
#include <doctest/doctest.h>

#include "tests/server/app/scene.hpp"

namespace large_test {
namespace {

using accounts::most_in_directory;
using world::NewsKind;

// Anna and Boris, and others until there are so many.
struct Company {
    scene::Server server;
    scene::Peer anna = server.administrator("anna"), boris = server.registered("boris");
    explicit Company(std::int64_t members) { scene::hire(server, members - 2); }
};

std::optional<NewsKind> kind_of(news::Answer const& answer, world::Space const& space) {
    for (auto const& told : scene::told<accounts::Domain>(answer).spaces)
        if (told.space == space) return told.kind;
    return std::nullopt;
}
news::Answer ask(scene::Peer& peer, std::vector<news::Held> have = {}) {
    return peer.ask<news::AskNews>({peer.client, std::move(have), 0}).value;
}

}  // namespace

TEST_CASE("a client is told all members while they are few, and of more only that they are") {
    Company company(most_in_directory);
    auto& boris = company.boris;
    auto const few = ask(boris);
    CHECK(kind_of(few, accounts::directory()) == NewsKind::snapshot);
    company.server.registered("vera");
    auto const many = ask(boris);
    CHECK(kind_of(many, accounts::directory()) == NewsKind::withheld);
    CHECK(kind_of(many, accounts::groups_space()) == NewsKind::snapshot);
    CHECK(scene::rows_in<accounts::Person>(many).size() == 1);  // oneself
    CHECK(wire::json::text(many).size() < 5'000);
    CHECK(scene::told<accounts::Domain>(ask(boris, scene::held_after(many))).spaces.empty());
    // A script that reads with a cursor is told everybody, a page at a time.
    std::size_t told = 0;
    std::string since;
    for (int page = 0; page < 6; ++page) {
        auto const answer = boris.news(since);
        told += scene::rows_in<accounts::Person>(answer).size();
        since = answer.since;
    }
    CHECK(told >= static_cast<std::size_t>(most_in_directory + 1));
}

TEST_CASE("the right to a withheld directory is taken and given") {
    Company company(most_in_directory + 1);
    auto& boris = company.boris;
    auto const first = ask(boris);
    REQUIRE(kind_of(first, accounts::directory()) == NewsKind::withheld);
    auto const turn = [&](accounts::PersonKind kind) {
        REQUIRE(company.anna.send(accounts::SetPersonKind{boris.person, kind}).outcome ==
                world::Outcome::accepted);
    };
    turn(accounts::PersonKind::guest);
    auto const gone = ask(boris, scene::held_after(first));
    CHECK(kind_of(gone, accounts::directory()) == NewsKind::gone);
    CHECK(kind_of(gone, accounts::groups_space()) == NewsKind::gone);
    CHECK(kind_of(ask(boris), accounts::directory()) == std::nullopt);
    CHECK(boris.ask<accounts::ListPeople>({"worker 7", "", "", 50}).rule() == "members-only");
    turn(accounts::PersonKind::member);
    CHECK(kind_of(ask(boris), accounts::directory()) == NewsKind::withheld);
}

TEST_CASE("of many members those are found whose name or e-mail has the part, in their order") {
    Company company(most_in_directory + 1);
    auto greta = company.server.registered("greta");
    REQUIRE(company.anna.send(accounts::SetPersonKind{greta.person, accounts::PersonKind::guest})
                .outcome == world::Outcome::accepted);
    auto const found = [&](std::string const& part) {
        auto const page = company.boris.ask<accounts::ListPeople>({part, "name", "", 100}).value;
        std::string names;
        for (auto const& person : page.rows) names += person.name + "; ";
        return names;
    };
    CHECK(found("WORKER 1999") == "Worker 1999; ");
    CHECK(found("worker1998@") == "Worker 1998; ");
    CHECK(found("worker 77") ==
          "Worker 77; Worker 770; Worker 771; Worker 772; Worker 773; Worker 774; Worker 775; "
          "Worker 776; Worker 777; Worker 778; Worker 779; ");
    CHECK(found("greta").empty());  // a guest is in nobody's directory
    auto const page = company.boris.ask<accounts::ListPeople>({"work", "name", "", 100}).value;
    CHECK(page.rows.size() == 100);
    CHECK_FALSE(page.next.empty());
}

}  // namespace large_test
