#include "server/http/hosts.hpp"

#include <doctest/doctest.h>

#include "tests/server/http/responders.hpp"

namespace hosts_test {
namespace {

using http::Hosts;

void knows(Hosts const& hosts, std::vector<std::string> const& names) {
    for (auto const& name : names) CHECK_MESSAGE(hosts.knows(name), name);
}

void knows_none(Hosts const& hosts, std::vector<std::string> const& names) {
    for (auto const& name : names) CHECK_FALSE_MESSAGE(hosts.knows(name), name);
}

std::vector<std::string> const of_this_machine{
    "localhost",  "LocalHost:8080", "localhost.",        "localhost.:1",
    "127.0.0.1",  "127.0.0.1:9",    "127.255.0.1:80",    "[::1]",
    "[::1]:8080", "[0:0::1]:8080",  "[::ffff:127.0.0.1]"};
// Whoever may be turned to this machine by a stranger, and what only looks like ours.
std::vector<std::string> const of_strangers{
    "evil.example",           "evil.example:8080",
    "127.0.0.1.evil.example", "localhost.evil",
    "evil.localhost.example", "kontor.example.org.evil.example",
    "xkontor.example.org",    "example.org",
    "box.evil.example"};

TEST_CASE("where only loopback listens, names of this machine and of the public address count") {
    Hosts const bare({"127.0.0.1", "", "box"});
    knows(bare, of_this_machine);
    knows_none(bare, of_strangers);
    knows_none(bare, {"box", "box.local", "192.168.1.5", "[fe80::1]", "0.0.0.0", "[::]", "kontor"});
    knows(bare, {""});  // no browser leaves it out
    Hosts const behind({"::1", "https://Kontor.example.org", "box"});
    knows(behind, of_this_machine);
    knows(behind, {"kontor.example.org", "KONTOR.Example.org.", "kontor.example.org:443"});
    knows_none(behind, of_strangers);
    knows_none(behind, {"box", "192.168.1.5"});
    knows(Hosts({"127.0.0.1", "http://192.168.1.5:8080", ""}), {"192.168.1.5:8080", "192.168.1.5"});
    knows(Hosts({"127.0.0.1", "http://[2001:db8::1]:8080", ""}), {"[2001:DB8:0::1]:8080"});
}

TEST_CASE("on a network addresses count, since nobody can turn them, and names without a dot") {
    for (auto const* listening : {"0.0.0.0", "::", "192.168.1.5"}) {
        Hosts const hosts({listening, "https://kontor.example.org", "Box.corp.example"});
        knows(hosts, of_this_machine);
        knows(hosts, {"192.168.1.5:8080", "10.0.0.7", "[2001:db8::1]:8080", "kontor.example.org",
                      "kontor:8080", "box", "box.corp.example", "box.corp.example.local"});
        knows_none(hosts, of_strangers);
        knows_none(hosts, {"0.0.0.0:8080", "[::]:8080", "corp.example", "evil.corp.example"});
    }
    Hosts const hosts({"0.0.0.0", "", "box"});
    knows(hosts, {"box.local:8080", "BOX"});
    knows_none(hosts, of_strangers);
    Hosts const nameless({"0.0.0.0", "", ""});
    knows_none(nameless, {".local", "x.local"});
}

TEST_CASE("what is asked of another name is answered 421, and reaches nobody") {
    Hosts const hosts({"127.0.0.1", "", ""});
    std::size_t reached = 0;
    auto const handler =
        hosts.around([&](http::Request const&, std::unique_ptr<http::Responder> responder) {
            ++reached;
            responder->send({});
        });
    auto const asked = [&](std::string const& host) {
        http::Request request;
        request.host = host;
        auto const fate = std::make_shared<http_test::Fate>();
        handler(std::move(request), std::make_unique<http_test::Remembering>(fate));
        REQUIRE(fate->count() == 1);
        return fate->replies.front();
    };
    CHECK(asked("localhost:8080").status == 200);
    CHECK(reached == 1);
    auto const refused = asked("evil.example:8080");
    CHECK(refused.status == 421);
    CHECK(refused.problem == "host-unknown");
    CHECK(refused.body->find("KONTOR_PUBLIC_URL") != std::string::npos);
    CHECK(refused.body->find("evil") == std::string::npos);
    CHECK(reached == 1);
}

}  // namespace
}  // namespace hosts_test
