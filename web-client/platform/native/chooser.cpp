#include "web-client/platform/native/chooser.hpp"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>
#include <vector>

#include "web-client/platform/native/file.hpp"

namespace platform {

namespace {

// Starts the program with a pipe for what it prints; 0 when there is no such program.
pid_t start(std::vector<std::string> words, int printed) {
    std::vector<char*> arguments;
    for (auto& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, printed, STDOUT_FILENO);
    pid_t child = 0;
    int const error =
        ::posix_spawnp(&child, arguments[0], &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    return error == 0 ? child : 0;
}

std::string all_from(int pipe) {
    std::string text;
    std::array<char, 4096> some;
    for (;;) {
        auto const count = ::read(pipe, some.data(), some.size());
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return text;
        text.append(some.data(), static_cast<std::size_t>(count));
    }
}

}  // namespace

std::string patterns_of(std::string const& types) {
    std::string patterns;
    for (std::size_t at = 0; at < types.size();) {
        auto const end = std::min(types.find(',', at), types.size());
        auto const type = types.substr(at, end - at);
        auto const ending = type.substr(type[0] == '.' ? 1 : type.find('/') + 1);
        patterns += (patterns.empty() ? "*." : " *.") + ending;
        if (ending == "jpeg") patterns += " *.jpg";
        at = end + 1;
    }
    return patterns;
}

bool Chooser::ask(std::string const& types, std::function<void(LocalFile)> taken) {
    close();
    auto const patterns = patterns_of(types);
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        throw std::system_error(errno, std::generic_category(), "pipe2");
    dialog_ = start({"zenity", "--file-selection", "--file-filter=" + patterns}, ends[1]);
    if (dialog_ == 0) dialog_ = start({"kdialog", "--getopenfilename", ".", patterns}, ends[1]);
    ::close(ends[1]);
    if (dialog_ == 0) {
        ::close(ends[0]);
        return false;
    }
    waiting_ = std::thread([pipe = ends[0], &mailbox = mailbox_, taken = std::move(taken)] {
        auto const printed = all_from(pipe);
        ::close(pipe);
        auto const path = printed.substr(0, printed.find('\n'));
        if (path.empty()) return;
        mailbox.post([taken, file = read_local_file(path)] { taken(file); });
    });
    return true;
}

void Chooser::close() {
    if (dialog_ == 0) return;
    ::kill(dialog_, SIGTERM);
    waiting_.join();
    while (::waitpid(dialog_, nullptr, 0) < 0 && errno == EINTR) continue;
    dialog_ = 0;
}

LocalFile read_local_file(std::string const& path) {
    LocalFile read{std::filesystem::path(path).filename().string(), {}, false};
    try {
        File const file(path, O_RDONLY);
        read.too_large = file.size() > most_file_bytes;
        if (!read.too_large) read.bytes = file.read_from(0);
    } catch (std::system_error const&) {
        read.bytes.clear();  // what cannot be read arrives empty, as it does in a page
    }
    return read;
}

}  // namespace platform
