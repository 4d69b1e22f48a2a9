#include "server/database/postmaster.hpp"

#include <cerrno>
#include <csignal>
#include <fstream>
#include <optional>
#include <string>
#include <system_error>

namespace database {
namespace {

using std::filesystem::path;

// What everybody may read of a process, also of one that may not be looked at more closely, as
// other servers of ours may not.
struct Seen {
    std::string name;  // of its program, at most 15 bytes
    char state = '?';
};

// Nothing when it is gone, or has ended and was not yet waited for.
std::optional<Seen> look_at(path const& process) {
    std::ifstream stat(process / "stat");
    std::string line;
    if (!std::getline(stat, line)) return std::nullopt;
    auto const begin = line.find('('), end = line.rfind(')');
    if (begin == std::string::npos || end == std::string::npos || end + 2 >= line.size())
        return std::nullopt;
    Seen const seen{line.substr(begin + 1, end - begin - 1), line[end + 2]};
    if (seen.state == 'Z' || seen.state == 'X') return std::nullopt;
    return seen;
}

// A process that ends gives up its memory, and with it its program, before its folder, and both
// before it is a zombie. Threads of the kernel never had a program, and are nobody's.
bool is_gone(std::error_code const& error) { return error == std::errc::no_such_file_or_directory; }

}  // namespace

Holder holder_of(path const& mark, path const& folder, path const& processes) {
    std::ifstream file(mark);
    if (!file) return {};
    pid_t pid = 0;
    if (!(file >> pid) || pid <= 0)
        return {Holder::Kind::stale, 0};  // The machine stopped while it was written.
    auto const process = processes / std::to_string(pid);
    auto const seen = look_at(process);
    if (!seen || seen->name.rfind("postgres", 0) != 0) return {Holder::Kind::stale, pid};
    std::error_code program_hidden, place_hidden;
    auto const program = std::filesystem::read_symlink(process / "exe", program_hidden);
    auto const place = std::filesystem::read_symlink(process / "cwd", place_hidden);
    if (program_hidden || place_hidden) {
        if (!look_at(process)) return {Holder::Kind::stale, pid};
        if (is_gone(program_hidden) || is_gone(place_hidden)) return {Holder::Kind::ending, pid};
        // Another user's: PostgreSQL itself would not mind it,
        // and it cannot be writing into our private folder.
        if (kill(pid, 0) != 0 && errno == EPERM) return {Holder::Kind::stale, pid};
        return {Holder::Kind::unclear, pid};
    }
    // "postgres (deleted)" runs on after its package was upgraded.
    bool const is_postgres = program.filename().string().rfind("postgres", 0) == 0;
    std::error_code error;
    bool const is_here = std::filesystem::equivalent(place, folder, error) || place == folder;
    return {is_postgres && is_here ? Holder::Kind::postgres : Holder::Kind::stale, pid};
}

bool has_ended(pid_t pid, path const& processes) {
    auto const process = processes / std::to_string(pid);
    if (!look_at(process)) return true;
    std::error_code error;
    auto const program = std::filesystem::read_symlink(process / "exe", error);
    return program.empty() && is_gone(error);
}

}  // namespace database
