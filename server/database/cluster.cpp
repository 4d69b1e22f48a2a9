#include "server/database/cluster.hpp"

#include <libpq-fe.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <deque>
#include <system_error>

#include "server/database/cluster_folder.hpp"
#include "server/database/failure.hpp"
#include "server/database/pool.hpp"
#include "server/database/postmaster.hpp"

namespace database {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr int first_attempts = 12;      // of the first start, before it is given up
constexpr auto shortest_pause = 100ms;  // between attempts; doubled each time
constexpr auto longest_pause = 5s;
constexpr auto foreign_limit = 60s;  // how long another PostgreSQL on our folder may take to end
constexpr auto fast_stop_limit =
    60s;  // after that it is told to stop at once and recover at its next start
constexpr auto readiness_interval = 30ms;

// What PostgreSQL writes, line by line into our log; the last lines are kept for messages.
class Lines {
public:
    explicit Lines(server::Log const& log) : log_(log) {}

    // Reads what is there. False at the end.
    bool read_from(int descriptor) {
        char buffer[4096];
        auto const size = read(descriptor, buffer, sizeof buffer);
        if (size <= 0) return size < 0 && errno == EINTR;
        unfinished_.append(buffer, static_cast<std::size_t>(size));
        for (auto end = unfinished_.find('\n'); end != std::string::npos;
             end = unfinished_.find('\n')) {
            keep(unfinished_.substr(0, end));
            unfinished_.erase(0, end + 1);
        }
        if (unfinished_.size() > 64 * 1024) {
            keep(unfinished_);
            unfinished_.clear();
        }
        return true;
    }

    std::string last() const {
        std::string text;
        for (auto const& line : lines_) text += line + "\n";
        return text;
    }

private:
    void keep(std::string line) {
        // Our own question whether it is ready is refused with a line like this until it is.
        bool const asked_too_early = line.rfind("FATAL:  the database system is ", 0) == 0;
        bool const bad = line.rfind("FATAL", 0) == 0 || line.rfind("PANIC", 0) == 0;
        if (asked_too_early) {
            log_.debug("postgres", {{"line", line}});
        } else if (bad) {
            log_.warning("postgres", {{"line", line}});
        } else {
            log_.info("postgres", {{"line", line}});
        }
        lines_.push_back(std::move(line));
        if (lines_.size() > 20) lines_.pop_front();
    }

    server::Log const& log_;
    std::string unfinished_;
    std::deque<std::string> lines_;
};

bool is_readable(pollfd const& watched) {
    return (watched.revents & (POLLIN | POLLHUP | POLLERR)) != 0;
}

// The role that requests are answered as is not the one that owns the tables: what it may do with
// each is said after the migrations (roles.hpp).
void create_database(Cluster const& cluster) {
    auto const connection =
        open(with_network_limits(cluster.owner_url("postgres"), "kontor-start"));
    pqxx::nontransaction session(*connection);
    std::string const role = app_role;
    if (session.exec("select 1 from pg_roles where rolname = '" + role + "'").empty())
        session.exec("create role " + role + " login");
    session.exec("alter role " + role +
                 " with login nosuperuser nocreatedb nocreaterole noreplication "
                 "nobypassrls");
    auto const there = session.exec("select 1 from pg_database where datname = 'kontor'");
    if (there.empty()) session.exec("create database kontor");
}

}  // namespace

Cluster::Cluster(ClusterOptions options, server::Log const& log)
    : options_(std::move(options)), log_(log), folder_(options_.data / "postgres") {
    if (options_.binary_folders.empty()) {
        auto const* path_variable = std::getenv("PATH");
        options_.binary_folders = usual_folders(path_variable == nullptr ? "" : path_variable);
    }
    try {
        make_private_folder(options_.data, options_.run_as);
        require_all_private(options_.data, options_.run_as);
        lock_ = lock_folder(options_.data);
        binaries_ = choose_binaries(folder_, options_.binary_folders);
        make_cluster(folder_, binaries_, options_.run_as, options_.durable);
        write_access_rules(folder_, options_.run_as);
        socket_folder_ = make_socket_folder(options_.socket_folder, options_.data, options_.run_as);
        wake_ = Descriptor(eventfd(0, EFD_CLOEXEC));
        if (wake_.get() < 0) throw std::system_error(errno, std::generic_category(), "eventfd");
    } catch (std::system_error const& error) {
        throw ClusterFailed("The embedded PostgreSQL cannot be started in " +
                            options_.data.string() + ": " + error.what() + ".");
    }
    // PostgreSQL is told to stop when the thread that started
    // it ends, so it gets one that lives as long as we do.
    supervisor_ = std::thread([this] { supervise(); });
    {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return stage_ != Stage::starting; });
    }
    try {
        if (stage_ == Stage::failed) throw ClusterFailed(failure_);
        create_database(*this);
    } catch (pqxx::failure const& error) {
        stop();
        if (auto const full = full_disk_in(error.what(), folder_)) throw ClusterFailed(*full);
        throw ClusterFailed(
            std::string("The embedded PostgreSQL runs, but its database cannot be made: ") +
            error.what());
    } catch (...) {
        stop();
        throw;
    }
}

