#include "server/database/postmaster.hpp"

#include <cerrno>
#include <csignal>
#include <fstream>
#include <string>
#include <system_error>

namespace database {
namespace {

// A process that has ended but was not yet waited for has no program any more.
bool is_dead(std::filesystem::path const& process) {
    std::ifstream stat(process / "stat");
    std::string line;
    if (!std::getline(stat, line)) return true;
    auto const name_end = line.rfind(')');
    return name_end == std::string::npos || name_end + 2 >= line.size() ||
           line[name_end + 2] == 'Z';
}

}  // namespace

Holder holder_of(std::filesystem::path const& mark, std::filesystem::path const& folder) {
    std::ifstream file(mark);
    if (!file) return {};
    pid_t pid = 0;
    if (!(file >> pid) || pid <= 0)
        return {Holder::Kind::stale, 0};  // The machine stopped while it was written.
    auto const process = std::filesystem::path("/proc") / std::to_string(pid);
    if (is_dead(process)) return {Holder::Kind::stale, pid};
    std::error_code program_hidden, place_hidden;
    auto const program = std::filesystem::read_symlink(process / "exe", program_hidden);
    auto const place = std::filesystem::read_symlink(process / "cwd", place_hidden);
    if (program_hidden || place_hidden) {
        if (is_dead(process)) return {Holder::Kind::stale, pid};
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

}  // namespace database
