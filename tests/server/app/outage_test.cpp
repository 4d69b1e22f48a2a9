// The database goes away and comes back; several servers share one; the server is killed.
#include <doctest/doctest.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <set>
#include <thread>

#include "server/app.hpp"
#include "server/database/cluster.hpp"
#include "server/outside.hpp"
#include "tests/server/app/process.hpp"
#include "tests/server/app/scene.hpp"
#include "tests/server/http/served.hpp"

namespace outage_test {
namespace {

using http_test::eventually;
using messaging::Message;
using world::Outcome;

TEST_CASE("a message that was posted on one server wakes a poll on another") {
    scene::Server one;
    scene::Server other(one.database());
    scene::Talk talk(one);
    scene::Peer boris_there(other.port());
    boris_there.keep({{talk.boris.person, "", "", false, {}},
                      talk.boris.session,
                      talk.boris.token,
                      600,
                      talk.boris.refresh_token});
    auto const before = boris_there.news();
    news::Answer heard;
    std::thread waiting([&] { heard = boris_there.news(before.since, news::longest_wait_s); });
    REQUIRE(eventually([&] { return other.app().waiting_polls() == 1; }));
    CHECK(talk.anna.send(talk.post("через базу")).outcome == Outcome::accepted);
    waiting.join();
    REQUIRE(scene::rows_in<Message>(heard).size() == 1);
    CHECK(scene::rows_in<Message>(heard)[0].text == "через базу");

    auto const out = boris_there.ask<accounts::SignOut>();
    CHECK(out.status() == 200);
    CHECK(talk.boris.ask<accounts::Me>().rule() == "session-ended");
}

database::ClusterOptions cluster_options(std::filesystem::path const& data) {
    database::ClusterOptions options;
    options.data = data;
    options.run_as = support::whom_to_run_as();
    options.durable = false;
    return options;
}

server::Settings settings_for(std::string const& database_url,
                              std::filesystem::path const& key_file, std::string owner_url = {}) {
    server::Settings settings;
    settings.key_file = key_file;
    settings.listen.port = 0;
    settings.database_url = database_url;
    settings.migration_url = std::move(owner_url);
    settings.workers = 4;
    return settings;
}

int status_of(scene::Peer peer, std::string const& target) {
    peer.token.clear();
    return peer.raw("GET", target, "").status;
}

TEST_CASE("a database that is away at the start is waited for; one that goes away comes back") {
    support::TemporaryFolder folder;
    auto const data = folder.path() / "data";
    support::place_cluster(data);
    std::optional<database::Cluster> cluster(std::in_place, cluster_options(data),
                                             support::quiet());
    auto const settings = settings_for(cluster->url(), folder.path() / "key", cluster->owner_url());
    cluster.reset();

    server::App app(settings, support::quiet());
    scene::Peer nobody(app.port());
    int waits = 0;
    auto const prepared = app.prepare([&] {
        CHECK(status_of(nobody, "/healthz") == 200);
        CHECK(status_of(nobody, "/readyz") == 503);
        CHECK(status_of(nobody, "/api/v1/me") == 503);
        if (++waits == 2) cluster.emplace(cluster_options(data), support::quiet());
        return true;
    });
    CHECK(prepared);
    CHECK(waits == 2);
    CHECK(status_of(nobody, "/readyz") == 200);

    scene::Peer anna(app.port());
    anna.register_as("anna");
    auto const before = anna.news();
    news::Answer heard;
    std::thread waiting([&] {
        scene::Peer same = anna;
        heard = same.news(before.since, news::longest_wait_s);
    });
    REQUIRE(eventually([&] { return app.waiting_polls() == 1; }));
    cluster.reset();
    auto const away = anna.ask<accounts::Me>();
    CHECK(away.status() == 503);
    CHECK(away.rule() == "database-unavailable");
    CHECK_FALSE(away.raw.header("retry-after").empty());
    CHECK(status_of(nobody, "/readyz") == 503);
    CHECK(status_of(nobody, "/healthz") == 200);
    base::Id<messaging::Channel> const channel{server::fresh_id()};
    messaging::CreateChannel const create{channel, {server::fresh_id()}, anna.person, "x", ""};
    CHECK(anna.send_numbered(1, create).status() == 503);

    cluster.emplace(cluster_options(data), support::quiet());
    CHECK(eventually([&] { return status_of(nobody, "/readyz") == 200; }));
    CHECK(anna.ask<accounts::Me>().status() == 200);
    CHECK(anna.send(create).outcome == Outcome::accepted);
    waiting.join();
    CHECK(scene::rows_in<messaging::Channel>(heard).size() == 1);
    app.stop();
}

TEST_CASE("a server that stops ends its long polls, and finishes what runs") {
    scene::Server server;
    auto anna = server.registered("anna");
    auto const before = anna.news();
    scene::Answered<news::Answer> polled;
    std::thread waiting([&] {
        scene::Peer same = anna;
        polled = same.ask<news::FollowNews>({before.since, news::longest_wait_s});
    });
    REQUIRE(eventually([&] { return server.app().waiting_polls() == 1; }));
    server.app().stop();
    waiting.join();
    CHECK(polled.status() == 200);
    CHECK(polled.value.since == before.since);
}

TEST_CASE("a port that is taken is said to be") {
    scene::Server server;
    server::Settings settings =
        settings_for(server.database()->url(), scene::key_file_of(*server.database()));
    settings.listen.port = server.port();
    std::string text;
    try {
        server::App const second(settings, support::quiet());
    } catch (std::runtime_error const& error) {
        text = error.what();
    }
    CHECK(text.find(std::to_string(server.port())) != std::string::npos);
}

TEST_CASE("every message that was acknowledged survives kill -9 of the server") {
    support::TemporaryFolder folder;
    support::place_cluster(folder.path() / "data");
    std::set<std::string> acknowledged, unanswered;
    base::Id<messaging::Channel> const channel{server::fresh_id()};
    scene::Peer anna(0);
    std::vector<world::Sent<messaging::Domain>> outbox;
    {
        scene::Process server(folder);
        anna = scene::Peer(server.port());
        anna.register_as("anna");
        anna.send(
            messaging::CreateChannel{channel, {server::fresh_id()}, anna.person, "поток", ""});
        std::thread killer([&] {
            std::this_thread::sleep_for(std::chrono::milliseconds(700));
            server.end(SIGKILL);
        });
        for (bool alive = true; alive;) {
            auto const text = "сообщение " + std::to_string(anna.numbers["messaging"]);
            outbox.push_back({anna.numbers["messaging"] + 1,
                              messaging::Post{channel, {server::fresh_id()}, text}});
            try {
                alive = anna.send(outbox.back().command).outcome == Outcome::accepted;
                acknowledged.insert(text);
            } catch (std::exception const&) {  // the connection broke: it was killed
                alive = false;
            }
        }
        killer.join();
    }
    REQUIRE(outbox.size() == acknowledged.size() + 1);
    REQUIRE_FALSE(acknowledged.empty());

    scene::Process server(folder);
    scene::Peer again(server.port());
    again.client = anna.client;
    again.email = anna.email;
    again.sign_in();
    // What was not acknowledged comes again from the outbox, and is there once.
    again.numbers["messaging"] = outbox.back().number - 1;
    CHECK(again.send(outbox.back().command).outcome == Outcome::accepted);
    std::set<std::string> there;
    std::int64_t before = 1'000'000'000'000;
    for (;;) {
        auto const page = again.ask<messaging::ListMessages>({channel, before, 200});
        REQUIRE(page.status() == 200);
        for (auto const& message : page.value.messages) {
            CHECK(there.insert(message.text).second);
            before = message.number;
        }
        if (page.value.messages.size() < 200) break;
    }
    CHECK(there.size() == outbox.size());
    for (auto const& text : acknowledged) CHECK(there.count(text) == 1);
    CHECK(WEXITSTATUS(server.end(SIGTERM)) == 0);
}

}  // namespace
}  // namespace outage_test
