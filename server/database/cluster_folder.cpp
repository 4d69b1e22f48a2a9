#include "server/database/cluster_folder.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <sstream>
#include <system_error>
#include <thread>

#include "server/database/cluster.hpp"
#include "server/database/fingerprint.hpp"
#include "server/database/postmaster.hpp"
#include "server/private_folder.hpp"

namespace database {
namespace {

using std::filesystem::path;

uid_t owner_of(std::optional<SystemUser> const& owner) { return owner ? owner->user : geteuid(); }

std::string contents(path const& file) {
    std::ifstream in(file);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

// Writes only what changed, so that a full disk does not stop a start that needs nothing new.
void write_file(path const& file, std::string const& text, std::optional<SystemUser> const& owner) {
    if (contents(file) == text) return;
    auto const draft = path(file).concat(".new");
    std::ofstream out(draft, std::ios::trunc);
    out << text;
    out.close();
    bool const owned = !owner || chown(draft.c_str(), owner->user, owner->group) == 0;
    if (!out || !owned || rename(draft.c_str(), file.c_str()) != 0) {
        throw ClusterFailed("The file " + file.string() +
                            " cannot be written: " + std::strerror(errno) + ".");
    }
}

bool short_enough(path const& folder) {
    return folder.string().size() + std::strlen(socket_name) <= longest_socket_path;
}

// A server that was killed may have been starting a program, whose process holds the lock for the
// moment until it is that program: so a lock whose holder has ended is waited for.
bool is_locked(Descriptor const& lock, path const& file) {
    auto const deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (flock(lock.get(), LOCK_EX | LOCK_NB) != 0) {
        auto const holder = static_cast<pid_t>(std::atoi(contents(file).c_str()));
        if (!has_ended(holder) || std::chrono::steady_clock::now() >= deadline) return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    return true;
}

std::string last_lines(std::string const& text) {
    auto const begin = text.size() > 2000 ? text.find('\n', text.size() - 2000) : 0;
    return text.substr(begin == std::string::npos ? 0 : begin);
}

}  // namespace

void make_private_folder(path const& folder, std::optional<SystemUser> const& owner) {
    std::error_code error;
    std::filesystem::create_directories(folder.parent_path(), error);
    bool const made = mkdir(folder.c_str(), 0700) == 0;
    if (!made && errno != EEXIST) {
        throw ClusterFailed(
            "The folder " + folder.string() + " cannot be made: " + std::strerror(errno) +
            ". Choose another one with --data, or make it and give it to this server's user.");
    }
    if (made && owner && chown(folder.c_str(), owner->user, owner->group) != 0) {
        throw ClusterFailed("The folder " + folder.string() + " cannot be given to " + owner->name +
                            ": " + std::strerror(errno) + ".");
    }
    if (!std::filesystem::is_directory(folder, error)) {
        throw ClusterFailed(folder.string() + " is no folder. Choose another one with --data.");
    }
}

void require_private(path const& folder, std::optional<SystemUser> const& owner) {
    if (auto const why = server::why_not_private(folder, owner_of(owner)))
        throw ClusterFailed(*why);
}

void require_all_private(path const& folder, std::optional<SystemUser> const& owner) {
    if (auto const why = server::why_not_all_private(folder, owner_of(owner)))
        throw ClusterFailed(*why);
}

Descriptor lock_folder(path const& data) {
    auto const file = data / "server.lock";
    Descriptor lock(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (lock.get() < 0) {
        throw ClusterFailed("The data folder " + data.string() +
                            " cannot be written to: " + std::strerror(errno) + ".");
    }
    if (!is_locked(lock, file)) {
        throw ClusterFailed("The data folder " + data.string() +
                            " is in use by another server (process " + contents(file) +
                            "). Stop that one first, or choose another folder with --data.");
    }
    // The number only helps whoever reads the message
    // above, so a disk too full to write it stops nothing.
    auto const text = std::to_string(getpid());
    if (ftruncate(lock.get(), 0) == 0 && pwrite(lock.get(), text.data(), text.size(), 0) < 0)
        return lock;
    return lock;
}

path make_socket_folder(path const& wished, path const& data,
                        std::optional<SystemUser> const& owner) {
    std::vector<path> candidates;
    if (!wished.empty()) {
        candidates.push_back(wished);
    } else {
        auto const name = "kontor-" + std::to_string(owner_of(owner)) + "-" +
                          fingerprint(data.string()).substr(0, 12);
        candidates.push_back(data / "socket");
        if (auto const* runtime = std::getenv("XDG_RUNTIME_DIR"); runtime != nullptr && !owner) {
            candidates.push_back(path(runtime) / name);
        }
        candidates.push_back(path("/tmp") / name);
    }
    for (auto const& folder : candidates) {
        if (!short_enough(folder)) continue;
        make_private_folder(folder, owner);
        require_private(folder, owner);
        return folder;
    }
    throw ClusterFailed("The socket folder " + candidates.back().string() +
                        " has too long a path: with the socket's name it must be at most " +
                        std::to_string(longest_socket_path) + " bytes. Choose a shorter one.");
}

Binaries choose_binaries(path const& cluster, std::vector<path> const& folders) {
    auto const found = find_binaries(folders);
    if (found.empty()) {
        throw ClusterFailed(
            "PostgreSQL's server programs are not installed (looked for "
            "/usr/lib/postgresql/*/bin/postgres and on the "
            "PATH). Install them with: apt-get install postgresql. Or set KONTOR_DATABASE_URL to "
            "use a database of your own.");
    }
    auto const version = contents(cluster / "PG_VERSION");
    if (version.empty()) {
        if (found.front().major >= 15) return found.front();
        throw ClusterFailed("PostgreSQL 15 or newer is needed, and the newest here is " +
                            std::to_string(found.front().major) +
                            ". Install it with: apt-get install postgresql.");
    }
    auto const major = std::atoi(version.c_str());
    for (auto const& binaries : found) {
        if (binaries.major == major) return binaries;
    }
    throw ClusterFailed(
        "The database in " + cluster.string() + " was made by PostgreSQL " + std::to_string(major) +
        ", and only PostgreSQL " + std::to_string(found.front().major) +
        " is installed here. Install that version (apt-get install postgresql-" +
        std::to_string(major) + "), or bring the folder to the new version with pg_upgrade.");
}

void make_cluster(path const& cluster, Binaries const& binaries,
                  std::optional<SystemUser> const& run_as, bool durable) {
    if (std::filesystem::exists(cluster / "PG_VERSION")) {
        require_private(cluster, run_as);
        return;
    }
    if (std::filesystem::exists(cluster) && !std::filesystem::is_empty(cluster)) {
        throw ClusterFailed("The folder " + cluster.string() +
                            " holds something, but no PostgreSQL cluster (PG_VERSION is missing). "
                            "Restore it from a backup, or move it away to begin anew.");
    }
    auto const draft = path(cluster).concat(".new");
    std::filesystem::remove_all(draft);
    make_private_folder(draft, run_as);
    Command command{
        {(binaries.folder / "initdb").string(), "--pgdata=" + draft.string(), "--username=kontor",
         "--encoding=UTF8", "--locale-provider=icu", "--icu-locale=ru-RU", "--locale=C.UTF-8",
         "--auth=peer", "--data-checksums", "--no-instructions"},
        run_as};
    if (!durable) command.words.emplace_back("--no-sync");
    auto const made = run_to_end(command);
    if (!made.well) {
        std::filesystem::remove_all(draft);
        if (auto const full = full_disk_in(made.output, cluster)) throw ClusterFailed(*full);
        throw ClusterFailed("PostgreSQL's initdb ended " + describe_status(made.wait_status) +
                            ":\n" + last_lines(made.output));
    }
    std::filesystem::rename(draft, cluster);
    Descriptor const parent(
        ::open(cluster.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (durable && (parent.get() < 0 || fsync(parent.get()) != 0)) {
        throw ClusterFailed("The folder " + cluster.parent_path().string() +
                            " cannot be synced: " + std::strerror(errno) + ".");
    }
}

void write_access_rules(path const& cluster, std::optional<SystemUser> const& run_as) {
    auto const self = system_user(geteuid());
    if (!self) {
        throw ClusterFailed("The user with the number " + std::to_string(geteuid()) +
                            " has no name in /etc/passwd, which PostgreSQL needs. Start the server "
                            "as a user that has one.");
    }
    std::string people;
    for (auto const* role : {"kontor", "kontor_app"}) {
        people += "kontor \"" + self->name + "\" " + role + "\n";
        if (run_as && run_as->name != self->name)
            people += "kontor \"" + run_as->name + "\" " + role + "\n";
    }
    write_file(cluster / "kontor_hba.conf", "local all kontor,kontor_app peer map=kontor\n",
               run_as);
    write_file(cluster / "kontor_ident.conf", people, run_as);
}

std::optional<std::string> full_disk_in(std::string const& output, path const& folder) {
    // The last is what PostgreSQL says when only a part of a page went in.
    for (auto const* sign :
         {"No space left on device", "Disk quota exceeded", "Check free disk space"}) {
        if (output.find(sign) == std::string::npos) continue;
        return "The disk that holds " + folder.string() +
               " is full. Free some space on it; nothing that was saved is lost.";
    }
    return std::nullopt;
}

}  // namespace database
