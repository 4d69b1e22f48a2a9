// Answers that are made while they are sent.
#include <doctest/doctest.h>
#include <sys/socket.h>

#include <atomic>
#include <list>
#include <mutex>
#include <thread>

#include "server/http/flow.hpp"
#include "tests/server/http/client.hpp"
#include "tests/server/http/served.hpp"

namespace edge_flow_test {

using namespace http_test;
using Held = std::unique_ptr<http::Responder>;
using http::Flow;

namespace {

constexpr int small_buffer = 4096;
constexpr std::size_t most = 100'000, piece = 10'000;

// Each request is answered by a flow, which a thread of its own makes.
class Makers {
public:
    using Make = std::function<void(Flow&)>;
    explicit Makers(Make make) : make_(std::move(make)) {}
    ~Makers() {
        for (auto& thread : threads_) thread.join();
    }
    http::Handler handler() {
        return [this](http::Request const& request, Held const& responder) {
            if (request.path == "/small") return responder->send(text_reply("small"));
            auto const flow = std::make_shared<Flow>(most);
            auto reply = text_reply("");
            reply.body = nullptr;
            reply.flow = Flow::taker_of(flow);
            std::lock_guard const lock(mutex_);
            threads_.emplace_back([this, flow] {
                make_(*flow);
                flow->end(Flow::End::broken);
                raise(flow->most_held());
                ++ended;
            });
            responder->send(std::move(reply));
        };
    }
    std::atomic<int> ended{0};
    std::atomic<std::size_t> made{0}, most_held{0};

