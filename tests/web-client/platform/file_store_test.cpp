#include "web-client/platform/native/file_store.hpp"

#include <doctest/doctest.h>

#include <condition_variable>
#include <memory>
#include <string>

#include "tests/web-client/platform/folder.hpp"

namespace file_store_test {
namespace {

using platform::FileStore;
using platform::Mailbox;
using Kind = platform::Write::Kind;

// A drawing thread for a test: runs what arrives until something is so.
class Desk {
public:
    Mailbox& mailbox() { return mailbox_; }
    template <class Ask>
    void until(Ask const& ask) {
        while (!ask()) {
            std::unique_lock guard(mutex_);
            rung_.wait(guard, [this] { return rings_ > 0; });
            rings_ = 0;
            guard.unlock();
            mailbox_.run();
        }
    }

private:
    std::mutex mutex_;
    std::condition_variable rung_;
    int rings_ = 0;
    Mailbox mailbox_{[this] {
        std::lock_guard const guard(mutex_);
        ++rings_;
        rung_.notify_one();
    }};
};

}  // namespace

TEST_CASE("answers come later, in the order asked, on the thread that draws") {
    Folder const folder;
    Desk desk;
    FileStore store(folder.path() / "store", desk.mailbox());
    std::string told;
    store.write({{Kind::append, "out", "x"}}, [&](platform::Written const& written) {
        told += "w" + std::to_string(written.numbers.at(0));
    });
    store.read("", [&](bool ok, platform::Store::Entries const& entries) {
        told += (ok ? " r" : " failed") + std::to_string(entries.size());
    });
    store.lease("lead", "A", 1000, [&](bool held) { told += held ? " held" : " not held"; });
    CHECK(told.empty());
    desk.until([&] { return told.find("held") != std::string::npos; });
    CHECK(told == "w1 r1 held");
}

TEST_CASE("what was asked before the store goes is done") {
    Folder const folder;
    Desk desk;
    {
        FileStore store(folder.path(), desk.mailbox());
        for (int n = 0; n < 50; ++n)
            store.write({{Kind::append, "out", "x"}}, [](platform::Written const&) {});
    }
    platform::Journal journal(folder.path());
    CHECK(journal.read("out/").size() == 50);
}

TEST_CASE("a folder that cannot be made refuses, until it can") {
    Folder const folder;
    Desk desk;
    platform::File(folder.path() / "taken", 0100 | 01);  // a file where a folder should be
    FileStore store(folder.path() / "taken" / "store", desk.mailbox());
    int answers = 0;
    bool stored = true, readable = true;
    auto const ask = [&] {
        store.write({{Kind::put, "a", "1"}}, [&](platform::Written const& written) {
            stored = written.ok;
            ++answers;
        });
        store.read("a", [&](bool ok, platform::Store::Entries const&) {
            readable = ok;
            ++answers;
        });
    };
    ask();
    desk.until([&] { return answers == 2; });
    CHECK_FALSE(stored);
    CHECK_FALSE(readable);
    std::filesystem::remove(folder.path() / "taken");
    ask();
    desk.until([&] { return answers == 4; });
    CHECK(stored);
    CHECK(readable);
}

TEST_CASE("windows hear one another, and not themselves, also long messages in their order") {
    Folder const folder;
    Desk desk;
    FileStore first(folder.path(), desk.mailbox()), second(folder.path(), desk.mailbox());
    std::vector<std::string> heard;
    bool heard_itself = false;
    first.on_broadcast([&](std::string const&) { heard_itself = true; });
    second.on_broadcast([&](std::string message) { heard.push_back(std::move(message)); });
    std::string const large(3'000'000, 'x');
    first.broadcast("one");
    first.broadcast(large);
    first.broadcast(std::string("\0!", 2));
    desk.until([&] { return heard.size() == 3; });
    CHECK(heard[0] == "one");
    CHECK(heard[1] == large);
    CHECK(heard[2] == std::string("\0!", 2));
    CHECK_FALSE(heard_itself);
}

TEST_CASE("a window that is gone is not waited for") {
    Folder const folder;
    Desk desk;
    FileStore first(folder.path(), desk.mailbox());
    { FileStore const gone(folder.path(), desk.mailbox()); }
    FileStore third(folder.path(), desk.mailbox());
    std::string heard;
    third.on_broadcast([&](std::string const& message) { heard = message; });
    first.broadcast("still here");
    desk.until([&] { return !heard.empty(); });
    CHECK(heard == "still here");
}

}  // namespace file_store_test
