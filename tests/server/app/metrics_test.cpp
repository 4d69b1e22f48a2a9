// What Prometheus reads: the format, by a strict reading of it, and the numbers.
#include "server/watch/metrics.hpp"

#include <doctest/doctest.h>

#include <map>
#include <regex>
#include <set>
#include <sstream>

#include "server/house/told.hpp"
#include "server/sync/inbox.hpp"
#include "tests/server/app/running.hpp"
#include "tests/server/app/scene.hpp"
#include "tests/server/http/served.hpp"

namespace metrics_test {
namespace {

using Samples = std::map<std::string, double>;

bool ends_with(std::string const& text, std::string const& end) {
    return text.size() >= end.size() &&
           text.compare(text.size() - end.size(), end.size(), end) == 0;
}

// The name of the family that a sample of that name belongs to.
std::string family_of(std::string name, std::map<std::string, std::string> const& types) {
    for (auto const* end : {"_bucket", "_sum", "_count"}) {
        auto const base = ends_with(name, end)
                              ? name.substr(0, name.size() - std::string(end).size())
                              : std::string();
        auto const found = types.find(base);
        if (found != types.end() && found->second == "histogram") return base;
    }
    return name;
}

// The samples of a text in the format 0.0.4; fails on anything that it does not allow.
Samples read_samples(std::string const& text) {
    static std::regex const comment("# (HELP|TYPE) ([a-z_]+) (.+)");
    static std::regex const sample(
        R"re(([a-z_]+)(\{([a-z_]+="([^"\\\n]|\\.)*"(,[a-z_]+="([^"\\\n]|\\.)*")*)\})? (\S+))re");
    REQUIRE(ends_with(text, "\n"));
    std::map<std::string, std::string> types;
    std::set<std::string> helped, ended;
    std::string family;
    Samples samples;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        std::smatch match;
        if (std::regex_match(line, match, comment)) {
            auto const name = match[2].str();
            if (match[1] == "HELP") {
                CHECK_MESSAGE(helped.insert(name).second, "helped twice: ", line);
            } else {
                CHECK_MESSAGE(types.emplace(name, match[3]).second, "typed twice: ", line);
                CHECK_MESSAGE(helped.count(name) == 1, "no help before ", line);
                CHECK(std::set<std::string>{"counter", "gauge", "histogram"}.count(match[3]) == 1);
                ended.insert(family);
                family = name;
                CHECK_MESSAGE(ended.count(name) == 0, "not together: ", line);
            }
            continue;
        }
        REQUIRE_MESSAGE(std::regex_match(line, match, sample), "not understood: ", line);
        CHECK_MESSAGE(family_of(match[1], types) == family, "in a foreign family: ", line);
        bool const is_total = types[family] == "counter";
        CHECK_MESSAGE(is_total == ends_with(match[1], "_total"), line);
        std::size_t end = 0;
        auto const value = match[7].str();
        auto const number = std::stod(value, &end);
        CHECK_MESSAGE(end == value.size(), line);
        CHECK_MESSAGE(samples.emplace(match[1].str() + match[2].str(), number).second,
                      "twice: ", line);
    }
    return samples;
}

TEST_CASE("requests are counted by route and status, with a histogram that adds up") {
    watch::Metrics metrics;
    http::Access access;
    access.method = "GET";
    access.route = "/api/v1/x/{id}";
    access.status = 200;
    access.bytes = 10;
    for (double const ms : {0.5, 1.0, 1.5, 40'000.0}) {
        access.milliseconds = ms;
        metrics.count(access);
    }
    http::Access unknown;
    unknown.status = 400;
    metrics.count(unknown);
    auto samples = read_samples(metrics.text());
    std::string const labels = R"(method="GET",route="/api/v1/x/{id}")";
    CHECK(samples.at("kontor_http_requests_total{" + labels + R"(,status="200"})") == 4);
    CHECK(samples.at(R"(kontor_http_requests_total{method="none",route="none",status="400"})") ==
          1);
    std::string const name = "kontor_http_request_duration_seconds";
    CHECK(samples.at(name + "_bucket{" + labels + R"(,le="0.001"})") == 2);
    CHECK(samples.at(name + "_bucket{" + labels + R"(,le="0.005"})") == 3);
    CHECK(samples.at(name + "_bucket{" + labels + R"(,le="30"})") == 3);
    CHECK(samples.at(name + "_bucket{" + labels + R"(,le="+Inf"})") == 4);
    CHECK(samples.at(name + "_count{" + labels + "}") == 4);
    CHECK(samples.at(name + "_sum{" + labels + "}") == doctest::Approx(40.003));
    CHECK(samples.at("kontor_http_sent_bytes_total") == 40);
}

TEST_CASE("numbers of others stand together by name, and are forgotten with their owner") {
    watch::Metrics metrics;
    using Kind = watch::Metrics::Kind;
    int const one = 0, two = 0;
    auto const add = [&](char const* name, char const* labels, double value, void const* owner) {
        metrics.add({name, "A number.", Kind::gauge, labels, [value] { return value; }, owner});
    };
    add("mail", R"(state="waits")", 3, &one);
    add("jobs", "", 5, &two);
    add("mail", R"(state="dead")", 1, &one);
    auto samples = read_samples(metrics.text());
    CHECK(samples.at(R"(mail{state="waits"})") == 3);
    CHECK(samples.at(R"(mail{state="dead"})") == 1);
    CHECK(samples.at("jobs") == 5);
    // Whoever comes first says what the number is.
    metrics.add(
        {"mail", "Another number.", Kind::gauge, R"(state="sent")", [] { return 9.0; }, &two});
    auto const text = metrics.text();
    CHECK(read_samples(text).at(R"(mail{state="sent"})") == 9);
    CHECK(text.find("# HELP mail A number.\n# TYPE mail gauge\nmail{") != std::string::npos);
    CHECK(text.find("Another number.") == std::string::npos);
    metrics.forget(&one);
    samples = read_samples(metrics.text());
    CHECK(samples.count(R"(mail{state="dead"})") == 0);
    CHECK(samples.at("jobs") == 5);
    metrics.forget(&two);
    CHECK(metrics.text().find("mail") == std::string::npos);
}

TEST_CASE("a running server tells its numbers") {
    scene::Server const server;
    auto anna = server.registered("anna");
    CHECK(anna.raw("GET", "/api/v1/me", "").status == 200);
    CHECK(anna.raw("GET", "/api/v1/people", "").status == 200);
    auto const answer = server.stranger().raw("GET", "/metrics", "");
    CHECK(answer.header("content-type") == "text/plain; version=0.0.4; charset=utf-8");
    auto const samples = read_samples(answer.body);
    CHECK(samples.at(
              R"(kontor_http_requests_total{method="GET",route="/api/v1/me",status="200"})") == 1);
    for (auto const* name :
         {"kontor_connections", "kontor_parked_polls", "kontor_workers", "kontor_workers_busy",
          "kontor_workers_waiting", "kontor_hashes_waiting", "kontor_sessions",
          R"(kontor_letters{state="dead"})", R"(kontor_jobs{state="waiting"})",
          "kontor_database_connections", "process_resident_memory_bytes"})
        CHECK_MESSAGE(samples.count(name) == 1, name);
    CHECK(samples.at("kontor_workers") == 4);
    CHECK(samples.at("process_resident_memory_bytes") > 1e6);
    CHECK(answer.body.find(anna.email) == std::string::npos);
}

TEST_CASE("what waits in an inbox is told, with its age, until it was carried out") {
    support::Throwaway const base(support::Throwaway::Start::migrated);
    auto const connection = database::open(base.url());
    auto const transaction = [&](pqxx::connection& on) {
        return database::begin(on, database::Isolation::read_committed);
    };
    // The server cannot take from this stream before the end of this transaction.
    auto const holding = database::open(base.url());
    auto const held = transaction(*holding);
    database::run(*held, "insert into messaging.inbox_taken (stream) values ('accounts')");
    {
        auto const work = transaction(*connection);
        for (int i = 0; i < 2; ++i)
            syncing::tell(*work, "messaging", "accounts",
                          server::told::PersonDeparts{server::fresh_id(), false, "accounts"});
        database::run(*work,
                      "update messaging.inbox set at = at - interval '100 s' where "
                      "number = 1");
        work->commit();
    }
    scene::Running const server(base);
    auto const tells = [&](std::string const& domain, double count, double at_least_s) {
        auto const samples = read_samples(server.numbers());
        auto const label = "{domain=\"" + domain + "\"}";
        auto const age_s = samples.at("kontor_inbox_oldest_seconds" + label);
        return samples.at("kontor_inbox_messages" + label) == count && age_s >= at_least_s &&
               age_s < at_least_s + 60;
    };
    CHECK(tells("messaging", 2, 100));
    CHECK(tells("accounts", 0, 0));
    held->commit();
    // What follows lies in the other inbox for a moment.
    auto const all_answered = "select 1 from accounts.inbox_taken where number = 2";
    CHECK(http_test::eventually(
        [&] { return !database::run(*transaction(*connection), all_answered).empty(); }));
    CHECK(
        http_test::eventually([&] { return tells("messaging", 0, 0) && tells("accounts", 0, 0); }));
}

// Asked from that address, with one header.
http::Request scrape(std::string const& address, std::string const& name = "x",
                     std::string const& value = "") {
    http::Request request;
    request.address = address;
    request.host = "127.0.0.1:8080";
    request.headers = {{name, value}};
    return request;
}

TEST_CASE("without a token only scrapers of this machine read the numbers") {
    CHECK(watch::may_scrape(scrape("127.0.0.1"), ""));
    CHECK(watch::may_scrape(scrape("::1"), ""));
    CHECK_FALSE(watch::may_scrape(scrape("192.0.2.7"), ""));
    CHECK_FALSE(watch::may_scrape(scrape(""), ""));
    CHECK_FALSE(watch::may_scrape(scrape("192.0.2.7", "authorization", "Bearer "), ""));
    // Whoever comes through a proxy of this machine is not on it, be it that it says nothing.
    for (auto const* value : {"127.0.0.1", "", "for=127.0.0.1"})
        for (auto const* name : {"x-forwarded-for", "forwarded", "x-real-ip", "via"})
            CHECK_FALSE(watch::may_scrape(scrape("127.0.0.1", name, value), ""));
    for (auto const& [host, may] : std::map<std::string, bool>{{"localhost:8080", true},
                                                               {"[::1]", true},
                                                               {"", true},
                                                               {"kontor.example.org", false},
                                                               {"localhost.evil.example", false}}) {
        auto request = scrape("127.0.0.1");
        request.host = host;
        CHECK_MESSAGE(watch::may_scrape(request, "") == may, request.host);
    }
    scene::Server const server;
    for (auto const* header : {"X-Forwarded-For: 192.0.2.7", "X-Forwarded-For:",
                               "X-Forwarded-For:\r\nX-Forwarded-For: 192.0.2.7"}) {
        auto const refused =
            server.stranger().raw("GET", "/metrics", "", std::string(header) + "\r\n");
        CHECK(refused.status == 403);
        CHECK(scene::rule_in(refused.body) == "scrapers-only");
    }
}

TEST_CASE("a token, once set, is the only way, for users of this machine too") {
    std::string const token = "0123456789abcdef";
    auto const with = [&](std::string const& address, std::string const& authorization) {
        return watch::may_scrape(scrape(address, "authorization", authorization), token);
    };
    for (auto const* address : {"192.0.2.7", "127.0.0.1", "::1"}) {
        for (auto const* scheme : {"Bearer ", "bearer ", "BEARER  "})
            CHECK_MESSAGE(with(address, scheme + token), scheme);
        for (auto const* wrong : {"", "Bearer", "Bearer ", "Bearer wrong", "Basic 0123456789abcdef",
                                  "Bearer0123456789abcdef"})
            CHECK_FALSE_MESSAGE(with(address, wrong), wrong);
        CHECK_FALSE(with(address, "Bearer " + token + "0"));
        CHECK_FALSE(watch::may_scrape(scrape(address), token));
    }
    CHECK_FALSE(watch::may_scrape(scrape("192.0.2.7", "authorization", "Bearer " + token), ""));
}

}  // namespace
}  // namespace metrics_test
