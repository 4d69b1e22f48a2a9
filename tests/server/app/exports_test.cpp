// Tables that are too long to be answered at once: of one moment, with little of them held, and no
// longer than somebody takes them who may.
#include <doctest/doctest.h>

#include <algorithm>

#include "server/database/table_rows.hpp"
#include "shared/tables.hpp"
#include "shared/wire/csv.hpp"
#include "tests/server/app/scene.hpp"
#include "tests/server/http/served.hpp"

namespace exports_test {
namespace {

using http_test::eventually;
constexpr int rows = 40'000;
constexpr std::string_view path = "/api/v1/admin/tables/messaging.message";

struct Stage {
    scene::Server server;
    scene::Peer boss = server.administrator();
    scene::Talk talk{server};

    void fill(int from, int to) const {
        server.sql(
            "insert into messaging.message (id, channel, number, author, text, sent) "
            "select gen_random_uuid(), '" +
            base::to_text(talk.channel) + "', n, '" + base::to_text(talk.anna.person) +
            "', repeat('Доска ', 40), 0 from generate_series(" + std::to_string(from) + ", " +
            std::to_string(to) + ") as n");
    }
    // A reader who has asked for all of it, and read a little.
    http_test::Client begun(std::string const& token, std::string const& accept,
                            std::string const& query = "?sort=number") const {
        http_test::Client client(server.port(), false, 4096);
        client.send("GET " + std::string(path) + query +
                    " HTTP/1.1\r\nHost: localhost\r\nAccept: " + accept +
                    "\r\nAuthorization: Bearer " + token + "\r\n\r\n");
        return client;
    }
    std::int64_t metric(std::string const& name) const {
        auto const text = server.stranger().raw("GET", "/metrics", "").body;
        auto const at = text.find("\n" + name + " ");
        REQUIRE(at != std::string::npos);
        return std::stoll(text.substr(at + name.size() + 2));
    }
    std::int64_t open_transactions() const {
        return server
            .sql(
                "select count(*) from pg_stat_activity where datname = current_database() and "
                "pid <> pg_backend_pid() and query like '%from rows%' and xact_start is not null")
                [0][0]
            .as<std::int64_t>();
    }
};

TEST_CASE("a long table goes out as it was when it was asked for, with little of it held") {
    Stage stage;
    stage.fill(1, rows);
    auto const longest = database::TableRows::rows_at_once(base::type_of<messaging::Message>());
    for (std::string const type : {"text/csv", "application/jsonl"}) {
        stage.server.sql("delete from messaging.message where number > " + std::to_string(rows));
        stage.server.sql("update messaging.message set text = 'x' where number >= " +
                         std::to_string(rows - 10));
        auto reader = stage.begun(stage.boss.token, type);
        CHECK(eventually([&] { return stage.open_transactions() == 1; }));
        CHECK(eventually([&] { return stage.metric("kontor_exports") == 1; }));
        // Meanwhile others write.
        stage.fill(rows + 1, rows + 2'000);
        stage.server.sql("update messaging.message set text = 'later' where number >= " +
                         std::to_string(rows - 10));
        REQUIRE(stage.talk.anna.ask<accounts::Me>().status() == 200);
        auto const answer = reader.receive();
        REQUIRE(answer);
        CHECK(answer->status == 200);
        CHECK(answer->header("transfer-encoding") == "chunked");
        CHECK(answer->header("content-type").find(type) == 0);
        auto const lines = std::count(answer->body.begin(), answer->body.end(), '\n');
        CHECK(lines == rows + (type == "text/csv" ? 1 : 0));
        CHECK(answer->body.find("later") == std::string::npos);
        CHECK(answer->body.size() > 10'000'000);
        CHECK(eventually([&] { return stage.metric("kontor_exports") == 0; }));
        CHECK(stage.open_transactions() == 0);
    }
    CHECK(stage.metric("kontor_exports_rows_held_most") == static_cast<std::int64_t>(longest));
    // A megabyte waits, and what was read first stands beside it: 256 KB, and its last rows.
    auto const held = stage.metric("kontor_exports_bytes_held_most");
    CHECK(held >= 256 << 10);
    CHECK(held <= (1 << 20) + (64 << 10) + (256 << 10));
}

TEST_CASE("of every table as many rows are read at once as may be held") {
    tables::each_row([&]<class Row>(std::type_identity<Row>) {
        auto const& type = base::type_of<Row>();
        auto const count = database::TableRows::rows_at_once(type);
        CHECK(count >= 1);
        CHECK(count <= database::TableRows::most_at_once);
        bool const fits =
            count * database::most_json_bytes(type, {}) <= database::TableRows::most_bytes_at_once;
        CHECK_MESSAGE((fits || count == 1), Row::type_name);
    });
}

TEST_CASE("whoever leaves ends the query that nobody reads") {
    Stage stage;
    stage.fill(1, rows);
    {
        auto reader = stage.begun(stage.boss.token, "text/csv");
        CHECK(eventually([&] { return stage.open_transactions() == 1; }));
    }
    CHECK(eventually([&] { return stage.open_transactions() == 0; }));
    CHECK(eventually([&] { return stage.metric("kontor_exports") == 0; }));
}

TEST_CASE("of one address some go on at once, and the next one is told to come later") {
    Stage stage;
    stage.fill(1, rows);
    auto one = stage.begun(stage.boss.token, "text/csv");
    auto other = stage.begun(stage.boss.token, "text/csv");
    CHECK(eventually([&] { return stage.metric("kontor_exports") == 2; }));
    auto const refused = stage.boss.raw("GET", std::string(path), "", "Accept: text/csv\r\n");
    CHECK(refused.status == 503);
    CHECK(refused.header("retry-after") == "10");
    // What is short, or a page, is answered all the same.
    CHECK(
        stage.boss.raw("GET", std::string(path) + "?limit=7", "", "Accept: text/csv\r\n").status ==
        200);
    CHECK(stage.boss.raw("GET", std::string(path), "").status == 200);
    CHECK(one.receive()->body == other.receive()->body);
    CHECK(eventually([&] { return stage.metric("kontor_exports") == 0; }));
}

TEST_CASE("whose right is taken meanwhile is sent no more") {
    Stage stage;
    stage.fill(1, rows);
    auto second = stage.server.registered("second");
    REQUIRE(stage.boss.change_right(second.person, true).status() == 200);
    second.sign_in();
    auto reader = stage.begun(second.token, "text/csv");
    CHECK(eventually([&] { return stage.open_transactions() == 1; }));
    REQUIRE(stage.boss.change_right(second.person, false).status() == 200);
    // It is looked for every second, before more is read.
    std::this_thread::sleep_for(std::chrono::milliseconds(1'100));
    CHECK_FALSE(reader.receive());
    CHECK(eventually([&] { return stage.metric("kontor_exports") == 0; }));
}

}  // namespace
}  // namespace exports_test
