#include "web-client/platform/native/journal.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <string>

#include "tests/web-client/platform/folder.hpp"

namespace journal_test {
namespace {

using platform::Journal;
using platform::Store;
using platform::Write;
using platform::Written;
using Kind = platform::Write::Kind;

std::string shown(Store::Entries const& entries) {
    std::string text;
    for (auto const& [key, value] : entries) text += (text.empty() ? "" : " ") + key + "=" + value;
    return text;
}

std::vector<std::uint64_t> append(Journal& journal, std::string const& queue,
                                  std::string const& value) {
    Written const written = journal.write({{Kind::append, queue, value}});
    REQUIRE(written.ok);
    return written.numbers;
}

}  // namespace

TEST_CASE("what is written is there after a restart, in order of its keys") {
    Folder const folder;
    {
        Journal journal(folder.path());
        REQUIRE(journal.write({{Kind::put, "b", "2"}, {Kind::put, "a", "1"}, {Kind::put, "c", "3"}})
                    .ok);
        REQUIRE(journal.write({{Kind::erase, "c", ""}, {Kind::put, "b", "two"}}).ok);
    }
    Journal journal(folder.path());
    CHECK(shown(journal.read("")) == "a=1 b=two");
    CHECK(shown(journal.read("b")) == "b=two");
    CHECK(shown(journal.read("bb")) == "");
}

TEST_CASE("keys and values are any bytes") {
    Folder const folder;
    std::string const key("k\0\xff/", 4), value("\0\n\xff", 3);
    {
        Journal journal(folder.path());
        REQUIRE(journal.write({{Kind::put, key, value}}).ok);
    }
    Journal journal(folder.path());
    CHECK(journal.read("k") == Store::Entries{{key, value}});
}

TEST_CASE("a queue counts from 1, also within a batch, and goes on when its entries are gone") {
    Folder const folder;
    Journal journal(folder.path());
    CHECK(journal
              .write({{Kind::append, "out", "x"},
                      {Kind::append, "other", "y"},
                      {Kind::append, "out", "z"}})
              .numbers == std::vector<std::uint64_t>{1, 1, 2});
    CHECK(shown(journal.read("out/")) == "out/00000000000000000001=x out/00000000000000000002=z");
    REQUIRE(journal.write({{Kind::wipe, "out/", ""}}).ok);
    CHECK(shown(journal.read("out/")) == "");
    CHECK(append(journal, "out", "x") == std::vector<std::uint64_t>{3});
    SUBCASE("unless the queue itself is wiped") {
        REQUIRE(journal.write({{Kind::wipe, "", ""}}).ok);
        CHECK(append(journal, "out", "x") == std::vector<std::uint64_t>{1});
    }
    SUBCASE("which a batch may do before it appends") {
        CHECK(journal.write({{Kind::wipe, "out", ""}, {Kind::append, "out", "n"}}).numbers ==
              std::vector<std::uint64_t>{1});
        CHECK(shown(journal.read("out/")) == "out/00000000000000000001=n");
    }
    SUBCASE("also after a restart") {
        Journal again(folder.path());
        CHECK(append(again, "out", "x") == std::vector<std::uint64_t>{4});
    }
}

TEST_CASE("a batch that was torn at any byte is not there, and what was before it is") {
    Folder const whole;
    std::uint64_t before = 0, after = 0;
    {
        Journal journal(whole.path());
        REQUIRE(journal.write({{Kind::put, "kept", "yes"}}).ok);
        before = std::filesystem::file_size(whole.path() / "journal");
        REQUIRE(journal.write({{Kind::put, "torn", "no"}, {Kind::append, "out", "no"}}).ok);
        after = std::filesystem::file_size(whole.path() / "journal");
    }
    for (std::uint64_t size = before; size < after; ++size) {
        CAPTURE(size);
        Folder const torn;
        std::filesystem::copy_file(whole.path() / "journal", torn.path() / "journal");
        std::filesystem::resize_file(torn.path() / "journal", size);
        Journal journal(torn.path());
        CHECK(shown(journal.read("")) == "kept=yes");
        CHECK(append(journal, "out", "again") == std::vector<std::uint64_t>{1});
        Journal again(torn.path());
        CHECK(shown(again.read("out")) == "out/00000000000000000001=again");
        if (size > before) CHECK(std::filesystem::file_size(torn.path() / "cut") == size - before);
    }
}

TEST_CASE("a damaged byte is found, and what it stood in is kept aside") {
    Folder const folder;
    {
        Journal journal(folder.path());
        REQUIRE(journal.write({{Kind::put, "a", "1"}}).ok);
        REQUIRE(journal.write({{Kind::put, "b", "2"}}).ok);
    }
    {
        platform::File const file(folder.path() / "journal", O_RDWR);
        file.write_at(file.size() - 1, "X");
    }
    Journal journal(folder.path());
    CHECK(shown(journal.read("")) == "a=1");
    CHECK(std::filesystem::exists(folder.path() / "cut"));
}

TEST_CASE("two windows see one another's writes, and never take the same number") {
    Folder const folder;
    Journal first(folder.path()), second(folder.path());
    CHECK(append(first, "out", "a") == std::vector<std::uint64_t>{1});
    CHECK(append(second, "out", "b") == std::vector<std::uint64_t>{2});
    CHECK(append(first, "out", "c") == std::vector<std::uint64_t>{3});
    CHECK(shown(first.read("out/")) == shown(second.read("out/")));
}

TEST_CASE("processes that append at once take dense numbers") {
    Folder const folder;
    constexpr int processes = 4, each = 50;
    for (int process = 0; process < processes; ++process)
        if (::fork() == 0) {
            Journal journal(folder.path());
            bool ok = true;
            for (int n = 0; n < each; ++n)
                ok = journal.write({{Kind::append, "out", "x"}}).ok && ok;
            ::_exit(ok ? 0 : 1);
        }
    for (int process = 0; process < processes; ++process) {
        int status = 1;
        ::wait(&status);
        CHECK(status == 0);
    }
    Journal journal(folder.path());
    CHECK(journal.read("out/").size() == processes * each);
    CHECK(append(journal, "out", "last") == std::vector<std::uint64_t>{processes * each + 1});
}

TEST_CASE("a process that is killed while it appends leaves whole batches only") {
    Folder const folder;
    pid_t const child = ::fork();
    if (child == 0) {
        Journal journal(folder.path());
        std::string const large(10'000, 'x');
        for (;;) journal.write({{Kind::append, "out", large}, {Kind::append, "out", large}});
    }
    // Until it has written something; when it dies is left to chance.
    std::error_code none;
    while (std::filesystem::file_size(folder.path() / "journal", none) < 200'000 || none)
        ::usleep(100);
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    Journal journal(folder.path());
    std::size_t const found = journal.read("out/").size();
    CHECK(found >= 10);
    CHECK(found % 2 == 0);
    CHECK(append(journal, "out", "x") == std::vector<std::uint64_t>{found + 1});
}

TEST_CASE("a full disk refuses the whole batch, and takes the next one when there is room") {
    Folder const folder;
    Journal journal(folder.path());
    REQUIRE(journal.write({{Kind::put, "a", "1"}}).ok);
    auto const size = std::filesystem::file_size(folder.path() / "journal");
    rlimit usual{};
    REQUIRE(::getrlimit(RLIMIT_FSIZE, &usual) == 0);
    rlimit const full{size + 1000, usual.rlim_max};
    auto const before = ::signal(SIGXFSZ, SIG_IGN);
    ::setrlimit(RLIMIT_FSIZE, &full);
    Written const refused = journal.write(
        {{Kind::put, "b", std::string(100, 'x')}, {Kind::put, "c", std::string(5000, 'x')}});
    ::setrlimit(RLIMIT_FSIZE, &usual);
    ::signal(SIGXFSZ, before);
    CHECK_FALSE(refused.ok);
    CHECK(shown(journal.read("")) == "a=1");
    CHECK(journal.write({{Kind::put, "b", "2"}}).ok);
    Journal again(folder.path());
    CHECK(shown(again.read("")) == "a=1 b=2");
}

TEST_CASE("a journal that has grown is written anew, and another window goes on with it") {
    Folder const folder;
    Journal first(folder.path()), second(folder.path());
    append(first, "out", "kept");
    CHECK(shown(second.read("out/")) == "out/00000000000000000001=kept");
    std::string const large(100'000, 'x');
    for (int n = 0; n < 40; ++n) REQUIRE(first.write({{Kind::put, "same", large}}).ok);
    CHECK(std::filesystem::file_size(folder.path() / "journal") < 1'500'000);
    CHECK(second.read("same").size() == 1);
    CHECK(append(second, "out", "more") == std::vector<std::uint64_t>{2});
    CHECK(first.read("out/").size() == 2);
    Journal third(folder.path());
    CHECK(third.read("").size() == 3);
}

TEST_CASE("a journal of another version is not touched") {
    Folder const folder;
    {
        platform::File const file(folder.path() / "journal", O_WRONLY | O_CREAT);
        file.write_at(0, "kontor journal 2\nwho knows");
    }
    CHECK_THROWS(Journal(folder.path()));
    CHECK(std::filesystem::file_size(folder.path() / "journal") == 26);
}

TEST_CASE("a lease is held by one until it runs out or is let go") {
    Folder const folder;
    Journal first(folder.path()), second(folder.path());
    CHECK(first.lease("lead", "A", 1000, 5000));
    CHECK_FALSE(second.lease("lead", "B", 1000, 5999));
    CHECK(second.lease("other", "B", 1000, 5999));
    CHECK(first.lease("lead", "A", 1000, 5500));
    CHECK_FALSE(second.lease("lead", "B", 1000, 6000));
    SUBCASE("its time is over") { CHECK(second.lease("lead", "B", 1000, 6500)); }
    SUBCASE("it is let go by who holds it") {
        second.release("lead", "B");
        CHECK_FALSE(second.lease("lead", "B", 1000, 6000));
        first.release("lead", "A");
        CHECK(second.lease("lead", "B", 1000, 6000));
    }
    SUBCASE("the clock was set back") { CHECK(second.lease("lead", "B", 1000, 100)); }
}

}  // namespace journal_test