Cluster::~Cluster() {
    stop();
    std::error_code
        still_used;  // PostgreSQL takes its socket away; whatever else lies there is not ours.
    std::filesystem::remove(socket_folder_, still_used);
}

std::string Cluster::url(std::string const& database) const {
    return url_of_socket(socket_folder_, app_role, database);
}

std::string Cluster::owner_url(std::string const& database) const {
    return url_of_socket(socket_folder_, "kontor", database);
}

std::string url_of_socket(std::filesystem::path const& folder, std::string const& role,
                          std::string const& database) {
    return "host='" + folder.string() + "' port=5432 user=" + role + " dbname='" + database + "'";
}

void Cluster::stop() {
    {
        std::lock_guard const lock(mutex_);
        stop_ = true;
    }
    changed_.notify_all();
    std::uint64_t const one = 1;
    if (write(wake_.get(), &one, sizeof one) < 0 && errno != EAGAIN)
        std::abort();  // An eventfd cannot fail otherwise.
    if (supervisor_.joinable()) supervisor_.join();
}

pid_t Cluster::pid() const {
    std::lock_guard const lock(mutex_);
    return pid_;
}

int Cluster::starts() const {
    std::lock_guard const lock(mutex_);
    return starts_;
}

bool Cluster::wait_for_start(int count) const {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] {
        return starts_ >= count || stage_ == Stage::stopped || stage_ == Stage::failed;
    });
    return starts_ >= count;
}

bool Cluster::stopping() const {
    std::lock_guard const lock(mutex_);
    return stop_;
}

bool Cluster::pause(std::chrono::milliseconds time) {
    std::unique_lock lock(mutex_);
    return !changed_.wait_for(lock, time, [&] { return stop_; });
}

void Cluster::set_running(pid_t pid) {
    {
        std::lock_guard const lock(mutex_);
        pid_ = pid;
        if (pid != 0) {
            ++starts_;
            stage_ = Stage::running;
        }
    }
    changed_.notify_all();
}

// The life of the supervising thread: start, watch, start again.
void Cluster::supervise() {
    std::chrono::milliseconds wait = shortest_pause;
    for (int attempt = 1; !stopping(); ++attempt) {
        auto const ended = run_once();
        if (stopping()) break;
        if (ended.came_up) wait = shortest_pause;
        log_.error("database.ended", {{"why", ended.why}, {"again_in_ms", wait.count()}});
        if (starts() == 0 && (ended.hopeless || attempt >= first_attempts)) {
            std::lock_guard const lock(mutex_);
            failure_ = ended.why;
            stage_ = Stage::failed;
            break;
        }
        if (!pause(wait)) break;
        wait = std::min<std::chrono::milliseconds>(wait * 2, longest_pause);
    }
    {
        std::lock_guard const lock(mutex_);
        if (stage_ != Stage::failed) stage_ = Stage::stopped;
    }
    changed_.notify_all();
}

// Removes what a PostgreSQL that no longer exists left behind. One that is still there is most
// likely our predecessor's, which was told to stop when that was killed: it is waited for, and
// never killed, since we cannot know.
std::optional<std::string> Cluster::clear_stale_marks() {
    auto const deadline = Clock::now() + foreign_limit;
    auto const mark = folder_ / "postmaster.pid";
    for (;;) {
        auto const holder = holder_of(mark, folder_);
        if (holder.kind == Holder::Kind::none) break;
        if (holder.kind == Holder::Kind::stale) {
            log_.warning("database.stale_mark_removed",
                         {{"file", mark.string()}, {"process", holder.pid}});
            std::filesystem::remove(mark);
            break;
        }
        if (Clock::now() >= deadline) {
            return "PostgreSQL already runs on " + folder_.string() + " as process " +
                   std::to_string(holder.pid) +
                   ", and this server did not start it. Stop that process, then start again.";
        }
        if (!pause(50ms)) return "It was stopped while waiting.";
    }
    // Nobody runs on the folder, so the socket's lock, which
    // PostgreSQL would believe just as easily, is stale too.
    auto const socket = socket_folder_.string() + socket_name;
    std::filesystem::remove(socket + ".lock");
    std::filesystem::remove(socket);
    return std::nullopt;
}

