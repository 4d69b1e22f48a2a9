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
#include "server/database/cluster_folder.hpp"
#include "tests/server/app/key_file.hpp"
#include "tests/server/app/scene.hpp"
#include "tests/support/throwaway.hpp"

namespace scene {

// What makes a process another server on the same database: its address, and a copy of the key that
// the process's user may read, and nobody else.
inline std::vector<std::string> on_database_of(Server const& server,
                                               support::TemporaryFolder const& folder) {
    auto const key = folder.path() / "shared.key";
    std::filesystem::copy_file(key_file_of(*server.database()), key);
    std::filesystem::permissions(key, std::filesystem::perms(0600));
    if (auto const user = support::whom_to_run_as())
        REQUIRE(chown(key.c_str(), user->user, user->group) == 0);
    return {"KONTOR_DATABASE_URL=" + server.database()->url(), "KONTOR_KEY_FILE=" + key.string()};
}

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
        database::make_private_folder(folder.path() / "data", support::whom_to_run_as());
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
