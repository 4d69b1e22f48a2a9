// The small parts: networks, lists in headers, problems, heads of replies.
#include <doctest/doctest.h>
#include <rapidjson/document.h>

#include "server/http/problem.hpp"
#include "server/http/proxies.hpp"
#include "server/http/reply_head.hpp"
#include "server/http/security.hpp"
#include "server/http/tokens.hpp"

TEST_CASE("networks hold their addresses, in both families") {
    http::Proxies const proxies({"10.0.0.0/8", "192.168.1.7", "fd00::/8", "::1", "172.16.0.0/12"});
    for (auto const* inside :
         {"10.1.2.3", "192.168.1.7", "fdab::1", "::1", "::ffff:10.0.0.1", "172.31.255.255"}) {
        CAPTURE(inside);
        CHECK(proxies.trusts(inside));
    }
    for (auto const* outside :
         {"11.0.0.1", "192.168.1.8", "fe00::1", "::2", "172.32.0.0", "", "nonsense"}) {
        CAPTURE(outside);
        CHECK_FALSE(proxies.trusts(outside));
    }
    CHECK(http::Proxies({"0.0.0.0/0"}).trusts("1.2.3.4"));
    CHECK_FALSE(http::Proxies({"0.0.0.0/0"}).trusts("::1"));
    for (auto const* wrong :
         {"", "10.0.0.0/33", "10.0.0.0/", "::1/129", "example.com", "10.0.0.0/8x"}) {
        CAPTURE(wrong);
        CHECK_THROWS_AS(http::Proxies({wrong}), std::invalid_argument);
    }
}

TEST_CASE("lists of headers are taken apart") {
    CHECK(http::list_items(" a, ,b;q=1 ,\"c,d\"").size() == 3);
    CHECK(http::has_list_item("Keep-Alive, Upgrade", "upgrade"));
    auto const weighted = http::weighted_items("br;q=0.25, Gzip ; q=1.000, x;q=2, y;level=1;q=0.5");
    REQUIRE(weighted.size() == 4);
    CHECK(weighted[0].weight == 250);
    CHECK(weighted[1].name == "gzip");
    CHECK(weighted[1].weight == 1000);
    CHECK(weighted[2].weight == 0);
    CHECK(weighted[3].weight == 500);
}

TEST_CASE("a problem says all that is wrong, with paths") {
    http::Fault fault{422, "invalid", "Two fields are wrong.", {}, {{"most", "2"}}, {}};
    fault.problems.push_back({"/name", "too-long", {{"most", "200"}}});
    fault.problems.push_back({"/a\"b", "unknown", {}});
    rapidjson::Document json;
    json.Parse(http::problem_json(fault, "77").c_str());
    REQUIRE(json.IsObject());
    CHECK(std::string(json["type"].GetString()) == "urn:kontor:problem:invalid");
    CHECK(std::string(json["title"].GetString()) == "Unprocessable Content");
    CHECK(json["status"].GetInt() == 422);
    CHECK(std::string(json["detail"].GetString()) == "Two fields are wrong.");
    CHECK(std::string(json["instance"].GetString()) == "urn:kontor:request:77");
    CHECK(std::string(json["arguments"]["most"].GetString()) == "2");
    CHECK(json["problems"].Size() == 2);
    CHECK(std::string(json["problems"][0]["path"].GetString()) == "/name");
    CHECK(std::string(json["problems"][0]["arguments"]["most"].GetString()) == "200");
    CHECK(std::string(json["problems"][1]["path"].GetString()) == "/a\"b");
    CHECK_FALSE(json["problems"][1].HasMember("arguments"));
    json.Parse(http::problem_json({404}, "78").c_str());
    CHECK(std::string(json["type"].GetString()) == "about:blank");
    CHECK_FALSE(json.HasMember("problems"));
}

TEST_CASE("no value of a reply's header can begin another header") {
    http::Reply reply;
    reply.headers.emplace_back("Location", "/a\r\nSet-Cookie: b");
    auto const head = http::reply_head(reply, {"id", false});
    CHECK(head.find("Location: /aSet-Cookie: b\r\n") != std::string::npos);
    CHECK(head.find("\r\nSet-Cookie") == std::string::npos);
}

TEST_CASE("every answer says what other sites may do with it, and whether https alone is spoken") {
    http::Reply reply;
    auto const plain = http::reply_head(reply, {"id", false});
    for (auto const* line :
         {"Cross-Origin-Resource-Policy: same-origin", "Cross-Origin-Opener-Policy: same-origin",
          "Cross-Origin-Embedder-Policy: require-corp", "X-Content-Type-Options: nosniff",
          "Content-Security-Policy: default-src 'none'"})
        CHECK_MESSAGE(plain.find("\r\n" + std::string(line)) != std::string::npos, line);
    CHECK(plain.find("Strict-Transport-Security") == std::string::npos);
    auto const encrypted = http::reply_head(reply, {"id", false, true});
    CHECK(encrypted.find("\r\nStrict-Transport-Security: max-age=31536000\r\n") !=
          std::string::npos);
    CHECK(http::page_policy.find("unsafe-inline") == std::string_view::npos);
}
