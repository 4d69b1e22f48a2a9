#include "server/http/files.hpp"

#include <doctest/doctest.h>

#include <fstream>

#include "server/http/encoding.hpp"
#include "server/http/mime.hpp"
#include "server/http/target.hpp"
#include "tests/server/http/client.hpp"
#include "tests/server/http/served.hpp"

namespace files_test {

namespace fs = std::filesystem;
using namespace http_test;

namespace {

class Folder {
public:
    Folder() {
        std::string name = (fs::temp_directory_path() / "files-XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()) != nullptr);
        path = name;
        write("index.html", "<html>");
        write("app.0123abcd.wasm", "wasm plain");
        write("app.0123abcd.wasm.br", "wasm br");
        write("app.0123abcd.wasm.gz", "wasm gz");
        write("words/ru.json", "{}");
        write("backup.gz", "an archive");
        write(".secret", "hidden");
    }
    ~Folder() { fs::remove_all(path); }
    void write(std::string const& name, std::string const& content) const {
        fs::create_directories((path / name).parent_path());
        std::ofstream(path / name, std::ios::binary) << content;
    }
    fs::path path;
};

http::Request get(std::string const& path,
                  std::vector<std::pair<std::string, std::string>> headers = {}) {
    http::Request request;
    http::Target target;
    REQUIRE_FALSE(http::parse_target(path, target));
    request.path = target.path;
    request.segments = target.segments;
    request.headers = std::move(headers);
    return request;
}

std::string header(http::Reply const& reply, std::string const& name) {
    for (auto const& [key, value] : reply.headers)
        if (key == name) return value;
    return {};
}

}  // namespace

TEST_CASE("a file is answered with its type, its tag and how long it may be kept") {
    Folder folder;
    http::Files files(folder.path);
    CHECK(files.size() == 4);
    auto const wasm = files.answer(get("/app.0123abcd.wasm"));
    REQUIRE(wasm);
    CHECK(wasm->content_type == "application/wasm");
    CHECK(*wasm->body == "wasm plain");
    CHECK(header(*wasm, "Cache-Control") == "public, max-age=31536000, immutable");
    CHECK(header(*wasm, "Vary") == "Accept-Encoding");
    auto const words = files.answer(get("/words/ru.json"));
    CHECK(header(*words, "Cache-Control") == "no-cache");
    CHECK(header(*words, "Vary").empty());
    CHECK(header(*words, "Content-Security-Policy").find("'wasm-unsafe-eval'") !=
          std::string::npos);
    CHECK(*files.answer(get("/backup.gz"))->body == "an archive");
    CHECK_FALSE(files.answer(get("/.secret")));
    CHECK_FALSE(files.answer(get("/app.0123abcd.wasm.br")));
    CHECK_FALSE(files.answer(get("/missing.js", {{"accept", "text/html"}})));
    auto post = get("/index.html");
    post.method = http::Method::post;
    CHECK_FALSE(files.answer(post));
}

TEST_CASE("nothing hidden is served, be it deep in a folder, nor where a link leads") {
    Folder folder;
    Folder outside;
    outside.write("passwd", "of somebody else");
    folder.write(".git/config", "[remote]");
    folder.write(".git/objects/a.js", "old");
    folder.write("words/.draft.json", "{}");
    folder.write("words/.old/ru.json", "{}");
    folder.write("words/a.b..c.json", "{}");
    fs::create_symlink(outside.path / "passwd", folder.path / "link.txt");
    fs::create_symlink(folder.path / "index.html", folder.path / "inside.html");
    fs::create_directory_symlink(outside.path, folder.path / "outside");
    fs::create_symlink("nowhere", folder.path / "dangling.js");
    http::Files const files(folder.path);
    CHECK(files.size() == 5);
    CHECK(files.answer(get("/words/a.b..c.json")));
    for (auto const* path :
         {"/.git/config", "/.git/objects/a.js", "/words/.draft.json", "/words/.old/ru.json",
          "/link.txt", "/inside.html", "/outside/passwd", "/dangling.js"})
        CHECK_FALSE_MESSAGE(files.answer(get(path, {{"accept", "text/plain"}})), path);
    // Not even the client's page: nothing hidden is a place of its own.
    for (auto const* path : {"/.git", "/.git/config", "/.well-known/x", "/a/.b/c"})
        CHECK_FALSE_MESSAGE(files.answer(get(path, {{"accept", "text/html"}})), path);
    CHECK(files.answer(get("/git/config", {{"accept", "text/html"}})));
    // The folder itself may be a link, as an administrator names it.
    fs::create_directory_symlink(folder.path, outside.path / "web");
    CHECK(http::Files(outside.path / "web").size() == 5);
}

TEST_CASE("the smallest encoding that the client accepts is sent") {
    Folder folder;
    http::Files files(folder.path);
    auto const body = [&](std::string const& accepted) {
        auto const reply = files.answer(get("/app.0123abcd.wasm", {{"accept-encoding", accepted}}));
        return *reply->body + "|" + header(*reply, "Content-Encoding");
    };
    CHECK(body("gzip, deflate, br") == "wasm br|br");
    CHECK(body("gzip") == "wasm gz|gzip");
    CHECK(body("br;q=0.1, gzip;q=0.9") == "wasm gz|gzip");
    CHECK(body("br;q=0, *") == "wasm gz|gzip");
    CHECK(body("br;q=0.0, gzip;q=0") == "wasm plain|");
    CHECK(body("identity, br;q=0.5") == "wasm plain|");
    CHECK(body("*") == "wasm br|br");
    CHECK(body("zstd") == "wasm plain|");
    CHECK(body("br;q=nonsense") == "wasm plain|");
    CHECK(body("") == "wasm plain|");
    CHECK(body("*;q=0") == "wasm plain|");
}

TEST_CASE("who has the file already is told so") {
    Folder folder;
    http::Files files(folder.path);
    auto const first = files.answer(get("/index.html"));
    auto const tag = header(*first, "ETag");
    CHECK(tag.size() == 34);
    for (auto const& known : {tag, "W/" + tag, "\"x\", " + tag, std::string("*")}) {
        auto const again = files.answer(get("/index.html", {{"if-none-match", known}}));
        CHECK(again->status == 304);
        CHECK_FALSE(again->body);
        CHECK(header(*again, "ETag") == tag);
    }
    CHECK(files.answer(get("/index.html", {{"if-none-match", "\"x\""}}))->status == 200);
    auto const brotli = files.answer(get("/app.0123abcd.wasm", {{"accept-encoding", "br"}}));
    auto const plain = files.answer(get("/app.0123abcd.wasm"));
    CHECK(header(*brotli, "ETag") != header(*plain, "ETag"));
    folder.write("index.html", "<html>changed");
    CHECK(header(*http::Files(folder.path).answer(get("/index.html")), "ETag") != tag);
}

TEST_CASE("routes of the client's own get the page") {
    Folder folder;
    http::Files files(folder.path);
    CHECK(*files.answer(get("/"))->body == "<html>");
    CHECK(*files.answer(get("/channels/7", {{"accept", "text/html,*/*;q=0.8"}}))->body == "<html>");
    CHECK(header(*files.answer(get("/")), "Cache-Control") == "no-cache");
    for (auto const* accept : {"*/*", "text/*", "TEXT/HTML;level=1", "image/webp, */*;q=0.1"}) {
        CAPTURE(accept);
        CHECK(files.answer(get("/channels/7", {{"accept", accept}})));
    }
    for (auto const* accept : {"application/json", "text/html;q=0, */*", "text/*;q=0.0, */*;q=1",
                               "*/*;q=0", "image/*", "text/plain"}) {
        CAPTURE(accept);
        CHECK_FALSE(files.answer(get("/channels/7", {{"accept", accept}})));
        CHECK(files.answer(get("/", {{"accept", accept}})));  // there is nothing else
    }
    CHECK_FALSE(files.answer(get("/api/v1/nowhere", {{"accept", "*/*"}})));
    CHECK_FALSE(files.answer(get("/api/v1/nowhere", {{"accept", "text/*"}})));
    CHECK_FALSE(files.answer(get("/api/v1/nowhere")));
    CHECK(files.answer(get("/channels/7")));  // whoever does not say takes anything
    CHECK(files.answer(get("/channels/7", {{"accept", ""}})));
}

TEST_CASE("a folder of the API that has a page shows it to whoever takes one") {
    Folder folder;
    folder.write("api/docs/index.html", "<html>docs");
    http::Files files(folder.path);
    for (auto const* accept : {"", "*/*", "text/*", "text/html, */*;q=0.8"}) {
        CAPTURE(accept);
        CHECK(*files.answer(get("/api/docs", {{"accept", accept}}))->body == "<html>docs");
    }
    CHECK_FALSE(files.answer(get("/api/docs", {{"accept", "application/json"}})));
}

TEST_CASE("a missing folder is an error that names it") {
    CHECK_THROWS_WITH(http::Files("/no/such/folder"), doctest::Contains("/no/such/folder"));
    Folder folder;
    CHECK_THROWS_WITH(http::Files(folder.path, 10), doctest::Contains("too large"));
}

TEST_CASE("only a run of hexadecimal digits before the extension is a fingerprint") {
    CHECK(http::is_fingerprinted("app.0123abcd.js"));
    CHECK(http::is_fingerprinted("app-0123abcd99.wasm"));
    CHECK_FALSE(http::is_fingerprinted("app.js"));
    CHECK_FALSE(http::is_fingerprinted("app.0123abc.js"));
    CHECK_FALSE(http::is_fingerprinted("decadent.js"));
    CHECK_FALSE(http::is_fingerprinted("0123abcd"));
    CHECK(http::mime_of("a.WASM") == "application/wasm");
    CHECK(http::mime_of("a") == "application/octet-stream");
}

TEST_CASE("files go over the wire, also to HEAD and to who has them") {
    Folder folder;
    http::Files files(folder.path);
    Served served({}, [&](http::Request request, std::unique_ptr<http::Responder> responder) {
        responder->send(files.answer(request).value_or(text_reply("none", 404)));
    });
    Client client(served.port());
    auto const page = client.get("/");
    CHECK(page->body == "<html>");
    CHECK(page->header("cache-control") == "no-cache");
    client.send("HEAD / HTTP/1.1\r\nHost: x\r\n\r\n");
    CHECK(client.receive(true)->header("content-length") == "6");
    auto const known = client.get("/", "If-None-Match: " + page->header("etag") + "\r\n");
    CHECK(known->status == 304);
    CHECK(known->header("content-length").empty());
    CHECK(client.get("/nothing.js")->status == 404);
}

}  // namespace files_test
