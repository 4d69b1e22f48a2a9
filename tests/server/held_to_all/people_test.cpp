// What every domain owes to a person: a copy of what is theirs, and nothing of them afterwards.
#include <doctest/doctest.h>

#include <algorithm>

#include "server/database/rows.hpp"
#include "tests/server/app/zip.hpp"
#include "tests/server/domains/described.hpp"
#include "tests/server/http/served.hpp"

namespace people_test {
namespace {

// In no text that anybody else writes.
constexpr std::string_view mark = "Зюйд-вест";

void live(scene::Peer& person) {
    Domains::each([&]<class Domain>(std::type_identity<Domain>) {
        described::ServerTests<Domain>::live(person, std::string(mark));
    });
}

bool holds(scene::Server const& server, std::string const& table, std::string_view text) {
    return !server
                .sql("select 1 from " + table + " as r where position('" + std::string(text) +
                     "' in r::text) > 0 limit 1")
                .empty();
}

// The fields of a row that say who somebody is.
template <class Row>
std::vector<std::string> people_in() {
    std::vector<std::string> names;
    base::each_field<Row>([&](auto const& field) {
        if (field.rules.refers_to == accounts::Person::type_name) names.emplace_back(field.name);
    });
    return names;
}
template <class Row>
std::vector<std::string> ids_of(scene::Server const& server, scene::Peer const& person) {
    std::string where;
    for (auto const& name : people_in<Row>())
        where += (where.empty() ? "" : " or ") + database::quoted_name(name) + " = '" +
                 base::to_text(person.person) + "'";
    std::vector<std::string> ids;
    for (pqxx::row const& cells :
         server.sql("select id from " + database::shape_of<Row>().name() + " where " + where))
        ids.push_back(cells[0].as<std::string>());
    return ids;
}
// visit(std::type_identity<Row>) for the rows of a domain that refer to people.
template <class Domain, class Visit>
void each_of_people(Visit&& visit) {
    world::each_row<Domain>([&]<class Row>(std::type_identity<Row> type) {
        if (!people_in<Row>().empty()) visit(type);
    });
}
bool is_among(std::vector<std::string_view> const& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

TEST_CASE("whatever keeps anything of people is tried with somebody") {
    scene::Server server;
    auto anna = server.registered("anna");
    live(anna);
    Domains::each([&]<class Domain>(std::type_identity<Domain>) {
        auto nobody = described::ServerTests<Domain>::keeps_nobody();
        each_of_people<Domain>([&]<class Row>(std::type_identity<Row>) {
            CHECK_MESSAGE(ids_of<Row>(server, anna).empty() == is_among(nobody, Row::type_name),
                          Row::type_name);
            std::erase(nobody, Row::type_name);
        });
        for (auto const name : nobody) FAIL_CHECK(name, " refers to nobody");
    });
}

TEST_CASE("what is stored of somebody is counted in every domain") {
    scene::Server server;
    auto anna = server.registered("anna");
    live(anna);
    Domains::each([&]<class Domain>(std::type_identity<Domain>) {
        auto const counted =
            server.sql("select coalesce(sum(bytes), 0)::bigint from " + std::string(Domain::name) +
                       ".stored where person = '" + base::to_text(anna.person) + "'");
        CHECK_MESSAGE(counted[0][0].as<std::int64_t>() ==
                          described::ServerTests<Domain>::stored(std::string(mark)),
                      Domain::name);
    });
}

TEST_CASE("the archive holds each row of somebody, or it is said why not") {
    scene::Server server;
    auto anna = server.registered("anna");
    live(anna);
    auto const answer = anna.raw("GET", "/api/v1/me/archive", "");
    REQUIRE(answer.status == 200);
    // As a row's own id, and not where another row names it.
    std::string all;
    for (auto const& [name, text] : scene::files_in(answer.body)) all += text;
    std::erase(all, ' ');
    Domains::each([&]<class Domain>(std::type_identity<Domain>) {
        auto excepted = described::ServerTests<Domain>::not_archived();
        each_of_people<Domain>([&]<class Row>(std::type_identity<Row>) {
            bool holds_all = true;
            for (auto const& id : ids_of<Row>(server, anna))
                holds_all = holds_all && all.find("\"id\":\"" + id + "\"") != std::string::npos;
            if (!ids_of<Row>(server, anna).empty())
                CHECK_MESSAGE(holds_all != is_among(excepted, Row::type_name), Row::type_name);
            std::erase(excepted, Row::type_name);
        });
        for (auto const name : excepted) FAIL_CHECK(name, " refers to nobody");
    });
}

TEST_CASE("the archive holds what somebody wrote in any domain") {
    scene::Server server;
    auto anna = server.registered("anna");
    live(anna);
    auto const answer = anna.raw("GET", "/api/v1/me/archive", "");
    REQUIRE(answer.status == 200);
    auto files = scene::files_in(answer.body);
    Domains::each([&]<class Domain>(std::type_identity<Domain>) {
        auto const names = described::ServerTests<Domain>::archived();
        CHECK(names.size() > 0);
        for (auto const& name : names)
            CHECK_MESSAGE(files[name].find(mark) != std::string::npos, Domain::name, ": ", name);
    });
}

TEST_CASE("nothing of somebody who was deleted stays in any table of any domain") {
    scene::Server server;
    auto admin = server.administrator();
    auto anna = server.registered("anna");
    live(anna);
    auto const person = base::to_text(anna.person);
    auto const tables = scene::tables_of(server);
    // Each domain has something of them, or there would be nothing to see here.
    Domains::each([&]<class Domain>(std::type_identity<Domain>) {
        CHECK_MESSAGE(std::any_of(tables.begin(), tables.end(),
                                  [&](auto const& table) {
                                      return table.rfind(std::string(Domain::name) + ".", 0) == 0 &&
                                             holds(server, table, mark);
                                  }),
                      Domain::name);
    });
    REQUIRE(admin.ask<accounts::DeletePerson>({anna.person, {scene::password}, true}).status() /
                100 ==
            2);
    CHECK(http_test::eventually([&] {
        return server.sql("select 1 from accounts.person where id = '" + person + "'").empty();
    }));
    CHECK(http_test::eventually([&] {
        return server.sql("select 1 from jobs.job where state in ('waiting', 'running')").empty();
    }));
    std::string left, versions;
    for (auto const& table : tables)
        for (auto const text : {std::string_view(person), mark, std::string_view("anna@")})
            if (holds(server, table, text)) left += table + ": " + std::string(text) + "\n";
    // That something of this number changed once, and not what it was.
    std::vector<std::string> counted;
    Domains::each([&]<class Domain>(std::type_identity<Domain>) {
        for (auto const* table : {".log", ".space"})
            counted.push_back(std::string(Domain::name) + table);
    });
    std::sort(counted.begin(), counted.end());
    for (auto const& table : counted) versions += table + ": " + person + "\n";
    CHECK(left == versions);
}

TEST_CASE("the numbers that domains tell of themselves are among those of the server") {
    scene::Server server;
    auto const numbers = server.stranger().raw("GET", "/metrics", "").body;
    Domains::each([&]<class Domain>(std::type_identity<Domain>) {
        auto gauges = described::ServerTests<Domain>::gauges();
        for (std::string const gauge : {"kontor_inbox_messages", "kontor_inbox_oldest_seconds"})
            gauges.push_back(gauge + "{domain=\"" + std::string(Domain::name) + "\"}");
        for (auto const& gauge : gauges)
            CHECK_MESSAGE(numbers.find("\n" + gauge + " ") != std::string::npos, gauge);
    });
}

}  // namespace
}  // namespace people_test
