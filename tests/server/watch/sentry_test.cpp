// What a Sentry-compatible service receives.
#include "server/watch/sentry.hpp"

#include <doctest/doctest.h>
#include <rapidjson/document.h>

#include <algorithm>
#include <mutex>

#include "server/log.hpp"
#include "tests/server/watch/service.hpp"
#include "tests/support/throwaway.hpp"

namespace sentry_test {
namespace {

using watch::sentry_address;
using watch_test::Service;

watch::SentryEvent event(std::string text) {
    return {"server", "/api/v1/me", std::move(text), "kontor@1", 7, {1'769'860'800'000'000}};
}

std::vector<std::string> lines_of(std::string const& text) {
    std::vector<std::string> lines;
    for (std::size_t begin = 0; begin < text.size();) {
        auto const end = std::min(text.find('\n', begin), text.size());
        lines.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return lines;
}

TEST_CASE("a service is told by an envelope that it understands") {
    Service service;
    watch::Sentry sentry(*sentry_address(service.dsn()), support::quiet());
    CHECK(sentry.tell(event("it \"broke\"\n in two lines")));
    auto const request = service.wait_for(1);
    CHECK(request.method == http::Method::post);
    CHECK(request.path == "/prefix/api/42/envelope/");
    CHECK(request.header("content-type") == "application/x-sentry-envelope");
    CHECK(request.header("x-sentry-auth").find("sentry_key=publickey") != std::string::npos);
    auto const lines = lines_of(request.body);
    REQUIRE(lines.size() == 3);
    rapidjson::Document head, item, body;
    for (auto const& [document, line] :
         {std::pair{&head, &lines[0]}, std::pair{&item, &lines[1]}, std::pair{&body, &lines[2]}}) {
        document->Parse(line->c_str());
        REQUIRE_FALSE(document->HasParseError());
    }
    CHECK(std::string(head["event_id"].GetString()).size() == 32);
    CHECK(std::string(item["type"].GetString()) == "event");
    CHECK(item["length"].GetUint64() == lines[2].size());
    CHECK(std::string(body["event_id"].GetString()) == head["event_id"].GetString());
    CHECK(std::string(body["release"].GetString()) == "kontor@1");
    CHECK(std::string(body["transaction"].GetString()) == "/api/v1/me");
    CHECK(std::string(body["tags"]["report"].GetString()) == "7");
    CHECK(std::string(body["exception"]["values"][0]["value"].GetString()) ==
          "it \"broke\"\n in two lines");
}

TEST_CASE("what a service refuses is dropped, and the next is told") {
    Service service(500);
    watch::Sentry sentry(*sentry_address(service.dsn()), support::quiet());
    CHECK(sentry.tell(event("one")));
    service.wait_for(1);
    CHECK(sentry.tell(event("two")));
    CHECK(service.wait_for(2).body.find("two") != std::string::npos);
}

TEST_CASE("a service that is away costs nobody anything: what waits is bounded, and given up") {
    // A port that nobody listens on would fail at once; one that never answers holds the sender.
    std::mutex mutex;
    std::vector<std::unique_ptr<http::Responder>> held;
    http::Edge edge({});
    edge.start([&](http::Request const&, std::unique_ptr<http::Responder> responder) {
        std::lock_guard const lock(mutex);
        held.push_back(std::move(responder));
    });
    auto const dsn = "http://k@127.0.0.1:" + std::to_string(edge.port()) + "/1";
    std::size_t taken = 0;
    {
        watch::Sentry sentry(*sentry_address(dsn), support::quiet());
        while (taken < 1000 && sentry.tell(event("again"))) ++taken;
    }
    CHECK(taken >= watch::Sentry::most_waiting);
    CHECK(taken <= watch::Sentry::most_waiting + 2);  // one may be under way
    std::lock_guard const lock(mutex);
    held.clear();
}

TEST_CASE("addresses are read strictly, and shown without their key") {
    auto const address = sentry_address("https://abc:old@sentry.example.org:9000/a/b/7");
    REQUIRE(address);
    CHECK(address->envelopes == "https://sentry.example.org:9000/a/b/api/7/envelope/");
    CHECK(address->key == "abc");
    for (auto const* wrong :
         {"", "https://sentry.example.org/7", "ftp://a@b/7", "https://a@/7", "https://@b/7",
          "https://a@b", "https://a@b/", "https://a@b c/7", "https://a\r\nX: y@b/7", "a@b/7"})
        CHECK_FALSE_MESSAGE(sentry_address(wrong), wrong);
    CHECK(watch::masked_dsn("https://geheim@host/7").find("geheim") == std::string::npos);
    CHECK(watch::masked_dsn("nonsense geheim") == "***");
}

}  // namespace
}  // namespace sentry_test
