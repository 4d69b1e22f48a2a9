// What colleagues see of somebody who has deleted their account: what was written stays, without a
// name.
#include <doctest/doctest.h>

#include "tests/web-client/app/visit.hpp"

namespace gone_test {

using look::Role;
using visit::Member;

namespace {

// Boris at his own machine.
struct Colleague {
    explicit Colleague(Member& member) : machine(member.server) {
        account =
            std::make_unique<client::Account>(tab, member.server.signed_in(member.boris, {{8, 8}}));
        machine.pass(3'000);
    }
    fake::Machine machine;
    fake::Tab& tab = machine.open_tab();
    std::unique_ptr<client::Account> account;
};

}  // namespace

TEST_CASE("what somebody wrote stays when they are gone, and says so in place of the name") {
    Member anna("/");
    Colleague boris(anna);
    base::Id<messaging::Channel> const channel{client::new_id(anna.tab)};
    anna.account->want(messaging::Command(
        messaging::CreateChannel{channel, {client::new_id(anna.tab)}, anna.anna, "Shop", ""}));
    anna.account->want(
        messaging::Command(messaging::Invite{channel, {client::new_id(anna.tab)}, anna.boris}));
    anna.settle();
    boris.machine.pass(3'000);
    boris.account->want(
        messaging::Command(messaging::Post{channel, {client::new_id(boris.tab)}, "The oak"}));
    boris.machine.pass(3'000);
    anna.screens->go("/channels/" + base::to_text(channel));
    anna.settle();
    auto const said_by = [&](std::string const& name) {
        for (auto const& item : anna.stage->all(Role::listitem))
            if (item.name.rfind(name + ", ", 0) == 0) return true;
        return false;
    };
    CHECK(anna.stage->sees(Role::text, "The oak"));
    CHECK(said_by("Boris"));

    anna.answers.give<accounts::NamePeople>({});  // there is nobody of that id
    anna.server.carry_out(accounts::ErasePerson{anna.boris});
    anna.settle();
    anna.settle();
    CHECK(anna.stage->sees(Role::text, "The oak"));
    CHECK(said_by("deleted person"));
    CHECK_FALSE(said_by("Boris"));
}

TEST_CASE("who has left goes from the administrator's list, however long the server takes") {
    Member boss("/", true);
    accounts::ListAccounts::Response page;
    for (auto const& [id, person] :
         boss.server.people.state.world.table<accounts::Person>().all()) {
        accounts::Overview row;
        row.id = person.id;
        row.name = person.name;
        page.rows.push_back(row);
    }
    page.total = static_cast<std::int64_t>(page.rows.size());
    boss.answers.give<accounts::ListAccounts>(page);
    boss.screens->go("/admin/people");
    boss.settle();
    CHECK(boss.stage->sees(Role::row, "Boris"));
    boss.server.carry_out(accounts::ErasePerson{boss.boris});
    boss.settle();
    CHECK_FALSE(boss.stage->sees(Role::row, "Boris"));
    CHECK(boss.stage->sees(Role::row, "Anna"));
}

}  // namespace gone_test