    // So many pieces; false: nobody takes them any more.
    bool pieces(Flow& flow, int count) {
        for (int i = 0; i < count; ++i) {
            if (!flow.put(std::string(piece, static_cast<char>('a' + i % 23)))) return false;
            made += piece;
        }
        return true;
    }

private:
    void raise(std::size_t held) {
        if (most_held < held) most_held = held;
    }
    Make const make_;
    std::mutex mutex_;
    std::list<std::thread> threads_;
};

std::string all_pieces(int count) {
    std::string text;
    for (int i = 0; i < count; ++i) text += std::string(piece, static_cast<char>('a' + i % 23));
    return text;
}

std::string rest_of(Client& client) {
    std::string got;
    for (auto some = client.receive_some(); !some.empty(); some = client.receive_some())
        got += some;
    return got;
}

}  // namespace

TEST_CASE("what is made while it is sent goes in chunks, and of HTTP/1.0 up to the end") {
    constexpr int count = 300;
    Makers makers([&](Flow& flow) {
        if (makers.pieces(flow, count)) flow.end(Flow::End::whole);
    });
    Served served({}, makers.handler());
    Client client(served.port());
    auto const answer = client.get("/");
    REQUIRE(answer);
    CHECK(answer->header("transfer-encoding") == "chunked");
    CHECK(answer->header("content-length").empty());
    CHECK(answer->closes());
    CHECK(answer->body == all_pieces(count));
    CHECK(client.at_end());
    Client old(served.port());
    old.send("GET / HTTP/1.0\r\nHost: x\r\n\r\n");
    auto const got = rest_of(old);
    auto const head = got.find("\r\n\r\n");
    REQUIRE(head != std::string::npos);
    CHECK(got.substr(0, head).find("Transfer-Encoding") == std::string::npos);
    CHECK(got.compare(head + 4, std::string::npos, all_pieces(count)) == 0);
    CHECK(eventually([&] { return served.lines.count("\"status\":200") == 2; }));
    CHECK(served.lines.count("\"cut\":true") == 0);
    CHECK(makers.most_held <= most);
    // HEAD has no body, and nobody makes any.
    Client asks(served.port());
    asks.send("HEAD / HTTP/1.1\r\nHost: x\r\n\r\n");
    CHECK(asks.receive(true)->header("transfer-encoding") == "chunked");
    CHECK(asks.get("/small")->body == "small");
    CHECK(eventually([&] { return makers.ended == 3; }));
    CHECK(makers.made < std::size_t{3} * count * piece);
}

TEST_CASE("what breaks off is not taken for the whole") {
    Makers makers([&](Flow& flow) { makers.pieces(flow, 3); });
    Served served({}, makers.handler());
    Client client(served.port());
    CHECK_FALSE(client.get("/"));
    Client old(served.port());
    old.send("GET / HTTP/1.0\r\nHost: x\r\n\r\n");
    while (!old.receive_some().empty()) continue;
    char byte = 0;
    CHECK(::recv(old.fd(), &byte, 1, 0) <= 0);
    CHECK(eventually([&] { return served.lines.count("\"cut\":true") == 2; }));
}

TEST_CASE("of what is read slowly no more is made than may be held, and others are answered") {
    constexpr int count = 2'000;
    Makers makers([&](Flow& flow) {
        if (makers.pieces(flow, count)) flow.end(Flow::End::whole);
    });
    Served served({}, makers.handler());
    Client slow(served.port(), false, small_buffer);
    slow.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    CHECK_FALSE(slow.receive_some().empty());
    for (int i = 0; i < 100; ++i) {
        Client other(served.port());
        REQUIRE(other.get("/small")->body == "small");
    }
    // Beside what it holds, what the kernel has taken.
    CHECK(makers.made < std::size_t{count} * piece);
    CHECK(rest_of(slow).size() > std::size_t{count - 100} * piece);
    CHECK(makers.made == std::size_t{count} * piece);
    CHECK(eventually([&] { return makers.ended == 1; }));
    CHECK(makers.most_held <= most);
}

TEST_CASE("who never reads is given up, and what makes their answer ends") {
    http::EdgeOptions options;
    options.writer.progress.window = std::chrono::milliseconds(300);
    Makers makers([&](Flow& flow) { makers.pieces(flow, 1 << 20); });
    Served served(options, makers.handler());
    Client deaf(served.port(), false, small_buffer);
    deaf.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    CHECK(eventually([&] { return makers.ended == 1; }));
    CHECK(served.lines.count("\"cut\":true") == 1);
    CHECK(makers.most_held <= most);
}

TEST_CASE("who leaves is noticed while nothing is made, and nobody is blamed for that") {
    http::EdgeOptions options;
    options.writer.progress.window = std::chrono::milliseconds(100);
    std::atomic<bool> go_on{false};
    Makers makers([&](Flow& flow) {
        CHECK(flow.put("begun"));
        CHECK(eventually([&] { return go_on.load(); }));
        if (flow.put("ended")) flow.end(Flow::End::whole);
    });
    Served served(options, makers.handler());
    Client leaves(served.port()), waits(served.port());
    for (auto* client : {&leaves, &waits}) {
        client->send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        CHECK_FALSE(client->receive_some().empty());
    }
    leaves.close();
    CHECK(eventually([&] { return served.lines.count("\"cut\":true") == 1; }));
    // Several windows long.
    std::this_thread::sleep_for(std::chrono::milliseconds(500));
    go_on = true;
    auto const rest = rest_of(waits);
    CHECK(rest.find("ended") != std::string::npos);
    CHECK(rest.substr(rest.size() - 5) == "0\r\n\r\n");
    CHECK(eventually([&] { return makers.ended == 2; }));
    CHECK(served.lines.count("\"cut\":true") == 1);
}

TEST_CASE("stop() ends what is still being made") {
    http::EdgeOptions options;
    options.stop_grace = std::chrono::milliseconds(50);
    Makers makers([&](Flow& flow) { makers.pieces(flow, 1 << 20); });
    Served served(options, makers.handler());
    Client deaf(served.port(), false, small_buffer);
    deaf.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    CHECK_FALSE(deaf.receive_some().empty());
    served.edge.stop();
    CHECK(eventually([&] { return makers.ended == 1; }));
}

}  // namespace edge_flow_test
