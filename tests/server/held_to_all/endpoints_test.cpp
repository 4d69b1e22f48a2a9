// What the domains list as their endpoints is what the server answers.
#include <doctest/doctest.h>
#include <rapidjson/document.h>

#include <map>
#include <set>

#include "shared/news.hpp"
#include "shared/tables.hpp"
#include "tests/server/app/scene.hpp"

namespace endpoints_test {
namespace {

std::set<std::string> listed() {
    std::set<std::string> all;
    auto const add = [&]<class Endpoint>(std::type_identity<Endpoint>) {
        std::string const name =
            std::string(base::name_of(Endpoint::method)) + " " + std::string(Endpoint::path);
        CHECK_MESSAGE(all.insert(name).second, name << " is listed twice");
    };
    Domains::each_endpoint(add);
    news::Endpoints::each(add);
    tables::Endpoints::each(add);
    return all;
}

// Endpoints whose rates have one name share their buckets, so that these have to be the same.
std::map<std::string_view, wire::Rate> rates() {
    std::map<std::string_view, wire::Rate> all;
    auto const add = [&]<class Endpoint>(std::type_identity<Endpoint>) {
        constexpr wire::Rate rate = Endpoint::rate;
        if (rate.name.empty()) return;
        auto const& first = all.emplace(rate.name, rate).first->second;
        auto const same = [](wire::Rate::Bucket a, wire::Rate::Bucket b) {
            return a.most == b.most && a.per_minute == b.per_minute;
        };
        CHECK_MESSAGE((same(first.address, rate.address) && same(first.account, rate.account)),
                      rate.name, " is two rates");
        CHECK_MESSAGE(rate.account.most > 0, rate.name, " counts nobody");
    };
    Domains::each_endpoint(add);
    news::Endpoints::each(add);
    tables::Endpoints::each(add);
    return all;
}

// One that is bound twice is refused when the routes are made.
std::set<std::string> bound() {
    scene::Server const server;
    auto const answer = server.stranger().raw("GET", "/api/v1/openapi.json", "");
    rapidjson::Document document;
    REQUIRE_FALSE(document.Parse(answer.body.c_str()).HasParseError());
    std::set<std::string> all;
    auto const& paths = document["paths"];
    for (auto path = paths.MemberBegin(); path - paths.MemberEnd() < 0; ++path)
        for (auto method = path->value.MemberBegin(); method - path->value.MemberEnd() < 0;
             ++method) {
            std::string name = method->name.GetString();
            for (auto& c : name) c = static_cast<char>(c - 'a' + 'A');
            all.insert(name + " " + path->name.GetString());
        }
    return all;
}

// What says something to a machine and takes nothing: it is of no domain, and never in bytes.
std::set<std::string> const plain = {"GET /healthz", "GET /readyz", "GET /metrics",
                                     "GET /.well-known/jwks.json", "GET /api/v1/openapi.json"};

}  // namespace

TEST_CASE("every endpoint that a domain lists is bound, and no other") {
    auto const wanted = listed();
    CHECK(wanted.size() > 40);
    auto there = bound();
    for (auto const& endpoint : wanted)
        CHECK_MESSAGE(there.erase(endpoint) == 1, endpoint << " is bound to nothing");
    for (auto const& endpoint : plain)
        CHECK_MESSAGE(there.erase(endpoint) == 1, endpoint << " is not there");
    for (auto const& endpoint : there)
        FAIL_CHECK(endpoint << " stands in no list, so that the content type does not know it");
}

TEST_CASE("whatever can be guessed, filled or flooded has a rate, and one name is one rate") {
    auto const all = rates();
    CHECK(all.size() > 10);
    // What strangers may ask for and what writes is limited, but for ending one's own session.
    Domains::each_endpoint([&]<class Endpoint>(std::type_identity<Endpoint>) {
        constexpr bool by_strangers = Endpoint::access == wire::Access::anyone;
        constexpr bool writes = Endpoint::method != wire::Method::get;
        if (by_strangers && writes)
            CHECK_MESSAGE(wire::is_counted_by_address(Endpoint::rate), Endpoint::path);
    });
}

}  // namespace endpoints_test
