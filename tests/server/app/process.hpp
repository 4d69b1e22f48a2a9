// The server's own program, as a process of its own.
#pragma once

#include <doctest/doctest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "server/database/child.hpp"
#include "tests/support/throwaway.hpp"

namespace scene {

class Process {
public:
    // With an embedded database in the folder, unless the environment names another one.
    explicit Process(support::TemporaryFolder const& folder,
                     std::vector<std::string> const& environment = {})
        : child_(database::start(command(folder, environment))) {
        await_port();
    }
    ~Process() { end(SIGTERM); }
    Process(Process const&) = delete;
    Process& operator=(Process const&) = delete;

    int end(int signal) {
        if (child_.pid == 0) return 0;
        kill(child_.pid, signal);
        int status = 0;
        waitpid(child_.pid, &status, 0);
        child_.pid = 0;
        return status;
    }
    std::uint16_t port() const { return port_; }
    pid_t pid() const { return child_.pid; }

    static database::Command command(support::TemporaryFolder const& folder,
                                     std::vector<std::string> const& environment = {}) {
        auto const program = folder.path() / "kontor-server";  // where its user can read it
        std::filesystem::copy_file(KONTOR_SERVER, program,
                                   std::filesystem::copy_options::skip_existing);
        return {{program.string(), "--listen", "127.0.0.1:0", "--data",
                 (folder.path() / "data").string(), "--log-level", "error"},
                support::whom_to_run_as(),
                environment};
    }

private:
    void await_port() {
        std::string printed;
        std::string const mark = "http://127.0.0.1:";
        char some[4096];
        for (;;) {
            auto const count = read(child_.output.get(), some, sizeof some);
            REQUIRE_MESSAGE(count > 0, printed);
            printed.append(some, static_cast<std::size_t>(count));
            auto const at = printed.find(mark);
            if (at == std::string::npos || printed.find('\n', at) == std::string::npos) continue;
            port_ = static_cast<std::uint16_t>(std::stoi(printed.substr(at + mark.size())));
            return;
        }
    }

    database::Child child_;
    std::uint16_t port_ = 0;
};

}  // namespace scene
