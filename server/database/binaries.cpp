#include "server/database/binaries.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <optional>
#include <set>
#include <system_error>

#include "server/database/child.hpp"

namespace database {
namespace {

std::optional<Binaries> binaries_in(std::filesystem::path const& folder) {
    auto const postgres = folder / "postgres";
    if (access(postgres.c_str(), X_OK) != 0 || access((folder / "initdb").c_str(), X_OK) != 0)
        return std::nullopt;
    try {
        auto const said = run_to_end({{postgres.string(), "--version"}});
        Binaries found{folder, 0, 0};
        // "postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)"; "18beta1" has no minor number.
        if (!said.well || std::sscanf(said.output.c_str(), "postgres (PostgreSQL) %d.%d",
                                      &found.major, &found.minor) < 1) {
            return std::nullopt;
        }
        return found;
    } catch (std::system_error const&) {
        // Made for another machine, or not a program at all: the same as not there.
        return std::nullopt;
    }
}

}  // namespace

std::vector<std::filesystem::path> usual_folders(std::string_view path_variable) {
    std::vector<std::filesystem::path> folders;
    std::error_code error;
    for (auto const& version : std::filesystem::directory_iterator("/usr/lib/postgresql", error)) {
        folders.push_back(version.path() / "bin");
    }
    while (!path_variable.empty()) {
        auto const end = path_variable.find(':');
        auto const folder = path_variable.substr(0, end);
        if (!folder.empty() && folder.front() == '/') folders.emplace_back(folder);
        path_variable =
            end == std::string_view::npos ? std::string_view() : path_variable.substr(end + 1);
    }
    return folders;
}

std::vector<Binaries> find_binaries(std::vector<std::filesystem::path> const& folders) {
    std::vector<Binaries> found;
    std::set<std::filesystem::path> seen;
    for (auto const& folder : folders) {
        std::error_code error;
        auto const real = std::filesystem::canonical(folder / "postgres", error);
        if (error || !seen.insert(real).second) continue;
        if (auto const binaries = binaries_in(folder)) found.push_back(*binaries);
    }
    std::stable_sort(found.begin(), found.end(), [](Binaries const& a, Binaries const& b) {
        return a.major != b.major ? a.major > b.major : a.minor > b.minor;
    });
    return found;
}

}  // namespace database
