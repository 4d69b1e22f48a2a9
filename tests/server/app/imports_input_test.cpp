// What strangers to spreadsheets and spreadsheets themselves send: each has a clear answer, in
// little memory, and nothing is half done.
#include <doctest/doctest.h>

#include <fstream>
#include <future>
#include <thread>

#include "tests/server/app/imports_stage.hpp"
#include "tests/server/app/process.hpp"
#include "tests/server/http/served.hpp"

namespace imports_input_test {
namespace {

using imports_stage::channels;
using imports_stage::cp1251;
using imports_stage::lines_of;
using imports_stage::request_of;
using imports_stage::told;

// As UTF-16, of letters that have one unit each.
std::string utf16(std::string_view text, bool big, bool mark) {
    std::string bytes;
    auto const add = [&](char32_t c) {
        auto const high = static_cast<char>(c >> 8 & 0xFF), low = static_cast<char>(c & 0xFF);
        bytes += big ? high : low;
        bytes += big ? low : high;
    };
    if (mark) add(0xFEFF);
    while (!text.empty()) add(base::next_code_point(text));
    return bytes;
}

struct Stage : imports_stage::Stage {
    std::string titles(std::string const& like) const {
        std::string all;
        for (auto const& row : server.sql("select title from messaging.channel where title like '" +
                                          like + "' order by title"))
            all += std::string(row[0].c_str()) + "|";
        return all;
    }
    // Of a file with which nothing is done.
    std::string refused(std::string const& body, std::string const& type = "text/csv") {
        auto const before = count("messaging.channel");
        auto const answered = import(boss, body, "", "messaging.channel", type);
        CHECK_MESSAGE(answered.status() == 200, answered.raw.body);
        CHECK(answered.value.done == 0);
        CHECK(count("messaging.channel") == before);
        CHECK(count("messaging.edit") == 0);
        return lines_of(told(answered.value));
    }
};

TEST_CASE("a file is read in whatever encoding a spreadsheet writes it") {
    Stage stage;
    auto const file = [](std::string const& name) {
        return "title;created_by;created\r\n" + name + " Склад;anna;2026-11-21T08:00:00Z\r\n" +
               name + " Двор;anna;2026-11-21T08:00:00Z\r\n";
    };
    std::vector<std::pair<std::string, std::string>> const files{
        {"A", file("A")},
        {"B", "\xEF\xBB\xBF" + file("B")},
        {"C", cp1251(file("C"))},
        {"D", utf16(file("D"), false, true)},
        {"E", utf16(file("E"), true, true)},
        {"F", utf16(file("F"), false, false)},
        {"G", utf16(file("G"), true, false)}};
    for (auto const& each : files) {
        auto const& name = each.first;
        CAPTURE(name);
        auto const said = stage.taken(each.second);
        CHECK(lines_of(told(said)) == "");
        CHECK(said.done == 2);
        CHECK(stage.titles(name + " %") == name + " Двор|" + name + " Склад|");
    }
}

TEST_CASE("a file that is none is refused by name, and nothing of it is done") {
    Stage stage;
    std::string const head = "title,created_by,created\r\n",
                      good = "A,anna,2026-11-21T08:00:00Z\r\n";
    CHECK(stage
              .refused(head + good +
                       "\"B,anna,2026-11-21T08:00:00Z\r\nC,anna,2026-11-21T08:00:00Z\r\n")
              .starts_with("3:1 open-quote\n"));
    CHECK(stage.refused(head + good + "\"B\"x\",anna,2026-11-21T08:00:00Z\r\n") ==
          "3:1 stray-quote\n");
    CHECK(stage.refused(head + good + std::string("B\0,anna,2026-11-21T08:00:00Z\r\n", 20))
              .find("null-character") != std::string::npos);
    CHECK(stage.refused(head + good + "B,anna\r\n").starts_with("3:0 too-few-cells most=3\n"));
    CHECK(stage.refused(head + good + "{\"title\":\"B\"\r\n", "application/jsonl") != "");
    CHECK(stage.refused(std::string(1u << 20, '\0')).find("null-character") != std::string::npos);
    CHECK(stage.refused(std::string(1u << 20, '"')) != "");
    CHECK(stage.refused(std::string(1u << 20, '\n')) == "0:0 no-rows\n");
    CHECK(stage.refused(head + std::string(2u << 20, 'x') + ",anna,2026-11-21T08:00:00Z\r\n") !=
          "");
}

TEST_CASE("days and times that do not exist are refused, each by its own cell") {
    Stage stage;
    std::string text = "title,created_by,created\r\n";
    std::vector<std::string> const none{"2026-02-30",           "2025-02-29T08:00:00Z",
                                        "2026-13-01T08:00:00Z", "2026-00-10T08:00:00Z",
                                        "2026-11-21T24:01:00Z", "2026-11-31 08:00",
                                        "31.02.2026",           "0000-01-01",
                                        "10000-01-01",          "yesterday"};
    for (auto const& day : none) text += "A,anna," + day + "\r\n";
    auto const said = stage.taken(text);
    CHECK(said.done == 0);
    CHECK(said.problems.size() == none.size());
    for (std::size_t i = 0; i < said.problems.size(); ++i) {
        CHECK(said.problems[i].row == static_cast<std::int64_t>(i) + 2);
        CHECK(said.problems[i].column == 3);
        CHECK(said.problems[i].value == none[i]);
    }
}

TEST_CASE("a formula is a text, and goes out so that no spreadsheet runs it") {
    Stage stage;
    std::vector<std::string> const formulas{"=cmd|' /C calc'!A0", "+1+1", "-2+3",
                                            "@SUM(A1)",           "'=1",  "=1"};
    std::string text = "title,created_by,created\r\n";
    for (auto const& formula : formulas) text += formula + ",anna,2026-11-21T08:00:00Z\r\n";
    auto const said = stage.taken(text);
    CHECK(lines_of(told(said)) == "");
    CHECK(said.done == static_cast<std::int64_t>(formulas.size()));
    CHECK(stage.count("messaging.channel where title = '=cmd|'' /C calc''!A0'") == 1);
    auto const file =
        stage.boss.raw("GET", "/api/v1/admin/tables/messaging.channel", "", "Accept: text/csv\r\n")
            .body;
    for (std::string const begin : {"=", "+", "-2", "@"}) {
        CHECK(file.find("," + begin) == std::string::npos);
        CHECK(file.find(",\"" + begin) == std::string::npos);
        CHECK(file.find("'" + begin) != std::string::npos);
    }
    auto const again = stage.taken(file);
    CHECK(lines_of(told(again)) == "");
    CHECK(again.changed == 0);
}

// What a process held at most, in kilobytes.
std::int64_t peak_kb(pid_t process) {
    std::ifstream status("/proc/" + std::to_string(process) + "/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmHWM:")) return std::stoll(line.substr(6));
    return 0;
}

#ifdef KONTOR_SANITIZED
constexpr std::int64_t costs = 5;  // what was freed is kept for a while, and watched
#else
constexpr std::int64_t costs = 1;
#endif

TEST_CASE("however much is sent, the server takes in what it said, and little memory for it") {
    Stage stage;
    support::TemporaryFolder folder;
    scene::Process process(folder, scene::on_database_of(stage.server, folder));
    auto const send = [&](std::string const& request) {
        http_test::Client client(process.port());
        return client.ask(request);
    };
    auto const head = [&](std::string const& more) {
        return "POST /api/v1/admin/tables/messaging.channel/imports HTTP/1.1\r\nHost: localhost"
               "\r\nAuthorization: Bearer " +
               stage.boss.token + "\r\nContent-Type: text/csv\r\n" + more + "\r\n\r\n";
    };
    auto const small = send(request_of(stage.boss, channels(1, 1), "?dry_run=true"));
    REQUIRE(small);
    REQUIRE(small->status == 200);
    auto const before = peak_kb(process.pid());
    REQUIRE(before > 0);
    // A gigabyte that is only said, and one that is sent in chunks.
    auto const declared = send(head("Content-Length: 1073741824"));
    REQUIRE(declared);
    CHECK(declared->status == 413);
    CHECK(scene::rule_in(declared->body) == "body-too-large");
    auto const chunk =
        send(head("Transfer-Encoding: chunked") + "40000000\r\n" + std::string(1u << 20, 'x'));
    REQUIRE(chunk);
    CHECK(chunk->status == 413);
    CHECK(peak_kb(process.pid()) - before < costs * 20'000);
    // A million columns, of which none is there; and two million rows of which nothing can be read.
    std::string columns;
    for (int i = 0; i < 1'000'000; ++i) columns += "c" + std::to_string(i) + ",";
    auto const wide = send(request_of(stage.boss, columns + "\r\n" + columns + "\r\n"));
    REQUIRE(wide);
    CHECK(wide->status == 200);
    CHECK(wide->body.find("too-many-columns") != std::string::npos);
    CHECK(wide->body.size() < 1'000'000);
    std::string rows = "title,created_by,created\r\n";
    while (rows.size() < (15u << 20)) rows += "a,b,c\r\n";
    auto const long_one = send(request_of(stage.boss, rows));
    REQUIRE(long_one);
    CHECK(long_one->status == 200);
    auto const held = peak_kb(process.pid()) - before;
    MESSAGE("at most " << held / 1'000 << " MB more than for a small file");
    CHECK(held < costs * 400'000);
    CHECK(stage.count("messaging.edit") == 0);
    auto const still = send(request_of(stage.boss, channels(1, 1)));
    REQUIRE(still);
    CHECK(still->status == 200);
}

TEST_CASE("two administrators who take in the same rows at once do not double or lose any") {
    Stage stage;
    scene::Server other(stage.server.database());
    auto second = stage.server.registered("second");
    REQUIRE(stage.boss.change_right(second.person, true).status() == 200);
    second.sign_in();
    auto const both = [&](std::string const& of_boss, std::string const& of_second) {
        auto const ask = [](scene::Server const& server, scene::Peer const& who,
                            std::string const& body) {
            http_test::Client client(server.port());
            auto const answer = client.ask(request_of(who, body));
            tables::Imported said;
            REQUIRE(answer);
            REQUIRE_MESSAGE(answer->status == 200, answer->body);
            REQUIRE(wire::json::parse(answer->body, said).empty());
            return said;
        };
        auto elsewhere =
            std::async(std::launch::async, [&] { return ask(other, second, of_second); });
        auto first = ask(stage.server, stage.boss, of_boss);
        return std::pair(first, elsewhere.get());
    };
    constexpr int rows = 1'000;
    auto const before = stage.count("messaging.channel");
    auto const [a, b] = both(channels(1, rows), channels(1, rows));
    CHECK(a.problems.empty());
    CHECK(b.problems.empty());
    CHECK(a.done + a.same == rows);
    CHECK(b.done + b.same == rows);
    CHECK(stage.count("messaging.channel") == before + rows);
    CHECK(stage.count("messaging.edit") == rows);
    // Each gives the same rows another title: every row has one of them, whoever was late is told,
    // and the history has exactly what was done.
    std::string of_boss = "id,title\r\n", of_second = of_boss;
    for (auto const& row :
         stage.server.sql("select id, title from messaging.channel where title like 'Nr %'")) {
        of_boss += std::string(row[0].c_str()) + ",A" + row[1].c_str() + "\r\n";
        of_second += std::string(row[0].c_str()) + ",B" + row[1].c_str() + "\r\n";
    }
    auto const [c, d] = both(of_boss, of_second);
    for (auto const* said : {&c, &d}) {
        CHECK(said->changed == rows);
        CHECK(said->done + static_cast<std::int64_t>(said->problems.size()) == rows);
        for (auto const& problem : said->problems) CHECK(problem.rule == "changed-meanwhile");
    }
    CHECK(stage.count("messaging.channel where title like 'ANr %' or title like 'BNr %'") == rows);
    CHECK(stage.count("messaging.edit where before <> ''") == c.done + d.done);
}

}  // namespace
}  // namespace imports_input_test
