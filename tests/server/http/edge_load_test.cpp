// Slow, silent and vanishing peers cost nobody else anything.
#include <doctest/doctest.h>
#include <sys/resource.h>
#include <sys/socket.h>

#include <condition_variable>
#include <list>
#include <mutex>
#include <string>
#include <thread>

#include "tests/server/http/client.hpp"
#include "tests/server/http/served.hpp"

namespace edge_load_test {

using namespace http_test;
using Held = std::unique_ptr<http::Responder>;

namespace {

constexpr int small_buffer = 4096;

// Keeps the responders of /hold until they are asked for; answers the rest at once.
class Holding {
public:
    http::Handler handler(http::Reply reply) {
        return [this, reply](http::Request request, Held responder) {
            if (request.path != "/hold") return responder->send(reply);
            std::lock_guard const lock(mutex_);
            held_.push_back(std::move(responder));
            arrived_.notify_all();
        };
    }
    std::vector<Held> take(std::size_t count) {
        std::unique_lock lock(mutex_);
        REQUIRE(arrived_.wait_for(lock, std::chrono::seconds(60),
                                  [&] { return held_.size() >= count; }));
        return std::move(held_);
    }

private:
    std::mutex mutex_;
    std::condition_variable arrived_;
    std::vector<Held> held_;
};

std::string big_text() {
    std::string text(50u << 20, '\0');
    for (std::size_t i = 0; i < text.size(); ++i) text[i] = static_cast<char>('a' + i % 23);
    return text;
}

using Body = decltype(text_body({}));
http::Handler always(Body const& body) {
    return [body](http::Request const&, Held const& responder) {
        auto reply = text_reply("");
        reply.body = body;
        responder->send(std::move(reply));
    };
}
http::Handler at_big(Body const& body) {
    return [body](http::Request const& request, Held const& responder) {
        auto reply = text_reply("small");
        if (request.path == "/big") reply.body = body;
        responder->send(std::move(reply));
    };
}

}  // namespace

TEST_CASE("a reply of 50 MB reaches a slow reader whole, and others are answered meanwhile") {
    auto const big = text_body(big_text());
    Served served({}, at_big(big));
    Client slow(served.port(), false, small_buffer);
    slow.send("GET /big HTTP/1.1\r\nHost: x\r\n\r\n");
    std::string got;
    while (got.size() < 100'000) got += slow.receive_some();
    for (int i = 0; i < 100; ++i) {
        Client other(served.port());
        REQUIRE(other.get("/")->body == "small");
    }
    for (auto some = slow.receive_some(); !some.empty(); some = slow.receive_some()) got += some;
    auto const head = got.find("\r\n\r\n");
    REQUIRE(head != std::string::npos);
    CHECK(got.substr(0, head).find("Connection: close") != std::string::npos);
    CHECK(got.substr(0, head).find("Content-Length: 52428800") != std::string::npos);
    CHECK(got.compare(head + 4, std::string::npos, *big) == 0);
    CHECK(served.lines.count("\"bytes\":524") == 1);
}

TEST_CASE("readers that never read are dropped, and others are answered meanwhile") {
    http::EdgeOptions options;
    options.writer.progress.window = std::chrono::milliseconds(300);
    auto const big = text_body(big_text());
    Served served(options, at_big(big));
    std::list<Client> deaf;
    for (int i = 0; i < 4; ++i) {
        deaf.emplace_back(served.port(), false, small_buffer);
        deaf.back().send("GET /big HTTP/1.1\r\nHost: x\r\n\r\n");
    }
    for (int i = 0; i < 200; ++i) {
        Client other(served.port());
        REQUIRE(other.get("/")->body == "small");
    }
    CHECK(eventually([&] { return served.lines.count("\"cut\":true") == 4; }));
}

TEST_CASE("readers who take a byte now and then are dropped as well") {
    http::EdgeOptions options;
    options.writer.progress.window = std::chrono::milliseconds(300);
    auto const big = text_body(big_text());
    Served served(options, always(big));
    Client sips(served.port(), false, small_buffer);
    sips.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    CHECK(eventually([&] {
        char byte = 0;
        ::recv(sips.fd(), &byte, 1, MSG_DONTWAIT);
        return served.lines.count("\"cut\":true") == 1;
    }));
}

TEST_CASE("who reads slowly, and steadily, gets all of it") {
    http::EdgeOptions options;
    options.writer.progress.window = std::chrono::seconds(1);
    auto const big = text_body(big_text());
    Served served(options, always(big));
    Client steady(served.port(), false, small_buffer);
    steady.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    std::string got;
    // So slowly that the kernel takes nothing more from the writer for longer than the window.
    for (int i = 0; i < 125; ++i) {
        got += steady.receive_some();
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    for (auto some = steady.receive_some(); !some.empty(); some = steady.receive_some())
        got += some;
    CHECK(got.size() > big->size());
    CHECK(served.lines.count("\"cut\":true") == 0);
}

TEST_CASE("slow readers of four addresses keep nobody from a big answer") {
    constexpr std::size_t most = 16;
    http::EdgeOptions options;
    options.writer.deliveries = most;
    options.writer.waiting_bytes = std::size_t{2} << 30;
    options.writer.progress.window = std::chrono::hours(1);
    options.writer.progress_when_full.window = std::chrono::milliseconds(200);
    auto const big = text_body(big_text());
    Served served(options, always(big));
    std::list<Client> slow;
    for (auto const* from : {"127.0.0.2", "127.0.0.3", "127.0.0.4", "127.0.0.5"})
        for (std::size_t i = 0; i < most / 4; ++i) {
            slow.emplace_back(served.port(), false, small_buffer, from);
            slow.back().send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
            REQUIRE_FALSE(slow.back().receive_some().empty());
        }
    // While none has been slow for long, whoever comes is refused.
    CHECK(eventually([&] {
        Client other(served.port());
        auto const answer = other.get("/");
        return answer && answer->status == 200 && answer->body == *big;
    }));
    // As few as needed have gone for it.
    CHECK(served.lines.count("\"cut\":true") == 1);
}

TEST_CASE("who asks and asks without reading the answers is dropped") {
    http::EdgeOptions options;
    options.writer.progress.window = std::chrono::hours(1);  // it is not the writer that drops it
    options.stop_grace = std::chrono::milliseconds(50);
    Served served(options, [&](http::Request, Held responder) {
        responder->send(text_reply(std::string(10'000, 'x')));
    });
    Client deaf(served.port(), false, small_buffer);
    // Each request waits for the one before to be taken in, so that they are not pipelined.
    CHECK(eventually([&] {
        auto const before = served.lines.all().size();
        if (!deaf.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")) return true;
        return eventually([&] { return served.lines.all().size() > before; }) &&
               served.lines.count("\"cut\":true") > 0;
    }));
    Client other(served.port());
    CHECK(other.get("/")->body.size() == 10'000);
}

TEST_CASE("when too much waits to be written, a big reply becomes a 503") {
    http::EdgeOptions options;
    options.writer.waiting_bytes = 1000;
    Served served(options, [&](http::Request, Held responder) {
        responder->send(text_reply(std::string(50u << 20, 'x')));
    });
    Client client(served.port());
    auto const answer = client.get("/");
    CHECK(answer->status == 503);
    CHECK(answer->header("retry-after") == "5");
}

TEST_CASE("1,000 idle connections and 1,000 held requests leave the others undisturbed") {
    rlimit files{};
    REQUIRE(::getrlimit(RLIMIT_NOFILE, &files) == 0);
    files.rlim_cur = files.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &files);
    Holding holding;
    Served served({}, holding.handler(text_reply("now")));
    std::list<Client> idle;
    for (int i = 0; i < 1000; ++i) idle.emplace_back(served.port());
    std::list<Client> waiting;
    for (int i = 0; i < 1000; ++i) {
        waiting.emplace_back(served.port());
        waiting.back().send("GET /hold HTTP/1.1\r\nHost: x\r\n\r\n");
    }
    auto held = holding.take(1000);
    CHECK(served.edge.connections() == 2000);
    Client other(served.port());
    for (int i = 0; i < 100; ++i) REQUIRE(other.get("/")->body == "now");
    for (auto& responder : held) responder->send(text_reply("woken"));
    for (auto& client : waiting) REQUIRE(client.receive()->body == "woken");
    for (auto& client : idle) REQUIRE(client.get("/")->body == "now");
}

TEST_CASE("replies come from any thread, each to whom it belongs") {
    Served served({}, [](http::Request request, Held responder) {
        std::thread([text = echo_of(request), responder = std::move(responder)] {
            responder->send(text_reply(text));
        }).detach();
    });
    std::vector<std::thread> clients;
    std::atomic<int> right{0};
    for (int number = 0; number < 8; ++number)
        clients.emplace_back([&, number] {
            Client client(served.port());
            for (int i = 0; i < 100; ++i) {
                auto const name = std::to_string(number) + "-" + std::to_string(i);
                auto const answer = client.get("/" + name);
                if (answer && answer->body == "GET /" + name + " [" + name + "] (0 bytes)") ++right;
            }
        });
    for (auto& client : clients) client.join();
    CHECK(right == 800);
}

TEST_CASE(
    "an answer that comes after its client left reaches nobody, least of all the next client") {
    Holding holding;
    Served served({}, holding.handler(text_reply("mine")));
    for (int round = 0; round < 50; ++round) {
        Client leaves(served.port());
        leaves.send("GET /hold HTTP/1.1\r\nHost: x\r\n\r\n");
        auto held = holding.take(1);
        CHECK_FALSE(held[0]->gone());
        round % 2 == 0 ? leaves.close() : leaves.reset();
        CHECK(eventually([&] { return held[0]->gone(); }));
        Client next(served.port());  // has the same descriptor in the server
        next.send("GET /hold HTTP/1.1\r\nHost: x\r\n\r\n");
        auto theirs = holding.take(1);
        held[0]->send(text_reply("not yours"));
        theirs[0]->send(text_reply("yours"));
        REQUIRE(next.receive()->body == "yours");
    }
    CHECK(served.lines.count("\"status\":499") == 50);
}

TEST_CASE("abandoned connections leave nothing behind") {
    Served served;
    for (int i = 0; i < 200; ++i) {
        Client client(served.port());
        if (i % 4 == 1) client.send("GET / HT");
        if (i % 4 == 2) client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nabc");
        if (i % 4 == 3) client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        i % 2 == 0 ? client.close() : client.reset();
    }
    CHECK(eventually([&] { return served.edge.connections() == 0; }));
    Client client(served.port());
    CHECK(client.get("/")->status == 200);
}

TEST_CASE("stop() lets what runs finish, closes what is idle, and drops what comes later") {
    Holding holding;
    Served served({}, holding.handler(text_reply("now")));
    auto const port = served.port();
    Client idle(port);
    CHECK(idle.get("/")->status == 200);
    Client runs(served.port());
    runs.send("GET /hold HTTP/1.1\r\nHost: x\r\n\r\n");
    auto held = holding.take(1);
    std::thread stopping([&] { served.edge.stop(); });
    CHECK(idle.at_end());
    held[0]->send(text_reply("finished"));
    auto const answer = runs.receive();
    REQUIRE(answer);
    CHECK(answer->body == "finished");
    CHECK(answer->closes());
    CHECK(runs.at_end());
    stopping.join();
    CHECK_THROWS(Client{port});
}

TEST_CASE("stop() waits no longer than its grace, and an answer after the end harms nobody") {
    http::EdgeOptions options;
    options.stop_grace = std::chrono::milliseconds(50);
    Holding holding;
    Held late;
    {
        Served served(options, holding.handler(text_reply("now")));
        Client runs(served.port());
        runs.send("GET /hold HTTP/1.1\r\nHost: x\r\n\r\n");
        late = std::move(holding.take(1)[0]);
        served.edge.stop();
        CHECK(runs.at_end());
        CHECK(late->gone());
    }
    late->send(text_reply("too late"));
}

}  // namespace edge_load_test
