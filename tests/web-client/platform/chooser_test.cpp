#include "web-client/platform/native/chooser.hpp"

#include <doctest/doctest.h>
#include <stdlib.h>

#include <condition_variable>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <optional>

#include "tests/web-client/platform/folder.hpp"

namespace chooser_test {
namespace {

// A desktop whose only program is this one; the environment is put back at the end.
class Desktop {
public:
    explicit Desktop(std::string const& program, std::string const& script) {
        auto const path = folder_.path() / program;
        std::ofstream(path) << "#!/bin/sh\n" << script;
        std::filesystem::permissions(path, std::filesystem::perms::owner_all);
        setenv("PATH", folder_.path().c_str(), 1);
    }
    ~Desktop() { setenv("PATH", before_.c_str(), 1); }
    std::filesystem::path const& folder() const { return folder_.path(); }

    std::optional<platform::LocalFile> chosen(std::string const& types) {
        std::optional<platform::LocalFile> file;
        if (!chooser_.ask(types, [&](platform::LocalFile taken) { file = std::move(taken); }))
            return std::nullopt;
        while (!file) {
            std::unique_lock guard(mutex_);
            rung_.wait(guard, [this] { return is_rung_; });
            is_rung_ = false;
            guard.unlock();
            mailbox_.run();
        }
        return file;
    }

private:
    Folder const folder_;
    std::string const before_ = getenv("PATH");
    std::mutex mutex_;
    std::condition_variable rung_;
    bool is_rung_ = false;
    platform::Mailbox mailbox_{[this] {
        std::lock_guard const guard(mutex_);
        is_rung_ = true;
        rung_.notify_one();
    }};
    platform::Chooser chooser_{mailbox_};
};

}  // namespace

TEST_CASE("media types become patterns of names") {
    CHECK(platform::patterns_of("image/png,image/jpeg") == "*.png *.jpeg *.jpg");
    CHECK(platform::patterns_of("").empty());
}

TEST_CASE("the file that is chosen in the desktop's dialog arrives with its name and its bytes") {
    for (std::string const program : {"zenity", "kdialog"}) {
        CAPTURE(program);
        Folder const files;
        auto const path = files.path() / "a picture.png";
        std::ofstream(path) << "bytes";
        Desktop desktop(program, "echo \"$@\" > \"${0%/*}/asked\"; echo '" + path.string() + "'\n");
        auto const file = desktop.chosen("image/png");
        REQUIRE(file);
        CHECK(file->name == "a picture.png");
        CHECK(file->bytes == "bytes");
        CHECK_FALSE(file->too_large);
        std::ifstream asked(desktop.folder() / "asked");
        std::string words;
        std::getline(asked, words);
        CHECK(words.find("*.png") != std::string::npos);
    }
}

TEST_CASE("without a dialog that is said, and a file that cannot be read arrives empty") {
    Desktop desktop("another", "");
    CHECK_FALSE(desktop.chosen("image/png"));
    CHECK(platform::read_local_file("/nowhere/x.png").bytes.empty());
    CHECK(platform::read_local_file("/nowhere/x.png").name == "x.png");
}

TEST_CASE("a dialog that is still open does not keep the window from closing") {
    Desktop desktop("zenity", "exec /bin/sleep 1000\n");
    platform::Mailbox mailbox([] {});
    platform::Chooser chooser(mailbox);
    CHECK(chooser.ask("image/png", [](platform::LocalFile const&) {}));
}

}  // namespace chooser_test
