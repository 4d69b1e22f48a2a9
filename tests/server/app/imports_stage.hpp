// Files of rows on their way to a server, for the tests of imports.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "shared/imports_api.hpp"
#include "shared/tables.hpp"
#include "tests/server/app/scene.hpp"

namespace imports_stage {

// Letters of Windows-1251.
inline std::string cp1251(std::string_view text) {
    std::string bytes;
    while (!text.empty()) {
        auto const before = text;
        auto const c = base::next_code_point(text);
        bytes += c >= 0x410 && c <= 0x44F ? static_cast<char>(c - 0x410 + 0xC0) : before[0];
    }
    return bytes;
}

struct Stage {
    scene::Server server;
    scene::Peer boss = server.administrator();
    scene::Talk talk{server};

    scene::Answered<tables::Imported> import(scene::Peer& peer, std::string const& body,
                                             std::string const& query = "",
                                             std::string const& table = "messaging.channel",
                                             std::string const& type = "text/csv") const {
        scene::Answered<tables::Imported> answered;
        answered.raw = peer.raw("POST", "/api/v1/admin/tables/" + table + "/imports" + query, body,
                                "Content-Type: " + type + "\r\n");
        if (answered.raw.status == 200)
            REQUIRE(wire::json::parse(answered.raw.body, answered.value).empty());
        return answered;
    }
    tables::Imported taken(std::string const& body, std::string const& query = "") {
        auto answered = import(boss, body, query);
        REQUIRE_MESSAGE(answered.status() == 200, answered.raw.body);
        return answered.value;
    }
    std::int64_t count(std::string const& from) const {
        return server.sql("select count(*) from " + from)[0][0].as<std::int64_t>();
    }
};

inline std::string channels(int from, int to) {
    std::string text = "title,about,created_by,created\r\n";
    for (int i = from; i <= to; ++i)
        text += "Nr " + std::to_string(i) + ",\"a, b\",anna,2026-11-21T08:00:00Z\r\n";
    return text;
}

inline std::string request_of(scene::Peer const& peer, std::string const& body,
                              std::string const& query = "") {
    return "POST /api/v1/admin/tables/messaging.channel/imports" + query +
           " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + peer.token +
           "\r\nContent-Type: text/csv\r\nContent-Length: " + std::to_string(body.size()) +
           "\r\n\r\n" + body;
}

inline bool says(tables::Imported const& said, std::int64_t row, std::int64_t column,
                 std::string const& rule) {
    return std::any_of(said.problems.begin(), said.problems.end(), [&](auto const& problem) {
        return problem.row == row && problem.column == column && problem.rule == rule;
    });
}

// Of a problem in a line: "3:2 required", with what it says besides.
inline std::string told(tables::ImportProblem const& problem) {
    auto text = std::to_string(problem.row) + ":" + std::to_string(problem.column) + " " +
                problem.rule + (problem.at.empty() ? "" : " " + problem.at);
    for (auto const& argument : problem.arguments)
        text += " " + argument.name + "=" + argument.value;
    return text;
}
inline std::vector<std::string> told(tables::Imported const& said) {
    std::vector<std::string> lines;
    for (auto const& problem : said.problems) lines.push_back(told(problem));
    return lines;
}
inline std::string lines_of(std::vector<std::string> const& lines) {
    std::string text;
    for (auto const& line : lines) text += line + "\n";
    return text;
}

}  // namespace imports_stage