std::vector<std::string> Cluster::words() const {
    std::vector<std::string> words{(binaries_.folder / "postgres").string(), "-D",
                                   folder_.string()};
    auto const set = [&](std::string const& name, std::string const& value) {
        words.emplace_back("-c");
        words.push_back(name + "=" + value);
    };
    std::string const durable = options_.durable ? "on" : "off";
    set("listen_addresses", "");
    set("unix_socket_directories", "\"" + socket_folder_.string() + "\"");
    set("unix_socket_permissions", "0700");
    set("port", "5432");
    set("hba_file", (folder_ / "kontor_hba.conf").string());
    set("ident_file", (folder_ / "kontor_ident.conf").string());
    set("max_connections", std::to_string(options_.connections));
    set("fsync", durable);
    set("full_page_writes", durable);
    // Also where nothing is synced: what was committed survives kill -9, and only not a power cut.
    set("synchronous_commit", "on");
    set("restart_after_crash", "on");
    // It would ask for memory that may be written and run, which the sandbox of a unit refuses.
    set("jit", "off");
    set("timezone", "UTC");
    set("log_timezone", "UTC");
    set("logging_collector", "off");
    set("log_destination", "stderr");
    set("log_line_prefix", "");
    // Failed statements are reported by whoever sent them. In PostgreSQL's own log they would only
    // repeat what people wrote; the terse form leaves out the details that hold values.
    set("log_min_messages", "log");
    set("log_min_error_statement", "panic");
    set("log_error_verbosity", "terse");
    set("log_checkpoints", "off");
    return words;
}

Cluster::Attempt Cluster::run_once() {
    try {
        if (auto const why = clear_stale_marks()) return {false, true, *why};
        auto child = start({words(), options_.run_as, options_.environment});
        return watch(child);
    } catch (std::system_error const& error) {
        return {false, false,
                std::string("PostgreSQL could not be started: ") + error.what() + "."};
    }
}

// From the start of the process to its end.
Cluster::Attempt Cluster::watch(Child& child) {
    Attempt attempt;
    Lines lines(log_);
    bool told_to_stop = false, output_ended = false;
    auto deadline = Clock::time_point::max();
    auto const address = owner_url("postgres") + " connect_timeout=2";
    for (;;) {
        pollfd watched[] = {{child.ended.get(), POLLIN, 0},
                            {told_to_stop ? -1 : wake_.get(), POLLIN, 0},
                            {output_ended ? -1 : child.output.get(), POLLIN, 0}};
        bool const asks = !attempt.came_up && !told_to_stop;
        auto const timeout = asks           ? static_cast<int>(readiness_interval.count())
                             : told_to_stop ? 1'000
                                            : -1;
        if (poll(watched, 3, timeout) < 0 && errno != EINTR)
            std::abort();  // Only a mistake of ours can do that.
        if (is_readable(watched[2])) output_ended = !lines.read_from(child.output.get());
        if (is_readable(watched[0])) break;
        if (is_readable(watched[1])) {
            told_to_stop = true;
            kill(child.pid, SIGINT);
            deadline = Clock::now() + fast_stop_limit;
        }
        if (Clock::now() >= deadline) {
            log_.warning("database.stopped_at_once", {{"process", child.pid}});
            kill(child.pid, SIGQUIT);
            deadline = Clock::time_point::max();
        }
        if (asks && !told_to_stop && PQping(address.c_str()) == PQPING_OK) {
            attempt.came_up = true;
            log_.info("database.started", {{"process", child.pid},
                                           {"version", binaries_.major},
                                           {"folder", folder_.string()}});
            set_running(child.pid);
        }
    }
    int status = 0;
    set_running(0);
    while (waitpid(child.pid, &status, 0) < 0 && errno == EINTR) {
    }
    // What it wrote before it ended. Its own children may still
    // hold the other end, so this does not wait for the end.
    for (pollfd rest{child.output.get(), POLLIN, 0}; !output_ended && poll(&rest, 1, 0) > 0;) {
        output_ended = !lines.read_from(child.output.get());
    }
    auto const full = full_disk_in(lines.last(), folder_);
    attempt.hopeless = full.has_value();
    attempt.why = full ? *full
                       : "PostgreSQL ended " + describe_status(status) +
                             ". Its last words were:\n" + lines.last();
    if (told_to_stop) log_.info("database.stopped", {{"how", describe_status(status)}});
    return attempt;
}

}  // namespace database
