#include "server/sample/sample.hpp"
#include "server/app.hpp"

#include <doctest/doctest.h>

#include "server/outside.hpp"
#include "shared/messaging/runs.hpp"
#include "tests/server/app/scene.hpp"

namespace sample_test {
namespace {

TEST_CASE("the sample workspace is there for its people, and only in an empty workspace") {
    auto const database = std::make_shared<support::Throwaway>(support::Throwaway::Start::migrated);
    database::Pool pool({database->url()});
    accounts::Store accounts(pool);
    messaging::Store messaging(pool);
    auto const people = sample::fill(pool, accounts, messaging, server::now());
    REQUIRE(people);
    CHECK(people->people.size() >= 4);
    CHECK_FALSE(sample::fill(pool, accounts, messaging, server::now()));
    // By lot: of nothing that stands in the sources, nor that another workspace has.
    CHECK(people->password.size() >= 20);
    support::Throwaway elsewhere(support::Throwaway::Start::migrated);
    database::Pool other({elsewhere.url()});
    accounts::Store other_accounts(other);
    messaging::Store other_messaging(other);
    auto const others = sample::fill(other, other_accounts, other_messaging, server::now());
    REQUIRE(others);
    CHECK(others->password != people->password);

    scene::Server server(database);
    CHECK_FALSE(server.app().first_link());  // one of them is the administrator
    bool unread = false;
    for (auto const& person : people->people) {
        auto peer = server.stranger();
        auto const in = peer.ask<accounts::SignIn>({person.email, people->password, "", false});
        REQUIRE_MESSAGE(in.status() == 200, in.raw.body);
        peer.keep(in.value);
        auto const news = peer.news();
        auto const channels = scene::rows_in<messaging::Channel>(news);
        CHECK(channels.size() >= 2);
        for (auto const& account : scene::rows_in<accounts::Account>(news))
            CHECK(account.email_confirmed);
        CHECK(scene::rows_in<messaging::Message>(news).size() >= 10);
        for (auto const& mark : scene::rows_in<messaging::Mark>(news))
            for (auto const& channel : channels)
                unread |= mark.channel == channel.id &&
                          messaging::unread(channel, mark.read_up_to, peer.person) > 0;
    }
    CHECK(unread);
}

}  // namespace
}  // namespace sample_test
