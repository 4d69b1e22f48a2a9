// What a decoder of pictures that was taken over cannot do.
#include <doctest/doctest.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "server/database/child.hpp"
#include "tests/server/pictures.hpp"

namespace confinement_test {
namespace {

std::vector<std::string> all_acts() {
    std::istringstream listed(database::run_to_end({{KONTOR_PRISONER, "list"}}).output);
    std::vector<std::string> acts;
    for (std::string line; std::getline(listed, line);) acts.push_back(line);
    return acts;
}

TEST_CASE("a decoder that does anything but decode is ended by the kernel") {
    auto const acts = all_acts();
    REQUIRE(acts.size() > 20);
    for (auto const& act : acts) {
        CAPTURE(act);
        auto const confined = database::run_to_end({{KONTOR_PRISONER, "confined", act}});
        auto const limited = database::run_to_end({{KONTOR_PRISONER, "limited", act}});
        // It is the filter that ends it, and nothing else.
        CHECK(WIFEXITED(limited.wait_status));
        if (act == "work") {
            CHECK(confined.well);
            continue;
        }
        CHECK(WIFSIGNALED(confined.wait_status));
        CHECK(WTERMSIG(confined.wait_status) == SIGSYS);
    }
}

#if !defined(KONTOR_SANITIZED)  // That one is not shipped, and reads files.
struct Pipe {
    std::array<int, 2> ends{};
    explicit Pipe(int flags = 0) { REQUIRE(pipe2(ends.data(), O_CLOEXEC | flags) == 0); }
    ~Pipe() {
        for (int const end : ends)
            if (end >= 0) close(end);
    }
    void close_writing() {
        close(ends[1]);
        ends[1] = -1;
    }
};

std::string line_of(pid_t process, std::string const& name) {
    std::ifstream status("/proc/" + std::to_string(process) + "/status");
    for (std::string line; std::getline(status, line);)
        if (line.rfind(name + ":\t", 0) == 0) return line.substr(name.size() + 2);
    return {};
}

TEST_CASE("the decoder that is shipped has given all that up when it answers") {
    Pipe in, out(O_NONBLOCK);
    auto const picture = pictures::made("png", 300, 200);
    REQUIRE(write(in.ends[1], picture.data(), picture.size()) ==
            static_cast<ssize_t>(picture.size()));
    in.close_writing();
    // Nobody takes what it says, so that it waits with its first word.
    std::array<char, 4096> const filling{};
    while (write(out.ends[1], filling.data(), filling.size()) > 0) continue;
    while (write(out.ends[1], filling.data(), 1) > 0) continue;
    REQUIRE(fcntl(out.ends[1], F_SETFL, 0) == 0);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, in.ends[0], 0);
    posix_spawn_file_actions_adddup2(&actions, out.ends[1], 1);
    std::string program = KONTOR_PICTURE, kind = "png";
    std::array<char*, 3> words{program.data(), kind.data(), nullptr};
    pid_t decoder = 0;
    REQUIRE(posix_spawn(&decoder, program.c_str(), &actions, nullptr, words.data(),
                        words.data() + 2) == 0);
    posix_spawn_file_actions_destroy(&actions);
    while (line_of(decoder, "Seccomp") == "0") usleep(1000);
    CHECK(line_of(decoder, "Seccomp") == "2");
    CHECK(line_of(decoder, "NoNewPrivs") == "1");
    kill(decoder, SIGKILL);
    waitpid(decoder, nullptr, 0);
}
#endif

}  // namespace
}  // namespace confinement_test
