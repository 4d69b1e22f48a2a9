// The embedded PostgreSQL: a private cluster in the data folder, run as a child process, reached
// only through a unix socket in a private folder, and started again when it dies. Without
// KONTOR_DATABASE_URL it is the database.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "server/database/binaries.hpp"
#include "server/database/child.hpp"
#include "server/log.hpp"

namespace database {

// The cluster cannot run; the text is a sentence for the
// person who started the server: what is wrong, what helps.
struct ClusterFailed : std::runtime_error {
    using std::runtime_error::runtime_error;
};

struct ClusterOptions {
    std::filesystem::path data;  // made when missing; the cluster lies in its folder "postgres"
    std::filesystem::path socket_folder = {};                // empty: a short one is chosen
    std::vector<std::filesystem::path> binary_folders = {};  // empty: the usual ones
    std::optional<SystemUser> run_as = {};  // PostgreSQL refuses to be root; only root can set this
    // false only for throw-away tests: then what was committed survives kill -9, but no power cut.
    bool durable = true;
    int connections = 50;
    std::vector<std::string> environment = {};  // "NAME=value" for PostgreSQL's processes
};

// The role that requests are answered as.
inline constexpr auto app_role = "kontor_app";

// Of the PostgreSQL that listens in this folder.
std::string url_of_socket(std::filesystem::path const& folder, std::string const& role,
                          std::string const& database = "kontor");

class Cluster {
public:
    // Returns when it accepts connections and the database "kontor" is there; throws ClusterFailed.
    Cluster(ClusterOptions options, server::Log const& log);
    // Stops it in an orderly way: no new connections,
    // open transactions rolled back, all written to disk.
    ~Cluster();
    Cluster(Cluster const&) = delete;
    Cluster& operator=(Cluster const&) = delete;

    // As the role "kontor_app", which may do what requests need and nothing else.
    std::string url(std::string const& database = "kontor") const;
    // As the role that owns everything, for migrations.
    std::string owner_url(std::string const& database = "kontor") const;
    void stop();         // the same as the destructor does; may be called twice
    pid_t pid() const;   // of the running postmaster; 0 while there is none
    int starts() const;  // how often it came up; above 1 it was started again
    // Waits until it came up for the `count`th time; false when it is being stopped instead.
    bool wait_for_start(int count) const;

private:
    enum class Stage { starting, running, failed, stopped };
    struct Attempt {
        bool came_up = false;
        bool hopeless =
            false;        // the next attempt would end the same way, unless a person does something
        std::string why;  // a sentence
    };

    void supervise();
    Attempt run_once();
    Attempt watch(Child& child);
    void set_running(pid_t pid);
    bool pause(std::chrono::milliseconds time);  // false when it is to stop
    bool stopping() const;
    std::optional<std::string> clear_stale_marks();
    std::vector<std::string> words() const;

    ClusterOptions options_;
    server::Log log_;
    std::filesystem::path folder_;  // PostgreSQL's own data folder
    std::filesystem::path socket_folder_;
    Binaries binaries_;
    Descriptor lock_;  // held as long as this lives: one server for one data folder
    Descriptor wake_;  // an eventfd that ends the supervisor's waiting

    mutable std::mutex mutex_;
    mutable std::condition_variable changed_;
    Stage stage_ = Stage::starting;
    bool stop_ = false;
    pid_t pid_ = 0;
    int starts_ = 0;
    std::string failure_;
    std::thread supervisor_;
};

}  // namespace database
