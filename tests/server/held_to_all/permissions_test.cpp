// Who may do what: every endpoint that the server describes, and everybody who could ask. An
// endpoint without a row here fails, and so does a row without an endpoint.
#include <doctest/doctest.h>
#include <rapidjson/document.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <set>
#include <thread>
#include <variant>

#include "shared/tables.hpp"
#include "tests/server/app/held.hpp"
#include "tests/server/domains/described.hpp"

namespace permissions_test {
namespace {

using namespace permissions;

// What is no domain's.
Row const of_no_domain[] = {
    {"GET /healthz", "", "", open},
    {"GET /readyz", "", "", open},
    {"GET /metrics", "", "", open},  // by where it comes from: tests/server/app/metrics_test.cpp
    {"GET /api/v1/openapi.json", "", "", open},
    {"POST /api/v1/reports", "", R"({"place":"a screen","text":"it broke"})", open},
    {"GET /api/v1/news", "", "", to_read},
    {"POST /api/v1/news", "", R"({"client":"{id}"})", to_write},
    {"GET /api/v1/admin/tables", "", "", administration},
    {"POST /api/v1/admin/tables/{table}/imports", "/api/v1/admin/tables/accounts.person/imports",
     "id,location\r\n{owner},Tver\r\n", administration, "text/csv"},
};

// The lists of all tables, which are all alike.
std::vector<std::string> lists_of_tables() {
    std::vector<std::string> all;
    tables::each_row([&]<class R>(std::type_identity<R>) {
        all.push_back("GET /api/v1/admin/tables/" + std::string(R::type_name));
    });
    return all;
}

// Taking back what was done by hand, which all domains have alike; here of an act of which nothing
// is kept.
std::vector<std::string> undoes() {
    std::vector<std::string> all;
    Domains::each([&]<class Domain>(std::type_identity<Domain>) {
        all.push_back("POST " + std::string(world::UndoAct<Domain>::path));
    });
    return all;
}
constexpr std::array<int, 9> administration_of_nothing{401, 403, 403, 404, 401, 403, 403, 404, 401};

// The owner's things of all domains.
Things things_of(scene::Peer& owner) {
    Things all;
    Domains::each([&]<class Domain>(std::type_identity<Domain>) {
        all.merge(described::ServerTests<Domain>::things(owner));
    });
    return all;
}
// The lines of all domains; those that end sessions come last.
std::vector<Row> table() {
    std::vector<Row> rows(std::begin(of_no_domain), std::end(of_no_domain));
    Domains::each([&]<class Domain>(std::type_identity<Domain>) {
        for (auto const& row : described::ServerTests<Domain>::endpoints()) rows.push_back(row);
    });
    static auto const tables = lists_of_tables();
    for (auto const& list : tables) rows.push_back({list.c_str(), "", "", administration});
    static auto const undo = undoes();
    for (auto const& each : undo)
        rows.push_back(
            {each.c_str(), "", R"({"act":"{id}","as":"{id}"})", administration_of_nothing});
    std::stable_partition(rows.begin(), rows.end(),
                          [](auto const& row) { return !row.ends_sessions; });
    return rows;
}
std::vector<CommandRow> commands() {
    std::vector<CommandRow> rows;
    Domains::each([&]<class Domain>(std::type_identity<Domain>) {
        for (auto const& row : described::ServerTests<Domain>::commands()) rows.push_back(row);
    });
    return rows;
}

std::set<std::string> endpoints_of(scene::Server const& server) {
    auto const answer = server.stranger().raw("GET", "/api/v1/openapi.json", "");
    rapidjson::Document document;
    document.Parse(answer.body.c_str());
    REQUIRE_FALSE(document.HasParseError());
    std::set<std::string> endpoints;
    // By numbers, since rapidjson's iterators are compared in two ways at once in C++20.
    auto const& paths = document["paths"];
    for (auto path = paths.MemberBegin(), end = paths.MemberEnd(); path - end < 0; ++path)
        for (auto method = path->value.MemberBegin(); method - path->value.MemberEnd() < 0;
             ++method) {
            std::string name = method->name.GetString();
            for (auto& c : name) c = static_cast<char>(c - 'a' + 'A');
            endpoints.insert(name + " " + path->name.GetString());
        }
    return endpoints;
}

TEST_CASE("everybody may do what the table of permissions says, and nothing else") {
    Stage stage(things_of);
    auto endpoints = endpoints_of(stage.server());
    for (auto const& row : table()) {
        CHECK_MESSAGE(endpoints.erase(row.endpoint) == 1, row.endpoint, " is no endpoint");
        for (int i = nobody; i <= ended; ++i) {
            auto const asker = static_cast<Asker>(i);
            auto const answer = stage.ask(row, asker);
            CHECK_MESSAGE(answer.status == row.expected[static_cast<std::size_t>(asker)],
                          row.endpoint, " by ", asker_names[static_cast<std::size_t>(asker)], ": ",
                          answer.body);
        }
    }
    for (auto const& endpoint : endpoints) FAIL_CHECK("no row for ", endpoint);
}

// Those that are for clients; what the server keeps to itself is refused as unknown.
std::set<std::string> commands_of_all_domains() {
    std::set<std::string> names;
    Domains::each([&]<class Domain>(std::type_identity<Domain>) {
        world::each_command<Domain>([&]<class Command>(std::type_identity<Command>) {
            if constexpr (!requires { Command::internal; }) names.emplace(Command::type_name);
        });
    });
    return names;
}

TEST_CASE("everybody may command what the table says, and nothing else") {
    Stage stage(things_of);
    auto types = commands_of_all_domains();
    for (auto const& row : commands()) {
        CHECK_MESSAGE(types.erase(row.type) == 1, row.type, " is no command");
        for (std::size_t i = 0; i < who_commands.size(); ++i) {
            auto const asker = who_commands[i];
            auto const said = stage.command(row, asker);
            CHECK_MESSAGE(said == row.expected[i], row.type, " by ",
                          asker_names[static_cast<std::size_t>(asker)], ": ", said);
        }
        for (auto const asker : who_cannot) {
            auto const said = stage.command(row, asker);
            CHECK_MESSAGE(said == (asker == reads ? "403" : "401"), row.type, " by ",
                          asker_names[static_cast<std::size_t>(asker)], ": ", said);
        }
    }
    for (auto const& type : types) FAIL_CHECK("no row for ", type);
}

// It needs the password, which no command holds.
TEST_CASE("the right of administrators is given by no command, whoever sends it") {
    Stage stage(things_of);
    CommandRow const row{"accounts.set-administrator",
                         R"({"person":"{owner}","administrator":true})",
                         {"400", "400", "400", "400", "400"}};
    for (std::size_t i = 0; i < who_commands.size(); ++i)
        CHECK(stage.command(row, who_commands[i]) == row.expected[i]);
    for (auto const asker : who_cannot)
        CHECK(stage.command(row, asker) == (asker == reads ? "403" : "401"));
    CHECK_FALSE(stage.at(owner).ask<accounts::Me>().value.person.administrator);
}

// Nothing can be late for these.
std::set<std::string_view> that_never_write() {
    std::set<std::string_view> all{"POST /api/v1/news"};
    static auto const undo = undoes();
    all.insert(undo.begin(), undo.end());
    Domains::each([&]<class Domain>(std::type_identity<Domain>) {
        for (auto const each : described::ServerTests<Domain>::never_writes()) all.insert(each);
    });
    return all;
}

TEST_CASE("what a session has begun is not done once it has ended, whatever it is") {
    Stage stage(things_of);
    auto const never_write = that_never_write();
    for (auto const& row : table()) {
        std::string_view const endpoint = row.endpoint;
        bool const is_for_anybody = row.expected[nobody] != 401;
        if (is_for_anybody || endpoint.substr(0, 4) == "GET ") continue;
        CAPTURE(endpoint);
        bool const writes = never_write.count(endpoint) == 0;
        auto late = stage.at(administrator);
        late.sign_in();
        REQUIRE(late.ask<accounts::Me>().status() == 200);
        http_test::Answer answer;
        {
            scene::Held held(stage.server(), late.person);
            held.run("delete from accounts.session where id = $1", late.session);
            std::atomic<bool> done = false;
            std::thread asking([&] {
                answer = stage.ask(row, late);
                done = true;
            });
            bool const waits = held.is_waited_for_unless([&] { return done.load(); });
            held.commit();
            asking.join();
            CHECK(waits == writes);
        }
        if (!writes) continue;
        CHECK(answer.status == 401);
        CHECK(scene::rule_in(answer.body) == "session-ended");
    }
}

TEST_CASE("what a script has begun is not done once its token has ended") {
    Stage stage(things_of);
    auto const rows = table();
    std::vector<std::string> endpoints{"DELETE /api/v1/me/avatar",
                                       "POST /api/v1/admin/invitations"};
    Domains::each([&]<class Domain>(std::type_identity<Domain>) {
        endpoints.push_back("POST " + std::string(world::TakeCommands<Domain>::path));
    });
    for (auto const& endpoint : endpoints) {
        CAPTURE(endpoint);
        auto& boss = stage.at(administrator);
        auto const made =
            boss.ask<accounts::CreateToken>({"late", accounts::Scope::admin, 1, {scene::password}});
        REQUIRE(made.status() == 200);
        auto late = boss;
        late.token = made.value.token;
        REQUIRE(late.ask<accounts::Me>().status() == 200);  // and its use is written down
        auto const row = *std::find_if(rows.begin(), rows.end(),
                                       [&](auto const& each) { return each.endpoint == endpoint; });
        http_test::Answer answer;
        scene::Held held(stage.server(), late.person);
        held.run("delete from accounts.token where id = $1", made.value.row.id);
        std::thread asking([&] { answer = stage.ask(row, late); });
        CHECK(held.is_waited_for());
        held.commit();
        asking.join();
        CHECK(answer.status == 401);
        CHECK(scene::rule_in(answer.body) == "token-invalid");
    }
}

}  // namespace
}  // namespace permissions_test
